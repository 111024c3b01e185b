package io.aftercare.conversation;

import io.aftercare.conversation.UndeliveredMessage.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The messages that did not arrive and what was done about them; changes take part in the caller's transaction. */
@Repository
@Transactional
public class UndeliveredMessages {

    private final JdbcClient jdbc;
    private final Clock clock;

    UndeliveredMessages(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps that a message did not arrive. What is known of it already is replaced; a person who has been told of it is
     * not told again until it is settled.
     *
     * @param status    such as {@code 5.1.1} or {@code 550}; null when not given
     * @param reason    why it did not arrive, a sentence for agents
     * @param permanent whether the address itself is at fault
     * @param tell      whether a person is to see to it
     */
    public void keep(Message message, Problem problem, String status, String reason, boolean permanent, boolean tell) {
        int known = with(jdbc.sql("""
                update undelivered_message set address = :address, problem = :problem, status = :status,
                       reason = :reason, permanent = :permanent, since = :now,
                       told_at = case when settled_at is null then coalesce(told_at, :told) else :told end,
                       settled_at = null
                where message_id = :message"""), message, problem, status, reason, permanent, tell).update();
        if (known == 0) {
            with(jdbc.sql("""
                    insert into undelivered_message (message_id, request_id, address, problem, status, reason,
                                                    permanent, since, told_at)
                    values (:message, :request, :address, :problem, :status, :reason, :permanent, :now, :told)"""),
                    message, problem, status, reason, permanent, tell).param("request", message.request().value())
                    .update();
        }
    }

    private JdbcClient.StatementSpec with(JdbcClient.StatementSpec sql, Message message, Problem problem, String status,
            String reason, boolean permanent, boolean tell) {
        return sql.param("message", message.id()).param("address", Texts.cut(message.toAddress(), 320))
                .param("problem", problem.name()).param("status", Texts.cut(status, 20))
                .param("reason", Texts.cut(reason, 2000)).param("permanent", permanent).param("now", now())
                .param("told", tell ? null : now(), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
    }

    /** All of a request, oldest message first. */
    @Transactional(readOnly = true)
    public List<UndeliveredMessage> of(RequestNumber request) {
        return jdbc.sql("select * from undelivered_message where request_id = :request order by message_id")
                .param("request", request.value()).query(UndeliveredMessages::read).list();
    }

    /** Those of a request about which nobody has decided yet, oldest message first. */
    @Transactional(readOnly = true)
    public List<UndeliveredMessage> open(RequestNumber request) {
        return of(request).stream().filter(message -> message.settledAt() == null).toList();
    }

    /** The requests with messages about which nobody has decided yet. */
    @Transactional(readOnly = true)
    public List<RequestNumber> openRequests() {
        return jdbc
                .sql("select distinct request_id from undelivered_message where settled_at is null order by request_id")
                .query((row, index) -> new RequestNumber(row.getLong("request_id"))).list();
    }

    /** The requests with a message that a person is still to be told of. */
    @Transactional(readOnly = true)
    public List<RequestNumber> requestsToTell() {
        return jdbc.sql("""
                select distinct request_id from undelivered_message where told_at is null and settled_at is null
                order by request_id""").query((row, index) -> new RequestNumber(row.getLong("request_id"))).list();
    }

    /** A person has been told of these; one that came in meanwhile is still to be told. */
    public void told(Collection<UndeliveredMessage> messages) {
        messages.forEach(message -> jdbc.sql("""
                update undelivered_message set told_at = :now
                where message_id = :message and told_at is null and since = :since""")
                .param("now", now()).param("message", message.messageId())
                .param("since", message.since().atOffset(ZoneOffset.UTC)).update());
    }

    /** Whoever was told of this message will not see to it: a person is to be told again, unless it is settled. */
    public void tellAgain(long messageId) {
        jdbc.sql("update undelivered_message set told_at = null where message_id = :message and settled_at is null")
                .param("message", messageId).update();
    }

    /** Whether a person has been told since a moment that an address got too many automatic mails. */
    @Transactional(readOnly = true)
    public boolean toldOfTooMany(String address, Instant since) {
        return jdbc.sql("""
                select count(*) from undelivered_message
                where address = :address and problem = 'TOO_MANY' and since >= :since""")
                .param("address", Addresses.normalised(address)).param("since", since.atOffset(ZoneOffset.UTC))
                .query(Long.class).single() > 0;
    }

    /** Nothing more is to be done about a message; nothing happens when it is none of these. */
    public void settle(long messageId) {
        jdbc.sql("""
                update undelivered_message set settled_at = :now, told_at = coalesce(told_at, :now)
                where message_id = :message and settled_at is null""")
                .param("now", now()).param("message", messageId).update();
    }

    /** A person had a message sent again, as a copy. */
    public void sentAgain(long messageId, long copy) {
        settle(messageId);
        jdbc.sql("update undelivered_message set resent_as = :copy where message_id = :message")
                .param("copy", copy).param("message", messageId).update();
    }

    /** Whether this message is a copy that a person wanted sent, whatever speaks against it. */
    @Transactional(readOnly = true)
    public boolean wanted(long messageId) {
        return jdbc.sql("select count(*) from undelivered_message where resent_as = :copy").param("copy", messageId)
                .query(Long.class).single() > 0;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static UndeliveredMessage read(ResultSet row, int index) throws SQLException {
        return new UndeliveredMessage(row.getLong("message_id"), new RequestNumber(row.getLong("request_id")),
                row.getString("address"), Problem.valueOf(row.getString("problem")), row.getString("status"),
                row.getString("reason"), row.getBoolean("permanent"), Requests.instant(row, "since"),
                Requests.instant(row, "told_at"), Requests.instant(row, "settled_at"));
    }
}
