package io.aftercare.process.steps;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
import io.aftercare.process.AgentComments;
import io.aftercare.process.Outbox;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Tells the customer at once that the defect is confirmed, with what the agent wrote; the patch may take long. Public,
 * since the diagram calls it by expression.
 */
@Component
public class ConfirmDefect {

    private final AgentComments comments;
    private final Letters letters;
    private final Outbox outbox;
    private final Clock clock;

    ConfirmDefect(AgentComments comments, Letters letters, Outbox outbox, Clock clock) {
        this.comments = comments;
        this.letters = letters;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param patchDue by when the patch is meant to be there */
    public void by(DelegateExecution execution, Date patchDue) {
        RequestNumber number = SupportRequest.of(execution);
        outbox.send(letters.defectConfirmed(number, LocalDate.ofInstant(patchDue.toInstant(), clock.getZone()),
                comments.take(number)));
    }
}
