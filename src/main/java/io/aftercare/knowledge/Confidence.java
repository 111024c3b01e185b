package io.aftercare.knowledge;

/**
 * How surely an article answers a question: an estimated probability, 0 to 1, by words alone or by meaning and words.
 *
 * <p>
 * The weights are logistic regressions over the test questions (English and French, as customers would mail them), each
 * asked of the whole collection and of the collection without the article that answers, so that "same product but no
 * article" is told from "this answers"; {@code ConfidenceBench} computes them and the thresholds anew. Those by meaning
 * are set by hand near what two knowledge bases gave. They are few and the words weigh little beside the meaning on
 * purpose: with more, the figures on these questions rise and those on other knowledge bases fall.
 */
final class Confidence {

    private static final double BASE = -4.7;
    private static final double COVERAGE = 3.8;
    private static final double TITLE = 4.0;
    private static final double FOCUS = 2.6;
    private static final double STRENGTH = 3.1;
    private static final double LEAD = 0.6;
    // Being second counts heavily: two articles are mailed only when both fit nearly alike.
    private static final double BEHIND = 4.0;

    // On the scale of the knowledge base, so that they hold for any model.
    private static final double MEANING_BASE = -0.4;
    private static final double NEARNESS = 3.0;
    private static final double WORDS = 0.1;
    /** Beyond these odds words say no more. */
    private static final double LEAST_BY_WORDS = 0.005;

    private static final double LEAST_SURE = 3;

    private Confidence() {
    }

    /** By words alone. */
    static double of(ExactFeatures exact, LexicalFeatures lexical) {
        double sum = BASE + COVERAGE * lexical.coverage() + TITLE * lexical.title() + FOCUS * lexical.focus()
                + STRENGTH * lexical.strength()
                + (lexical.lead() < 0 ? BEHIND : LEAD) * lexical.lead();
        return probability(sum);
    }

    /**
     * By meaning and words.
     *
     * @param scale    what cosines mean in this knowledge base
     * @param cosine   how near the article is to the question
     * @param runnerUp how near the nearest other article is
     * @param words    how surely it answers by words alone
     */
    static double of(CosineScale scale, double cosine, double runnerUp, double words) {
        double lead = cosine - runnerUp;
        return probability(MEANING_BASE + NEARNESS * scale.measure(nearness(cosine, lead)) + WORDS * odds(words));
    }

    /** The nearest article's lead over the next counts half; being behind counts more. */
    static double nearness(double cosine, double lead) {
        return cosine + (lead < 0 ? 2 : 0.5) * lead;
    }

    static double odds(double words) {
        double bounded = Math.max(LEAST_BY_WORDS, Math.min(1 - LEAST_BY_WORDS, words));
        return Math.log(bounded / (1 - bounded));
    }

    /**
     * The score from which on articles are offered so that this share of the offers is right. Most offers are surer
     * than the least sure one, which may hence be wrong more often than offers are on the whole: nearly four times as
     * often was measured, three is on the safe side.
     */
    static double threshold(double rightOffers) {
        return Math.max(rightOffers / 2, 1 - LEAST_SURE * (1 - rightOffers));
    }

    private static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
