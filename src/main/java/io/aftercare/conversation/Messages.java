package io.aftercare.conversation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The messages of all conversations with their attachments; changes take part in the caller's transaction. */
@Repository
@Transactional
public class Messages {

    private static final String COLUMNS = """
            id, request_id, direction, purpose, status, internet_id, in_reply_to, reference_ids, from_address, from_name,
            to_address, cc_addresses, subject, text_body, own_text, html_body, automatic, author, created_at, sent_at, considered_at""";
    private static final int LONGEST_ID = 998;
    private static final int MOST_REFERENCES = 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SupportAddress supportAddress;
    private final Requests requests;
    private final Participants participants;

    Messages(JdbcClient jdbc, Clock clock, SupportAddress supportAddress, Requests requests, Participants participants) {
        this.requests = requests;
        this.participants = participants;
        this.jdbc = jdbc;
        this.clock = clock;
        this.supportAddress = supportAddress;
    }

    /**
     * Keeps what a customer wrote. Unless it is automatic it is pending until {@link #consider} is called, and the
     * customer's own latest mail says where the answers go.
     */
    public Message receive(RequestNumber request, IncomingMessage incoming) {
        long id = insert(new Message(0, request, Direction.IN, Purpose.CUSTOMER, MessageStatus.RECEIVED,
                incoming.internetId(), incoming.inReplyTo(), incoming.referenceIds(),
                Addresses.normalised(incoming.fromAddress()), incoming.fromName(), incoming.toAddress(), null,
                incoming.subject(), incoming.textBody(), incoming.ownText(), incoming.htmlBody(), incoming.automatic(),
                null, null, null, null), incoming.raw());
        attach(id, incoming.attachments());
        Request answered = incoming.automatic() || incoming.internetId() == null ? null : requests.get(request);
        if (answered != null && answered.customerAddress().equals(Addresses.normalised(incoming.fromAddress()))) {
            participants.answerTo(answered, incoming.replyTo());
        }
        return get(id);
    }

    /**
     * Queues a letter to the customer, with a Message-ID that never changes and the headers that keep the customer's
     * thread. Nothing is sent here.
     */
    public Message queue(Request request, OutgoingMessage outgoing) {
        List<Message> thread = of(request.number());
        String answered = null;
        var references = new ArrayList<String>();
        for (Message earlier : thread) {
            if (citable(earlier)) {
                references.add(earlier.internetId());
                answered = earlier.direction() == Direction.IN || answered == null ? earlier.internetId() : answered;
            }
        }
        // The first one holds the thread together in the customer's mail program.
        if (references.size() > MOST_REFERENCES) {
            references.subList(1, references.size() - MOST_REFERENCES + 1).clear();
        }
        String bounded = String.join(" ", references);
        // What a person answers is for all who read along; an automatic mail is for the customer.
        List<String> copies = outgoing.automatic() ? List.of() : participants.readingAlong(request);
        long id = insert(new Message(0, request.number(), Direction.OUT, outgoing.purpose(), MessageStatus.QUEUED,
                "<" + UUID.randomUUID() + "@" + supportAddress.domain() + ">", answered,
                bounded.isEmpty() ? null : bounded, supportAddress.address(), supportAddress.name(),
                request.answersTo(), copies.isEmpty() ? null : String.join(",", copies), outgoing.subject(), outgoing.textBody(), outgoing.textBody(),
                outgoing.htmlBody(), outgoing.automatic(), outgoing.author(), null, null, null), null);
        attach(id, outgoing.attachments());
        return get(id);
    }

    /** Whether the customer knows a message by its Message-ID: not a server's report, nor what was never sent. */
    private static boolean citable(Message message) {
        return message.internetId() != null && !message.internetId().endsWith("@no-message-id.invalid>")
                && (message.direction() == Direction.IN ? !message.automatic()
                        : message.direction() == Direction.OUT && message.status() != MessageStatus.WITHHELD);
    }

    /** Keeps a remark for agents and managers. */
    public Message note(RequestNumber request, String author, String text) {
        return get(insert(new Message(0, request, Direction.NOTE, Purpose.NOTE, MessageStatus.INTERNAL, null, null, null,
                supportAddress.address(), null, null, null, "", text, text, null, author == null, author, null, null, null),
                null));
    }

    /** @throws NoSuchElementException when there is no such message */
    @Transactional(readOnly = true)
    public Message get(long id) {
        return jdbc.sql("select " + COLUMNS + " from message where id = :id").param("id", id).query(Messages::read)
                .optional().orElseThrow(() -> new NoSuchElementException("There is no message " + id + "."));
    }

