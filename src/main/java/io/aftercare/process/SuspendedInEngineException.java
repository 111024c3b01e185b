package io.aftercare.process;

import io.aftercare.platform.CompletionRejectedException;

/** An administrator has suspended in Cockpit what a request would have to go through now; nothing was changed. */
public final class SuspendedInEngineException extends CompletionRejectedException {

    private static final long serialVersionUID = 1L;

    SuspendedInEngineException() {
        super("An administrator has suspended the process of requests, or that of the mails to customers, in Cockpit, "
                + "so that no request can begin or go on. Try again when it has been activated.");
    }
}
