package io.aftercare.desk;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Reading;
import io.aftercare.conversation.Readings;
import io.aftercare.conversation.RequestNumber;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads conversations: the messages with their files and with what there is to know about how they were read. */
@Component
class ConversationRecords {

    private static final int LONGEST_QUERY = 200;

    private final Messages messages;
    private final Attachments attachments;
    private final Readings readings;

    ConversationRecords(Messages messages, Attachments attachments, Readings readings) {
        this.messages = messages;
        this.attachments = attachments;
        this.readings = readings;
    }

    /** Id of the newest message, 0 when there is none. */
    long newest(RequestNumber number) {
        return messages.newestId(number);
    }

    /** What to look for in the knowledge base: the beginning of what the customer asks; blank when there is no text. */
    String query(RequestNumber number) {
        String asked = messages.textOf(number).replaceAll("\\s+", " ");
        return asked.substring(0, asked.offsetByCodePoints(0, Math.min(LONGEST_QUERY,
                asked.codePointCount(0, asked.length()))));
    }

    /** A whole conversation, oldest first. */
    List<RequestDetail.MessageDetail> of(RequestNumber number) {
        Set<Long> withRaw = messages.withRaw(number);
        Map<Long, Reading> read = readings.of(number);
        return messages.of(number).stream().map(message -> RequestDetail.MessageDetail.of(message,
                withRaw.contains(message.id()), attachments.of(message.id()), read.get(message.id()))).toList();
    }
}