    /** A whole conversation, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> of(RequestNumber request) {
        return jdbc.sql("select " + COLUMNS + " from message where request_id = :request order by id")
                .param("request", request.value()).query(Messages::read).list();
    }

    /** What came in on a request and nobody has taken account of yet, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> pending(RequestNumber request) {
        return jdbc.sql("select " + COLUMNS + " from message where request_id = :request and direction = 'IN' "
                        + "and automatic = false and considered_at is null order by id")
                .param("request", request.value()).query(Messages::read).list();
    }

    /** The requests that have pending messages and wait for the customer or have ended, in order of arrival. */
    @Transactional(readOnly = true)
    public List<RequestNumber> requestsToDeliverTo() {
        return jdbc.sql("""
                select m.request_id, min(m.id) as oldest from message m join request r on r.id = m.request_id
                where m.direction = 'IN' and m.automatic = false and m.considered_at is null and r.state <> 'OPEN'
                group by m.request_id order by oldest""")
                .query((row, index) -> new RequestNumber(row.getLong("request_id"))).list();
    }

    /** All that is pending on a request has been taken account of. */
    public void considerPending(RequestNumber request) {
        consider(request, Long.MAX_VALUE);
    }

    /** What came in up to this message has been taken account of. */
    public void consider(RequestNumber request, long upToMessage) {
        jdbc.sql("""
                update message set considered_at = :now
                where request_id = :request and id <= :id and direction = 'IN' and considered_at is null""")
                .param("now", now()).param("request", request.value()).param("id", upToMessage).update();
    }

    /** All messages, sent or received, that bear one of these Message-IDs, the newest first. */
    @Transactional(readOnly = true)
    public List<Bearer> bearing(Collection<String> internetIds) {
        return internetIds.isEmpty() ? List.of()
                : jdbc.sql("select id, request_id, direction, internet_id from message where internet_id in (:ids) "
                        + "order by id desc limit 100").param("ids", internetIds)
                .query((row, index) -> new Bearer(row.getLong("id"), new RequestNumber(row.getLong("request_id")),
                        Direction.valueOf(row.getString("direction")), row.getString("internet_id"))).list();
    }

    /** A message that bears a Message-ID somebody asked for; without its text, since a mail may cite many. */
    public record Bearer(long id, RequestNumber request, Direction direction, String internetId) {
    }

    /**
     * All the customer wrote on a request so far, subject first, oldest first, without what the replies quote (it would
     * be our own words): what triage and search read.
     */
    @Transactional(readOnly = true)
    public String textOf(RequestNumber request) {
        var text = new StringBuilder();
        of(request).stream().filter(message -> message.direction() == Direction.IN && !message.automatic())
                .forEach(message -> text.append(text.isEmpty() ? message.subject() : "").append('\n')
                        .append(message.ownText()));
        return text.toString().strip();
    }

    /**
     * The message, locked until the caller's transaction ends, so that two executions never send it both.
     *
     * @throws NoSuchElementException when there is no such message
     */
    public Message getForUpdate(long id) {
        return jdbc.sql("select " + COLUMNS + " from message where id = :id for update").param("id", id)
                .query(Messages::read).optional()
                .orElseThrow(() -> new NoSuchElementException("There is no message " + id + "."));
    }

    /** How many automatic letters have left for an address, over all its requests, since a moment. */
    @Transactional(readOnly = true)
    public int automaticSent(String address, Instant since) {
        return jdbc.sql("""
                select count(*) from message where to_address = :address and direction = 'OUT'
                and automatic = true and sent_at >= :since""")
                .param("address", Addresses.normalised(address)).param("since", since.atOffset(ZoneOffset.UTC))
                .query(Integer.class).single();
    }

    /** A letter that is held back: it stands with the conversation until a person has it sent after all. */
    public void withhold(long id) {
        jdbc.sql("update message set status = 'WITHHELD' where id = :id and status = 'QUEUED'").param("id", id)
                .update();
    }

    /**
     * Queues a copy of a letter that did not arrive, for the address the request has now, as a letter of its own with a
     * Message-ID of its own.
     */
    public Message queueCopy(Request request, Message letter) {
        return queue(request, new OutgoingMessage(letter.purpose(), letter.subject(), letter.textBody(), letter.htmlBody(),
                letter.automatic(), letter.author(), attachmentContents(letter.id()).stream()
                        .map(file -> new NewAttachment(file.attachment().name(), file.attachment().mediaType(),
                                file.attachment().contentId(), file.content())).toList()));
    }

    /** A letter that has not left yet goes to another address; its Message-ID stays. */
    public void readdress(long id, String address) {
        jdbc.sql("update message set to_address = :address where id = :id and status = 'QUEUED'")
                .param("address", Addresses.normalised(address)).param("id", id).update();
    }

    /** The letter did not reach the customer: the server refused it or it bounced. */
    public void markFailed(long id) {
        jdbc.sql("update message set status = 'FAILED' where id = :id and direction = 'OUT' and status in ('QUEUED', 'SENT')")
                .param("id", id).update();
    }

    public void markSent(long id) {
        jdbc.sql("update message set status = 'SENT', sent_at = :now where id = :id")
                .param("now", now()).param("id", id).update();
    }

