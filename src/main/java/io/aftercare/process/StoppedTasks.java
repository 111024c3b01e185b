package io.aftercare.process;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.platform.ProcessEndListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/**
 * What becomes of a question that a person was to decide beside a request, when an administrator ends its task by the
 * buttons of Cockpit: no letter lies unsent for ever since nobody has decided about it.
 */
@Component
class StoppedTasks implements ProcessEndListener {

    private final Redelivery redelivery;
    private final PlacedMails placed;

    StoppedTasks(Redelivery redelivery, PlacedMails placed) {
        this.redelivery = redelivery;
        this.placed = placed;
    }

    @Override
    public void ended(String process, String businessKey, String reason, VariableScope variables) {
        if (SupportRequest.BOUNCED_MAIL_PROCESS.equals(process)
                && SupportRequest.DELIVERY_PROBLEM.in(variables) != null) {
            redelivery.taskEnded(RequestNumber.parse(businessKey), SupportRequest.DELIVERY_PROBLEM.in(variables),
                    reason);
        } else if (SupportRequest.CITED_CONVERSATION_PROCESS.equals(process)
                && SupportRequest.MAIL_PLACE.in(variables) == null) {
            placed.notDecided(RequestNumber.parse(businessKey), reason);
        }
    }
}
