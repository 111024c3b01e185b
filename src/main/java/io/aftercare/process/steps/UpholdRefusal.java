package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
import io.aftercare.letters.Verdict;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.OutgoingMail;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.Verdicts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Mails that a person looked at a contested refusal and that it stands. */
@Component
class UpholdRefusal implements JavaDelegate {

    private final Verdicts verdicts;
    private final Letters letters;
    private final OutgoingMail mail;
    private final Decisions decisions;
    private final CurrentPerson person;

    UpholdRefusal(Verdicts verdicts, Letters letters, OutgoingMail mail, Decisions decisions, CurrentPerson person) {
        this.verdicts = verdicts;
        this.letters = letters;
        this.mail = mail;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        Verdict verdict = verdicts.ofRefusal(execution);
        mail.send(letters.refusalUpheld(number, verdict, REMARK.in(execution)));
        decisions.record(number, "review", REFUSAL.in(execution) + "_UPHELD", verdict.rule(), REMARK.in(execution), person.id());
    }
}
