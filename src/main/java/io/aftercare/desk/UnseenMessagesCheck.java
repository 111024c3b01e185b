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
 * pages showed that person of the conversation, and at least what the task is about: what was there when it was made
 * and somebody, or the process, had taken account of. The moment at which somebody claimed the task says nothing:
 * claiming shows no message.
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
            RequestNumber.quotedIn(task.getExecution().getProcessBusinessKey()).ifPresent(request -> {
                if (said instanceof Number message) {
                    check(task, request, after(task, request, message.longValue(), person.getUserId()),
                            message.longValue());
                } else {
                    // Asked for first, so that what comes in between is not passed over.
                    long newest = messages.newestId(request);
                    check(task, request, unseen(task, request, person.getUserId()), newest);
                }
            });
        }
    }

    private void check(DelegateTask task, RequestNumber request, List<Message> unseen, long seen) {
        if (!unseen.isEmpty()) {
            throw new UnseenMessagesException(unseen);
        }
        if (SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey())) {
            // The answer is to all that was seen; other tasks draw what they take account of.
            messages.consider(request, seen);
        }
    }

    /** An answer is overtaken by a colleague's, too. */
    private List<Message> after(DelegateTask task, RequestNumber request, long seen, String user) {
        return SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey())
                ? messages.overtaking(request, user, seen)
                : messages.fromCustomerAfter(request, seen);
    }

    private List<Message> unseen(DelegateTask task, RequestNumber request, String user) {
        return messages.unseen(request, markers.of(request, user), task.getCreateTime().toInstant());
    }
}
