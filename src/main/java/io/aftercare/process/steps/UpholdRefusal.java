package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
import io.aftercare.letters.Verdict;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Outbox;
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
    private final Outbox outbox;
    private final Decisions decisions;
    private final CurrentPerson person;

    UpholdRefusal(Verdicts verdicts, Letters letters, Outbox outbox, Decisions decisions, CurrentPerson person) {
        this.verdicts = verdicts;
        this.letters = letters;
        this.outbox = outbox;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        Verdict verdict = verdicts.ofRefusal(execution);
        outbox.send(letters.refusalUpheld(number, verdict, REMARK.in(execution)));
        decisions.record(number, "review", REFUSAL.in(execution) + "_UPHELD", verdict.rule(), REMARK.in(execution), person.id());
    }
}
