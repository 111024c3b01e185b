package io.aftercare.triage;

/** How sure a triage is, in words. */
public final class ConfidenceInWords {

    private ConfidenceInWords() {
    }

    /** Such as "fairly sure, 82%"; the confidence is a probability, 0 to 1. */
    public static String of(double confidence) {
        String words = confidence >= 0.95 ? "very sure"
                : confidence >= 0.75 ? "fairly sure" : confidence >= 0.55 ? "rather unsure" : "unsure";
        return words + ", " + Math.round(confidence * 100) + "%";
    }
}
