package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.WAITING_ENDS;
import static io.aftercare.process.SupportRequest.WAITING_FOR;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
import io.aftercare.process.Outbox;
import io.aftercare.process.PlacedMails;
import io.aftercare.process.SupportRequest.WaitingFor;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the customer once of what we wait for. */
@Component
class RemindCustomer implements JavaDelegate {

    private final Letters letters;
    private final Outbox outbox;
    private final PlacedMails placed;
    private final Clock clock;

    RemindCustomer(Letters letters, Outbox outbox, PlacedMails placed, Clock clock) {
        this.letters = letters;
        this.outbox = outbox;
        this.placed = placed;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (WAITING_FOR.in(execution) == WaitingFor.PROOF_OF_PURCHASE && placed.awaited(SupportRequest.of(execution))) {
            return; // Nobody has been asked yet.
        }
        LocalDate until = LocalDate.ofInstant(WAITING_ENDS.in(execution).toInstant(), clock.getZone());
        RequestNumber number = SupportRequest.of(execution);
        outbox.send(forVersion(execution) ? letters.versionReminder(number, until)
                : letters.reminder(number, WAITING_FOR.in(execution).letter(), until));
    }

    /** Silence then ends no request: the patch is decided about without an answer. */
    private static boolean forVersion(DelegateExecution execution) {
        DelegateExecution caller = execution.getProcessInstance().getSuperExecution();
        return WAITING_FOR.in(execution) == WaitingFor.REPLY_TO_QUESTION && caller != null
                && caller.getProcessDefinitionId().startsWith(SupportRequest.PROVIDE_PATCH_PROCESS + ":");
    }
}
