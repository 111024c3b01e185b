package io.aftercare.mail;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.MailTasks;
import java.util.List;
import org.springframework.stereotype.Component;

/** What becomes of a mail over the limit: its first part stands in the conversation, agents and customer are told. */
@Component
class OversizedMail {

    private static final double MEGABYTE = 1024.0 * 1024;

    private final Messages messages;
    private final MailTasks mailTasks;
    private final MailSizeProperties sizes;
    private final MailProperties properties;

    OversizedMail(Messages messages, MailTasks mailTasks, MailSizeProperties sizes, MailProperties properties) {
        this.messages = messages;
        this.mailTasks = mailTasks;
        this.sizes = sizes;
        this.properties = properties;
    }

    /**
     * Tells agents by a note, and the customer by a letter, that only the first part of a mail is here, if it is so.
     */
    void tell(RequestNumber number, InboundMail incoming) {
        if (incoming.fullSize() == null) {
            return;
        }
        long megabytes = Math.max(1, (long) Math.ceil(incoming.fullSize() / MEGABYTE));
        long limit = Math.max(1, sizes.largest().toMegabytes());
        messages.note(number, null, "The mail " + incoming.internetId() + " weighs " + megabytes + " MB, more than the "
                + limit
                + " MB that are taken in (aftercare.mail.largest). Only its first part is here, without the file "
                + "in which it ends; all of it is in the mailbox " + properties.imap().mailbox() + ".");
        mailTasks.tooLarge(number, megabytes, limit);
    }

    /** The files that are whole: of a mail that was cut off, all but the last. */
    static List<NewAttachment> whole(InboundMail incoming, List<NewAttachment> files) {
        return incoming.fullSize() == null || files.isEmpty() ? files : files.subList(0, files.size() - 1);
    }
}
