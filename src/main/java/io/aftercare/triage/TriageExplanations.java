package io.aftercare.triage;

import io.aftercare.conversation.RequestNumber;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Why each request was classified as it was, as it was judged then: what is learned later does not change it. */
@Repository
@Transactional
public class TriageExplanations {

    private static final int LONGEST = 1000;

    private final JdbcClient jdbc;

    TriageExplanations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the reasons of a triage; those of an earlier one of the same request are replaced. */
    public void keep(RequestNumber request, Triage triage) {
        jdbc.sql("delete from triage_reason where request_id = :request").param("request", request.value()).update();
        jdbc.sql("delete from triage_signal where request_id = :request").param("request", request.value()).update();
        int position = triage.reasons().size();
        if (position > 0) {
            // In one statement, for each mail has some.
            jdbc.sql("insert into triage_reason (request_id, position, sentence) values " + "(?, ?, ?), "
                    .repeat(position - 1) + "(?, ?, ?)")
                    .params(IntStream.range(0, position).boxed()
                            .flatMap(place -> Stream.<Object>of(request.value(), place,
                                    cut(triage.reasons().get(place))))
                            .toList())
                    .update();
        }
        for (OriginMatch signal : triage.signals()) {
            jdbc.sql("""
                    insert into triage_signal (request_id, position, origin, sign, words, place, strong)
                    values (:request, :position, :origin, :sign, :words, :place, :strong)""")
                    .param("request", request.value()).param("position", position++).param("origin", signal.origin())
                    .param("sign", cut(signal.sign())).param("words", cut(signal.words()))
                    .param("place", cut(signal.place()))
                    .param("strong", signal.strong()).update();
        }
    }

    /** Sentences in English, the decisive ones first; empty when the request was never triaged by the machine. */
    @Transactional(readOnly = true)
    public List<String> reasons(RequestNumber request) {
        return jdbc.sql("select sentence from triage_reason where request_id = :request order by position")
                .param("request", request.value()).query(String.class).list();
    }

    /** What the customer wrote that points to an origin; empty when a person found it or none is given. */
    @Transactional(readOnly = true)
    public List<OriginMatch> signals(RequestNumber request, String origin) {
        return jdbc
                .sql("select * from triage_signal where request_id = :request and origin = :origin order by position")
                .param("request", request.value()).param("origin", origin)
                .query((row, index) -> new OriginMatch(row.getString("origin"), row.getString("sign"),
                        row.getString("words"),
                        row.getString("place"), row.getBoolean("strong")))
                .list();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST) - 1)) + "…";
    }
}
