package io.aftercare.knowledge;

/**
 * How surely an article answers a question, judged by words alone: 0 to 1.
 */
final class Confidence {

    private Confidence() {
    }

    static double of(Evidence evidence) {
        double sum = -5 + 3 * evidence.coverage() + 3 * evidence.title() + 1 * evidence.focus()
                + 1 * evidence.strength() + 2 * evidence.lead();
        return 1 / (1 + Math.exp(-sum));
    }
}
