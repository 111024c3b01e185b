package io.aftercare.conversation;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds requests, open and closed, by the words of their number, subject, customer, key and conversation. The words of
 * each request stand in a row that is made from the request and deleted with it; whoever searches brings those up to
 * date first that have changed since, so that what was written a moment ago is found. Each statement is a transaction
 * of its own: the words are not part of what anybody decides.
 */
@Component
public class RequestWords {

    static final String POSTGRESQL = "PostgreSQL";
    private static final int BATCH = 200;
    private static final String INDEXED = "found_by @@ cast(:query as tsquery)";
    private static final int NEWEST = 2_000;
    private static final int MOST_WORDS = 20_000;
    private static final int LONGEST_TEXT = 200_000;
    /** A transaction that took its number or its time before others may commit after them. */
    private static final int MESSAGES_LOOKED_AT_AGAIN = 500;
    private static final Duration CHANGES_LOOKED_AT_AGAIN = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final boolean indexed;
    private volatile boolean complete;
    private volatile long newestMessage;

    RequestWords(JdbcClient jdbc, JdbcOperations database, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.indexed = POSTGRESQL.equals(database.execute(
                (ConnectionCallback<String>) (Connection one) -> one.getMetaData().getDatabaseProductName()));
    }

    /**
     * The requests that have all the words, the newest first.
     *
     * @param among those that may be found at all; null for all
     */
    public List<RequestNumber> find(SearchWords words, Set<RequestNumber> among, int limit) {
        if (words.isEmpty() || among != null && among.isEmpty()) {
            return List.of();
        }
        bringUpToDate();
        if (!indexed) {
            return asked(words, among, likes(words), limit);
        }
        // A frequent word stands in many of the newest requests, and none of the others need be read.
        List<RequestNumber> newest = asked(words, among,
                "request_id > (select max(request_id) from request_words) - " + NEWEST + " and " + INDEXED, limit);
        return newest.size() == limit ? newest : asked(words, among, INDEXED, limit);
    }

    private List<RequestNumber> asked(SearchWords words, Set<RequestNumber> among, String condition, int limit) {
        // The sum keeps PostgreSQL from reading all requests by their number in the hope of an early hit.
        var query = jdbc.sql("select request_id from request_words where " + condition
                + (among == null ? "" : " and request_id in (:among)") + " order by request_id + 0 desc limit :limit")
                .param("among", among == null ? null : among.stream().map(RequestNumber::value).toList())
                .param("limit", limit).param("query", words.query());
        for (int word = 0; word < words.wanted().size(); word++) {
            query = query.param("word" + word, words.patterns().get(word));
        }
        return query.query((row, index) -> new RequestNumber(row.getLong(1))).list();
    }

    private static String likes(SearchWords words) {
        return Stream.iterate(0, word -> word + 1).limit(words.wanted().size())
                .map(word -> "words like :word" + word).collect(Collectors.joining(" and "));
    }

    /** Makes the words of what was there before, the newest requests first, and keeps up when nobody searches. */
    @Scheduled(fixedDelay = 30_000, initialDelay = 5_000)
    void keepUp() {
        if (!complete) {
            complete = true;
            try {
                makeAllThatAreStale();
            } catch (RuntimeException failure) {
                complete = false;
                throw failure;
            }
        }
        bringUpToDate();
    }

    private void makeAllThatAreStale() {
        List<Long> stale = List.of();
        do {
            stale = jdbc.sql("""
                    select r.id from request r left join request_words w on w.request_id = r.id
                    where r.id < :below and (w.request_id is null or w.made_from < r.changed_at
                        or w.last_message < (select max(m.id) from message m where m.request_id = r.id))
                    order by r.id desc limit :batch""")
                    .param("below", stale.isEmpty() ? Long.MAX_VALUE : stale.get(stale.size() - 1))
                    .param("batch", BATCH).query(Long.class).list();
            stale.forEach(this::make);
        } while (stale.size() == BATCH);
    }

