package io.aftercare.desk;

import io.aftercare.conversation.Message;
import io.aftercare.platform.CompletionRejectedException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The customer, or a colleague, has written what the person who completes a task has not seen. */
public final class UnseenMessagesException extends CompletionRejectedException {

    private static final long serialVersionUID = 1L;

    private final transient List<Message> messages;

    UnseenMessagesException(List<Message> messages) {
        super(what(messages) + " Read the new message (in Tasklist, the tab Conversation shows it), then complete the "
                + "task once more.");
        this.messages = messages;
    }

    /** Who has written, in a sentence. */
    public String what() {
        return what(messages);
    }

    private static String what(List<Message> messages) {
        return messages.stream().anyMatch(Message::fromCustomer) ? "The customer has written again."
                : "A colleague has written in the meantime.";
    }

    /** For the answer form, which shows the messages it is told of. */
    public ProblemDetail problem() {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
                what() + " Read the new message before you send.");
        problem.setProperty("messages", messages.stream().map(Message::id).toList());
        return problem;
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
