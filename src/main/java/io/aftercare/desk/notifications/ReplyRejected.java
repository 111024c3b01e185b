package io.aftercare.desk.notifications;

/** An agent's reply cannot be carried out. Its message says why, in a sentence for the agent. */
final class ReplyRejected extends RuntimeException {

    private final String advice;

    /** @param advice what to do, in a sentence */
    ReplyRejected(String reason, String advice) {
        super(reason);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
