package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.embedding.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The examples the kinds of assistance are learned from: those we ship, articles, and those people added by their
 * triage.
 */
@Repository
@Transactional
class Examples {

    // So many teach all there is to learn, and a fit of them takes a minute or two.
    private static final int MOST_LEARNED = 2_000;
    private static final int MOST_ARTICLES = 500;
    private static final int LONGEST_LEARNED = 4_000;

    private final JdbcClient jdbc;
    private final ArticleSubjects articles;
    private final Clock clock;

    enum Source { SHIPPED, ARTICLE, LEARNED }

    /**
     * A text whose kind is known.
     *
     * @param kind    null for what asks for no assistance or not for which: greetings, advertising, "it does not work"
     * @param request number of the request it comes from; null for others
     * @param id      rises with time; 0 for those not learned
     */
    record Example(String text, Kind kind, Source source, RequestNumber request, long id) {

        /** The part it is held out with: the same on all nodes and at all times. */
        int fold() {
            return Math.floorMod(Fingerprint.of(request == null ? text : request.toString()).hashCode(),
                    Training.FOLDS);
        }
    }

    Examples(JdbcClient jdbc, ArticleSubjects articles, Clock clock) {
        this.jdbc = jdbc;
        this.articles = articles;
        this.clock = clock;
    }

    /** All of a language, the shipped ones first. */
    @Transactional(readOnly = true)
    public List<Example> all(String language) {
        List<Example> all = new ArrayList<>(shipped(language));
        articles.in(language).stream().limit(MOST_ARTICLES)
                .forEach(article -> all.add(new Example(article.title(), article.kind(), Source.ARTICLE, null, 0)));
        jdbc.sql("""
                select id, request_id, kind, text_body from triage_example where language = :language
                order by id desc limit :most""")
                .param("language", language).param("most", MOST_LEARNED)
                .query((row, index) -> new Example(row.getString("text_body"), Kind.valueOf(row.getString("kind")),
                        Source.LEARNED, new RequestNumber(row.getLong("request_id")), row.getLong("id")))
                .list().forEach(all::add);
        return all;
    }

    /** Tells one state of the examples of a language from another, without reading them all. */
    @Transactional(readOnly = true)
    public String state(String language) {
        String learned = jdbc
                .sql("""
                select count(*) as number, coalesce(max(id), 0) as latest from triage_example
                where language = :language""")
                .param("language", language)
                .query((row, index) -> row.getLong("number") + "/" + row.getLong("latest")).single();
        return learned + " " + Fingerprint.of(articles.in(language).stream().limit(MOST_ARTICLES)
                .map(article -> article.kind() + article.title()).sorted().toArray(String[]::new));
    }

    /** Keeps an example; a later one about the same request replaces it. */
    public void learn(String text, String language, Kind kind, RequestNumber request, String by) {
        jdbc.sql("delete from triage_example where request_id = :request").param("request", request.value()).update();
        String words = WordNormalizer.withoutNoise(text);
        if (!words.isEmpty()) {
            jdbc.sql("""
                    insert into triage_example (request_id, kind, language, text_body, learned_by, learned_at,
                            anonymous)
                    values (:request, :kind, :language, :text, :by, :at, true)""")
                    .param("request", request.value()).param("kind", kind.name()).param("language", language)
                    .param("text", words.substring(0, Math.min(words.length(), LONGEST_LEARNED))).param("by", by)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
        }
    }

    /** Cleans what was learned before examples were kept without personal data. */
    public void clean(BiFunction<RequestNumber, String, String> cleaned) {
        record Kept(long id, RequestNumber request, String text) {
        }
        List<Kept> all = jdbc.sql("select id, request_id, text_body from triage_example where not anonymous")
                .query((row, index) -> new Kept(row.getLong("id"), new RequestNumber(row.getLong("request_id")),
                        row.getString("text_body")))
                .list();
        for (Kept kept : all) {
            String words = WordNormalizer.withoutNoise(cleaned.apply(kept.request(), kept.text()));
            jdbc.sql(words.isEmpty() ? "delete from triage_example where id = :id"
                    : "update triage_example set text_body = :text, anonymous = true where id = :id")
                    .params(words.isEmpty() ? Map.of("id", kept.id()) : Map.of("id", kept.id(), "text", words))
                    .update();
        }
    }

    /**
     * What was learned of a request.
     *
     * @param id       rises with time
     * @param language of the models that learned it
     */
    record Learned(long id, String language) {
    }

    /** Forgets what was learned of a request; empty when nothing was. */
    public Optional<Learned> forget(RequestNumber request) {
        Optional<Learned> learned = jdbc.sql("select id, language from triage_example where request_id = :request")
                .param("request", request.value())
                .query((row, index) -> new Learned(row.getLong("id"), row.getString("language"))).optional();
        jdbc.sql("delete from triage_example where request_id = :request").param("request", request.value()).update();
        return learned;
    }

    /** Whether none of these that were learned has been forgotten or replaced since. */
    @Transactional(readOnly = true)
    public boolean allThere(List<Example> examples, String language) {
        List<Long> there = jdbc.sql("select id from triage_example where language = :language")
                .param("language", language).query(Long.class).list();
        return Set.copyOf(there).containsAll(examples.stream().map(Example::id).filter(id -> id > 0).toList());
    }

    /** The examples we ship, in the order of their files; those of no kind last. */
    static List<Example> shipped(String language) {
        List<Example> examples = new ArrayList<>();
        for (CSVRecord line : read("/triage/examples-" + language + ".csv")) {
            examples.add(new Example(line.get("text"), Kind.valueOf(line.get("kind")), Source.SHIPPED, null, 0));
        }
        for (CSVRecord line : read("/triage/unclear-" + language + ".csv")) {
            examples.add(new Example(line.get("text"), null, Source.SHIPPED, null, 0));
        }
        return examples;
    }

    private static List<CSVRecord> read(String file) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (InputStream bytes = Examples.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalStateException("The examples " + file + " are missing from the class path.");
            }
            try (CSVParser parser = CSVParser.builder().setFormat(format)
                    .setReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)).get()) {
                return parser.getRecords();
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException("The examples " + file + " cannot be read.", damaged);
        }
    }
}
