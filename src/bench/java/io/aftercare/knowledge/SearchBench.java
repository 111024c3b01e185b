package io.aftercare.knowledge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * How well search answers, by words alone and by meaning, as written and with slips of the pen:
 *
 * <pre>mvn -Pbench verify -Dtest=SearchBench</pre>
 *
 * measures the articles and questions of the tests, of a bank and of a shop; with
 *
 * <pre>mvn -Pbench verify -Dtest=SearchBench -Dbench.knowledge=posts.json -Dbench.questions=questions.csv</pre>
 *
 * a vendor's own. The knowledge base is what the REST API of a WordPress site answers ({@code /wp-json/wp/v2/posts}),
 * the Help Center API of Zendesk, or a folder of Markdown; {@code -Dbench.language=fr} tells the language of articles
 * that do not, English without. The questions are described at {@link AskedQuestions}.
 *
 * <p>
 * The columns: questions with and without an answer; right article first, among three, among five; mean reciprocal
 * rank; how well the score tells answerable questions from those without an answer (AUROC-no) and from the same with
 * their article removed (AUROC-rm, for {@value #MOST_REMOVED} questions at most); share of the answerable that get the
 * right article offered when 90% of the offers are right; at the configured {@code aftercare.knowledge.confidence} the
 * share of offers that are right, of the answerable that are offered the right article, and of those whose article was
 * removed that are offered another; milliseconds of a search, of which a half, 95% and 99% take no longer.
 */
class SearchBench {

    private static final int MOST_REMOVED = 400;
    private static final long SEED = 42;
    private static final Path BENCH = Path.of("src/bench/resources");

    @TempDir
    private Path folder;

    @Test
    void figures() throws IOException {
        ((Logger) LoggerFactory.getLogger("io.aftercare")).setLevel(Level.WARN);
        String knowledge = System.getProperty("bench.knowledge");
        String language = System.getProperty("bench.language", "en");
        System.out.println();
        if (knowledge == null) {
            measure("support, English", Questions.articles(), "en", null);
            measure("support, French", Questions.articles(), "fr", null);
            measure("bank, English", BENCH.resolve("bank/articles"), "en", BENCH.resolve("bank/questions.tsv"));
            measure("shop, English", BENCH.resolve("shop/posts.json"), "en", BENCH.resolve("shop/questions.tsv"));
            return;
        }
        String questions = System.getProperty("bench.questions");
        if (questions == null) {
            throw new IllegalArgumentException("Name the file of questions: -Dbench.questions=questions.csv");
        }
        if (!Files.exists(Path.of(knowledge))) {
            throw new IllegalArgumentException(
                    "There is no file or folder " + Path.of(knowledge).toAbsolutePath() + ".");
        }
        measure(Path.of(knowledge).getFileName().toString(), Path.of(knowledge), language, Path.of(questions));
    }

    /**
     * The articles of the demo and what French customers ask; the halves tell whether something was fitted to one of
     * them.
     */
    @Test
    void frenchCustomers() throws IOException {
        List<Questions.Asked> asked = Questions.in("customers", "fr");
        List<Questions.Asked> answerable = asked.stream().filter(each -> !each.answers().isEmpty()).toList();
        var shuffled = new ArrayList<>(asked);
        Collections.shuffle(shuffled, new Random(SEED));
        var withForeign = new ArrayList<>(answerable);
        withForeign.addAll(Questions.in("foreign", "fr"));
        int half = shuffled.size() / 2;
        var fixture = KnowledgeFixture.onH2();
        var node = fixture.node(Files.createTempDirectory(folder, "node"));
        node.imports().importMarkdown(Path.of("src/main/resources/demo/articles"), Questions.SOURCE, null, true);
        System.out.println();
        System.out.println(SearchFigures.head());
        System.out.println(figures(fixture, node, asked, asked).line("French customers, no article"));
        System.out.println(
                figures(fixture, node, shuffled.subList(0, half), List.of()).line("French customers, one half"));
        System.out.println(figures(fixture, node, shuffled.subList(half, asked.size()), List.of())
                .line("French customers, other half"));
        System.out.println(figures(fixture, node, withForeign, List.of()).line("French customers, foreign"));
        System.out.println(figures(fixture, node, AskedQuestions.withTypos(asked, SEED), List.of())
                .line("French customers, typos"));
        node.close();
    }

    /** All sets of questions that there are; {@code ConfidenceBench} has how the confidence does on a set left out. */
    @Test
    void allSets() throws IOException {
        ((Logger) LoggerFactory.getLogger("io.aftercare")).setLevel(Level.WARN);
        System.out.println();
        System.out.println(SearchFigures.head());
        for (QuestionSets.QuestionSet set : QuestionSets.all(folder)) {
            for (boolean meaning : new boolean[] {false, true}) {
                var fixture = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", String.valueOf(meaning)));
                var node = fixture.node(Files.createTempDirectory(folder, "node"));
                fixture.change(node, () -> set.articles().forEach(fixture.articles::insert));
                node.vectors().await(3600);
                if (!meaning || node.vectors().serves(set.language())) {
                    System.out.println(figures(fixture, node, set.questions(), set.questions())
                            .line(set.name() + (meaning ? ", words and meaning" : ", words alone")));
                }
                node.close();
            }
        }
    }

    /** @param questions null for those of the tests */
    private void measure(String name, Path articles, String language, Path questions) throws IOException {
        System.out.println(SearchFigures.head());
        for (boolean meaning : new boolean[] {false, true}) {
            var fixture = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", String.valueOf(meaning)));
            var node = fixture.node(Files.createTempDirectory(folder, "node"));
            if (Files.isDirectory(articles)) {
                node.imports().importMarkdown(articles, Questions.SOURCE, questions == null ? null : language, true);
            } else {
                node.imports().importJson(Files.readAllBytes(articles), null, null, language, true);
            }
            List<Questions.Asked> asked = questions == null ? Questions.in(language)
                    : AskedQuestions.read(questions, language, node.knowledge().all(language));
            node.vectors().await(3600);
            if (meaning && !node.vectors().serves(language)) {
                System.out.println(name + ": no sentence model for the language " + language + ", words alone");
            } else {
                String by = meaning ? ", words and meaning" : ", words alone";
                System.out.println(figures(fixture, node, asked, asked).line(name + by));
                System.out.println(figures(fixture, node, AskedQuestions.withTypos(asked, SEED), List.of())
                        .line(name + by + ", typos"));
            }
            node.close();
        }
    }

    private static SearchFigures figures(KnowledgeFixture fixture, KnowledgeFixture.Node node,
            List<Questions.Asked> asked,
            List<Questions.Asked> alsoWithoutAnswer) throws IOException {
        var figures = new SearchFigures();
        asked.stream().limit(50).forEach(warmUp -> node.knowledge().search(warmUp.text(), warmUp.language(), 5));
        for (Questions.Asked question : asked) {
            long begin = System.nanoTime();
            List<Hit> hits = node.knowledge().search(question.text(), question.language(), 5);
            figures.asked(question, hits, System.nanoTime() - begin);
        }
        var byAnswers = new LinkedHashMap<Set<String>, List<Questions.Asked>>();
        alsoWithoutAnswer.stream().filter(question -> !question.answers().isEmpty()).limit(MOST_REMOVED)
                .forEach(question -> byAnswers.computeIfAbsent(question.answers(), none -> new ArrayList<>())
                        .add(question));
        for (Map.Entry<Set<String>, List<Questions.Asked>> each : byAnswers.entrySet()) {
            List<Article> missing = node.knowledge().byId(each.getKey());
            fixture.change(node, () -> missing.forEach(article -> fixture.articles.delete(article.id())));
            each.getValue().forEach(question -> figures.askedWithoutAnswer(question,
                    node.knowledge().search(question.text(), question.language(), 5)));
            fixture.change(node, () -> missing.forEach(fixture.articles::insert));
        }
        return figures;
    }
}
