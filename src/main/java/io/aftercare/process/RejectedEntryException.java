package io.aftercare.process;

import io.aftercare.platform.CompletionRejectedException;

/** What a person typed cannot be taken; every door answers with the sentence. */
public final class RejectedEntryException extends CompletionRejectedException {

    private static final long serialVersionUID = 1L;

    /** @param sentence what is wrong and what to enter */
    public RejectedEntryException(String sentence) {
        super(sentence);
    }
}
