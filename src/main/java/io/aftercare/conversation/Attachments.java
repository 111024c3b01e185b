package io.aftercare.conversation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The files that came and went with messages; they are kept together with their message and never changed. */
@Repository
@Transactional(readOnly = true)
public class Attachments {

    private static final int LONGEST_ID = 998;

    private final JdbcClient jdbc;

    Attachments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The files of a message, in order, without their bytes; none when there is no such message. */
    public List<Attachment> of(long messageId) {
        return jdbc.sql("select id, name, media_type, size_bytes, sha256, content_id from attachment "
                + "where message_id = :message order by id")
                .param("message", messageId).query(Attachments::read).list();
    }

    /** The files of a message with their bytes, in order; none when there is no such message. */
    public List<AttachmentContent> contentsOf(long messageId) {
        return jdbc.sql("select * from attachment where message_id = :message order by id").param("message", messageId)
                .query(Attachments::readContent).list();
    }

    /** A file of a request with its bytes; empty when that request has no such file. */
    public Optional<AttachmentContent> find(RequestNumber request, long attachmentId) {
        return jdbc.sql("""
                select a.* from attachment a join message m on m.id = a.message_id
                where a.id = :id and m.request_id = :request""")
                .param("id", attachmentId).param("request", request.value()).query(Attachments::readContent).optional();
    }

    @Transactional
    void keep(long messageId, List<NewAttachment> files) {
        for (NewAttachment file : files) {
            jdbc.sql("""
                    insert into attachment (message_id, name, media_type, size_bytes, sha256, content_id, content)
                    values (:message, :name, :type, :size, :sha256, :contentId, :content)""")
                    .param("message", messageId).param("name", Texts.cut(file.name(), 255))
                    .param("type", Texts.cut(file.mediaType(), 200)).param("size", (long) file.content().length)
                    .param("sha256", sha256(file.content())).param("contentId", Texts.cut(file.contentId(), LONGEST_ID))
                    .param("content", file.content()).update();
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Attachment read(ResultSet row, int index) throws SQLException {
        return new Attachment(row.getLong("id"), row.getString("name"), row.getString("media_type"),
                row.getLong("size_bytes"), row.getString("sha256"), row.getString("content_id"));
    }

    private static AttachmentContent readContent(ResultSet row, int index) throws SQLException {
        return new AttachmentContent(read(row, index), row.getBytes("content"));
    }
}
