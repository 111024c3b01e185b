package io.aftercare.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/**
 * How a message stands in the database: written as a row, with its files, and read back; in the caller's transaction.
 */
@Component
class MessageTable {

    static final String COLUMNS =
            """
            id, request_id, direction, purpose, status, internet_id, in_reply_to, reference_ids, from_address,
            from_name, to_address, cc_addresses, subject, text_body, own_text, html_body, automatic, author, created_at,
            sent_at, considered_at""";
    private static final int LONGEST_ID = 998;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Attachments attachments;

    MessageTable(JdbcClient jdbc, Clock clock, Attachments attachments) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.attachments = attachments;
    }

    /**
     * Keeps a new message and gives it its id and time, whatever it has for them.
     *
     * @param raw the bytes as they came over the wire; null for what did not come by mail
     */
    Message add(Message message, byte[] raw, List<NewAttachment> files) {
        return add(message, raw, files, null);
    }

    /** The same of a letter. @param replyToken by which its reply address is known */
    Message addLetter(Message letter, List<NewAttachment> files, String replyToken) {
        return add(letter, null, files, replyToken);
    }

    private Message add(Message message, byte[] raw, List<NewAttachment> files, String replyToken) {
        var key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into message (request_id, direction, purpose, status, internet_id, in_reply_to, reference_ids,
                                     from_address, from_name, to_address, cc_addresses, subject, text_body,
                                     own_text, html_body, raw, automatic, author, created_at, reply_token)
                values (:request, :direction, :purpose, :status, :internetId, :inReplyTo, :references, :from, :fromName,
                        :to, :cc, :subject, :text, :ownText, :html, :raw, :automatic, :author, :now, :token)""")
                .param("request", message.request().value()).param("direction", message.direction().name())
                .param("purpose", message.purpose().name()).param("status", message.status().name())
                .param("internetId", Texts.cut(message.internetId(), LONGEST_ID))
                .param("inReplyTo", Texts.cut(message.inReplyTo(), LONGEST_ID))
                .param("references", message.referenceIds())
                .param("from", Texts.cut(message.fromAddress(), 320))
                .param("fromName", Texts.cut(message.fromName(), 200))
                .param("to", Texts.cut(message.toAddress(), 320)).param("cc", message.ccAddresses())
                .param("subject", Texts.cut(message.subject(), 500))
                .param("text", message.textBody()).param("ownText", message.ownText())
                .param("html", message.htmlBody()).param("raw", raw)
                .param("automatic", message.automatic()).param("author", message.author())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("token", replyToken)
                .update(key, "id");
        long id = key.getKey().longValue();
        attachments.keep(id, files);
        return get(id);
    }

    /** @throws NoSuchElementException when there is no such message */
    Message get(long id) {
        return one("where id = :id", id);
    }

    /**
     * The message, locked until the caller's transaction ends.
     *
     * @throws NoSuchElementException when there is no such message
     */
    Message getForUpdate(long id) {
        return one("where id = :id for update", id);
    }

    /** @param which a condition on {@code :id}, and whether it is locked */
    Optional<Message> find(String which, long id) {
        return jdbc.sql("select " + COLUMNS + " from message " + which).param("id", id).query(MessageTable::read)
                .optional();
    }

    private Message one(String which, long id) {
        return find(which, id)
                .orElseThrow(() -> new NoSuchElementException("There is no message " + id + "."));
    }

    static Message read(ResultSet row, int index) throws SQLException {
        return new Message(row.getLong("id"), new RequestNumber(row.getLong("request_id")),
                Direction.valueOf(row.getString("direction")), Purpose.valueOf(row.getString("purpose")),
                MessageStatus.valueOf(row.getString("status")), row.getString("internet_id"),
                row.getString("in_reply_to"), row.getString("reference_ids"), row.getString("from_address"),
                row.getString("from_name"), row.getString("to_address"), row.getString("cc_addresses"),
                row.getString("subject"),
                row.getString("text_body"), row.getString("own_text"), row.getString("html_body"),
                row.getBoolean("automatic"), row.getString("author"), Requests.instant(row, "created_at"),
                Requests.instant(row, "sent_at"), Requests.instant(row, "considered_at"));
    }
}
