package io.aftercare.desk;

import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * A reply returns to the person who answered, unless that person has left: then the task is for the whole group. For
 * diagrams: {@code camunda:assignee="${sameAgent.of(execution)}"}.
 */
@Component(SupportRequest.SAME_AGENT_BEAN)
public class SameAgent {

    private final IdentityService identities;

    SameAgent(IdentityService identities) {
        this.identities = identities;
    }

    /** Engine user id; null when nobody has answered yet or the person is no user any more. */
    public String of(DelegateExecution execution) {
        String agent = SupportRequest.AGENT.in(execution);
        return agent == null || identities.createUserQuery().userId(agent).count() == 0 ? null : agent;
    }
}
