package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What makes an article surer, and what less sure: the weights may be fitted anew, their direction stays. */
class ConfidenceTest {

    private static final CosineScale SCALE = new CosineScale(0.5, 0.7);

    private static LexicalFeatures words(double coverage, double lead, double evidence, double missing,
            double unknown) {
        return new LexicalFeatures(coverage, coverage, coverage, coverage, lead, lead, coverage, missing, unknown,
                coverage, evidence, coverage, 2, 4);
    }

    private static double byWords(LexicalFeatures words) {
        return Confidence.of(ExactFeatures.NONE, words);
    }

    private static double byMeaning(double cosine, double runnerUp, LexicalFeatures words) {
        return Confidence.of(ExactFeatures.NONE, SemanticFeatures.of(SCALE, cosine, runnerUp, runnerUp - 0.05), words);
    }

    @Test
    void whatSpeaksForAnArticleMakesItSurer() {
        LexicalFeatures weak = words(0.2, 0, 0.5, 0, 0);
        assertThat(byWords(words(0.9, 0, 0.5, 0, 0))).isGreaterThan(byWords(weak));
        assertThat(byWords(words(0.2, 0.6, 0.5, 0, 0))).isGreaterThan(byWords(weak));
        assertThat(byWords(words(0.2, 0, 1.5, 0, 0))).isGreaterThan(byWords(weak));
        assertThat(byMeaning(0.8, 0.7, weak)).isGreaterThan(byMeaning(0.75, 0.7, weak));
        assertThat(byMeaning(0.8, 0.7, weak)).isGreaterThan(byMeaning(0.8, 0.79, weak));
        assertThat(byMeaning(0.75, 0.7, words(0.2, 0, 1.5, 0, 0))).isGreaterThan(byMeaning(0.75, 0.7, weak));
    }

    @Test
    void aRareWordThatTheArticleLacksMakesItLessSure() {
        LexicalFeatures all = words(0.6, 0.3, 1, 0, 0);
        assertThat(byMeaning(0.75, 0.7, words(0.6, 0.3, 1, 0.9, 0))).isLessThan(byMeaning(0.75, 0.7, all));
        assertThat(byMeaning(0.75, 0.7, words(0.6, 0.3, 1, 0, 0.5))).isLessThan(byMeaning(0.75, 0.7, all));
        // By words, it is a smaller share of the question that the article has.
        assertThat(byWords(words(0.4, 0.3, 1, 0.9, 0.3))).isLessThan(byWords(all));
    }

    @Test
    void aCodeThatFewArticlesHaveMakesSurerTheFewerTheyAre() {
        LexicalFeatures some = words(0.4, 0.3, 0.8, 0, 0);
        double none = byWords(some);
        double two = Confidence.of(new ExactFeatures(0.5, 0), some);
        assertThat(Confidence.of(new ExactFeatures(1, 0), some)).isGreaterThan(two);
        assertThat(two).isGreaterThan(none);
        assertThat(Confidence.of(new ExactFeatures(-1, 0), some)).isLessThan(none);
        assertThat(Confidence.of(new ExactFeatures(0, -1), some)).isLessThan(none);
    }

    @Test
    void byWordsAloneMoreIsAskedForThanByMeaning() {
        assertThat(Confidence.threshold(0.9, ConfidenceFeatures.WORDS))
                .isGreaterThan(Confidence.threshold(0.9, "model"));
        assertThat(Confidence.threshold(0.95, "model")).isGreaterThan(Confidence.threshold(0.9, "model"));
        assertThat(Confidence.threshold(0, ConfidenceFeatures.WORDS)).isZero();
    }

    /** Offers of earlier versions were kept with fewer features. */
    @Test
    void anOfferOfAnEarlierVersionCanStillBeLearnedFrom() {
        var earlier = Map.of("shipped", 1.2, "cosine", 0.7, "ahead", 0.1, "coverage", 0.5, "title", 0.5,
                "focus", 0.5, "strength", 0.5, "lead", 0.1);
        var examples = new ArrayList<Calibration.Example>();
        for (int i = 0; i < 40; i++) {
            examples.add(new Calibration.Example(earlier, i % 4 != 0));
        }
        assertThat(ConfidenceFeatures.NAMES).containsAll(earlier.keySet());
        assertThat(Calibration.of(examples).score(earlier)).isBetween(0.6, 0.85);
    }
}
