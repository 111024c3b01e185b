package io.aftercare.conversation;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How the mails of all conversations were read; changes take part in the caller's transaction. */
@Repository
@Transactional
public class ParsingNotes {

    private final JdbcClient jdbc;

    ParsingNotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps what is to be said about a message; nothing is kept when there is nothing to say. */
    public void keep(long message, ParsingNote reading) {
        if (!reading.equals(ParsingNote.PLAIN)) {
            jdbc.sql(
                    "insert into message_parsing_note (message_id, date_written, remote_images) values (:message, "
                            + ":date, :images)")
                    .param("message", message).param("date", Texts.cut(reading.dateWritten(), 100))
                    .param("images", reading.remoteImages()).update();
        }
    }

    /** Of a request, by message; messages of which there is nothing to say are left out. */
    @Transactional(readOnly = true)
    public Map<Long, ParsingNote> of(RequestNumber request) {
        var readings = new HashMap<Long, ParsingNote>();
        jdbc.sql("""
                select r.* from message_parsing_note r join message m on m.id = r.message_id
                where m.request_id = :request""").param("request", request.value())
                .query((row, index) -> readings.put(row.getLong("message_id"),
                        new ParsingNote(row.getString("date_written"), row.getInt("remote_images"))))
                .list();
        return readings;
    }
}
