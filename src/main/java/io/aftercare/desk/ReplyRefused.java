package io.aftercare.desk;

/** An agent's reply that cannot be carried out. Its message says why, in a sentence for the agent. */
final class ReplyRefused extends RuntimeException {

    private final String advice;

    /** @param advice what to do, in a sentence */
    ReplyRefused(String reason, String advice) {
        super(reason);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
