package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.AgentComment;
import io.aftercare.letters.Letters;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Outbox;
import io.aftercare.process.RefusalGrounds;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.SupportRequest.Refusal;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Mails that a person looked at a contested refusal and that it stands. */
@Component
class UpholdRefusal implements JavaDelegate {

    private final RefusalGrounds grounds;
    private final Letters letters;
    private final Outbox outbox;
    private final CurrentPerson person;

    UpholdRefusal(RefusalGrounds grounds, Letters letters, Outbox outbox, CurrentPerson person) {
        this.grounds = grounds;
        this.letters = letters;
        this.outbox = outbox;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        outbox.send(letters.refusalUpheld(number, grounds.of(execution), REFUSAL.in(execution) == Refusal.PATCH,
                new AgentComment(person.id(), REMARK.in(execution), List.of())));
    }
}
