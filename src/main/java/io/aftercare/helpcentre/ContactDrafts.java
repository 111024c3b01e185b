package io.aftercare.helpcentre;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
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
 * Contact forms between their steps, in the database so that any node can go on with them; each belongs to the browser
 * that it was first kept for, and only a {@link DraftKey} opens it.
 */
@Repository
@Transactional
class ContactDrafts {

    private static final int LONGEST_COLUMN = 2000;
    /** The second of two clicks comes before the answer to the first, and with it the cookie, is there. */
    private static final Duration DOUBLE_CLICK = Duration.ofMinutes(1);
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

    /** @return empty also when it has expired, or belongs to another browser */
    @Transactional(readOnly = true)
    public Optional<Draft> find(DraftKey key) {
        return query(key, "");
    }

    /** The same, while nobody else can send or change it until the transaction ends. */
    public Optional<Draft> lock(DraftKey key) {
        return query(key, " for update");
    }

    private Optional<Draft> query(DraftKey key, String locking) {
        if (key.token() == null || key.owner() == null) {
            return Optional.empty();
        }
        return jdbc
                .sql("select * from contact_draft where token = :token and owner = :owner and saved_at > :oldest"
                        + locking)
                .param("token", key.token()).param("owner", key.owner())
                .param("oldest", now().minus(limits.draftsKept()))
                .query(ContactDrafts::read).optional();
    }

    /**
     * Keeps what is typed so far, complete or not.
     *
     * @param key the form's own; a new one is made when its token is none, belongs to another browser, or to a form
     *            that was sent already and says something else now
     * @return what it is kept by, which is a sent draft when this very form was sent already
     * @throws org.springframework.dao.DuplicateKeyException when the same form is kept for the first time twice at once
     */
    public DraftKey save(DraftKey key, ContactForm form) {
        if (key.token() == null || !TOKEN.matcher(key.token()).matches()) {
            return insert(newToken(), key.owner(), form);
        }
        if (key.owner() != null && jdbc.sql("""
                update contact_draft set name = :name, email = :email, subject = :subject, text_body = :text,
                       language = :language, licence_key = :licenceKey, no_learning = :noLearning, saved_at = :now
                where token = :token and owner = :owner and request_id is null""")
                .params(parameters(key.token(), key.owner(), form)).update() == 1) {
            return key;
        }
        Optional<DraftKey> same = sameForm(key, form);
        return same.isPresent() ? same.get()
                : insert(isTaken(key.token()) ? newToken() : key.token(), key.owner(), form);
    }

    /**
     * The very form that is kept already: of a browser whose cookie is known or, after a double click, is still under
     * way. Whoever knows the token and every word learns nothing.
     */
    private Optional<DraftKey> sameForm(DraftKey key, ContactForm form) {
        record Kept(String owner, Draft draft) {
        }
        return jdbc.sql("select * from contact_draft where token = :token and (owner = :owner or saved_at > :justNow)")
                .param("token", key.token()).param("owner", key.owner() == null ? "" : key.owner())
                .param("justNow", key.owner() == null ? now().minus(DOUBLE_CLICK) : now().plus(DOUBLE_CLICK))
                .query((row, index) -> new Kept(row.getString("owner"), read(row, index))).optional()
                .filter(kept -> kept.draft().form().equals(form))
                .map(kept -> new DraftKey(key.token(), kept.owner()));
    }

    private boolean isTaken(String token) {
        return jdbc.sql("select count(*) from contact_draft where token = :token").param("token", token)
                .query(Integer.class).single() > 0;
    }

    /** The form's token, unless it is none or that of a draft that does not open by this key: then a new one. */
    @Transactional(readOnly = true)
    public String usable(DraftKey key) {
        boolean own = key.token() != null && TOKEN.matcher(key.token()).matches()
                && (find(key).isPresent() || !isTaken(key.token()));
        return own ? key.token() : newToken();
    }

    private DraftKey insert(String token, String browser, ContactForm form) {
        String owner = browser == null ? newToken() : browser;
        jdbc.sql("""
                insert into contact_draft
                       (token, owner, name, email, subject, text_body, language, licence_key, no_learning,
                       saved_at)
                values (:token, :owner, :name, :email, :subject, :text, :language, :licenceKey, :noLearning, :now)""")
                .params(parameters(token, owner, form)).update();
        return new DraftKey(token, owner);
    }

    private Map<String, Object> parameters(String token, String owner, ContactForm form) {
        return Map.of("token", token, "owner", owner, "name", cut(form.name()), "email", cut(form.email()), "subject",
                cut(form.subject()), "text", form.text(), "language",
                form.language().substring(0, Math.min(10, form.language().length())), "licenceKey",
                cut(form.licenceKey()), "noLearning", form.noLearning(), "now", now());
    }

    /** Adds a file; the same file a second time, after a double click, is the same file. */
    public void attach(DraftKey key, NewAttachment file) {
        if (find(key).isEmpty() || contents(key).stream().anyMatch(kept -> kept.name().equals(file.name())
                && Arrays.equals(kept.content(), file.content()))) {
            return;
        }
        jdbc.sql("""
                insert into contact_draft_attachment (token, name, media_type, size_bytes, content)
                values (:token, :name, :type, :size, :content)""")
                .param("token", key.token()).param("name", file.name()).param("type", file.mediaType())
                .param("size", (long) file.content().length).param("content", file.content()).update();
    }

    public void detach(DraftKey key, long file) {
        if (find(key).isPresent()) {
            jdbc.sql("delete from contact_draft_attachment where token = :token and id = :id")
                    .param("token", key.token()).param("id", file).update();
        }
    }

    @Transactional(readOnly = true)
    public List<DraftFile> files(DraftKey key) {
        return find(key).isEmpty() ? List.of()
                : jdbc.sql("select id, name, size_bytes from contact_draft_attachment where token = :token order by id")
                        .param("token", key.token()).query((row, index) -> new DraftFile(row.getLong("id"),
                                row.getString("name"), row.getLong("size_bytes")))
                        .list();
    }

    @Transactional(readOnly = true)
    public List<NewAttachment> contents(DraftKey key) {
        return find(key).isEmpty() ? List.of()
                : jdbc.sql("select name, media_type, content from contact_draft_attachment where token = :token "
                        + "order by id")
                        .param("token", key.token()).query((row, index) -> new NewAttachment(row.getString("name"),
                                row.getString("media_type"), null, row.getBytes("content")))
                        .list();
    }

    /** It has become a request; the text stays until it expires, to recognise the same form sent twice. */
    public void markSent(Draft draft, RequestNumber number) {
        jdbc.sql("delete from contact_draft_attachment where token = :token").param("token", draft.token()).update();
        jdbc.sql("update contact_draft set request_id = :number where token = :token")
                .param("number", number.value()).param("token", draft.token()).update();
    }

    /** Nothing happens to a draft of another browser. */
    public void discard(DraftKey key) {
        find(key).ifPresent(draft -> {
            jdbc.sql("delete from contact_draft_attachment where token = :token").param("token", draft.token())
                    .update();
            jdbc.sql("delete from contact_draft where token = :token").param("token", draft.token()).update();
        });
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
                row.getString("licence_key"), row.getBoolean("no_learning")), sentAs);
    }
}
