package io.aftercare.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The messages of all conversations: what was said, by whom, when; changes take part in the caller's transaction. */
@Repository
@Transactional
public class Messages {

    /** {@link Message#fromCustomer()}, for the database. */
    private static final String FROM_CUSTOMER = "direction = 'IN' and automatic = false";
    private static final String OVERTAKING = "(" + FROM_CUSTOMER
            + " or direction in ('OUT', 'NOTE') and automatic = false and author is not null and author <> :writer)";
    private static final String SELECT =
            "select " + MessageTable.COLUMNS + " from message where request_id = :request ";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SupportAddress supportAddress;
    private final Requests requests;
    private final Participants participants;
    private final MessageTable table;
    private final ApplicationEventPublisher events;

    Messages(JdbcClient jdbc, Clock clock, SupportAddress supportAddress, Requests requests, Participants participants,
            MessageTable table, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.supportAddress = supportAddress;
        this.requests = requests;
        this.participants = participants;
        this.table = table;
        this.events = events;
    }

    /**
     * Keeps what a customer wrote. Unless it is automatic it is pending until {@link #consider} is called. When it
     * changes where the answers of a conversation go, {@link AnswerAddressChanged} is published.
     */
    public Message receive(RequestNumber request, IncomingMessage incoming) {
        boolean redirects = !incoming.automatic() && incoming.replyTo() != null;
        boolean first = redirects && newestId(request) == 0;
        Message message = table.add(new Message(0, request, Direction.IN, Purpose.CUSTOMER, MessageStatus.RECEIVED,
                incoming.internetId(), incoming.inReplyTo(), incoming.referenceIds(),
                Addresses.normalised(incoming.fromAddress()), incoming.fromName(), incoming.toAddress(), null,
                incoming.subject(), incoming.textBody(), incoming.ownText(), incoming.htmlBody(), incoming.automatic(),
                null, null, null, null), incoming.raw(), incoming.attachments());
        Request answered = redirects ? requests.get(request) : null;
        if (answered != null && answered.customerAddress().equals(Addresses.normalised(incoming.fromAddress()))
                && participants.answerTo(answered, incoming.replyTo()) && !first) {
            events.publishEvent(new AnswerAddressChanged(request, answered.answersTo()));
        }
        return message;
    }

    /**
     * Keeps a remark for agents and managers. When a person wrote it, {@link NoteWritten} is published.
     *
     * @param author engine user id; null when no person wrote it
     */
    public Message note(RequestNumber request, String author, String text) {
        Message note = table.add(
                new Message(0, request, Direction.NOTE, Purpose.NOTE, MessageStatus.INTERNAL, null, null, null,
                        supportAddress.address(), null, null, null, "", text, text, null, author == null, author, null,
                        null,
                        null),
                null, List.of());
        if (author != null) {
            events.publishEvent(new NoteWritten(note));
        }
        return note;
    }

    /** @throws NoSuchElementException when there is no such message */
    @Transactional(readOnly = true)
    public Message get(long id) {
        return table.get(id);
    }

    /** A message of this request; empty when it has none with this id. */
    @Transactional(readOnly = true)
    public Optional<Message> find(RequestNumber request, long id) {
        return jdbc.sql(SELECT + "and id = :id").param("request", request.value()).param("id", id)
                .query(MessageTable::read).optional();
    }

    /** A whole conversation, oldest first; with all texts, so for who shows it whole. */
    @Transactional(readOnly = true)
    public List<Message> of(RequestNumber request) {
        return jdbc.sql(SELECT + "order by id").param("request", request.value()).query(MessageTable::read).list();
    }

    /**
     * What a conversation began with.
     *
     * @throws NoSuchElementException when there is no message yet
     */
    @Transactional(readOnly = true)
    public Message first(RequestNumber request) {
        return jdbc.sql(SELECT + "order by id limit 1").param("request", request.value()).query(MessageTable::read)
                .optional().orElseThrow(() -> new NoSuchElementException(request + " has no message."));
    }

