package io.aftercare.desk;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.platform.UserTaskListener;
import io.aftercare.process.SupportRequest;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * Nobody completes a task of a request without having seen what the customer wrote, by whatever door.
 *
 * <p>
 * What a person has seen is what the door says, if it does: the form for answering which message it showed last, a mail
 * which one the mail about the task showed, a program as the variable {@code lastSeenMessage}. Otherwise it is what our
 * pages showed that person of the conversation, and at least what was there when the task was made, which is what the
 * task is about. The moment at which somebody claimed the task says nothing: claiming shows no message.
 *
 * <p>
 * Our own code, which acts for no person, has no eyes and is let through; so is the process when it leaves a task,
 * since the engine does not call that a completion.
 */
@Component
class UnseenMessagesCheck implements UserTaskListener {

    private final IdentityService identities;
    private final Messages messages;
    private final ReadMarkers markers;

    UnseenMessagesCheck(IdentityService identities, Messages messages, ReadMarkers markers) {
        this.identities = identities;
        this.messages = messages;
        this.markers = markers;
    }

    @Override
    public void completing(DelegateTask task) {
        Object said = task.getVariable(SupportRequest.LAST_SEEN_MESSAGE.name());
        // It belongs to this completion and says nothing of the next task.
        task.removeVariable(SupportRequest.LAST_SEEN_MESSAGE.name());
        var person = identities.getCurrentAuthentication();
        if (person != null && person.getUserId() != null && task.getExecution() != null) {
            RequestNumber.quotedIn(task.getExecution().getProcessBusinessKey())
                    .ifPresent(request -> check(task, request, said instanceof Number message ? message.longValue()
                            : seen(task, request, person.getUserId())));
        }
    }

    private void check(DelegateTask task, RequestNumber request, long seen) {
        List<Message> unseen = messages.fromCustomerAfter(request, seen);
        if (!unseen.isEmpty()) {
            throw new UnseenMessagesException(unseen);
        }
        if (SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey())) {
            // The answer is to all that was seen; other tasks draw what they take account of.
            messages.consider(request, seen);
        }
    }

    private long seen(DelegateTask task, RequestNumber request, String user) {
        return Math.max(markers.of(request, user), messages.newestId(request, task.getCreateTime().toInstant()));
    }
}
