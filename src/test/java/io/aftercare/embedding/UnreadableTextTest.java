package io.aftercare.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A model that cannot read a text says so; what it can read, it reads as before. */
class UnreadableTextTest {

    private final SentenceModel model = PlayedSentenceModel.model();

    @Test
    void aTextThatCannotBeReadHasNoEmbeddingHoweverOftenItIsAskedFor() {
        assertThat(model.question("What is a " + PlayedSentenceModel.UNREADABLE + "?")).isEmpty();
        assertThat(model.question("What is a " + PlayedSentenceModel.UNREADABLE + "?")).isEmpty();
        assertThat(model.passage("A " + PlayedSentenceModel.UNREADABLE + " is a beetle.")).isEmpty();
    }

    @Test
    void aTextThatSaysNothingIsNotReadAtAll() {
        for (String nothing : new String[] {"", " ", "\n\u2003\n"}) {
            assertThat(model.question(nothing)).isEmpty();
            assertThat(model.passage(nothing)).isEmpty();
        }
    }

    @Test
    void othersAreReadAllTheSame() {
        float[] first = model.question("What is a beetle?").orElseThrow();
        assertThat(model.question("What is a beetle?")).hasValueSatisfying(again -> assertThat(again).isEqualTo(first));
        assertThat(model.passage("An insect.").orElseThrow()).isNotEqualTo(first);
    }
}