    /** Id of the newest message of any kind, 0 when there is none: what who looks at the conversation now has seen. */
    @Transactional(readOnly = true)
    public long newestId(RequestNumber request) {
        return jdbc.sql("select coalesce(max(id), 0) from message where request_id = :request")
                .param("request", request.value()).query(Long.class).single();
    }

    /** All that the customer wrote, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> fromCustomer(RequestNumber request) {
        return TransactionReads.once(jdbc, new FromCustomer(request), () -> List.copyOf(fromCustomerAfter(request, 0)));
    }

    /** By what {@link #fromCustomer} is known to have been read. */
    private record FromCustomer(RequestNumber request) {
    }

    /** What the customer wrote after another message, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> fromCustomerAfter(RequestNumber request, long id) {
        return jdbc.sql(SELECT + "and " + FROM_CUSTOMER + " and id > :id order by id")
                .param("request", request.value()).param("id", id).query(MessageTable::read).list();
    }

    /**
     * What came into a conversation after another message and what the writer of an answer should know of, oldest
     * first: messages of the customer, answers and notes of other people who work here; nothing automatic.
     *
     * @param writer engine user id of who writes the answer
     */
    @Transactional(readOnly = true)
    public List<Message> overtaking(RequestNumber request, String writer, long id) {
        return jdbc.sql(SELECT + "and " + OVERTAKING + " and id > :id order by id").param("request", request.value())
                .param("writer", writer).param("id", id).query(MessageTable::read).list();
    }

    /** What the customer wrote after a moment, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> fromCustomerAfter(RequestNumber request, Instant moment) {
        return jdbc.sql(SELECT + "and " + FROM_CUSTOMER + " and created_at > :moment order by id")
                .param("request", request.value()).param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(MessageTable::read).list();
    }

    /**
     * What of the customer's messages somebody who was given a matter at a moment has not seen, oldest first: what came
     * after it, and what had come before but was part of nothing that led there, since nobody had taken account of it.
     *
     * @param shown id of the newest message that this person was shown; 0 for none
     */
    @Transactional(readOnly = true)
    public List<Message> unseen(RequestNumber request, long shown, Instant given) {
        return jdbc.sql(SELECT + "and " + FROM_CUSTOMER + " and id > :shown "
                + "and (created_at >= :after or considered_at is null or considered_at >= :after) order by id")
                .param("request", request.value()).param("shown", shown)
                .param("after", given.plusMillis(1).atOffset(ZoneOffset.UTC)).query(MessageTable::read).list();
    }

    /** What the customer wrote last; empty when all of it came from automata. */
    @Transactional(readOnly = true)
    public Optional<Message> newestFromCustomer(RequestNumber request) {
        return jdbc.sql(SELECT + "and " + FROM_CUSTOMER + " order by id desc limit 1")
                .param("request", request.value()).query(MessageTable::read).optional();
    }

    /**
     * What an agent mailed the customer from a moment on, the oldest of it.
     *
     * @param author engine user id
     */
    @Transactional(readOnly = true)
    public Optional<Message> firstBy(String author, RequestNumber request, Instant moment) {
        return jdbc
                .sql(SELECT
                        + "and direction = 'OUT' and author = :author and created_at >= :moment order by id limit 1")
                .param("request", request.value()).param("author", author)
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(MessageTable::read).optional();
    }

    /** Whether a request has a message of this purpose. */
    @Transactional(readOnly = true)
    public boolean has(RequestNumber request, Purpose purpose) {
        return jdbc.sql("select count(*) from message where request_id = :request and purpose = :purpose")
                .param("request", request.value()).param("purpose", purpose.name()).query(Long.class).single() > 0;
    }

    /** Whether a letter went out, or will, that speaks to the matter of a request: not only of how mail reaches us. */
    @Transactional(readOnly = true)
    public boolean answeredBefore(RequestNumber request) {
        return jdbc.sql("select count(*) from message where request_id = :request and direction = 'OUT' "
                + "and purpose not in ('MAIL_TOO_LARGE', 'ANSWER_ADDRESS_CHANGED') "
                + "and (status <> 'WITHHELD' or purpose = 'RECEIPT')")
                .param("request", request.value()).query(Long.class).single() > 0;
    }

