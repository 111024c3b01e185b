package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.KIND;
import static io.aftercare.process.SupportRequest.LANGUAGE;
import static io.aftercare.process.SupportRequest.ORIGIN;
import static io.aftercare.process.SupportRequest.ORIGIN_STRONG;
import static io.aftercare.process.SupportRequest.PRODUCT;
import static io.aftercare.process.SupportRequest.VERSION;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.Variable;
import io.aftercare.triage.TextTriage;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what a person decided about the kind, and lets the triage learn it. */
@Component
class LearnFromTriage implements JavaDelegate {

    private final Requests requests;
    private final Messages messages;
    private final TextTriage triage;
    private final Decisions decisions;
    private final CurrentPerson person;

    LearnFromTriage(Requests requests, Messages messages, TextTriage triage, Decisions decisions, CurrentPerson person) {
        this.requests = requests;
        this.messages = messages;
        this.triage = triage;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        Request before = requests.get(number);
        String language = Objects.requireNonNullElse(LANGUAGE.in(execution), before.language());
        for (Variable<String> field : List.of(PRODUCT, VERSION, ORIGIN)) {
            // A form sends a field that was left empty as an empty text.
            field.set(execution, field.in(execution));
        }
        if (ORIGIN.in(execution) != null && !ORIGIN.in(execution).equals(before.origin())) {
            // Who names another origin has found it; who leaves the suspicion as it stands has not confirmed it.
            ORIGIN_STRONG.set(execution, true);
        }
        if (before.kind() == KIND.required(execution) && before.confidence() != null && before.confidence() == 1
                && Objects.equals(before.origin(), ORIGIN.in(execution)) && Objects.equals(before.language(), language)
                && Objects.equals(before.product(), PRODUCT.in(execution)) && Objects.equals(before.version(), VERSION.in(execution))) {
            // Said on the page of the conversation, which has learned and recorded it.
            return;
        }
        requests.triage(number, KIND.required(execution), language, PRODUCT.in(execution), VERSION.in(execution), ORIGIN.in(execution), 1);
        triage.learn(messages.textOf(number), language, KIND.in(execution), number, person.id());
        decisions.record(number, "triage", KIND.in(execution).name(), null, "Decided by a person.", person.id());
    }
}
