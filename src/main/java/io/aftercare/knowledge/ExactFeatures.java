package io.aftercare.knowledge;

/**
 * Whether an article has letter by letter what a question asks for.
 *
 * @param code   a code: 1 when it alone has it, a half when two have it and so on; -1 when it lacks it, 0 when none is
 *               asked for
 * @param quoted a text in quotation marks: 1 when it has it word by word, -1 when it lacks it, 0 when none is asked for
 */
record ExactFeatures(double code, double quoted) {

    static final ExactFeatures NONE = new ExactFeatures(0, 0);

    boolean hasCode() {
        return code > 0;
    }

    /** Such an article is no answer, whatever else speaks for it. */
    boolean lacksCode() {
        return code < 0;
    }
}
