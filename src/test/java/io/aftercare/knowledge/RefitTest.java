package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aftercare.knowledge.ArticleRecords.ActiveCalibration;
import io.aftercare.knowledge.ArticleRecords.Refitted;
import io.aftercare.knowledge.Calibration.Example;
import io.aftercare.knowledge.KnowledgeFixture.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The confidence is refitted from what became of offers. */
class RefitTest {

    private final Random random = new Random(4);

    @TempDir
    private Path data;

    @Test
    void fewExamplesHardlyMoveTheOpinionAndManyDo() {
        List<Example> few = examples(8, 0.5);
        List<Example> many = examples(4000, 0.5);
        Map<String, Double> sure = features(0.9);
        assertThat(Calibration.of(few).score(sure)).isGreaterThan(0.75);
        assertThat(Calibration.of(many).score(sure)).isEqualTo(0.45, within(0.05));
    }

    @Test
    void aFeatureThatTellsIsMadeUseOf() {
        var examples = new ArrayList<Example>();
        for (int i = 0; i < 600; i++) {
            double title = random.nextDouble();
            examples.add(new Example(
                    new ConfidenceFeatures(ConfidenceFeatures.WORDS, 0.8, ExactFeatures.NONE, null,
                            words(0.5, title, 0.5, 0.5, 0)).values(),
                    random.nextDouble() < title));
        }
        Calibration made = Calibration.of(examples);
        assertThat(made.score(
                new ConfidenceFeatures(ConfidenceFeatures.WORDS, 0.8, ExactFeatures.NONE, null,
                        words(0.5, 0.9, 0.5, 0.5, 0))
                        .values()))
                .isGreaterThan(0.75);
        assertThat(made.score(
                new ConfidenceFeatures(ConfidenceFeatures.WORDS, 0.8, ExactFeatures.NONE, null,
                        words(0.5, 0.1, 0.5, 0.5, 0))
                        .values()))
                .isLessThan(0.3);
    }

    @Test
    void theThresholdLetsTheShareOfRightOffersBeWhatIsWanted() {
        List<Example> examples = examples(5000, 0.8);
        Calibration made = Calibration.of(examples);
        double threshold = made.threshold(0.7, 0.1);
        List<Example> offered = examples.stream().filter(each -> made.score(each.features()) >= threshold).toList();
        assertThat(offered).hasSizeBetween(300, 4500);
        assertThat(offered.stream().filter(Example::right).count() / (double) offered.size()).isEqualTo(0.7,
                within(0.03));
        assertThat(made.threshold(0.2, 0.1)).as("all are right enough").isEqualTo(0.1);
        assertThat(made.threshold(0.99, 0.1)).as("none is").isGreaterThan(
                examples.stream().map(each -> made.score(each.features())).max(Comparator.naturalOrder()).orElseThrow()
                        - 0.02);
    }

