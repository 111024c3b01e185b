package io.aftercare.desk.handover;

import io.aftercare.conversation.RequestNumber;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Texts that people were writing when a colleague took their task over: each stays its author's own. */
@Repository
@Transactional
class SetAsideDrafts {

    private final JdbcClient jdbc;
    private final Clock clock;

    SetAsideDrafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record SetAside(String text, Instant savedAt) {
    }

    @Transactional(readOnly = true)
    Optional<SetAside> find(RequestNumber request, String user) {
        return jdbc
                .sql("select text_body, saved_at from set_aside_draft where request_id = :request and user_id = :user")
                .param("request", request.value()).param("user", user)
                .query((row, index) -> new SetAside(row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** In place of what this person had set aside of the request before. */
    void keep(RequestNumber request, String user, String text) {
        drop(request, user);
        jdbc.sql("""
                insert into set_aside_draft (request_id, user_id, text_body, saved_at)
                values (:request, :user, :text, :now)""").param("request", request.value()).param("user", user)
                .param("text", text).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    void drop(RequestNumber request, String user) {
        jdbc.sql("delete from set_aside_draft where request_id = :request and user_id = :user")
                .param("request", request.value()).param("user", user).update();
    }

    /** The text of the request's draft, if this person wrote it last, becomes that person's own; the files stay. */
    void setAside(RequestNumber request, String user) {
        jdbc.sql("select text_body from draft where request_id = :request and author = :user")
                .param("request", request.value()).param("user", user).query(String.class).optional()
                .filter(text -> !text.isBlank()).ifPresent(text -> {
                    keep(request, user, text);
                    jdbc.sql("delete from draft where request_id = :request").param("request", request.value())
                            .update();
                });
    }
}
