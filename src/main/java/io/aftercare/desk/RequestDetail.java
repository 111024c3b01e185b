package io.aftercare.desk;

import io.aftercare.conversation.Attachment;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.ParsingNote;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.entitlement.Licence;
import io.aftercare.triage.OriginMatch;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * All there is about a request: facts, customer, decisions, conversation and open tasks.
 *
 * @param joinedInto   the request in which this one goes on; null mostly
 * @param answersTo    where our messages go
 * @param replyTo      where the customer asked for them to go; null when it is the customer's own address
 * @param participants who may write into the conversation, the customer first
 * @param triage       why it was classified as it was
 */
public record RequestDetail(RequestNumber number, String subject, RequestState state, Outcome outcome, Kind category,
        String language, String product, String version, String origin, Double confidence, Channel channel,
        Customer customer, String agent, RequestNumber continues, RequestNumber joinedInto, String answersTo,
        String replyTo,
        List<Participant> participants, Instant openedAt, Instant changedAt, Instant closedAt,
        List<Decision> decisions, List<MessageDetail> messages, List<OpenTask> tasks, Explained triage) {

    /**
     * @param sureness such as "fairly sure, 82%"; null before the triage
     * @param reasons  what the machine went by, in sentences, the decisive ones first
     * @param signals  what the customer wrote that points to the origin
     */
    public record Explained(String sureness, List<String> reasons, List<OriginMatch> signals) {
    }

    /**
     * @param name       null when unknown
     * @param licenceKey licence or order number this request stands on; null while none is known
     * @param licences   all that are known for the address
     */
    public record Customer(String address, String name, String licenceKey, List<Licence> licences) {
    }

    /**
     * One message of the conversation.
     *
     * @param cc        who else got it from us
     * @param ownText   the text without what it quotes and without its signature
     * @param html      sanitised; null when the message has no HTML part
     * @param date      when it came in; for ours when it was sent, or composed while it is queued
     * @param automatic written by an automaton, theirs or ours
     * @param raw       whether the mail as it came over the wire is kept
     * @param reading   what there is to know about how the mail was read; null when nothing
     */
    public record MessageDetail(long id, Direction direction, Purpose purpose, MessageStatus status, String from,
            String fromName,
            String to, List<String> cc, String subject, String text, String ownText, String html, Instant date,
            boolean automatic, String author, String messageId, String inReplyTo, boolean pending, boolean raw,
            List<File> attachments,
            ParsingNote reading) {

        public static MessageDetail of(Message message, boolean raw, List<Attachment> attachments,
                ParsingNote reading) {
            return new MessageDetail(message.id(), message.direction(), message.purpose(), message.status(),
                    message.fromAddress(), message.fromName(), message.toAddress(), message.copies(), message.subject(),
                    message.textBody(), message.ownText(), message.htmlBody(),
                    message.sentAt() == null ? message.createdAt() : message.sentAt(), message.automatic(),
                    message.author(), message.internetId(), message.inReplyTo(),
                    message.pending(), raw,
                    attachments.stream().map(File::of).toList(), reading);
        }
    }

    /** @param sha256 lower-case hexadecimal */
    public record File(long id, String name, String type, long size, String sha256) {

        public static File of(Attachment attachment) {
            return new File(attachment.id(), attachment.name(), attachment.mediaType(), attachment.size(),
                    attachment.sha256());
        }
    }

    /**
     * A task a person has to do.
     *
     * @param key      id of the user task in its diagram
     * @param assignee engine user id; null when nobody has taken it
     * @param due      null when the task has no target
     */
    public record OpenTask(String id, String key, String name, String assignee, List<String> candidateGroups,
            int priority,
            Date due, Date created) {
    }
}
