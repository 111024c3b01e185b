package io.aftercare.knowledge;

/**
 * How surely an article answers a question, judged by words alone: an estimated probability, 0 to 1.
 *
 * <p>The weights are a logistic regression over the test questions (English and French, as customers would mail them), each
 * asked of the whole collection, of the collection without the article that answers, and of small parts of it, so that
 * "same product but no article" is told from "this answers". The threshold {@code aftercare.knowledge.confidence} is on this
 * scale: higher mails fewer and surer articles.
 */
final class Confidence {

    private static final double BASE = -5.2;
    private static final double COVERAGE = 3.8;
    private static final double TITLE = 4.0;
    private static final double FOCUS = 2.6;
    private static final double STRENGTH = 3.1;
    private static final double LEAD = 0.6;
    // Being second counts heavily: two articles are mailed only when both fit nearly alike.
    private static final double BEHIND = 4.0;

    private Confidence() {
    }

    static double of(Evidence evidence) {
        double sum = BASE + COVERAGE * evidence.coverage() + TITLE * evidence.title() + FOCUS * evidence.focus()
                + STRENGTH * evidence.strength()
                + (evidence.lead() < 0 ? BEHIND : LEAD) * evidence.lead();
        return 1 / (1 + Math.exp(-sum));
    }
}
