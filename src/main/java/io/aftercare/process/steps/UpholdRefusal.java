package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
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

    UpholdRefusal(Verdicts verdicts, Letters letters, Outbox outbox) {
        this.verdicts = verdicts;
        this.letters = letters;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        outbox.send(letters.refusalUpheld(number, verdicts.ofRefusal(execution), REMARK.in(execution)));
    }
}
