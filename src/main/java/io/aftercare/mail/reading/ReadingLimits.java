package io.aftercare.mail.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * What one mail may take of us while it is read, and what it was told about it. What goes beyond stands in the raw mail
 * only, and a person is to look at it first.
 */
final class ReadingLimits {

    static final int MOST_PARTS = 300;
    static final int DEEPEST = 20;
    static final int LONGEST_TEXT = 1_000_000;
    private static final long MOST_DECODED = 100L * 1024 * 1024;

    private final LinkedHashSet<String> remarks = new LinkedHashSet<>();
    private String overLimit;
    private int parts;
    private long decoded;
    private int textLength;
    private int htmlLength;

    /** Asked before each part; also the place where a reading stops that nobody waits for any more. */
    boolean allowsPart() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Nobody waits for this mail any more.");
        }
        if (++parts > MOST_PARTS) {
            tooManyParts();
            return false;
        }
        return true;
    }

    void tooManyParts() {
        over("This mail has more than " + MOST_PARTS + " parts; the raw mail has them all.");
    }

    boolean allowsDepth(int depth) {
        if (depth >= DEEPEST) {
            over("The parts of this mail are nested deeper than " + DEEPEST + "; the raw mail has them all.");
        }
        return depth < DEEPEST;
    }

    boolean allowsDecoded(int bytes) {
        decoded += bytes;
        if (decoded > MOST_DECODED) {
            over("This mail is larger than " + MOST_DECODED / 1024 / 1024
                    + " MB when unpacked; what goes beyond stands in the raw mail only.");
        }
        return decoded <= MOST_DECODED;
    }

    /** As much of a text part as is still read. */
    String bounded(String words, boolean html) {
        String kept = cut(words, Math.max(0, LONGEST_TEXT - (html ? htmlLength : textLength)));
        htmlLength += html ? kept.length() : 0;
        textLength += html ? 0 : kept.length();
        return kept;
    }

    /** A whole text, which may be longer than its parts together. */
    String cut(String text) {
        return cut(text, LONGEST_TEXT);
    }

    private String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        remark("The text of this mail is longer than " + LONGEST_TEXT + " characters; the raw mail has all of it.");
        return MailText.clean(text.substring(0, longest));
    }

    /** Something could not be read as it was meant; each sentence is kept once. */
    void remark(String sentence) {
        remarks.add(sentence);
    }

    /** A limit is passed, so that a person should look at the mail first. */
    void over(String sentence) {
        remark(sentence);
        overLimit = overLimit == null ? sentence : overLimit;
    }

    /** The first limit that was passed; null when none was. */
    String overLimit() {
        return overLimit;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
