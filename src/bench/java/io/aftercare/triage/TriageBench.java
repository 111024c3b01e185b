package io.aftercare.triage;

import io.aftercare.bench.Table;
import io.aftercare.embedding.EmbeddingProperties;
import io.aftercare.embedding.SentenceModel;
import io.aftercare.embedding.SentenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How well the triage tells labels apart, by words alone and by meaning:
 *
 * <pre>mvn -Pbench verify -Dtest=TriageBench</pre>
 *
 * measures the examples we ship, each judged by a fit that has not seen it, and the questions to a telephone company
 * with ten examples of each of 56 labels; with
 *
 * <pre>
 * -Dbench.triage=train.csv -Dbench.triage.test=test.csv -Dbench.language=en
 * -Dbench.examples=10 -Dbench.seeds=3
 * </pre>
 *
 * a vendor's own. A file is a {@link Table} with the columns {@code text} and {@code label} (or {@code kind},
 * {@code category}, {@code intent}). Without a test file, what is not learned from is judged; where all is learned from
 * ({@code bench.examples} is not set), each fifth is judged by the others. The name of a label counts as an example of
 * it where that does better on what was learned from. The columns: labels, texts learned from and judged in each round;
 * share of right ones first and among three; macro F1; log loss and calibration error (ECE, ten bins) of the
 * probabilities; share of those judged at {@code bench.sure-from} (0.65) or above and how many of these are right; and
 * the time of one judgement.
 */
class TriageBench {

    private static final Table.Column TEXT = new Table.Column("text", "question", "query", "utterance");
    private static final Table.Column LABEL = new Table.Column("label", "kind", "category", "intent", "class");

    private record Labelled(String text, String label) {
    }

    private final Map<String, SentenceModel> loaded = new HashMap<>();
    private final Map<String, float[]> embeddings = new HashMap<>();

    @Test
    void figures() throws IOException {
        String file = System.getProperty("bench.triage");
        int seeds = Integer.getInteger("bench.seeds", 3);
        System.out.printf("%n%s%n",
                "%-34s %6s %6s %6s %6s %6s %6s %8s %6s %6s %6s %7s %7s".formatted("", "labels", "learn",
                        "judge", "top 1", "top 3", "F1", "log loss", "ECE", "sure", "right", "p50 ms", "p99 ms"));
        if (file != null) {
            String language = System.getProperty("bench.language", "en");
            String test = System.getProperty("bench.triage.test");
            measure(Path.of(file).getFileName().toString(), language, read(Path.of(file)),
                    test == null ? null : read(Path.of(test)), Integer.getInteger("bench.examples", 0), seeds);
            return;
        }
        for (String language : LanguageDetector.ANSWERED) {
            measure("shipped, " + language, language,
                    read(Path.of("src/main/resources/triage/examples-" + language + ".csv")), null, 0, seeds);
        }
        measure("telephone", "en", read(Path.of("src/bench/resources/triage/telephone.csv")), null, 10, seeds);
    }

    private static List<Labelled> read(Path file) throws IOException {
        List<Labelled> read = new ArrayList<>();
        for (Table.Row row : Table.read(file, List.of(TEXT, LABEL))) {
            if (row.cell(LABEL).isEmpty()) {
                throw new IllegalArgumentException(row.where() + " has no label.");
            }
            read.add(new Labelled(row.cell(TEXT), row.cell(LABEL)));
        }
        return read;
    }

    /** @param test null to judge what is not learned from */
    private void measure(String name, String language, List<Labelled> known, List<Labelled> test, int perLabel,
            int seeds)
            throws IOException {
        for (boolean byEmbedding : new boolean[] {false, true}) {
            SentenceModel model = byEmbedding ? model(language) : null;
            if (byEmbedding && model == null) {
                System.out.printf("%-34s has no sentence model for %s%n", name, language);
                continue;
            }
            var figures = new Figures();
            for (int seed = 0; seed < (perLabel > 0 || test == null ? seeds : 1); seed++) {
                round(language, model, shuffled(known, seed), test, perLabel, figures);
            }
            System.out.println(figures.line(name + (byEmbedding ? ", by meaning" : ", words alone")));
        }
    }

    private void round(String language, SentenceModel model, List<Labelled> known, List<Labelled> test, int perLabel,
            Figures figures) {
        Map<String, Integer> counts = new HashMap<>();
        List<Labelled> learned = new ArrayList<>();
        List<Labelled> others = new ArrayList<>();
        for (Labelled each : known) {
            boolean chosen = perLabel == 0 || counts.merge(each.label(), 1, Integer::sum) <= perLabel;
            (chosen ? learned : others).add(each);
        }
        if (test == null && others.isEmpty()) {
            for (int fold = 0; fold < Training.FOLDS; fold++) {
                int current = fold;
                judge(language, model,
                        IntStream.range(0, known.size()).filter(index -> index % Training.FOLDS != current)
                                .mapToObj(known::get).toList(),
                        IntStream.range(0, known.size())
                                .filter(index -> index % Training.FOLDS == current).mapToObj(known::get).toList(),
                        figures);
            }
        } else {
            judge(language, model, learned, test == null ? others : test, figures);
        }
    }

