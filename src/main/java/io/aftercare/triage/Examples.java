package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The examples the kinds of assistance are learned from: those we ship and those people added by their triage. */
@Repository
@Transactional
class Examples {

    // So many teach all there is to learn, and are read again in a moment when another is added.
    private static final int MOST_LEARNED = 2_000;
    private static final int LONGEST_LEARNED = 4_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, List<KindModel.Example>> shipped = new HashMap<>();
    private volatile Trained trained;

    /** What the table held when the models were made; it grows on every node's learning. */
    private record State(long count, long latest) {
    }

    private record Trained(State state, Map<String, KindModel> models) {
    }

    Examples(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        Languages.ANSWERED.forEach(language -> shipped.put(language, shipped(language)));
    }

    /** The model of a language we answer in, with all that any node has learned so far. */
    @Transactional(readOnly = true)
    public KindModel model(String language) {
        State state = jdbc.sql("select count(*) as number, coalesce(max(id), 0) as latest from triage_example")
                .query((row, index) -> new State(row.getLong("number"), row.getLong("latest"))).single();
        Trained current = trained;
        if (current == null || !current.state().equals(state)) {
            synchronized (shipped) {
                if (trained == null || !trained.state().equals(state)) {
                    trained = train(state);
                }
                current = trained;
            }
        }
        return current.models().get(language);
    }

    /** Keeps an example; a later one about the same request replaces it. */
    public void learn(String text, String language, Kind kind, RequestNumber request, String by) {
        jdbc.sql("delete from triage_example where request_id = :request").param("request", request.value()).update();
        String words = Words.withoutNoise(text);
        if (!words.isEmpty()) {
            jdbc.sql("""
                    insert into triage_example (request_id, kind, language, text_body, learned_by, learned_at)
                    values (:request, :kind, :language, :text, :by, :at)""")
                    .param("request", request.value()).param("kind", kind.name()).param("language", language)
                    .param("text", words.substring(0, Math.min(words.length(), LONGEST_LEARNED))).param("by", by)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
        }
    }

    private Trained train(State state) {
        Map<String, KindModel> models = new HashMap<>();
        shipped.forEach((language, examples) -> {
            List<KindModel.Example> all = new ArrayList<>(examples);
            jdbc.sql("select kind, text_body from triage_example where language = :language order by id desc limit :most")
                    .param("language", language).param("most", MOST_LEARNED)
                    .query((row, index) -> example(row.getString("text_body"), language, row.getString("kind")))
                    .list().forEach(all::add);
            models.put(language, new KindModel(all));
        });
        return new Trained(state, models);
    }

    /** The examples we ship, in the order of their file. */
    static List<KindModel.Example> shipped(String language) {
        String file = "/triage/examples-" + language + ".csv";
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (InputStream bytes = Examples.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalStateException("The examples " + file + " are missing from the class path.");
            }
            try (CSVParser parser = CSVParser.builder().setFormat(format)
                    .setReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)).get()) {
                List<KindModel.Example> examples = new ArrayList<>();
                for (CSVRecord line : parser) {
                    examples.add(example(line.get("text"), language, line.get("kind")));
                }
                return examples;
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException("The examples " + file + " cannot be read.", damaged);
        }
    }

    private static KindModel.Example example(String text, String language, String kind) {
        return new KindModel.Example(Words.stems(text, language), Kind.valueOf(kind));
    }
}
