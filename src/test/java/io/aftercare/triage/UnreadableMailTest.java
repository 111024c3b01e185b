package io.aftercare.triage;

import static io.aftercare.embedding.PlayedSentenceModel.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.embedding.PlayedSentenceModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mail that the sentence model cannot read is triaged by its words. */
@JdbcTest(properties = {"spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob"})
class UnreadableMailTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void aMailThatCannotBeReadIsTriagedByItsWords() {
        TriageNode byEmbedding = TriageNode.of(jdbc, language -> List.of(), PlayedSentenceModel.models());
        byEmbedding.refit().look();
        String readable = "The payment was taken from my account although I sent everything back";
        String unreadable = readable + ", like a " + UNREADABLE;
        KindPrediction prediction = byEmbedding.kinds().predict(unreadable, "en");
        KindPrediction byWords = TriageNode.byWords(jdbc).kinds().predict(unreadable, "en");

        assertThat(prediction.probabilities()).isEqualTo(byWords.probabilities());
        assertThat(prediction.similar()).isEmpty();
        assertThat(byEmbedding.kinds().predict(readable, "en").probabilities())
                .isNotEqualTo(TriageNode.byWords(jdbc).kinds().predict(readable, "en").probabilities());
    }
}
