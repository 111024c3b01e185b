package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.OTHER_PURCHASES;
import static io.aftercare.process.SupportRequest.PURCHASED_ON;
import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.REMARK;
import static io.aftercare.process.SupportRequest.REVIEW;
import static io.aftercare.process.SupportRequest.SUPPORT_UNTIL;
import static io.aftercare.process.SupportRequest.VERSION_NAMED;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.process.RejectedEntryException;
import io.aftercare.process.CurrentFacts;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest.Review;
import io.aftercare.process.Variable;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps what a manager decided on a contested refusal. */
@Component
class RecordReview implements TaskListener {

    private final Requests requests;
    private final CurrentFacts current;
    private final Decisions decisions;
    private final CurrentPerson person;

    RecordReview(Requests requests, CurrentFacts current, Decisions decisions, CurrentPerson person) {
        this.requests = requests;
        this.current = current;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void notify(DelegateTask task) {
        if (REVIEW.required(task) == Review.CHECK_AGAIN) {
            checkAgain(task);
        }
        decisions.record(RequestNumber.parse(task.getExecution().getProcessBusinessKey()), "review",
                REVIEW.required(task).name(), null, "Refusal: " + REFUSAL.in(task) + "."
                        + (REMARK.in(task) == null ? "" : " " + REMARK.in(task)),
                person.id());
    }

    private void checkAgain(DelegateTask task) {
        Request request = requests.get(RequestNumber.parse(task.getExecution().getProcessBusinessKey()));
        Refusal refusal = REFUSAL.required(task);
        String told = refusal == Refusal.PATCH ? VERSION_NAMED.in(task) : null;
        VariableMap facts = current.of(request, told);
        if (!current.undo(refusal, facts, told != null)) {
            throw new RejectedEntryException(("Checked again by what is known now, the refusal stands: bought on %s, "
                    + "support open until %s, licence for version %s, version on sale %s, purchases of other products: "
                    + "%s. Have the licence corrected or imported first, or decide.").formatted(
                            known(facts, PURCHASED_ON), known(facts, SUPPORT_UNTIL), known(facts, LICENSED_VERSION),
                            known(facts, VERSION_ON_SALE), known(facts, OTHER_PURCHASES)));
        }
    }

    private static Object known(VariableMap facts, Variable<?> fact) {
        return facts.get(fact.name()) == null ? "not known" : facts.get(fact.name());
    }
}
