package io.aftercare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.testing.PostgresDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The words of requests in PostgreSQL, which finds by an index; DeskListTest shows the same in the embedded database.
 */
@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@Import({Requests.class, RequestWords.class, RequestWordsIndex.class, RequestWordsOnPostgresTest.Time.class})
class RequestWordsOnPostgresTest {

    /** No stereotype, so that no other test picks it up. */
    static class Time {

        @Bean
        Clock clock() {
            return Clock.fixed(Instant.parse("2026-06-17T12:00:00Z"), ZoneOffset.UTC);
        }
    }

    @Autowired
    Requests requests;
    @Autowired
    RequestWords words;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        PostgresDatabase.use(properties);
    }

    @Test
    void findsBeginningsOfWordsWithoutAccentsAndByAnIndex() {
        RequestNumber poster = request("Hélène Ørsted", "The poster", "Every margin is cut off, l'été 2025. a'b:*&c");
        RequestNumber newer = request("Ben", "Margins again", "White pages");

        assertThat(find("helene ORST")).containsExactly(poster);
        assertThat(find("margin")).containsExactly(newer, poster);
        assertThat(find("margin ete")).containsExactly(poster);
        assertThat(find("customers.example white")).containsExactly(newer);
        assertThat(find("a'b:*&c")).containsExactly(poster);
        assertThat(find("pages poster")).isEmpty();
        assertThat(words.find(SearchWords.of("margin"), Set.of(poster), 9)).containsExactly(poster);
        assertThat(words.find(SearchWords.of("margin"), null, 2)).as("the older one second").hasSize(2)
                .endsWith(poster);

        say(newer, "It is the poster");
        assertThat(find("pages poster")).as("what was said since").containsExactly(newer);
        jdbc.sql(
                "update request set customer_name = 'Zoë', changed_at = changed_at + interval '1' second "
                        + "where id = :id")
                .param("id", newer.value()).update();
        assertThat(find("zoe")).as("who it turned out to be").containsExactly(newer);
        jdbc.sql("delete from request where id = :id").param("id", newer.value()).update();
        assertThat(find("margin")).containsExactly(poster);
        jdbc.sql("set local enable_seqscan = off").update();
        assertThat(
                jdbc.sql("explain select request_id from request_words where found_by @@ cast('''marg'':*' as tsquery)")
                        .query(String.class).list().toString())
                .contains("request_words_found_by");
    }

    private List<RequestNumber> find(String typed) {
        return words.find(SearchWords.of(typed), null, 9);
    }

    private RequestNumber request(String name, String subject, String text) {
        RequestNumber number = requests.open(Channel.MAIL, "ada@customers.example", name, subject, "en", null).number();
        say(number, text);
        return number;
    }

    private void say(RequestNumber number, String text) {
        jdbc.sql("""
                insert into message (request_id, direction, purpose, status, from_address, subject, text_body, own_text,
                    automatic, created_at)
                values (:id, 'IN', 'CUSTOMER', 'RECEIVED', 'ada@customers.example', 'x', :text, :text, false, now())""")
                .param("id", number.value()).param("text", text).update();
    }
}
