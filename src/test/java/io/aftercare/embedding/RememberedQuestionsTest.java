package io.aftercare.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several steps of a request ask for the meaning of the same mail. */
class RememberedQuestionsTest {

    @Test
    void aQuestionIsReadOnceAndNobodyCanChangeWhatIsRemembered(@TempDir Path data) {
        var models = new SentenceModels(new EmbeddingProperties(true, Map.of()), data);
        models.load(Set.of("en"));
        SentenceModel model = models.of("en").orElseThrow();
        String question = "How can the archive be restored after the disk was full? ".repeat(8);
        float[] first = model.question(question).orElseThrow();
        float[] copy = first.clone();
        first[0] = 7;
        long begin = System.nanoTime();
        for (int again = 0; again < 1000; again++) {
            assertThat(model.question(question).orElseThrow()).isEqualTo(copy);
        }
        // Each takes ten milliseconds and more when it is read.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(model.question("Another one?").orElseThrow()).isNotEqualTo(copy);
        assertThat(model.passage(question).orElseThrow()).isNotEqualTo(copy);
    }
}
