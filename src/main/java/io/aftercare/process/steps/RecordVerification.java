package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.OTHER_CUSTOMERS_LICENCE;
import static io.aftercare.process.SupportRequest.PURCHASE_VERIFIED;
import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.EnteredPurchase;
import io.aftercare.process.CurrentPerson;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps whether a person could verify the purchase, after a look at what was entered of it. */
@Component
class RecordVerification implements TaskListener {

    private final Requests requests;
    private final EnteredPurchase purchase;
    private final Decisions decisions;
    private final CurrentPerson person;

    RecordVerification(Requests requests, EnteredPurchase purchase, Decisions decisions, CurrentPerson person) {
        this.requests = requests;
        this.purchase = purchase;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void notify(DelegateTask task) {
        RequestNumber number = RequestNumber.parse(task.getExecution().getProcessBusinessKey());
        boolean verified = PURCHASE_VERIFIED.required(task);
        String found = verified ? purchase.checked(task, requests.get(number)) : null;
        String reason = Stream.of(found, REMARK.in(task)).filter(Objects::nonNull).collect(Collectors.joining(" "));
        decisions.record(number, "purchase", verified ? "VERIFIED" : "NOT_VERIFIED", null,
                reason.isEmpty() ? null : reason, person.id());
        // It was said of this licence.
        task.removeVariable(OTHER_CUSTOMERS_LICENCE.name());
    }
}
