package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Fits classifiers of the kinds of assistance, and judges them on examples that they have not seen. */
final class KindFit {

    /** What asks for no assistance, or not for which; not a kind, but something that speaks against all of them. */
    private static final String UNCLEAR = "UNCLEAR";
    private static final List<String> LABELS = labels();

    private final List<Examples.Example> examples;
    private final List<TextFeatures> features;
    private final List<float[]> embeddings;

    /**
     * How a fit did on the requests it has not seen.
     *
     * @param judged   how many
     * @param accuracy share of them whose kind was right
     * @param logLoss  mean of the negative logarithm of the probability given to the right kind; the lower the better
     */
    record Figures(int judged, double accuracy, double logLoss) {

        /**
         * Whether to go on with these rather than with others on the same requests. A few new examples cannot show in
         * the figures of hundreds: as good counts as better, within a fiftieth of the loss and half a request in a
         * hundred.
         */
        boolean asGoodAs(Figures others) {
            return accuracy >= others.accuracy - 0.005 && logLoss <= others.logLoss * 1.02;
        }
    }

    record Fitted(TextClassifier classifier, Figures figures) {
    }

    /** @param embeddings of the examples; null to go by words alone */
    KindFit(List<Examples.Example> examples, String language, TextEmbeddings.Reader embeddings) {
        this.examples = examples;
        this.features = examples.stream().map(example -> TextFeatures.of(example.text(), language)).toList();
        this.embeddings =
                embeddings == null ? null : examples.stream().map(example -> embeddings.of(example.text())).toList();
    }

    /** @param taught which of the examples are learned from; all requests among them are judged */
    Fitted fit(Predicate<Examples.Example> taught) {
        return fit(taught, embeddings != null);
    }

    /** The same by words alone. */
    Fitted fitWords(Predicate<Examples.Example> taught) {
        return fit(taught, false);
    }

    private Fitted fit(Predicate<Examples.Example> taught, boolean byEmbedding) {
        List<Training.Example> training = new ArrayList<>();
        for (int index = 0; index < examples.size(); index++) {
            Examples.Example example = examples.get(index);
            training.add(new Training.Example(features.get(index), byEmbedding ? embeddings.get(index) : null,
                    example.kind() == null ? UNCLEAR : example.kind().name(), example.fold(), taught.test(example)));
        }
        Training.Fitted fitted = Training.fit(training, LABELS, byEmbedding);
        int judged = 0;
        int right = 0;
        double loss = 0;
        for (int index = 0; index < examples.size(); index++) {
            Examples.Example example = examples.get(index);
            if (example.kind() != null && example.source() != Examples.Source.ARTICLE) {
                double[] found = ofKinds(fitted.outOfFold()[index]);
                judged++;
                right += best(found) == example.kind().ordinal() ? 1 : 0;
                loss -= Math.log(Math.max(1e-12, found[example.kind().ordinal()]));
            }
        }
        return new Fitted(fitted.classifier(), new Figures(judged, right / (double) Math.max(1, judged),
                loss / Math.max(1, judged)));
    }

    /** Probabilities of the kinds, by ordinal: what is unclear may be each of them. */
    static double[] ofKinds(double[] probabilities) {
        double[] kinds = Arrays.copyOf(probabilities, Kind.values().length);
        for (int kind = 0; kind < kinds.length; kind++) {
            kinds[kind] += probabilities[kinds.length] / kinds.length;
        }
        return kinds;
    }

    static int best(double[] probabilities) {
        int best = 0;
        for (int index = 1; index < probabilities.length; index++) {
            best = probabilities[index] > probabilities[best] ? index : best;
        }
        return best;
    }

    private static List<String> labels() {
        List<String> labels = new ArrayList<>(Arrays.stream(Kind.values()).map(Kind::name).toList());
        labels.add(UNCLEAR);
        return List.copyOf(labels);
    }
}
