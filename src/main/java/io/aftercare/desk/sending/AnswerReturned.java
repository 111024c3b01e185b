package io.aftercare.desk.sending;

import io.aftercare.conversation.Message;
import io.aftercare.desk.ScheduledAnswer;
import java.util.List;

/**
 * An answer that had been sent could not leave and is a draft again; listeners run in a transaction of their own.
 *
 * @param problem why, in sentences
 * @param since   what was written meanwhile and its author had not seen, oldest first; mostly empty
 */
public record AnswerReturned(ScheduledAnswer answer, String problem, List<Message> since) {
}