    @Test
    void aRefitThatForetellsBetterComesIntoForceAndAManagerGoesBack() throws Exception {
        var fixture = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", "false",
                "aftercare.knowledge.learning.outcomes", "100"));
        Node node = fixture.node(data);
        node.imports().importMarkdown(Questions.articles(), "guide", null, true);
        String asked = "How do I merge duplicate people?";
        Hit before = node.knowledge().search(asked, "en", 1).get(0);
        assertThat(before.confident()).isTrue();
        List<Refitted> none = node.learning().records().versions();
        // Offers were much less often right than they promised.
        ends(fixture, node, 99, 0.3);
        node.learning().refit().run();
        assertThat(none).isEmpty();
        assertThat(node.learning().records().versions()).as("too few to tell").isEmpty();
        ends(fixture, node, 101, 0.3);
        node.learning().refit().run();
        Refitted version = node.learning().records().versions().get(0);
        assertThat(version).satisfies(made -> {
            assertThat(made.better()).isTrue();
            assertThat(made.inForce()).isTrue();
            assertThat(made.logLoss()).isLessThan(made.logLossBefore());
            assertThat(made.brier()).isLessThan(made.brierBefore());
            assertThat(made.outcomes() + made.heldOut()).isEqualTo(200);
            assertThat(made.heldOut()).isEqualTo(50);
        });
        Hit after = node.knowledge().search(asked, "en", 1).get(0);
        assertThat(after.score()).isLessThan(before.score() - 0.2);
        assertThat(after.confident()).isFalse();
        assertThat(node.knowledge().search("Comment fusionner les doublons ?", "fr", 1).get(0).confident())
                .as("the other language is as it was").isTrue();

        node.learning().refit().run();
        assertThat(node.learning().records().versions()).as("nothing new was learned").hasSize(1);

        anHourPasses(fixture);
        node.learning().records().choose("en", "words", null, "mia");
        assertThat(node.knowledge().search(asked, "en", 1).get(0).score()).isEqualTo(before.score());
        assertThat(node.learning().records().activeCalibrations())
                .containsExactly(new ActiveCalibration("en", "words", null, "mia"));
        ends(fixture, node, 100, 0.3);
        node.learning().refit().run();
        assertThat(node.learning().records().versions()).hasSize(2).noneMatch(Refitted::inForce);
        node.learning().records().chooseAutomatically("en", "words");
        assertThat(node.learning().records().versions().get(0).inForce()).isTrue();
        node.learning().records().choose("en", "words", version.version(), "mia");
        assertThat(node.knowledge().search(asked, "en", 1).get(0).score()).isEqualTo(after.score());
        assertThatThrownBy(() -> node.learning().records().choose("fr", "words", version.version(), "mia"))
                .isInstanceOf(NoSuchElementException.class).hasMessageContaining("no version " + version.version());
        // What one node chose the others use.
        Node other = fixture.node(data.resolve("other"));
        assertThat(other.knowledge().search(asked, "en", 1).get(0).score()).isEqualTo(after.score());
        other.close();
        node.close();
    }

    @Test
    void aRefitThatForetellsNoBetterIsKeptOutOfForce() throws Exception {
        var fixture = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", "false",
                "aftercare.knowledge.learning.outcomes", "20"));
        Node node = fixture.node(data);
        // What was not held out did not help, what was held out did.
        for (int i = 0; i < 80; i++) {
            long request = fixture.request();
            node.learning().offers().add(offer(request, 0.9));
            long id = fixture.jdbc.sql("select max(id) from article_offer").query(Long.class).single();
            end(node, request, id % 4 == 0);
        }
        node.learning().refit().run();
        assertThat(node.learning().records().versions()).singleElement().satisfies(made -> {
            assertThat(made.better()).isFalse();
            assertThat(made.inForce()).isFalse();
        });
        assertThat(node.learning().records().activeCalibrations()).isEmpty();
        node.close();
    }

    @Test
    void refittingGoesOnWhenThereAreMoreOutcomesThanAreLookedAt() throws Exception {
        var fixture = KnowledgeFixture
                .onH2(Map.of("aftercare.meaning.enabled", "false", "aftercare.knowledge.learning.outcomes",
                        "40", "aftercare.knowledge.learning.most-outcomes", "100"));
        Node node = fixture.node(data);
        ends(fixture, node, 130, 0.3);
        node.learning().refit().run();
        assertThat(outcomes(node)).as("the newest of them").containsExactly(100);
        anHourPasses(fixture);
        ends(fixture, node, 9, 0.3);
        node.learning().refit().run();
        assertThat(outcomes(node)).as("too few are new").hasSize(1);
        ends(fixture, node, 1, 0.3);
        node.learning().refit().run();
        assertThat(outcomes(node)).containsExactly(100, 100);
        anHourPasses(fixture);
        node.learning().refit().run();
        assertThat(outcomes(node)).as("none is new").hasSize(2);
        node.close();
    }

    private static List<Integer> outcomes(Node node) {
        return node.learning().records().versions().stream().map(each -> each.outcomes() + each.heldOut()).toList();
    }

    private static void anHourPasses(KnowledgeFixture fixture) {
        fixture.jdbc.sql("update article_calibration set made_at = made_at - interval '1' hour").update();
        fixture.jdbc.sql("update article_offer set decided_at = decided_at - interval '1' hour").update();
    }

    @Test
    void oneNodeRefitsAtATime() throws Exception {
        var fixture = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", "false",
                "aftercare.knowledge.learning.outcomes", "20"));
        Node node = fixture.node(data);
        ends(fixture, node, 40, 0.3);
        assertThat(node.learning().calibrations().claim("another")).isTrue();
        node.learning().refit().run();
        assertThat(node.learning().records().versions()).isEmpty();
        node.learning().calibrations().release("another");
        node.learning().refit().run();
        assertThat(node.learning().records().versions()).hasSize(1);
        node.close();
    }

    @Test
    void questionsAreForgottenInTime() throws Exception {
        var fixture = KnowledgeFixture.onH2();
        Node node = fixture.node(data);
        node.learning().offers().add(offer(fixture.request(), 0.9));
        node.learning().offers().add(offer(fixture.request(), 0.9));
        fixture.jdbc.sql("update article_offer set offered_at = :then where id = 1")
                .param("then", java.time.OffsetDateTime.parse("2025-05-01T00:00:00Z")).update();
        node.learning().refit().run();
        assertThat(fixture.jdbc.sql("select offer_id from article_offer_question").query(Long.class).list())
                .containsExactly(2L);
        assertThat(node.learning().records().months()).singleElement().extracting(ArticleRecords.Month::offers)
                .isEqualTo(2L);
        node.close();
    }

    private void ends(KnowledgeFixture fixture, Node node, int count, double rightInTen) {
        for (int i = 0; i < count; i++) {
            long request = fixture.request();
            double sure = 0.7 + 0.3 * random.nextDouble();
            node.learning().offers().add(offer(request, sure));
            end(node, request, random.nextDouble() < rightInTen);
        }
    }

    private static OfferLog.Offer offer(long request, double sure) {
        return new OfferLog.Offer(request, null, "en", "question " + request,
                List.of(new OfferLog.Offered("guide:a", sure,
                        new ConfidenceFeatures(ConfidenceFeatures.WORDS, sure, ExactFeatures.NONE, null,
                                words(sure, sure, sure, sure, 0.5)))));
    }

    private static void end(Node node, long request, boolean right) {
        if (right) {
            node.learning().offers().solved(request);
        } else {
            node.learning().offers().notSolved(request);
        }
    }

    /** Of which this share of what is promised is kept. */
    private List<Example> examples(int count, double kept) {
        var examples = new ArrayList<Example>();
        for (int i = 0; i < count; i++) {
            double sure = 0.5 + 0.49 * random.nextDouble();
            examples.add(new Example(features(sure), random.nextDouble() < sure * kept));
        }
        return examples;
    }

    private static LexicalFeatures words(double coverage, double title, double focus, double strength, double lead) {
        return new LexicalFeatures(coverage, title, focus, strength, lead, lead, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static Map<String, Double> features(double sure) {
        return new ConfidenceFeatures(ConfidenceFeatures.WORDS, sure, ExactFeatures.NONE, null,
                words(0.5, 0.5, 0.5, 0.5, 0))
                .values();
    }
}