    /** The bytes as they came over the wire; empty for what did not come by mail. */
    @Transactional(readOnly = true)
    public Optional<byte[]> rawOf(long id) {
        return jdbc.sql("select raw from message where id = :id and raw is not null").param("id", id)
                .query((row, index) -> row.getBytes("raw")).optional();
    }

    /** Which messages of a request are kept as they came over the wire. */
    @Transactional(readOnly = true)
    public Set<Long> withRaw(RequestNumber request) {
        return jdbc.sql("select id from message where request_id = :request and raw is not null")
                .param("request", request.value()).query(Long.class).set();
    }

    @Transactional(readOnly = true)
    public List<Attachment> attachmentsOf(long messageId) {
        return jdbc.sql("select id, name, media_type, size_bytes, sha256, content_id from attachment "
                        + "where message_id = :message order by id")
                .param("message", messageId).query(Messages::readAttachment).list();
    }

    /** A file of a request; empty when that request has no such file. */
    @Transactional(readOnly = true)
    public Optional<AttachmentContent> attachment(RequestNumber request, long attachmentId) {
        return jdbc.sql("""
                select a.* from attachment a join message m on m.id = a.message_id
                where a.id = :id and m.request_id = :request""")
                .param("id", attachmentId).param("request", request.value())
                .query((row, index) -> new AttachmentContent(readAttachment(row, index), row.getBytes("content")))
                .optional();
    }

    /** The files of a message with their bytes, in order. */
    @Transactional(readOnly = true)
    public List<AttachmentContent> attachmentContents(long messageId) {
        return jdbc.sql("select * from attachment where message_id = :message order by id").param("message", messageId)
                .query((row, index) -> new AttachmentContent(readAttachment(row, index), row.getBytes("content")))
                .list();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private long insert(Message message, byte[] raw) {
        var key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into message (request_id, direction, purpose, status, internet_id, in_reply_to, reference_ids,
                                     from_address, from_name, to_address, cc_addresses, subject, text_body, own_text, html_body, raw,
                                     automatic, author, created_at)
                values (:request, :direction, :purpose, :status, :internetId, :inReplyTo, :references, :from, :fromName,
                        :to, :cc, :subject, :text, :ownText, :html, :raw, :automatic, :author, :now)""")
                .param("request", message.request().value()).param("direction", message.direction().name())
                .param("purpose", message.purpose().name()).param("status", message.status().name())
                .param("internetId", Texts.cut(message.internetId(), LONGEST_ID))
                .param("inReplyTo", Texts.cut(message.inReplyTo(), LONGEST_ID))
                .param("references", message.referenceIds())
                .param("from", Texts.cut(message.fromAddress(), 320)).param("fromName", Texts.cut(message.fromName(), 200))
                .param("to", Texts.cut(message.toAddress(), 320)).param("cc", message.ccAddresses())
                .param("subject", Texts.cut(message.subject(), 500))
                .param("text", message.textBody()).param("ownText", message.ownText())
                .param("html", message.htmlBody()).param("raw", raw)
                .param("automatic", message.automatic()).param("author", message.author()).param("now", now())
                .update(key, "id");
        return key.getKey().longValue();
    }

    private void attach(long messageId, List<NewAttachment> attachments) {
        for (NewAttachment file : attachments) {
            jdbc.sql("""
                    insert into attachment (message_id, name, media_type, size_bytes, sha256, content_id, content)
                    values (:message, :name, :type, :size, :sha256, :contentId, :content)""")
                    .param("message", messageId).param("name", Texts.cut(file.name(), 255))
                    .param("type", Texts.cut(file.mediaType(), 200)).param("size", (long) file.content().length)
                    .param("sha256", sha256(file.content())).param("contentId", Texts.cut(file.contentId(), LONGEST_ID))
                    .param("content", file.content()).update();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Attachment readAttachment(ResultSet row, int index) throws SQLException {
        return new Attachment(row.getLong("id"), row.getString("name"), row.getString("media_type"),
                row.getLong("size_bytes"), row.getString("sha256"), row.getString("content_id"));
    }

    private static Message read(ResultSet row, int index) throws SQLException {
        return new Message(row.getLong("id"), new RequestNumber(row.getLong("request_id")),
                Direction.valueOf(row.getString("direction")), Purpose.valueOf(row.getString("purpose")),
                MessageStatus.valueOf(row.getString("status")), row.getString("internet_id"),
                row.getString("in_reply_to"), row.getString("reference_ids"), row.getString("from_address"),
                row.getString("from_name"), row.getString("to_address"), row.getString("cc_addresses"), row.getString("subject"),
                row.getString("text_body"), row.getString("own_text"), row.getString("html_body"),
                row.getBoolean("automatic"), row.getString("author"), Requests.instant(row, "created_at"),
                Requests.instant(row, "sent_at"), Requests.instant(row, "considered_at"));
    }
}
