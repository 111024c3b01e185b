package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

@JdbcTest(properties = {"spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob"})
class KindRefitTest {

    private static final String STRANGE = "The widget gallery wibbles when wobbling.";

    @Autowired
    JdbcClient jdbc;

    private TriageNode node;

    @BeforeEach
    void node() {
        node = TriageNode.byWords(jdbc);
    }

    @Test
    void withoutAnythingLearnedTheShippedModelStaysInForce() {
        node.refit().look();

        assertThat(node.store().all()).isEmpty();
        assertThat(node.kinds().predict("How much is the upgrade?", "en").kind()).isEqualTo(Kind.COMMERCIAL);
    }

    @Test
    void whatPeopleSaidIsFittedByOneNodeAndUsedByAll() {
        TriageNode other = TriageNode.byWords(jdbc);
        KindPrediction before = other.kinds().predict(STRANGE, "en");
        teach(3, STRANGE, Kind.TECHNICAL);

        node.refit().look();
        other.refit().look();

        assertThat(node.store().all()).singleElement().satisfies(version -> {
            assertThat(version.kept()).isTrue();
            assertThat(version.inForce()).isTrue();
            assertThat(version.learned()).isEqualTo(3);
            assertThat(version.judged()).isGreaterThan(200);
            assertThat(version.accuracy()).isGreaterThanOrEqualTo(version.accuracyOfThat()).isBetween(0.8, 1.0);
            assertThat(version.logLoss()).isBetween(0.05, 0.6);
        });
        KindPrediction after = other.kinds().predict(STRANGE, "en");
        assertThat(after.kind()).isEqualTo(Kind.TECHNICAL);
        assertThat(after.confidence()).isGreaterThan(before.confidence()).isGreaterThan(0.65);
    }

