package io.aftercare.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fits what {@link Confidence} holds, on the questions of the tests only:
 * {@code mvn -Pbench verify -Dtest=ConfidenceBench}.
 *
 * <p>
 * Each question is asked of the whole collection, and once more without the articles that answer it, which counts half.
 * Printed are, for scores by words alone and by meaning, the base and factor that turn the log-odds of today's score
 * into those of a probability (0 and 1 when nothing is to be changed), and the lowest score from which on a share of
 * the offers is right.
 */
class ConfidenceBench {

    @TempDir
    private Path folder;

    private record Outcome(double score, boolean right, double weight) {
    }

    @Test
    void fit() throws IOException {
        var byWords = outcomes(false, "en");
        byWords.addAll(outcomes(false, "fr"));
        print("words alone", byWords);
        print("words and meaning", outcomes(true, "en"));
    }

    private List<Outcome> outcomes(boolean meaning, String language) throws IOException {
        var fixture = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", String.valueOf(meaning)));
        var node = fixture.node(Files.createTempDirectory(folder, "node"));
        node.imports().importMarkdown(Questions.articles(), Questions.SOURCE, null, true);
        node.vectors().await(600);
        var outcomes = new ArrayList<Outcome>();
        for (Questions.Asked asked : Questions.in(language)) {
            outcomes.add(outcome(node, asked, 1));
            if (!asked.answers().isEmpty()) {
                List<Article> missing = node.knowledge().byId(asked.answers());
                fixture.change(node, () -> missing.forEach(article -> fixture.articles.delete(article.id())));
                outcomes.add(outcome(node, asked, 0.5));
                fixture.change(node, () -> missing.forEach(fixture.articles::insert));
            }
        }
        node.close();
        return outcomes;
    }

    private static Outcome outcome(KnowledgeFixture.Node node, Questions.Asked asked, double weight) {
        return node.knowledge().search(asked.text(), asked.language(), 1).stream()
                .map(hit -> new Outcome(hit.score(), asked.answers().contains(hit.article().id()), weight)).findFirst()
                .orElse(new Outcome(0, false, weight));
    }

    private static void print(String name, List<Outcome> outcomes) {
        double base = 0;
        double factor = 1;
        for (int round = 0; round < 50; round++) {
            double[] gradient = {-0.01 * base, -0.01 * (factor - 1)};
            double[] curvature = {0.01, 0, 0.01};
            for (Outcome each : outcomes) {
                double odds = Confidence.odds(each.score);
                double expected = 1 / (1 + Math.exp(-base - factor * odds));
                double error = each.weight * ((each.right ? 1 : 0) - expected);
                double certainty = each.weight * expected * (1 - expected);
                gradient[0] += error;
                gradient[1] += error * odds;
                curvature[0] += certainty;
                curvature[1] += certainty * odds;
                curvature[2] += certainty * odds * odds;
            }
            double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
            base += (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant;
            factor += (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant;
        }
        System.out.printf("%n%s: base %.2f, factor %.2f (of %d outcomes)%n", name, base, factor, outcomes.size());
        outcomes.sort(Comparator.comparingDouble(Outcome::score).reversed());
        for (double share : new double[] {0.6, 0.7, 0.8, 0.9, 0.95, 0.98}) {
            double right = 0;
            double all = 0;
            double least = 1;
            for (Outcome each : outcomes) {
                all += each.weight;
                right += each.right ? each.weight : 0;
                least = right >= share * all ? each.score : least;
            }
            double from = least;
            double odds = Confidence.odds(least);
            System.out.printf("%.0f%% right from score %.3f (after the change %.3f): %.0f%% of the answered%n",
                    share * 100,
                    least, 1 / (1 + Math.exp(-base - factor * odds)), 100 * outcomes.stream()
                            .filter(each -> each.right && each.score >= from).count()
                            / (double) outcomes.stream().filter(Outcome::right).count());
        }
    }
}
