package io.aftercare.desk.savedreplies;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The saved replies, with their texts and groups. */
@Repository
@Transactional
public class SavedReplies {

    private final JdbcClient jdbc;
    private final Clock clock;

    SavedReplies(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All of them, by title. */
    @Transactional(readOnly = true)
    public List<SavedReply> all() {
        return read("", Map.of());
    }

    /** Empty when there is none, or none any more. */
    @Transactional(readOnly = true)
    public Optional<SavedReply> find(long id) {
        return read(" where saved_reply.id = :id", Map.of("id", id)).stream().findFirst();
    }

    /**
     * Keeps a new one.
     *
     * @param by engine user id
     * @throws org.springframework.web.ErrorResponseException 400 with a sentence when something is wrong with it
     */
    public SavedReply add(ReplyEntry entry, String by) {
        ReplyEntry checked = ReplyCheck.checked(entry);
        unique(checked, null);
        var key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into saved_reply (version, title, key_words, uses, changed_at, changed_by)
                values (1, :title, :keyWords, 0, :now, :by)""")
                .param("title", checked.title()).param("keyWords", checked.keyWords()).param("now", now())
                .param("by", by).update(key, "id");
        long id = key.getKey().longValue();
        addParts(id, checked);
        return find(id).orElseThrow();
    }

    /**
     * Changes one as long as it is the version that the change was made from.
     *
     * @param version that the change was made from
     * @param by      engine user id
     * @return the reply as it is now; empty when somebody changed or deleted it meanwhile, and nothing was done
     * @throws org.springframework.web.ErrorResponseException 400 with a sentence when something is wrong with it
     */
    public Optional<SavedReply> change(long id, long version, ReplyEntry entry, String by) {
        ReplyEntry checked = ReplyCheck.checked(entry);
        unique(checked, id);
        int changed = jdbc.sql("""
                update saved_reply set version = version + 1, title = :title, key_words = :keyWords, changed_at = :now,
                       changed_by = :by
                where id = :id and version = :version""")
                .param("title", checked.title()).param("keyWords", checked.keyWords()).param("now", now())
                .param("by", by).param("id", id).param("version", version).update();
        if (changed == 0) {
            return Optional.empty();
        }
        for (String part : List.of("saved_reply_group", "saved_reply_text")) {
            jdbc.sql("delete from " + part + " where reply_id = :id").param("id", id).update();
        }
        addParts(id, checked);
        return find(id);
    }

    /** @return whether it is gone by this; not when it is another version by now, or was gone before */
    public boolean delete(long id, long version) {
        return jdbc.sql("delete from saved_reply where id = :id and version = :version").param("id", id)
                .param("version", version).update() > 0;
    }

    /** Counts that it was put into an answer. */
    void used(long id) {
        jdbc.sql("update saved_reply set uses = uses + 1, last_used_at = :now where id = :id").param("now", now())
                .param("id", id).update();
    }

    private void addParts(long id, ReplyEntry entry) {
        entry.groups().forEach(group -> jdbc
                .sql("insert into saved_reply_group (reply_id, group_id) values (:id, :group)").param("id", id)
                .param("group", group).update());
        entry.texts().forEach((language, text) -> jdbc
                .sql("insert into saved_reply_text (reply_id, language, text_body) values (:id, :language, :text)")
                .param("id", id).param("language", language).param("text", text).update());
    }

    private void unique(ReplyEntry entry, Long besides) {
        all().stream().filter(other -> besides == null || other.id() != besides)
                .filter(other -> other.title().equalsIgnoreCase(entry.title())).findFirst().ifPresent(other -> {
                    throw ReplyCheck.refused("title", "There is a reply called \"" + other.title()
                            + "\" already. Choose another title, or change that one.");
                });
    }

    private List<SavedReply> read(String which, Map<String, ?> values) {
        Map<Long, List<String>> groups = new HashMap<>();
        jdbc.sql("select reply_id, group_id from saved_reply_group join saved_reply on saved_reply.id = reply_id"
                + which + " order by group_id").params(values)
                .query((RowCallbackHandler) row -> groups
                        .computeIfAbsent(row.getLong("reply_id"), first -> new ArrayList<>())
                        .add(row.getString("group_id")));
        Map<Long, Map<String, String>> texts = new HashMap<>();
        jdbc.sql("select reply_id, language, text_body from saved_reply_text join saved_reply "
                + "on saved_reply.id = reply_id" + which).params(values)
                .query((RowCallbackHandler) row -> texts
                        .computeIfAbsent(row.getLong("reply_id"), first -> new TreeMap<>())
                        .put(row.getString("language"), row.getString("text_body")));
        return jdbc.sql("select * from saved_reply" + which).params(values)
                .query((row, index) -> {
                    long id = row.getLong("id");
                    return new SavedReply(id, row.getLong("version"), row.getString("title"),
                            row.getString("key_words"), groups.getOrDefault(id, List.of()),
                            texts.getOrDefault(id, Map.of()), row.getInt("uses"),
                            instant(row.getObject("last_used_at", OffsetDateTime.class)),
                            instant(row.getObject("changed_at", OffsetDateTime.class)), row.getString("changed_by"));
                }).list().stream()
                // Sorted here, for databases differ in how they order text.
                .sorted((one, other) -> one.title().compareToIgnoreCase(other.title())).toList();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }
}
