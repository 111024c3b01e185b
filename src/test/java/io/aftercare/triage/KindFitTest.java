package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By words alone; by meaning see {@link EmbeddingOfKindsTest}. */
class KindFitTest {

    private static final double SURE_FROM = new TriageProperties(0.65, "en").sureFrom();
    private static final Map<String, List<Judged>> JUDGED = new HashMap<>();

    /** @param kind null for an unclear text */
    record Judged(String text, Kind kind, double confidence, boolean right) {
    }

    /** Each shipped example judged by a fit that has not seen it. */
    static List<Judged> judged(String language, TextEmbeddings.Reader embeddings) {
        List<Examples.Example> shipped = Examples.shipped(language);
        List<Judged> judged = new ArrayList<>();
        for (int fold = 0; fold < Training.FOLDS; fold++) {
            int current = fold;
            var fit = new KindFit(shipped.stream().filter(example -> example.fold() != current).toList(), language,
                    embeddings);
            TextClassifier classifier = fit.fit(example -> true).classifier();
            shipped.stream().filter(example -> example.fold() == current).forEach(example -> {
                double[] kinds = KindFit.ofKinds(classifier.probabilities(TextFeatures.of(example.text(), language),
                        embeddings == null ? null : embeddings.of(example.text())));
                int best = KindFit.best(kinds);
                judged.add(
                        new Judged(example.text(), example.kind(), kinds[best], Kind.values()[best] == example.kind()));
            });
        }
        return judged;
    }

    private static List<Judged> judged(String language) {
        return JUDGED.computeIfAbsent(language, wanted -> judged(wanted, null));
    }

    private static List<Judged> requests(String language) {
        return judged(language).stream().filter(each -> each.kind() != null).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void ofTheSureOnesNineInTenAreRightAndMostAreSure(String language) {
        List<Judged> all = requests(language);
        List<Judged> sure = all.stream().filter(each -> each.confidence() >= SURE_FROM).toList();

        assertThat(sure.stream().filter(Judged::right).count() / (double) sure.size()).isGreaterThan(0.93);
        assertThat(sure.size() / (double) all.size()).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void comesTrueAsOftenAsItClaims(String language) {
        List<Judged> all = requests(language);
        double claimed = all.stream().mapToDouble(Judged::confidence).average().orElseThrow();

        assertThat(claimed).isBetween(share(all, Judged::right) - 0.08, share(all, Judged::right) + 0.03);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void whatIsUnclearIsSeldomSure(String language) {
        List<Judged> unclear = judged(language).stream().filter(each -> each.kind() == null).toList();

        assertThat(unclear).hasSizeGreaterThan(50);
        assertThat(share(unclear, each -> each.confidence() >= SURE_FROM)).isLessThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zyxw qwvut", "Thank you", "Hello", "Best regards", "Please help", "12345"})
    void whatSaysNothingLeavesItUndecided(String text) {
        TextClassifier classifier = new KindFit(Examples.shipped("en"), "en", null).fit(example -> true).classifier();
        double[] kinds = KindFit.ofKinds(classifier.probabilities(TextFeatures.of(text, "en"), null));

        assertThat(kinds[KindFit.best(kinds)]).isLessThan(SURE_FROM);
        assertThat(kinds[0] + kinds[1] + kinds[2]).isBetween(0.999, 1.001);
    }

    @Test
    void aLongTextIsNotSurerThanItIsRight() {
        List<Examples.Example> shipped =
                Examples.shipped("en").stream().filter(example -> example.kind() != null).toList();
        TextClassifier classifier =
                new KindFit(shipped.stream().filter(example -> example.fold() != 0).toList(), "en", null)
                        .fit(example -> true).classifier();
        List<Examples.Example> unseen = shipped.stream().filter(example -> example.fold() == 0).toList();
        List<Judged> judged = new ArrayList<>();
        for (Examples.Example one : unseen) {
            for (Examples.Example other : unseen) {
                if (one != other && one.kind() == other.kind()) {
                    double[] kinds = KindFit.ofKinds(classifier.probabilities(
                            TextFeatures.of(one.text() + " " + other.text(), "en"), null));
                    int best = KindFit.best(kinds);
                    judged.add(new Judged(one.text(), one.kind(), kinds[best], Kind.values()[best] == one.kind()));
                }
            }
        }

        assertThat(judged.stream().mapToDouble(Judged::confidence).average().orElseThrow())
                .isLessThan(share(judged, Judged::right) + 0.03);
    }

    @Test
    void withoutAnyExampleItIsUndecidedRatherThanBroken() {
        TextClassifier nothing = new KindFit(List.of(), "en", null).fit(example -> true).classifier();
        assertThat(nothing.probabilities(TextFeatures.of("price", "en"), null)).containsOnly(0.25);

        var one = new Examples.Example("price", Kind.COMMERCIAL, Examples.Source.SHIPPED, null, 0);
        double[] kinds = KindFit.ofKinds(new KindFit(List.of(one), "en", null).fit(example -> true).classifier()
                .probabilities(TextFeatures.of("price", "en"), null));
        assertThat(Kind.values()[KindFit.best(kinds)]).isEqualTo(Kind.COMMERCIAL);
    }

    @Test
    void servesAnyLabels() {
        List<String> labels = List.of("red", "blue", "green");
        List<Training.Example> examples = IntStream.range(0, 30).mapToObj(index -> new Training.Example(
                TextFeatures.of("the " + labels.get(index % 3) + " thing number " + "abcdefghij".charAt(index / 3),
                        "en"),
                null,
                labels.get(index % 3), index / 3 % Training.FOLDS, true)).toList();
        Training.Fitted fitted = Training.fit(examples, labels, false);
        double[] found = fitted.classifier().probabilities(TextFeatures.of("something blue", "en"), null);

        assertThat(fitted.classifier().labels().get(KindFit.best(found))).isEqualTo("blue");
        assertThat(fitted.loss()).isLessThan(0.4);
    }

    @Test
    void isTheSameAfterItWasStored() {
        TextClassifier classifier = new KindFit(Examples.shipped("en"), "en", null).fit(example -> true).classifier();
        TextClassifier read = TextClassifier.fromBytes(classifier.toBytes());
        TextFeatures text = TextFeatures.of("How much is the upgrade, and how do I install it?", "en");

        assertThat(read.probabilities(text, null)).isEqualTo(classifier.probabilities(text, null));
        assertThat(read.labels()).isEqualTo(classifier.labels());
    }

    @Test
    void theWordsThatTellAreThoseOfTheKind() {
        TextClassifier classifier = new KindFit(Examples.shipped("en"), "en", null).fit(example -> true).classifier();
        String text = "Hello, I never got the invoice for my order.";

        assertThat(classifier.influential(TextFeatures.words(text, "en"), Kind.COMMERCIAL.ordinal(), 5))
                .contains("invoic", "order");
    }

    private static double share(List<Judged> judged, Predicate<Judged> wanted) {
        return judged.stream().filter(wanted).count() / (double) judged.size();
    }
}
