package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.aftercare.conversation.Kind;
import io.aftercare.embedding.EmbeddingProperties;
import io.aftercare.embedding.SentenceModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With the English sentence model. */
@JdbcTest(properties = {"spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob"})
class EmbeddingOfKindsTest {

    @TempDir
    static Path data;
    static SentenceModels models;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    static void load() {
        models = new SentenceModels(new EmbeddingProperties(true, Map.of()), data);
        models.load(Set.of("en"));
        assumeThat(models.of("en")).as("the native library").isPresent();
    }

    @Test
    void byMeaningNearlyAllAreSureAndRight() {
        var reader = new TextEmbeddings(models).keeping(models.of("en").orElseThrow());
        List<KindFitTest.Judged> judged = KindFitTest.judged("en", reader);
        List<KindFitTest.Judged> requests = judged.stream().filter(each -> each.kind() != null).toList();
        List<KindFitTest.Judged> unclear = judged.stream().filter(each -> each.kind() == null).toList();
        List<KindFitTest.Judged> sure = requests.stream().filter(each -> each.confidence() >= 0.65).toList();

        assertThat(sure.size() / (double) requests.size()).isGreaterThan(0.93);
        assertThat(sure.stream().filter(KindFitTest.Judged::right).count() / (double) sure.size()).isGreaterThan(0.97);
        assertThat(unclear.stream().filter(each -> each.confidence() >= 0.65).count() / (double) unclear.size())
                .isLessThan(0.15);
    }

    @Test
    void goesByMeaningOnceItIsReadyAndByWordsBefore() {
        TriageNode node = TriageNode.of(jdbc, language -> List.of(), models);
        String text = "The payment was taken from my account although I sent everything back";
        KindPrediction before = node.kinds().predict(text, "en");
        assertThat(before.similar()).isEmpty();

        node.refit().look();

        KindPrediction after = node.kinds().predict(text, "en");
        assertThat(after.kind()).isEqualTo(Kind.COMMERCIAL);
        assertThat(after.confidence()).isNotEqualTo(before.confidence()).isGreaterThan(0.65);
        assertThat(after.similar()).hasSize(3)
                .allSatisfy(similar -> assertThat(similar.nearness()).isBetween(0.5, 1.0));
        assertThat(node.kinds().predict("Combien coûte la mise à niveau ?", "fr").kind()).isEqualTo(Kind.COMMERCIAL);
    }
}
