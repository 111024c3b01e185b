package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.AGENT;
import static io.aftercare.process.SupportRequest.ANSWER_OUTCOME;
import static io.aftercare.process.SupportRequest.PERSON_RESPONSIBLE;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Remembers who dealt with the request, so that a reply returns to the same person, and what that person decided. Who
 * says that it is of another kind gives it away: the group of that kind takes over, by the rules of that kind unless
 * somebody had worked on it before.
 */
@Component
class RememberAgent implements TaskListener {

    private final Requests requests;
    private final Decisions decisions;
    private final CurrentPerson person;

    RememberAgent(Requests requests, Decisions decisions, CurrentPerson person) {
        this.requests = requests;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void notify(DelegateTask task) {
        RequestNumber number = RequestNumber.parse(task.getExecution().getProcessBusinessKey());
        AnswerOutcome outcome = ANSWER_OUTCOME.required(task);
        String agent = outcome == AnswerOutcome.WRONG_KIND ? null : person.id();
        requests.answeredBy(number, agent);
        AGENT.set(task.getExecution(), agent);
        PERSON_RESPONSIBLE.set(task.getExecution(),
                outcome != AnswerOutcome.WRONG_KIND || PERSON_RESPONSIBLE.isTrue(task));
        decisions.record(number, "answer", outcome.name(), null, null, person.id());
    }
}