    @Test
    void whatMakesItWorseIsNotKept() {
        for (Examples.Example example : Examples.shipped("en").stream().filter(each -> each.kind() == Kind.USE)
                .limit(30).toList()) {
            // Somebody clicks "commercial" whatever it is, about texts as we ship them.
            teach(1, example.text(), Kind.COMMERCIAL);
            teach(1, example.text(), Kind.TECHNICAL);
        }

        node.refit().look();

        assertThat(node.store().all()).singleElement().satisfies(version -> {
            assertThat(version.kept()).isFalse();
            assertThat(version.accuracy()).isLessThan(version.accuracyOfThat());
        });
        assertThat(node.store().activeVersion("en")).isZero();
        assertThatThrownBy(() -> node.store().use(node.store().all().get(0).version()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not kept");
    }

    @Test
    void theSameExamplesAreFittedOnce() {
        teach(2, STRANGE, Kind.TECHNICAL);
        node.refit().look();
        node.refit().look();
        TriageNode.byWords(jdbc).refit().look();

        assertThat(node.store().all()).hasSize(1);
    }

    @Test
    void anotherNodeAtItIsNotDisturbedAndAKilledOneIsReplaced() {
        teach(2, STRANGE, Kind.TECHNICAL);
        assertThat(node.store().claim("en", UUID.randomUUID().toString(), "what the other fits")).isTrue();
        node.refit().look();
        assertThat(node.store().all()).isEmpty();

        jdbc.sql("update triage_refit set held_until = :past")
                .param("past", OffsetDateTime.parse("2020-01-01T00:00:00Z")).update();
        node.refit().look();
        assertThat(node.store().all()).hasSize(1);
    }

    /** Who does not want to be learned from is not in the examples, nor in any model, the one being fitted included. */
    @Test
    void whatIsForgottenIsInNoModelAnyMore() {
        teach(2, STRANGE, Kind.TECHNICAL);
        node.refit().look();
        long without = node.store().activeVersion("en");
        RequestNumber objecting = teach(1, "Where is my invoice for the boxed edition?", Kind.COMMERCIAL);
        node.refit().look();
        long with = node.store().activeVersion("en");
        assertThat(with).isGreaterThan(without);

        List<Examples.Example> fitted = node.examples().all("en");
        node.kinds().forget(objecting);
        assertThat(node.store().activeVersion("en")).isEqualTo(without);
        assertThatThrownBy(() -> node.store().weights(with)).hasMessageContaining("no model");
        assertThatThrownBy(() -> node.store().use(with)).hasMessageContaining("not kept");
        assertThat(node.examples().allThere(fitted, "en")).isFalse();

        node.refit().look();
        assertThat(node.store().all().get(0).learned()).isEqualTo(2);
        node.kinds().forget(objecting);
        node.kinds().forget(new RequestNumber(999_999));
        assertThat(node.store().all()).filteredOn(KindModelStore.Version::inForce).hasSize(1);
    }

    @Test
    void aManagerGoesBackAndLaterModelsWaitForHim() {
        teach(2, STRANGE, Kind.TECHNICAL);
        node.refit().look();
        long first = node.store().activeVersion("en");
        double learned = node.kinds().predict(STRANGE, "en").confidence();

        node.store().useShipped("en");
        assertThat(node.kinds().predict(STRANGE, "en").confidence()).isLessThan(learned);

        teach(1, "Where is my invoice for the boxed edition?", Kind.COMMERCIAL);
        node.refit().look();
        assertThat(node.store().activeVersion("en")).isZero();
        KindModelStore.Version newest = node.store().all().get(0);
        assertThat(newest.version()).isGreaterThan(first);
        assertThat(newest.kept()).isTrue();

        assertThat(node.store().use(first).inForce()).isTrue();
        assertThat(node.kinds().predict(STRANGE, "en").confidence()).isEqualTo(learned);
        node.store().use(newest.version());
        teach(1, "Can you send the receipt for my order again?", Kind.COMMERCIAL);
        node.refit().look();
        assertThat(node.store().activeVersion("en")).isGreaterThan(newest.version());
        assertThat(node.store().all()).filteredOn(KindModelStore.Version::inForce).hasSize(1);
        assertThatThrownBy(() -> node.store().use(4711)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void sectionsOfArticlesTeachWhereThatIsBetter() {
        List<ArticleSubjects.Subject> articles = List.of(
                new ArticleSubjects.Subject("Find the invoice of your order", Kind.COMMERCIAL),
                new ArticleSubjects.Subject("Where to buy the upgrade and how to pay", Kind.COMMERCIAL),
                new ArticleSubjects.Subject("How to show the tree as a chart", Kind.USE),
                new ArticleSubjects.Subject("How to enter the date of a marriage", Kind.USE),
                new ArticleSubjects.Subject("The program closes with an error message", Kind.TECHNICAL),
                new ArticleSubjects.Subject("The file cannot be opened: error when saving", Kind.TECHNICAL));
        TriageNode withArticles = TriageNode.of(jdbc, language -> language.equals("en") ? articles : List.of(),
                TriageNode.byWordsAlone());
        withArticles.refit().look();

        assertThat(withArticles.store().all()).singleElement().satisfies(version -> {
            if (version.articles() > 0) {
                assertThat(version.articles()).isEqualTo(6);
                assertThat(version.logLoss()).isLessThanOrEqualTo(version.logLossOfThat());
            } else {
                assertThat(version.logLoss()).isEqualTo(version.logLossOfThat());
            }
        });
    }

    @Test
    void namesTheNearestExamplesButOfRequestsOnlyTheNumber() {
        RequestNumber request = teach(1, "Zoe Smith's widget gallery wibbles when wobbling", Kind.TECHNICAL);
        node.refit().look();

        assertThat(node.kinds().predict(STRANGE, "en").similar()).first().satisfies(similar -> {
            assertThat(similar.named()).isEqualTo(request.toString());
            assertThat(similar.kind()).isEqualTo(Kind.TECHNICAL);
        });
        assertThat(node.kinds().predict("Lost my invoice, can you send a copy of it?", "en").similar())
                .hasSizeBetween(1, 3)
                .first().satisfies(similar -> assertThat(similar.named()).contains("Lost my invoice"));
    }

    @Test
    void theApiTellsTheFiguresAndTheWayBack() {
        var api = new TriageModelController(node.store());
        teach(2, STRANGE, Kind.TECHNICAL);
        node.refit().look();
        KindModelStore.Version made = node.store().all().get(0);

        assertThat(api.models().versions()).containsExactly(made);
        assertThat(api.models().inForce()).containsExactly(
                new TriageModelController.ActiveModel("en", String.valueOf(made.version())),
                new TriageModelController.ActiveModel("fr", "shipped"));
        assertThat(api.use("shipped", null)).extracting(TriageModelController.ActiveModel::version)
                .containsOnly("shipped");
        assertThat(api.use(String.valueOf(made.version()), null).get(0).version())
                .isEqualTo(String.valueOf(made.version()));
        assertThatThrownBy(() -> api.use("newest", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a number or 'shipped'");
        assertThatThrownBy(() -> api.use("shipped", "de")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[en, fr]");
        assertThatThrownBy(() -> api.use("4711", null)).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("GET /api/triage/models");
    }

    private RequestNumber teach(int times, String text, Kind kind) {
        RequestNumber number = null;
        for (int time = 0; time < times; time++) {
            OffsetDateTime now = OffsetDateTime.parse("2026-11-22T10:00:00Z");
            var key = new GeneratedKeyHolder();
            jdbc.sql("""
                    insert into request (channel, state, language, customer_address, subject, token, opened_at,
                           changed_at)
                    values ('MAIL', 'OPEN', 'en', 'anna@example.org', '', :token, :now, :now)""")
                    .param("token", UUID.randomUUID().toString()).param("now", now).update(key, "id");
            number = new RequestNumber(key.getKey().longValue());
            node.kinds().learn(text, "en", kind, number, "tina");
        }
        return number;
    }
}