    private void bringUpToDate() {
        long from = newestMessage;
        long newest = jdbc.sql("select coalesce(max(id), 0) from message").query(Long.class).single();
        Set<Long> candidates = new LinkedHashSet<>(jdbc.sql("""
                select request_id from message m where id > :from
                and not exists (select 1 from request_words w where w.request_id = m.request_id
                    and w.last_message >= m.id) order by id desc limit :batch""")
                .param("from", (from == 0 ? newest : from) - MESSAGES_LOOKED_AT_AGAIN).param("batch", BATCH)
                .query(Long.class).list());
        candidates.addAll(jdbc.sql("""
                select r.id from request r left join request_words w on w.request_id = r.id
                where r.changed_at >= :since and (w.request_id is null or w.made_from < r.changed_at)
                order by r.changed_at desc limit :batch""")
                .param("since", OffsetDateTime.ofInstant(clock.instant().minus(CHANGES_LOOKED_AT_AGAIN),
                        ZoneOffset.UTC))
                .param("batch", BATCH).query(Long.class).list());
        candidates.forEach(this::make);
        newestMessage = newest;
        if (candidates.size() >= BATCH) {
            // More has changed than whoever searches should wait for; the rest is looked for among all.
            complete = false;
        }
    }

    private void make(long id) {
        record Head(String subject, String name, String address, String key, String product,
                OffsetDateTime changedAt) {
        }
        record Said(long id, String name, String address, String text) {
        }
        Head head = jdbc.sql("""
                select subject, customer_name, customer_address, licence_key, product, changed_at from request
                where id = :id""").param("id", id)
                .query((row, index) -> new Head(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                        row.getString(5), row.getObject(6, OffsetDateTime.class)))
                .optional().orElse(null);
        if (head == null) {
            return;
        }
        List<Said> said = jdbc.sql("""
                select id, from_name, from_address, substring(own_text from 1 for :longest), direction, purpose
                from message where request_id = :id order by id""").param("longest", LONGEST_TEXT).param("id", id)
                .query((row, index) -> writtenByPeople(row.getString(5), row.getString(6))
                        ? new Said(row.getLong(1), row.getString(2), row.getString(3), row.getString(4))
                        : new Said(row.getLong(1), null, null, null))
                .list();
        // Asked for by the messages, as PostgreSQL may otherwise read all files there are and join them.
        List<String> files = said.isEmpty() ? List.of()
                : jdbc.sql("select name from attachment where message_id in (:messages)")
                        .param("messages", said.stream().map(Said::id).toList()).query(String.class).list();
        String text = Stream.of(
                Stream.of("%06d".formatted(id), Long.toString(id), head.subject, head.name, head.address,
                        head.key, head.product),
                said.stream().flatMap(one -> Stream.of(one.name, one.address, one.text)), files.stream())
                .flatMap(part -> part).filter(Objects::nonNull).collect(Collectors.joining("\n"));
        save(id, SearchWords.in(text), said.isEmpty() ? 0 : said.get(said.size() - 1).id, head.changedAt);
    }

    /** Everything but the letters that are the same for everybody. */
    private static boolean writtenByPeople(String direction, String purpose) {
        return !direction.equals(Direction.OUT.name()) || purpose.equals(Purpose.ANSWER.name())
                || purpose.equals(Purpose.QUESTION.name());
    }

    private void save(long id, Collection<String> words, long lastMessage, OffsetDateTime madeFrom) {
        String joined = words.stream().limit(MOST_WORDS).collect(Collectors.joining(" ", " ", " "));
        int kept = written("""
                update request_words set words = :words, last_message = :message, made_from = :from
                where request_id = :id""", id, joined, lastMessage, madeFrom);
        if (kept == 0) {
            try {
                written("""
                        insert into request_words (request_id, words, last_message, made_from)
                        values (:id, :words, :message, :from)""", id, joined, lastMessage, madeFrom);
            } catch (DataIntegrityViolationException quicker) {
                // Another node has made them, or the request has just been deleted.
                complete = false;
            }
        }
    }

    private int written(String sql, long id, String words, long lastMessage, OffsetDateTime madeFrom) {
        return jdbc.sql(sql).param("id", id).param("words", words).param("message", lastMessage)
                .param("from", madeFrom).update();
    }
}
