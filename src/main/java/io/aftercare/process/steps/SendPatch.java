package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.PATCH_DUE;
import static io.aftercare.process.SupportRequest.PATCH_LINK;
import static io.aftercare.process.SupportRequest.PATCH_NOTES;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Outbox;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Mails the patch that maintenance provided. */
@Component
class SendPatch implements JavaDelegate {

    private final Letters letters;
    private final Outbox outbox;
    private final Decisions decisions;
    private final CurrentPerson person;

    SendPatch(Letters letters, Outbox outbox, Decisions decisions, CurrentPerson person) {
        this.letters = letters;
        this.outbox = outbox;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        outbox.send(letters.patch(number, person.id(), PATCH_LINK.in(execution), PATCH_NOTES.in(execution)));
        PATCH_DUE.set(execution, true);
        decisions.record(number, "patch", "PROVIDED", null, PATCH_LINK.in(execution), person.id());
    }
}
