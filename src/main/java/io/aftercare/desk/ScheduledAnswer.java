package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import java.time.Instant;

/**
 * An answer that an agent has sent and that has not left yet, or that came back.
 *
 * @param author       engine user id of who sent it
 * @param text         of the answer, as the draft has it
 * @param origin       for {@code THIRD_PARTY}; else null
 * @param kind         for {@code WRONG_KIND}; else null
 * @param lastSeen     the newest message that its author had seen
 * @param dueAt        when it leaves
 * @param momentChosen whether its author chose that moment; otherwise it only waits so that it can be undone
 * @param problem      why it was not sent, in sentences; null while it waits, and when it was undone
 */
public record ScheduledAnswer(RequestNumber request, String task, String author, AnswerOutcome outcome, String text,
        String origin, Kind kind, long lastSeen, Instant dueAt, boolean momentChosen, State state, String problem) {

    /** What has become of it. */
    public enum State {
        /** It leaves at its moment; nobody changes the draft or completes the task. */
        WAITING,
        /** It was undone or could not be sent: a draft again. */
        RETURNED
    }

    /** Whether it is still to leave. */
    public boolean waits() {
        return state == State.WAITING;
    }
}
