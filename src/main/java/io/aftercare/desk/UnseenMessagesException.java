package io.aftercare.desk;

import io.aftercare.conversation.Message;
import io.aftercare.platform.CompletionRejectedException;
import java.util.List;
import java.util.Optional;

/** The customer has written what the person who completes a task has not seen. */
public final class UnseenMessagesException extends CompletionRejectedException {

    private static final long serialVersionUID = 1L;

    private final transient List<Message> messages;

    UnseenMessagesException(List<Message> messages) {
        super("The customer has written again. Read the new message (in Tasklist, the tab Conversation shows it), then "
                + "complete the task once more.");
        this.messages = messages;
    }

    /** What has not been seen, oldest first; one at least. */
    public List<Message> messages() {
        return messages;
    }

    /** The engine wraps what is thrown within it. */
    public static Optional<UnseenMessagesException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnseenMessagesException unseen) {
                return Optional.of(unseen);
            }
        }
        return Optional.empty();
    }
}
