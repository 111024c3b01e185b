package io.aftercare.knowledge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.aftercare.knowledge.QuestionSets.QuestionSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Fits the weights of {@link Confidence} on all {@link QuestionSets}, and says how well it does on a set that it was
 * not fitted on: each set is left out once.
 *
 * <pre>mvn -Pbench verify -Dtest=ConfidenceBench -Dbench.write=true</pre>
 *
 * writes {@code knowledge/confidence.properties} anew; without it, the weights are only printed, with
 * {@code -Dbench.search=words} or {@code meaning} those of one way of search. It is to be done whenever the analysis of
 * words, the features or the sentence model change.
 *
 * <p>
 * Each question is asked of its knowledge base; of a half of it; of one without the articles that answer it, among
 * those of a quarter; and of all knowledge bases of the language as one. Strangers ask questions of other sets. All
 * sets count alike. The columns: articles offered, share of them that were right (foreign questions included), share of
 * the answerable questions that are offered the right article first, of those whose article was removed that are
 * offered another, of strangers' questions that are offered anything; AUROC of answerable against removed. First with
 * what ships now, then with what is fitted to the other sets.
 */
class ConfidenceBench {

    private static final List<String> BY_WORDS =
            List.of("title", "focus", "strength", "lead", "evidence", "letters", "unknown", "missing", "length",
                    "size");
    private static final List<String> BY_MEANING = List.of("standing", "distance", "isolation", "title", "strength",
            "lead", "evidence", "unknown", "missing", "length", "size");
    private static final int LOOKED_AT = 3;
    private static final int QUESTIONS = 130;
    private static final int STRANGERS = 25;
    private static final int PARTS = 4;
    private static final int LONGEST = 6000;
    private static final double RIGHT_OFFERS = 0.9;
    private static final double WEIGHT_OF_A_SET = 150;
    private static final double[] WEIGHT_OF_A_PLACE = {1, 0.3, 0.15};

    private enum Kind {
        ANSWERABLE(1), FOREIGN(1), STRANGER(0.5), REMOVED(0.5);

        private final double weight;

        Kind(double weight) {
            this.weight = weight;
        }
    }

    /** How much a question counts that is asked of it. */
    private enum Base {
        WHOLE(1), HALF(0.6), ALL_SETS(0.5);

        private final double weight;

        Base(double weight) {
            this.weight = weight;
        }
    }

    /** An article that was found. */
    private record Seen(String set, Base base, Kind kind, int place, boolean right, double shipped, double floor,
            Map<String, Double> features) {

        double weight() {
            return kind.weight * base.weight * WEIGHT_OF_A_PLACE[place];
        }
    }

    @TempDir
    private Path folder;

    @Test
    void fit() throws IOException {
        ((Logger) LoggerFactory.getLogger("io.aftercare")).setLevel(Level.WARN);
        List<QuestionSet> sets = QuestionSets.all(folder);
        var lines = new ArrayList<String>();
        String search = System.getProperty("bench.search", "words meaning");
        if (search.contains("words")) {
            lines.addAll(fitted("words", BY_WORDS, seen(sets, false), ConfidenceFeatures.WORDS));
        }
        if (search.contains("meaning")) {
            lines.addAll(fitted("meaning", BY_MEANING,
                    seen(sets.stream().filter(set -> set.language().equals("en")).toList(), true), "meaning"));
        }
        lines.forEach(System.out::println);
        if (Boolean.getBoolean("bench.write") && System.getProperty("bench.search") == null) {
            lines.add(0, "# What speaks for an article as the answer, and against it: see Confidence. Made by "
                    + "ConfidenceBench.");
            Files.write(Path.of("src/main/resources/knowledge/confidence.properties"), lines);
        }
    }

