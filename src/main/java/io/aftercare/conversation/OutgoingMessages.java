package io.aftercare.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The messages to customers on their way from being composed to having left, or not; changes take part in the caller's
 * transaction, and nothing is sent here.
 */
@Repository
@Transactional
public class OutgoingMessages {

    private static final int MOST_REFERENCES = 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SupportAddress supportAddress;
    private final Participants participants;
    private final Messages messages;
    private final Attachments attachments;
    private final MessageTable table;
    private final LetterIdentities identities;

    OutgoingMessages(JdbcClient jdbc, Clock clock, SupportAddress supportAddress, Participants participants,
            Messages messages, Attachments attachments, MessageTable table, LetterIdentities identities) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.supportAddress = supportAddress;
        this.participants = participants;
        this.messages = messages;
        this.attachments = attachments;
        this.table = table;
        this.identities = identities;
    }

    /**
     * Queues a message to the customer, with a Message-ID that never changes and the headers that keep the customer's
     * thread.
     */
    public Message queue(Request request, OutgoingMessage outgoing) {
        return queue(request, outgoing, request.answersTo());
    }

    /**
     * The same for a message that goes to another address than the answers do.
     *
     * @param address lower-cased
     */
    public Message queue(Request request, OutgoingMessage outgoing, String address) {
        String answered = null;
        var references = new ArrayList<String>();
        for (Messages.MessageMatch earlier : messages.citable(request.number())) {
            references.add(earlier.internetId());
            answered = earlier.direction() == Direction.IN || answered == null ? earlier.internetId() : answered;
        }
        // The first one holds the thread together in the customer's mail program.
        if (references.size() > MOST_REFERENCES) {
            references.subList(1, references.size() - MOST_REFERENCES + 1).clear();
        }
        String bounded = String.join(" ", references);
        // What a person answers is for all who read along; an automatic mail is for the customer.
        List<String> copies = outgoing.automatic() ? List.of() : participants.readingAlong(request);
        Message queued = table.add(
                new Message(0, request.number(), Direction.OUT, outgoing.purpose(), MessageStatus.QUEUED,
                        "<" + UUID.randomUUID() + "@" + supportAddress.domain() + ">", answered,
                        bounded.isEmpty() ? null : bounded, supportAddress.address(), supportAddress.name(),
                        address, copies.isEmpty() ? null : String.join(",", copies), outgoing.subject(),
                        outgoing.textBody(), outgoing.textBody(),
                        outgoing.htmlBody(), outgoing.automatic(), outgoing.author(), null, null, null),
                null,
                outgoing.attachments());
        identities.give(queued);
        return queued;
    }

    /**
     * Queues a copy of a message that did not arrive, for the address the request has now, as a message of its own with
     * a Message-ID of its own.
     */
    public Message queueCopy(Request request, Message message) {
        return queue(request,
                new OutgoingMessage(message.purpose(), message.subject(), message.textBody(), message.htmlBody(),
                        message.automatic(), message.author(),
                        attachments.contentsOf(message.id()).stream().map(AttachmentContent::copy).toList()));
    }

    /**
     * The message, locked until the caller's transaction ends, so that two executions never send it both.
     *
     * @throws NoSuchElementException when there is no such message
     */
    public Message getForUpdate(long id) {
        return table.getForUpdate(id);
    }

    /**
     * Whether an earlier message of the same request is still to leave before this one.
     *
     * @param since earlier ones do not count any more; nor do those that the mail server refuses for good
     */
    @Transactional(readOnly = true)
    public boolean waitsBefore(Message message, Instant since) {
        return jdbc.sql("""
                select count(*) from message earlier where request_id = :request and id < :id and direction = :direction
                and status = 'QUEUED' and created_at >= :since and not exists (select 1 from undelivered_message u
                where u.message_id = earlier.id and u.settled_at is null)""")
                .param("request", message.request().value()).param("id", message.id())
                .param("direction", message.direction().name()).param("since", since.atOffset(ZoneOffset.UTC))
                .query(Integer.class).single() > 0;
    }

    /** How many automatic messages have left for an address, over all its requests, since a moment. */
    @Transactional(readOnly = true)
    public int automaticSent(String address, Instant since) {
        return jdbc.sql("""
                select count(*) from message where to_address = :address and direction = 'OUT'
                and automatic = true and sent_at >= :since""")
                .param("address", Addresses.normalised(address)).param("since", since.atOffset(ZoneOffset.UTC))
                .query(Integer.class).single();
    }

    /** Whether anything has been written to the customer of a request yet. */
    @Transactional(readOnly = true)
    public boolean any(RequestNumber request) {
        return jdbc.sql("select count(*) from message where request_id = :request and direction = 'OUT'")
                .param("request", request.value()).query(Integer.class).single() > 0;
    }

    /** A message that has not left yet goes to another address; its Message-ID stays. */
    public void readdress(long id, String address) {
        jdbc.sql("update message set to_address = :address where id = :id and status = 'QUEUED'")
                .param("address", Addresses.normalised(address)).param("id", id).update();
    }

    /** A message that is held back: it stands with the conversation until a person has it sent after all. */
    public void withhold(long id) {
        jdbc.sql("update message set status = 'WITHHELD' where id = :id and status = 'QUEUED'").param("id", id)
                .update();
    }

    /** The mail server took the message, now. */
    public void markSent(long id) {
        jdbc.sql("update message set status = 'SENT', sent_at = :now where id = :id")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("id", id).update();
    }

    /** The message did not reach whom it was for: the server refused it or it bounced. */
    public void markFailed(long id) {
        jdbc.sql("""
                update message set status = 'FAILED' where id = :id and direction in ('OUT', 'SIDE_OUT')
                and status in ('QUEUED', 'SENT')""")
                .param("id", id).update();
    }
}
