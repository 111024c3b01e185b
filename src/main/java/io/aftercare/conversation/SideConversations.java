package io.aftercare.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The side conversations of requests, and the messages in them; changes take part in the caller's transaction. */
@Repository
@Transactional
public class SideConversations {

    private static final int MOST_REFERENCES = 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SupportAddress supportAddress;
    private final MessageTable table;
    private final LetterIdentities identities;
    private final ApplicationEventPublisher events;

    SideConversations(JdbcClient jdbc, Clock clock, SupportAddress supportAddress, MessageTable table,
            LetterIdentities identities, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.supportAddress = supportAddress;
        this.table = table;
        this.identities = identities;
        this.events = events;
    }

    /** @param user engine user id of who begins it */
    public SideConversation open(RequestNumber request, String address, String subject, String user) {
        var key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into side_conversation (request_id, address, subject, opened_by, opened_at)
                values (:request, :address, :subject, :user, :now)""").param("request", request.value())
                .param("address", Addresses.normalised(address)).param("subject", Texts.cut(subject, 500))
                .param("user", user).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update(key, "id");
        return find(key.getKey().longValue()).orElseThrow();
    }

    /**
     * Queues a message to the third party, as the next one of its thread; more is expected from then on.
     *
     * @param html   null when it is plain text only
     * @param author engine user id
     */
    public Message write(SideConversation conversation, String text, String html, String author,
            List<NewAttachment> files) {
        List<String> thread = jdbc.sql("select internet_id from message where side_conversation_id = :id "
                + "and internet_id is not null order by id").param("id", conversation.id()).query(String.class).list();
        var references = new ArrayList<>(thread);
        if (references.size() > MOST_REFERENCES) {
            references.subList(1, references.size() - MOST_REFERENCES + 1).clear();
        }
        Message letter = keep(conversation, new Message(0, conversation.request(), Direction.SIDE_OUT,
                Purpose.SIDE_LETTER, MessageStatus.QUEUED,
                "<" + UUID.randomUUID() + "@" + supportAddress.domain() + ">",
                thread.isEmpty() ? null : thread.get(thread.size() - 1),
                references.isEmpty() ? null : String.join(" ", references), supportAddress.address(),
                supportAddress.name(), conversation.address(), null,
                (thread.isEmpty() ? "" : "Re: ") + conversation.subject() + " [" + conversation.request() + "]", text,
                text, html, false, author, null, null, null), null, files);
        identities.give(letter);
        return letter;
    }

    /**
     * Keeps what came in to a side conversation; unless an automaton wrote it, more is expected from then on. Publishes
     * {@link SideReplyReceived}.
     */
    public Message receive(SideConversation conversation, IncomingMessage incoming) {
        Message reply = keep(conversation, new Message(0, conversation.request(), Direction.SIDE_IN,
                Purpose.SIDE_REPLY, MessageStatus.RECEIVED, incoming.internetId(), incoming.inReplyTo(),
                incoming.referenceIds(), Addresses.normalised(incoming.fromAddress()), incoming.fromName(),
                incoming.toAddress(), null, incoming.subject(), incoming.textBody(), incoming.ownText(),
                incoming.htmlBody(), incoming.automatic(), null, null, null, null), incoming.raw(),
                incoming.attachments());
        events.publishEvent(new SideReplyReceived(conversation, reply));
        return reply;
    }

    private Message keep(SideConversation conversation, Message message, byte[] raw, List<NewAttachment> files) {
        Message kept = table.add(message, raw, files);
        jdbc.sql("update message set side_conversation_id = :conversation where id = :id")
                .param("conversation", conversation.id()).param("id", kept.id()).update();
        if (!kept.automatic()) {
            jdbc.sql("update side_conversation set ended_by = null, ended_at = null where id = :id "
                    + "and ended_at is not null").param("id", conversation.id()).update();
        }
        return kept;
    }

    /** Nothing more is expected; what comes in all the same is kept there and opens it again. */
    public void end(SideConversation conversation, String user) {
        jdbc.sql("update side_conversation set ended_by = :user, ended_at = :now where id = :id and ended_at is null")
                .param("user", user).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", conversation.id()).update();
    }

    /** Engine user id of the agent who wrote there last. */
    @Transactional(readOnly = true)
    public String lastWriter(SideConversation conversation) {
        return jdbc.sql("select author from message where side_conversation_id = :id and direction = 'SIDE_OUT' "
                + "order by id desc limit 1").param("id", conversation.id()).query(String.class).optional()
                .orElse(conversation.openedBy());
    }

    @Transactional(readOnly = true)
    public Optional<SideConversation> find(long id) {
        return jdbc.sql("select * from side_conversation where id = :id").param("id", id)
                .query(SideConversations::read).optional();
    }

    /** Those of a request, the newest first. */
    @Transactional(readOnly = true)
    public List<SideConversation> of(RequestNumber request) {
        return jdbc.sql("select * from side_conversation where request_id = :request order by id desc")
                .param("request", request.value()).query(SideConversations::read).list();
    }

    /** To which side conversation each message of a request belongs that belongs to one, by the message's id. */
    @Transactional(readOnly = true)
    public Map<Long, Long> byMessage(RequestNumber request) {
        record Belongs(long message, long conversation) {
        }
        return jdbc.sql("select id, side_conversation_id from message where request_id = :request "
                + "and side_conversation_id is not null").param("request", request.value())
                .query((row, index) -> new Belongs(row.getLong(1), row.getLong(2))).list().stream()
                .collect(Collectors.toMap(Belongs::message, Belongs::conversation));
    }

    /** The one whose letters have one of these tokens in their reply address; empty when none has. */
    @Transactional(readOnly = true)
    public Optional<SideConversation> addressed(Collection<String> tokens) {
        return newest("m.direction = 'SIDE_OUT' and m.reply_token in (:values)", tokens);
    }

    /** The one in which a mail with one of these Message-IDs was written; empty when none was. */
    @Transactional(readOnly = true)
    public Optional<SideConversation> cited(Collection<String> internetIds) {
        return newest("m.side_conversation_id is not null and m.internet_id in (:values)", internetIds);
    }

    private Optional<SideConversation> newest(String condition, Collection<String> values) {
        return values.isEmpty() ? Optional.empty()
                : jdbc.sql("select s.* from side_conversation s join message m on m.side_conversation_id = s.id where "
                        + condition + " order by m.id desc limit 1").param("values", values)
                        .query(SideConversations::read).optional();
    }

    private static SideConversation read(ResultSet row, int index) throws SQLException {
        return new SideConversation(row.getLong("id"), new RequestNumber(row.getLong("request_id")),
                row.getString("address"), row.getString("subject"), row.getString("opened_by"),
                Requests.instant(row, "opened_at"), row.getString("ended_by"), Requests.instant(row, "ended_at"));
    }
}