    private void judge(String language, SentenceModel model, List<Labelled> learned, List<Labelled> unseen,
            Figures figures) {
        Set<String> labels = new TreeSet<>();
        learned.forEach(each -> labels.add(each.label()));
        Map<String, Integer> parts = new HashMap<>();
        List<Training.Example> examples = new ArrayList<>(learned.stream().map(each -> new Training.Example(
                TextFeatures.of(each.text(), language), embedding(model, each.text()), each.label(),
                parts.merge(each.label(), 1, Integer::sum) % Training.FOLDS, true)).toList());
        Training.Fitted plain = Training.fit(examples, List.copyOf(labels), model != null);
        // A label may say by its name what it is about: the name counts as an example where that does better.
        labels.forEach(label -> examples.add(new Training.Example(TextFeatures.of(named(label), language),
                embedding(model, named(label)), label, Training.NEVER_UNSEEN, true)));
        Training.Fitted withNames = Training.fit(examples, List.copyOf(labels), model != null);
        TextClassifier classifier = (withNames.loss() < plain.loss() ? withNames : plain).classifier();
        for (Labelled each : unseen) {
            long begin = System.nanoTime();
            double[] found = classifier.probabilities(TextFeatures.of(each.text(), language),
                    model == null ? null : model.passage(each.text()).orElseThrow());
            figures.judged(classifier.labels(), found, each.label(), learned.size(), System.nanoTime() - begin);
        }
        figures.round(unseen.size());
    }

    private static String named(String label) {
        return label.replaceAll("[_./-]+", " ").replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ").toLowerCase(Locale.ROOT);
    }

    private float[] embedding(SentenceModel model, String text) {
        return model == null ? null
                : embeddings.computeIfAbsent(model.id() + text, key -> model.passage(text).orElseThrow());
    }

    private SentenceModel model(String language) throws IOException {
        if (!loaded.containsKey(language)) {
            String path = System.getProperty("bench.model");
            var models = new SentenceModels(new EmbeddingProperties(true, path == null ? Map.of()
                    : Map.of(language,
                            new EmbeddingProperties.Model(Path.of(path), List.of(),
                                    dev.langchain4j.model.embedding.onnx.PoolingMode.MEAN, "", "", 512))),
                    Files.createTempDirectory("triage-bench"));
            models.load(Set.of(language));
            loaded.put(language, models.of(language).orElse(null));
        }
        return loaded.get(language);
    }

    private static List<Labelled> shuffled(List<Labelled> known, int seed) {
        List<Labelled> shuffled = new ArrayList<>(new LinkedHashSet<>(known));
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    /** What is counted while judging. */
    private static final class Figures {

        private static final int BINS = 10;

        private final double sureFrom = Double.parseDouble(System.getProperty("bench.sure-from", "0.65"));
        private final Map<String, int[]> byLabel = new LinkedHashMap<>();
        private final double[] claimed = new double[BINS];
        private final int[] came = new int[BINS];
        private final int[] inBin = new int[BINS];
        private final List<Long> nanoseconds = new ArrayList<>();
        private int labels;
        private int learned;
        private int rounds;
        private int judged;
        private int first;
        private int amongThree;
        private int sure;
        private int sureAndRight;
        private double loss;

        void judged(List<String> all, double[] found, String label, int learnedFrom, long time) {
            labels = all.size();
            learned = learnedFrom;
            judged++;
            nanoseconds.add(time);
            int right = all.indexOf(label);
            double own = right < 0 ? 0 : found[right];
            long better = IntStream.range(0, found.length).filter(each -> found[each] > own).count();
            int best = IntStream.range(0, found.length).boxed()
                    .max((one, other) -> Double.compare(found[one], found[other]))
                    .orElseThrow();
            boolean hit = right >= 0 && best == right;
            first += hit ? 1 : 0;
            amongThree += right >= 0 && better < 3 ? 1 : 0;
            loss -= Math.log(Math.max(1e-12, own));
            int bin = Math.min(BINS - 1, (int) (found[best] * BINS));
            claimed[bin] += found[best];
            came[bin] += hit ? 1 : 0;
            inBin[bin]++;
            if (found[best] >= sureFrom) {
                sure++;
                sureAndRight += hit ? 1 : 0;
            }
            byLabel.computeIfAbsent(label, none -> new int[3])[hit ? 0 : 1]++;
            if (!hit) {
                byLabel.computeIfAbsent(all.get(best), none -> new int[3])[2]++;
            }
        }

        void round(int count) {
            rounds++;
        }

        String line(String name) {
            double error =
                    IntStream.range(0, BINS).mapToDouble(bin -> Math.abs(claimed[bin] - came[bin])).sum() / judged;
            double score = byLabel.values().stream().mapToDouble(counts -> counts[0] == 0 ? 0
                    : 2.0 * counts[0] / (2.0 * counts[0] + counts[1] + counts[2])).average().orElse(0);
            Collections.sort(nanoseconds);
            return "%-34s %6d %6d %6d %6.3f %6.3f %6.3f %8.3f %6.3f %6.3f %6.3f %7.1f %7.1f".formatted(name, labels,
                    learned,
                    judged / rounds, first / (double) judged, amongThree / (double) judged, score, loss / judged, error,
                    sure / (double) judged, sure == 0 ? Double.NaN : sureAndRight / (double) sure,
                    nanoseconds.get(judged / 2) / 1e6, nanoseconds.get(Math.min(judged - 1, judged * 99 / 100)) / 1e6);
        }
    }
}
