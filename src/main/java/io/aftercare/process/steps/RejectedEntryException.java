package io.aftercare.process.steps;

import io.aftercare.platform.CompletionRejectedException;

/** What a person typed cannot be taken; every door answers with the sentence. */
final class RejectedEntryException extends CompletionRejectedException {

    private static final long serialVersionUID = 1L;

    /** @param sentence what is wrong and what to enter */
    RejectedEntryException(String sentence) {
        super(sentence);
    }
}
