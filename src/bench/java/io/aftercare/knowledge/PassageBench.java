package io.aftercare.knowledge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.aftercare.embedding.EmbeddingProperties;
import io.aftercare.embedding.SentenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * How often the passage that is shown of an article has the sentence that answers the question:
 *
 * <pre>mvn -Pbench verify -Dtest=PassageBench</pre>
 *
 * for each set with labels ({@link LabelledPassages}), by words alone and by meaning, with the mean length of a passage
 * in characters; {@code -Dbench.sets=} names another folder of sets, {@code -Dbench.missed=true} prints what was
 * missed.
 */
class PassageBench {

    @TempDir
    private Path folder;

    @Test
    void figures() throws IOException {
        ((Logger) LoggerFactory.getLogger("io.aftercare")).setLevel(Level.WARN);
        Path sets = Path.of(System.getProperty("bench.sets", "src/test/resources/knowledge/sets"));
        var models = new SentenceModels(new EmbeddingProperties(true, Map.of()), folder);
        models.load(Set.of("en", "fr"));
        var passages = new Passages(new Analysis(), models);
        int[] all = new int[3];
        System.out.printf("%n%-20s %5s %7s %7s %8s %8s%n", "", "n", "words", "meaning", "length", "length");
        var labelled = new LinkedHashMap<String, List<LabelledPassages.Labelled>>();
        for (String language : new String[] {"en", "fr"}) {
            labelled.put("support, " + language, LabelledPassages.in(Questions.articles(),
                    Questions.resource("passages-" + language + ".txt")));
        }
        try (Stream<Path> found = Files.list(sets)) {
            found.filter(set -> Files.exists(set.resolve("passages.txt"))).sorted()
                    .forEach(set -> labelled.put(set.getFileName().toString(), LabelledPassages.in(set)));
        }
        for (Map.Entry<String, List<LabelledPassages.Labelled>> set : labelled.entrySet()) {
            int words = 0;
            int meaning = 0;
            long length = 0;
            long lengthByMeaning = 0;
            List<LabelledPassages.Labelled> labels = set.getValue();
            for (LabelledPassages.Labelled label : labels) {
                CustomerQuestion question = CustomerQuestion.of(label.question(), 6000);
                String byWords = passages.byWords(label.article(), question);
                String byMeaning = passages.byEmbedding(label.article(), question, label.article().language());
                words += label.answeredBy(byWords) ? 1 : 0;
                meaning += label.answeredBy(byMeaning) ? 1 : 0;
                length += byWords.length();
                lengthByMeaning += byMeaning.length();
                if (Boolean.getBoolean("bench.missed") && !label.answeredBy(byMeaning)) {
                    System.out.println("--- " + label.article().id() + ": " + label.question() + "\nwanted: "
                            + label.sentence() + "\nshown:  " + byMeaning.replace("\n", "\n        "));
                }
            }
            int n = labels.size();
            System.out.printf("%-20s %5d %7.3f %7.3f %8d %8d%n", set.getKey(), n, (double) words / n,
                    (double) meaning / n, length / n, lengthByMeaning / n);
            all[0] += n;
            all[1] += words;
            all[2] += meaning;
        }
        System.out.printf("%-20s %5d %7.3f %7.3f%n", "all", all[0], (double) all[1] / all[0],
                (double) all[2] / all[0]);
    }
}
