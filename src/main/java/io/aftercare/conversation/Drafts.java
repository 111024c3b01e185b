package io.aftercare.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The answer an agent is writing on a request, kept on the server while typing; at most one a request. */
@Repository
@Transactional
public class Drafts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Drafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The text so far and who saved it when.
     *
     * @param author engine user id
     */
    public record Draft(String text, String author, Instant savedAt) {
    }

    /** The draft of a request; empty when nobody has begun an answer, though files may be there. */
    @Transactional(readOnly = true)
    public Optional<Draft> find(RequestNumber request) {
        return jdbc.sql("select * from draft where request_id = :request").param("request", request.value())
                .query((row, index) -> new Draft(row.getString("text_body"), row.getString("author"),
                        Requests.instant(row, "saved_at")))
                .optional();
    }

    /**
     * The draft of a request that is to be sent; empty also when the request ended with it and nobody took it up since.
     */
    @Transactional(readOnly = true)
    public Optional<Draft> toSend(RequestNumber request) {
        return find(request).filter(draft -> jdbc
                .sql("select count(*) from draft where request_id = :request and kept_at is null")
                .param("request", request.value()).query(Integer.class).single() > 0);
    }

    /**
     * The request ends while somebody is writing: text and files stay to be taken up, and are not sent by themselves.
     */
    public void keep(RequestNumber request) {
        jdbc.sql("update draft set kept_at = :now where request_id = :request")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("request", request.value()).update();
    }

    /** Keeps the text in place of what was there, whoever wrote that; the files stay. */
    public void save(RequestNumber request, String author, String text) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        int changed = jdbc.sql(
                "update draft set text_body = :text, author = :author, saved_at = :now, kept_at = null "
                        + "where request_id = :request")
                .param("text", text).param("author", author).param("now", now).param("request", request.value())
                .update();
        if (changed == 0) {
            jdbc.sql(
                    "insert into draft (request_id, text_body, author, saved_at) values (:request, :text, :author, "
                            + ":now)")
                    .param("text", text).param("author", author).param("now", now).param("request", request.value())
                    .update();
        }
    }

    /** The draft is sent or given up: text and files go. */
    public void discard(RequestNumber request) {
        jdbc.sql("delete from draft_attachment where request_id = :request").param("request", request.value()).update();
        jdbc.sql("delete from draft where request_id = :request").param("request", request.value()).update();
    }

    /** Adds a file to the draft, of which there need be no text yet. */
    public Attachment attach(RequestNumber request, NewAttachment file) {
        var key = new org.springframework.jdbc.support.GeneratedKeyHolder();
        jdbc.sql("""
                insert into draft_attachment (request_id, name, media_type, size_bytes, sha256, content)
                values (:request, :name, :type, :size, :sha256, :content)""")
                .param("request", request.value()).param("name", Texts.cut(file.name(), 255))
                .param("type", Texts.cut(file.mediaType(), 200)).param("size", (long) file.content().length)
                .param("sha256", Attachments.sha256(file.content())).param("content", file.content()).update(key, "id");
        return attachments(request).stream().filter(kept -> kept.id() == key.getKey().longValue()).findFirst()
                .orElseThrow();
    }

    /** Takes a file out of the draft; nothing happens when it is not there. */
    public void detach(RequestNumber request, long attachmentId) {
        jdbc.sql("delete from draft_attachment where request_id = :request and id = :id")
                .param("request", request.value()).param("id", attachmentId).update();
    }

    /** The files of the draft without their bytes, in the order in which they were added. */
    @Transactional(readOnly = true)
    public List<Attachment> attachments(RequestNumber request) {
        return jdbc.sql("select id, name, media_type, size_bytes, sha256 from draft_attachment "
                + "where request_id = :request order by id")
                .param("request", request.value())
                .query((row, index) -> new Attachment(row.getLong("id"), row.getString("name"),
                        row.getString("media_type"), row.getLong("size_bytes"), row.getString("sha256"), null))
                .list();
    }

    /** A file of the draft with its bytes; empty when it is not there. */
    @Transactional(readOnly = true)
    public Optional<NewAttachment> file(RequestNumber request, long attachmentId) {
        return jdbc.sql("select name, media_type, content from draft_attachment "
                + "where request_id = :request and id = :id").param("request", request.value())
                .param("id", attachmentId)
                .query((row, index) -> new NewAttachment(row.getString("name"), row.getString("media_type"), null,
                        row.getBytes("content")))
                .optional();
    }

    /** The files with their bytes, to go out with the answer. */
    @Transactional(readOnly = true)
    public List<NewAttachment> files(RequestNumber request) {
        return jdbc
                .sql("select name, media_type, content from draft_attachment where request_id = :request order by id")
                .param("request", request.value())
                .query((row, index) -> new NewAttachment(row.getString("name"), row.getString("media_type"), null,
                        row.getBytes("content")))
                .list();
    }
}
