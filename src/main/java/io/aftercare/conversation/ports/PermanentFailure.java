package io.aftercare.conversation.ports;

/**
 * A step failed in a way that no further attempt can mend: it becomes an incident that Cockpit shows at once, instead
 * of after the last retry, and is done when somebody retries it there.
 */
public class PermanentFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to do, for who reads the incident */
    public PermanentFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
