package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.PATCH_DUE;
import static io.aftercare.process.SupportRequest.PATCH_LINK;
import static io.aftercare.process.SupportRequest.PATCH_NOTES;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.OutgoingMail;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Mails the patch that maintenance provided. */
@Component
class SendPatch implements JavaDelegate {

    private final Letters letters;
    private final OutgoingMail mail;
    private final Decisions decisions;
    private final CurrentPerson person;

    SendPatch(Letters letters, OutgoingMail mail, Decisions decisions, CurrentPerson person) {
        this.letters = letters;
        this.mail = mail;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        mail.send(letters.patch(number, person.id(), PATCH_LINK.in(execution), PATCH_NOTES.in(execution)));
        PATCH_DUE.set(execution, true);
        decisions.record(number, "patch", "PROVIDED", null, PATCH_LINK.in(execution), person.id());
    }
}