    private static List<String> fitted(String search, List<String> names, List<Seen> seen, String model) {
        double threshold = Confidence.threshold(RIGHT_OFFERS, model);
        List<String> sets = seen.stream().map(Seen::set).distinct().sorted().toList();
        System.out.printf(Locale.ROOT, "%n%s, offered from %.2f on%n%-18s %-9s %5s  %s   %s%n", search, threshold, "",
                "",
                "n", "offers right  offered removed strangers AUROC", "offers right  offered removed strangers AUROC");
        var shipped = new ArrayList<ConfidenceFigures>();
        var leftOut = new ArrayList<ConfidenceFigures>();
        for (String set : sets) {
            FittedWeights others = FittedWeights.of(names, examples(seen.stream()
                    .filter(each -> !each.set().equals(set)).toList()));
            for (Base base : Base.values()) {
                List<Seen> mine = seen.stream().filter(each -> each.set().equals(set) && each.base() == base).toList();
                if (mine.stream().noneMatch(each -> each.kind() == Kind.ANSWERABLE)) {
                    continue;
                }
                ConfidenceFigures now = figures(mine, threshold, Seen::shipped);
                ConfidenceFigures then = figures(mine, threshold, each -> score(others, each));
                System.out.printf(Locale.ROOT, "%-18s %-9s %5d  %s   %s%n", set, base.name().toLowerCase(Locale.ROOT),
                        now.answerable(), now.line(), then.line());
                shipped.add(now);
                leftOut.add(then);
            }
        }
        System.out.printf(Locale.ROOT, "%-34s  %s   %s%n", "all", ConfidenceFigures.all(shipped).line(),
                ConfidenceFigures.all(leftOut).line());
        return FittedWeights.of(names, examples(seen)).lines(search);
    }

    private static double score(FittedWeights weights, Seen seen) {
        var exact = new ExactFeatures(seen.features().get("code"), seen.features().get("quoted"));
        double score = Regression.probability(weights.logOdds(seen.features()) + Confidence.exactly(exact));
        return exact.lacksCode() ? Math.min(ArticleSearch.WITHOUT_THE_CODE, score) : score;
    }

    /** Where a code decides, nothing is learned of the rest. */
    private static List<FittedWeights.Example> examples(List<Seen> all) {
        List<Seen> seen =
                all.stream().filter(each -> each.features().get("code") == 0 && each.features().get("quoted") == 0)
                        .toList();
        Map<String, Double> weights = seen.stream().collect(Collectors.groupingBy(Seen::set,
                Collectors.summingDouble(Seen::weight)));
        return seen.stream().map(each -> new FittedWeights.Example(each.features(), each.right(),
                each.weight() * WEIGHT_OF_A_SET / weights.get(each.set()))).toList();
    }

    private static ConfidenceFigures figures(List<Seen> seen, double threshold, ToDoubleFunction<Seen> score) {
        var figures = new ConfidenceFigures();
        double before = 1;
        for (Seen each : seen) {
            before = each.place() == 0 ? score.applyAsDouble(each) : Math.min(before, score.applyAsDouble(each));
            figures.add(each.kind() == Kind.ANSWERABLE, each.kind() == Kind.FOREIGN, each.kind() == Kind.REMOVED,
                    each.place(), each.right(), before, before >= Math.max(threshold, each.floor()));
        }
        return figures;
    }

