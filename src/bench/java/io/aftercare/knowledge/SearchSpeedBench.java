package io.aftercare.knowledge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.embedding.EmbeddingProperties;
import io.aftercare.embedding.SentenceModel;
import io.aftercare.embedding.SentenceModels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long a search takes in a large knowledge base, and a start with what an earlier run left:
 *
 * <pre>taskset -c 0 mvn -Pbench verify -Dtest=SearchSpeedBench -Dbench.articles=20000</pre>
 *
 * A busy machine shows in what elapses, not in the time of a processor. The articles are of random English words,
 * frequent ones more often; reading that many takes minutes.
 */
class SearchSpeedBench {

    private static final int QUESTIONS = 1000;

    private final Random random = new Random(42);
    private List<String> words;

    @Test
    void speed(@TempDir Path plain, @TempDir Path data) throws IOException {
        int count = Integer.getInteger("bench.articles", 20_000);
        try (var tokenizer = SentenceModel.shippedTokenizer()) {
            words = new ArrayList<>();
            new ObjectMapper().readTree(tokenizer).path("model").path("vocab").fieldNames().forEachRemaining(word -> {
                if (word.matches("[a-z]{2,}")) {
                    words.add(word);
                }
            });
        }
        var fixture = KnowledgeFixture.byEmbedding();
        new TransactionTemplate(new JdbcTransactionManager(fixture.database)).executeWithoutResult(status -> {
            for (int article = 0; article < count; article++) {
                fixture.articles
                        .insert(new Article("speed:" + article, "speed", text(4 + random.nextInt(5)), "en", null, null,
                                text(30 + random.nextInt(50)), "", Instant.EPOCH));
            }
            fixture.articles.changed();
        });
        List<String> questions = random.ints(QUESTIONS, 6, 20).mapToObj(this::text).toList();
        var off = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", "false"));
        var alone = fixture.node(plain, off.properties());
        measure("words alone", alone, questions);
        long asking = System.nanoTime();
        new OwnQuestions(alone.index(), alone.analysis()).refresh();
        System.out.printf("%nits own questions, in the background: %.1f s%n", seconds(asking));
        alone.close();
        var node = fixture.node(data);
        long begin = System.nanoTime();
        node.vectors().await(7200);
        System.out.printf("%n%d articles, %d parts, read in %.1f s%n", count, node.vectors().size(), seconds(begin));
        measure("words and meaning", node, questions);
        var models = new SentenceModels(new EmbeddingProperties(true, Map.of()), data);
        models.load(Set.of("en"));
        SentenceModel model = models.of("en").orElseThrow();
        // On a busy machine the figures are to be judged in proportion to this one.
        measure("the question's meaning alone", questions, model::question);
        node.close();
        begin = System.nanoTime();
        var again = fixture.node(data);
        System.out.printf("start with what was there: %.2f s", seconds(begin));
        again.vectors().await(600);
        System.out.printf(", searched by meaning after %.2f s%n", seconds(begin));
        again.close();
    }

    private static void measure(String name, KnowledgeFixture.Node node, List<String> questions) {
        measure(name, questions, question -> node.knowledge().search(question, "en", 5));
    }

    private static void measure(String name, List<String> questions, Consumer<String> search) {
        questions.forEach(search);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] elapsed = new long[questions.size()];
        long[] busy = new long[questions.size()];
        for (int question = 0; question < elapsed.length; question++) {
            long begin = System.nanoTime();
            long before = threads.getCurrentThreadCpuTime();
            search.accept(questions.get(question));
            busy[question] = threads.getCurrentThreadCpuTime() - before;
            elapsed[question] = System.nanoTime() - begin;
        }
        System.out.printf("%n%s: %s; of a processor's time %s%n", name, percentiles(elapsed), percentiles(busy));
    }

    private static String percentiles(long[] durations) {
        Arrays.sort(durations);
        return "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms".formatted(durations[durations.length / 2] / 1e6,
                durations[durations.length * 95 / 100] / 1e6, durations[durations.length * 99 / 100] / 1e6,
                durations[durations.length - 1] / 1e6);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private String text(int length) {
        var text = new StringBuilder();
        for (int word = 0; word < length; word++) {
            // The third power makes few words frequent and most rare, as in a language.
            text.append(word == 0 ? "" : " ")
                    .append(words.get((int) (Math.pow(random.nextDouble(), 3) * words.size())));
        }
        return text.toString();
    }
}