    /** What the messages of a request are about, each once. */
    @Transactional(readOnly = true)
    public Set<String> subjects(RequestNumber request) {
        return jdbc.sql("select distinct subject from message where request_id = :request")
                .param("request", request.value()).query(String.class).set();
    }

    /**
     * The messages of a request that its customer knows by their Message-ID, oldest first: not a server's report, nor
     * what was never sent.
     */
    List<MessageMatch> citable(RequestNumber request) {
        return jdbc.sql("select id, request_id, direction, internet_id from message where request_id = :request "
                + "and internet_id is not null and internet_id not like '%@no-message-id.invalid>' and ("
                + FROM_CUSTOMER
                + " or direction = 'OUT' and status <> 'WITHHELD') order by id")
                .param("request", request.value()).query(Messages::bearer).list();
    }

    /** What came in on a request and nobody has taken account of yet, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> pending(RequestNumber request) {
        return jdbc.sql(SELECT + "and " + FROM_CUSTOMER + " and considered_at is null order by id")
                .param("request", request.value()).query(MessageTable::read).list();
    }

    /** The requests that have pending messages and wait for the customer or have ended, in order of arrival. */
    @Transactional(readOnly = true)
    public List<RequestNumber> requestsToDeliverTo() {
        return jdbc.sql("""
                select m.request_id, min(m.id) as oldest from message m join request r on r.id = m.request_id
                where m.direction = 'IN' and m.automatic = false and m.considered_at is null
                  and r.state in ('WAITING', 'CLOSED')
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
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("request", request.value())
                .param("id", upToMessage).update();
    }

    /** All messages, sent or received, that bear one of these Message-IDs, the newest first. */
    @Transactional(readOnly = true)
    public List<MessageMatch> findByMessageIds(Collection<String> internetIds) {
        return internetIds.isEmpty() ? List.of()
                : jdbc.sql("select id, request_id, direction, internet_id from message where internet_id in (:ids) "
                        + "order by id desc limit 100").param("ids", internetIds)
                        .query(Messages::bearer).list();
    }

    private static MessageMatch bearer(ResultSet row, int index) throws SQLException {
        return new MessageMatch(row.getLong("id"), new RequestNumber(row.getLong("request_id")),
                Direction.valueOf(row.getString("direction")), row.getString("internet_id"));
    }

    /** A message that bears a Message-ID somebody asked for; without its text, since a mail may cite many. */
    public record MessageMatch(long id, RequestNumber request, Direction direction, String internetId) {
    }

    /**
     * All the customer wrote on a request so far, subject first, oldest first, without what the replies quote (it would
     * be our own words): what triage and search read.
     */
    @Transactional(readOnly = true)
    public String textOf(RequestNumber request) {
        return text(fromCustomer(request));
    }

    /** The same of messages that have been read already. */
    public static String text(List<Message> fromCustomer) {
        var text = new StringBuilder();
        fromCustomer.forEach(message -> text.append(text.isEmpty() ? message.subject() : "").append('\n')
                .append(UnreadableText.in(message.ownText()) ? UnreadableText.removedFrom(message.ownText())
                        : message.ownText()));
        return text.toString().strip();
    }

    /** Whether the customer's newest message says something that nobody without a key can read. */
    @Transactional(readOnly = true)
    public boolean unreadable(RequestNumber request) {
        List<Message> written = fromCustomer(request);
        return !written.isEmpty() && UnreadableText.in(written.get(written.size() - 1).ownText());
    }

    /** The bytes as they came over the wire; empty for what did not come by mail, and when there is no such message. */
    @Transactional(readOnly = true)
    public Optional<byte[]> rawOf(long id) {
        return jdbc.sql("select raw from message where id = :id and raw is not null").param("id", id)
                .query((row, index) -> row.getBytes("raw")).optional();
    }

    /** Ids of the messages of a request that are kept as they came over the wire. */
    @Transactional(readOnly = true)
    public Set<Long> withRaw(RequestNumber request) {
        return jdbc.sql("select id from message where request_id = :request and raw is not null")
                .param("request", request.value()).query(Long.class).set();
    }
}