    private List<Seen> seen(List<QuestionSet> sets, boolean meaning) throws IOException {
        var seen = new ArrayList<Seen>();
        var fixture = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", String.valueOf(meaning)));
        var node = fixture.node(Files.createTempDirectory(folder, "node"));
        for (QuestionSet set : sets) {
            var random = new Random(1);
            List<Questions.Asked> questions = shuffled(set.questions(), random);
            questions = questions.subList(0, Math.min(QUESTIONS, questions.size()));
            List<Questions.Asked> strangers = shuffled(sets.stream()
                    .filter(other -> other != set && other.language().equals(set.language()))
                    .flatMap(other -> other.questions().stream()).toList(), random);
            change(fixture, node, set.articles());
            ask(node, set, Base.WHOLE, null, questions, seen);
            ask(node, set, Base.WHOLE, Kind.STRANGER, strangers.subList(0, Math.min(STRANGERS, strangers.size()))
                    .stream().map(asked -> new Questions.Asked(asked.language(), asked.text(), Set.of())).toList(),
                    seen);
            List<Article> articles = shuffled(set.articles(), random);
            int size = articles.size();
            for (int part = 0; part < PARTS; part++) {
                var rest = new ArrayList<>(articles);
                rest.subList(part * size / PARTS, (part + 1) * size / PARTS).clear();
                change(fixture, node, rest);
                ask(node, set, Base.WHOLE, Kind.REMOVED, left(questions, rest, true), seen);
            }
            List<Article> half = articles.subList(0, size / 2);
            change(fixture, node, half);
            ask(node, set, Base.HALF, null, left(questions, half, false), seen);
            ask(node, set, Base.HALF, Kind.REMOVED, left(questions, half, true), seen);
            change(fixture, node, List.of());
        }
        for (String language : sets.stream().map(QuestionSet::language).distinct().toList()) {
            // Two sets of one subject would each have answers to the other's questions.
            List<QuestionSet> all = sets.stream().filter(set -> set.language().equals(language))
                    .filter(set -> !QuestionSets.SAME_SUBJECT_AS_ANOTHER.contains(set.name())).toList();
            change(fixture, node, all.stream().flatMap(set -> set.articles().stream()).toList());
            for (QuestionSet set : all) {
                List<Questions.Asked> questions = shuffled(set.questions(), new Random(1));
                ask(node, set, Base.ALL_SETS, null, questions.subList(0, Math.min(QUESTIONS, questions.size())), seen);
            }
            change(fixture, node, List.of());
        }
        node.close();
        return seen;
    }

    /** @param removed whether those are wanted of which no article is left that answers, or all others */
    private static List<Questions.Asked> left(List<Questions.Asked> questions, Collection<Article> articles,
            boolean removed) {
        Set<String> ids = articles.stream().map(Article::id).collect(Collectors.toSet());
        return questions.stream()
                .filter(asked -> removed == (!asked.answers().isEmpty() && Collections.disjoint(asked.answers(), ids)))
                .map(asked -> new Questions.Asked(asked.language(), asked.text(),
                        asked.answers().stream().filter(ids::contains).collect(Collectors.toSet())))
                .toList();
    }

    private static <T> List<T> shuffled(List<T> all, Random random) {
        var shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static void change(KnowledgeFixture fixture, KnowledgeFixture.Node node, List<Article> articles) {
        fixture.change(node, () -> {
            Set<String> wanted = articles.stream().map(Article::id).collect(Collectors.toSet());
            var there = new HashSet<String>();
            for (Article article : fixture.articles.all(null)) {
                if (wanted.contains(article.id())) {
                    there.add(article.id());
                } else {
                    fixture.articles.delete(article.id());
                }
            }
            articles.stream().filter(article -> !there.contains(article.id())).forEach(fixture.articles::insert);
        });
    }

    /** @param kind null for what the answers say */
    private static void ask(KnowledgeFixture.Node node, QuestionSet set, Base base, Kind kind,
            List<Questions.Asked> questions, List<Seen> seen) {
        node.ownQuestions().refresh();
        double floor = node.vectors().serves(set.language()) ? 0
                : node.index().search(searcher -> node.ownQuestions().floor(searcher, set.language()));
        for (Questions.Asked asked : questions) {
            Kind asking = kind != null ? kind : asked.answers().isEmpty() ? Kind.FOREIGN : Kind.ANSWERABLE;
            List<ArticleSearch.Found> found = node.search().find(
                    CustomerQuestion.of(asked.text(), LONGEST), set.language(), LOOKED_AT);
            for (int place = 0; place < found.size(); place++) {
                ArticleSearch.Found each = found.get(place);
                seen.add(new Seen(set.name(), base, asking, place, asked.answers().contains(each.id()), each.score(),
                        each.features().exact().hasCode() ? 0 : floor, each.features().values()));
            }
            if (found.isEmpty()) {
                seen.add(new Seen(set.name(), base, asking, 0, false, 0, 0,
                        new ConfidenceFeatures(ConfidenceFeatures.WORDS, 0, ExactFeatures.NONE, null, null).values()));
            }
        }
    }
}
