package io.aftercare.platform;

import java.util.Optional;

/**
 * A task cannot be completed as it is. The message is a sentence for the person who tries, which every interface of the
 * engine answers as an entry to be corrected (400).
 */
public class CompletionRejectedException extends RuntimeException {

    /** @param sentence for the person who tries: what is wrong and what to do about it */
    public CompletionRejectedException(String sentence) {
        super(sentence);
    }

    /** What such a rejection says that the engine has wrapped. */
    public static Optional<String> sentenceIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CompletionRejectedException) {
                return Optional.of(cause.getMessage());
            }
        }
        return Optional.empty();
    }
}
