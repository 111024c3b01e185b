package io.aftercare.helpcentre;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Contact forms between their steps, in the database so that any node can go on with them; each is known by an
 * unguessable token only.
 */
@Repository
@Transactional
class ContactDrafts {

    private static final int LONGEST_COLUMN = 2000;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");

    /**
     * A form between two steps.
     *
     * @param sentAs the request it became; null while it is not sent
     */
    record Draft(String token, ContactForm form, RequestNumber sentAs) {
    }

    /** A file of a draft, without its bytes. */
    record DraftFile(long id, String name, long size) {
    }

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Clock clock;
    private final PublicFormProperties limits;

    ContactDrafts(JdbcClient jdbc, Clock clock, PublicFormProperties limits) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.limits = limits;
    }

    /** @return empty also when it has expired */
    @Transactional(readOnly = true)
    public Optional<Draft> find(String token) {
        return query(token, "");
    }

    /** The same, while nobody else can send or change it until the transaction ends. */
    public Optional<Draft> lock(String token) {
        return query(token, " for update");
    }

    private Optional<Draft> query(String token, String locking) {
        return jdbc.sql("select * from contact_draft where token = :token and saved_at > :oldest" + locking)
                .param("token", token).param("oldest", now().minus(limits.draftsKept()))
                .query(ContactDrafts::read).optional();
    }

    /**
     * Keeps what is typed so far, complete or not.
     *
     * @param token the form's own; null or one that is none makes a new one, and so does a form that was sent already
     *              and says something else now
     * @return the token it is kept under, which is that of a sent draft when this very form was sent already
     * @throws org.springframework.dao.DuplicateKeyException when the same form is kept for the first time twice at once
     */
    public String save(String token, ContactForm form) {
        if (token == null || !TOKEN.matcher(token).matches()) {
            return insert(newToken(), form);
        }
        if (jdbc.sql("""
                update contact_draft set name = :name, email = :email, subject = :subject, text_body = :text,
                       language = :language, licence_key = :licenceKey, saved_at = :now
                where token = :token and request_id is null""").params(parameters(token, form)).update() == 1) {
            return token;
        }
        Optional<Draft> sent = find(token);
        return sent.isEmpty() ? insert(token, form) : sent.get().form().equals(form) ? token : insert(newToken(), form);
    }

    private String insert(String token, ContactForm form) {
        jdbc.sql("""
                insert into contact_draft (token, name, email, subject, text_body, language, licence_key, saved_at)
                values (:token, :name, :email, :subject, :text, :language, :licenceKey, :now)""")
                .params(parameters(token, form)).update();
        return token;
    }

    private Map<String, Object> parameters(String token, ContactForm form) {
        return Map.of("token", token, "name", cut(form.name()), "email", cut(form.email()), "subject",
                cut(form.subject()), "text", form.text(), "language",
                form.language().substring(0, Math.min(10, form.language().length())), "licenceKey",
                cut(form.licenceKey()), "now", now());
    }

    /** Adds a file; the same file a second time, after a double click, is the same file. */
    public void attach(String token, NewAttachment file) {
        if (contents(token).stream().anyMatch(kept -> kept.name().equals(file.name())
                && Arrays.equals(kept.content(), file.content()))) {
            return;
        }
        jdbc.sql("""
                insert into contact_draft_attachment (token, name, media_type, size_bytes, content)
                values (:token, :name, :type, :size, :content)""")
                .param("token", token).param("name", file.name()).param("type", file.mediaType())
                .param("size", (long) file.content().length).param("content", file.content()).update();
    }

    public void detach(String token, long file) {
        jdbc.sql("delete from contact_draft_attachment where token = :token and id = :id")
                .param("token", token).param("id", file).update();
    }

    @Transactional(readOnly = true)
    public List<DraftFile> files(String token) {
        return jdbc.sql("select id, name, size_bytes from contact_draft_attachment where token = :token order by id")
                .param("token", token).query((row, index) -> new DraftFile(row.getLong("id"), row.getString("name"),
                        row.getLong("size_bytes")))
                .list();
    }

    @Transactional(readOnly = true)
    public List<NewAttachment> contents(String token) {
        return jdbc
                .sql("select name, media_type, content from contact_draft_attachment where token = :token order by id")
                .param("token", token).query((row, index) -> new NewAttachment(row.getString("name"),
                        row.getString("media_type"), null, row.getBytes("content")))
                .list();
    }

    /** It has become a request; the text stays until it expires, to recognise the same form sent twice. */
    public void markSent(String token, RequestNumber number) {
        jdbc.sql("delete from contact_draft_attachment where token = :token").param("token", token).update();
        jdbc.sql("update contact_draft set request_id = :number where token = :token")
                .param("number", number.value()).param("token", token).update();
    }

    public void discard(String token) {
        jdbc.sql("delete from contact_draft_attachment where token = :token").param("token", token).update();
        jdbc.sql("delete from contact_draft where token = :token").param("token", token).update();
    }

    /** Nobody goes on with what is older than {@code aftercare.public-form.drafts-kept}. */
    @Scheduled(fixedDelayString = "PT30M", initialDelayString = "PT5M")
    public void discardExpired() {
        OffsetDateTime oldest = now().minus(limits.draftsKept());
        jdbc.sql("delete from contact_draft_attachment where token in "
                + "(select token from contact_draft where saved_at <= :oldest)").param("oldest", oldest).update();
        // A draft that got a file just now, from a page left open, is not deleted with it.
        jdbc.sql("delete from contact_draft where saved_at <= :oldest and not exists "
                + "(select 1 from contact_draft_attachment a where a.token = contact_draft.token)")
                .param("oldest", oldest).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** For a form that is shown for the first time. */
    String newToken() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_COLUMN ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_COLUMN));
    }

    private static Draft read(ResultSet row, int index) throws SQLException {
        long request = row.getLong("request_id");
        RequestNumber sentAs = row.wasNull() ? null : new RequestNumber(request);
        return new Draft(row.getString("token"), new ContactForm(row.getString("name"), row.getString("email"),
                row.getString("subject"), row.getString("text_body"), row.getString("language"),
                row.getString("licence_key")), sentAs);
    }
}
