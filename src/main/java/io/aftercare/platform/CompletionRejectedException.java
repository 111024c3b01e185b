package io.aftercare.platform;

/**
 * A task cannot be completed as it is. The message is a sentence for the person who tries, which every interface of the
 * engine answers as an entry to be corrected (400).
 */
public class CompletionRejectedException extends RuntimeException {

    /** @param sentence for the person who tries: what is wrong and what to do about it */
    public CompletionRejectedException(String sentence) {
        super(sentence);
    }
}
