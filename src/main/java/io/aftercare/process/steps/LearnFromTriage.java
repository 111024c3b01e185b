package io.aftercare.process.steps;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.TriageDecisions;
import io.aftercare.process.TriageVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what a person decided about the kind, and lets the triage learn it. */
@Component
class LearnFromTriage implements JavaDelegate {

    private final Requests requests;
    private final TriageDecisions decisions;
    private final CurrentPerson person;

    LearnFromTriage(Requests requests, TriageDecisions decisions, CurrentPerson person) {
        this.requests = requests;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        TriageResult before = requests.get(number).triage();
        TriageResult said = TriageVariables.said(execution, before, person.id());
        // What was said on the page of the conversation has been learned and recorded there.
        boolean known = before.decidedByPerson() && before.agreesWith(said);
        if (!known) {
            decisions.learn(number, said, "Decided by a person.");
        }
        TriageVariables.write(execution, known ? before : said);
    }
}
