package io.aftercare.knowledge;

import java.util.function.Supplier;

/**
 * An article found for a question.
 *
 * @param score     how surely the article answers the question, 0 to 1; hits come by falling score
 * @param confident whether articles with this score are right as often as {@code aftercare.knowledge.confidence} asks:
 *                  only then may the article be mailed to a customer without a person having looked at it (policy rule
 *                  1)
 * @param excerpt   looks for the passage, which takes about as long as to find the article
 */
public record Hit(Article article, double score, boolean confident, Supplier<String> excerpt) {

    private static final String LEFT_OUT = "\n…\n";
    /** So many lines of so many characters a list of results shows of each, on a telephone. */
    private static final int LINES = 3;
    private static final int CHARACTERS = 60;

    /**
     * The part of the article's plain text nearest to the question by its words: whole sentences, lists and steps under
     * their heading, a line each, a few hundred characters at most. Looked for at each call, since few who search show
     * it.
     */
    public String passage() {
        return excerpt.get();
    }

    /**
     * The beginning of the passage, of which a list of results shows some lines: what follows on something left out
     * only if it fits whole, lest the list show its heading and no more.
     */
    public String preview() {
        String preview = "";
        for (String part : passage().split(LEFT_OUT)) {
            String longer = preview.isEmpty() ? part : preview + LEFT_OUT + part;
            if (!preview.isEmpty() && longer.lines().mapToInt(Hit::lines).sum() > LINES) {
                return preview;
            }
            preview = longer;
        }
        return preview;
    }

    private static int lines(String line) {
        return 1 + line.length() / CHARACTERS;
    }
}
