package io.aftercare.desk;

import io.aftercare.conversation.RequestNumber;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far each person has read each conversation: the newest message that a page showed. */
@Repository
class ReadMarkers {

    private final JdbcClient jdbc;

    ReadMarkers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Somebody was shown a conversation; to be called outside of a transaction, since a second window may be quicker.
     *
     * @param user    engine user id
     * @param message id of the newest message that was shown
     */
    void shown(RequestNumber request, String user, long message) {
        if (moved(request, user, message)) {
            return;
        }
        try {
            jdbc.sql("""
                    insert into read_marker (request_id, user_id, message_id)
                    select r.id, cast(:user as varchar(64)), :message from request r where r.id = :request
                    and not exists (select 1 from read_marker where request_id = :request and user_id = :user)""")
                    .param("request", request.value()).param("user", user).param("message", message).update();
        } catch (DuplicateKeyException anotherWindow) {
            moved(request, user, message);
        }
    }

    private boolean moved(RequestNumber request, String user, long message) {
        return jdbc.sql("""
                update read_marker set message_id = :message
                where request_id = :request and user_id = :user and message_id < :message""")
                .param("request", request.value()).param("user", user).param("message", message).update() > 0;
    }

    /** Id of the newest message that a person was shown; 0 when none was. */
    long of(RequestNumber request, String user) {
        return jdbc.sql("select message_id from read_marker where request_id = :request and user_id = :user")
                .param("request", request.value()).param("user", user).query(Long.class).optional().orElse(0L);
    }
}
