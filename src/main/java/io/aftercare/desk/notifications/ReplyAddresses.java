package io.aftercare.desk.notifications;

import io.aftercare.conversation.RequestNumber;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The reply addresses of our mails to agents, and the replies that have been dealt with. */
@Repository
@Transactional
class ReplyAddresses {

    private static final int BYTES = 16;
    private static final int LONGEST_RESULT = 500;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Clock clock;

    ReplyAddresses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new one; see {@link ReplyAddress} for the parameters. */
    ReplyAddress create(String user, String task, RequestNumber request, long lastMessage) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        jdbc.sql("""
                insert into reply_address (token, user_id, task_id, request_id, last_message, created_at)
                values (:token, :user, :task, :request, :last, :now)""")
                .param("token", token).param("user", user).param("task", task)
                .param("request", request == null ? null : request.value()).param("last", lastMessage)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        return new ReplyAddress(token, user, task, request, lastMessage);
    }

    @Transactional(readOnly = true)
    Optional<ReplyAddress> find(Collection<String> tokens) {
        return tokens.isEmpty() ? Optional.empty()
                : jdbc.sql("select * from reply_address where token in (:tokens) order by created_at desc limit 1")
                        .param("tokens", tokens).query(ReplyAddresses::read).optional();
    }

    /** Whose mail is cited, without its reply address: the newest of those that bear one of these Message-IDs. */
    @Transactional(readOnly = true)
    Optional<ReplyAddress> cited(Collection<String> internetIds) {
        return internetIds.isEmpty() ? Optional.empty()
                : jdbc.sql("""
                select a.* from reply_address a join staff_mail m on m.token = a.token
                where m.internet_id in (:ids) order by m.id desc limit 1""")
                        .param("ids", internetIds).query(ReplyAddresses::read).optional();
    }

    /** What became of a reply that has been dealt with; empty for one that has not. */
    @Transactional(readOnly = true)
    Optional<String> resultOf(String internetId, String token) {
        return jdbc.sql("select result from agent_reply where internet_id = :id and token = :token")
                .param("id", internetId).param("token", token).query(String.class).optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when somebody else deals with it at this very moment */
    void dealtWith(String internetId, String token, String result) {
        jdbc.sql("insert into agent_reply (internet_id, token, result, taken_at) values (:id, :token, :result, :now)")
                .param("id", internetId).param("token", token)
                .param("result", result.length() > LONGEST_RESULT ? result.substring(0, LONGEST_RESULT) : result)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    private static ReplyAddress read(ResultSet row, int index) throws SQLException {
        long request = row.getLong("request_id");
        RequestNumber number = row.wasNull() ? null : new RequestNumber(request);
        return new ReplyAddress(row.getString("token"), row.getString("user_id"), row.getString("task_id"), number,
                row.getLong("last_message"));
    }

    /** Which of these Message-IDs are those of agents' replies that have been dealt with. */
    @Transactional(readOnly = true)
    Set<String> repliesAmong(Collection<String> internetIds) {
        return internetIds.isEmpty() ? Set.of()
                : Set.copyOf(jdbc.sql("select distinct internet_id from agent_reply where internet_id in (:ids)")
                        .param("ids", internetIds).query(String.class).list());
    }
}
