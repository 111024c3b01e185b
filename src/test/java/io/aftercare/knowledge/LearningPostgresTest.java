package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.knowledge.ArticleRecords.Month;
import io.aftercare.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The same statements run on PostgreSQL. */
class LearningPostgresTest {

    @Test
    void keepsOffersLearnsWordingsAndRefits(@TempDir Path data) throws IOException {
        var fixture = KnowledgeFixture.onPostgres(PostgresDatabase.create().connections());
        var node = fixture.node(data);
        var learning = node.learning();
        node.imports()
                .importMarkdown(Map.of("merge.md", "# Merge duplicate people\n\nOpen Tools, choose Merge.".getBytes(
                        StandardCharsets.UTF_8)), "guide", "en", true);
        String asked = "Merge duplicate people\nMy cousins haunt me twice. Write to ada@example.org.";
        long solved = fixture.request();
        learning.feedback().mailed(solved, asked, List.of(), "en", List.of("guide:merge"));
        learning.feedback().solved(solved);
        long refused = fixture.request();
        learning.feedback().mailed(refused, "Why is the sky blue in my charts?", List.of(), "en",
                List.of("guide:merge", "guide:gone"));
        learning.feedback().notSolved(refused);
        learning.feedback().shown("form", asked, List.of(), null, List.of("guide:merge"));
        learning.feedback().shown("form", asked, List.of(), null, List.of("guide:merge"));
        learning.feedback().formNotSolved("form", fixture.request());
        learning.feedback().helped("guide:merge", asked);
        fixture.refresh(node);
        assertThat(learning.records().months()).containsExactly(new Month("2026-05", "en", 3, 1, 2, 0, 1 / 3.0));
        assertThat(learning.records().tallies()).containsExactly(new ArticleRecords.Tally("guide:merge",
                "Merge duplicate people", "en", 3, 1, 2, 1, 0, 1));
        assertThat(learning.records().learnedQueries("guide:merge").get(0).text())
                .isEqualTo("Merge duplicate people. My cousins haunt me twice. Write to");
        assertThat(node.knowledge().search("cousins haunt", "en", 1)).hasSize(1);
        assertThat(node.knowledge().linkedIn("See https://help.aftercare.example/articles/guide:merge.")).hasSize(1);
        assertThat(learning.records().removeLearnedQuery("guide:merge",
                learning.records().learnedQueries("guide:merge").get(0).id(),
                "amy")).isTrue();
        for (int i = 0; i < 300; i++) {
            long request = fixture.request();
            learning.offers()
                    .add(new OfferLog.Offer(request, null, "en", "q", List.of(new OfferLog.Offered("guide:merge", 0.9,
                            new ConfidenceFeatures(ConfidenceFeatures.WORDS, 0.9, ExactFeatures.NONE, null, null)))));
            learning.offers().notSolved(request);
        }
        learning.refit().run();
        assertThat(learning.records().versions()).singleElement()
                .satisfies(version -> assertThat(version.inForce()).isTrue());
        learning.records().choose("en", "words", null, "mia");
        assertThat(learning.records().activeCalibrations().get(0).version()).isNull();
        fixture.jdbc.sql("delete from request where id = :id").param("id", solved).update();
        node.close();
    }

    @Test
    void aFailureInLearningUndoesNothingOfWhatTheCustomerDid(@TempDir Path data) throws IOException {
        var fixture = KnowledgeFixture.onPostgres(PostgresDatabase.create().connections());
        var node = fixture.node(data);
        node.imports().importMarkdown(
                Map.of("merge.md", "# Merge duplicate people\n\nOpen Tools.".getBytes(StandardCharsets.UTF_8)),
                "guide", "en", true);
        long request = fixture.request();
        fixture.jdbc.sql("alter table article_offer_question add constraint broken check (offer_id < 0)").update();
        new TransactionTemplate(new JdbcTransactionManager(fixture.database)).executeWithoutResult(status -> {
            fixture.jdbc.sql("update request set subject = 'before'").update();
            node.learning().feedback().mailed(request, "Merge duplicate people", List.of(), "en",
                    List.of("guide:merge"));
            fixture.jdbc.sql("update request set customer_name = 'after'").update();
        });
        assertThat(fixture.jdbc.sql("select subject || ' ' || customer_name from request").query(String.class).single())
                .isEqualTo("before after");
        assertThat(fixture.jdbc.sql("select count(*) from article_offer").query(Long.class).single()).isZero();
        node.close();
    }
}
