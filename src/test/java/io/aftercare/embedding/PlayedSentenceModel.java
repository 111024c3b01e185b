package io.aftercare.embedding;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A sentence model without a network: the same texts have the same vectors, and some texts it cannot read. */
public final class PlayedSentenceModel {

    /** No text with this word can be read. */
    public static final String UNREADABLE = "zyzzyva";

    private static final int DIMENSIONS = 16;

    private PlayedSentenceModel() {
    }

    public static SentenceModel model() {
        var model = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
                return Response.from(texts.stream().map(text -> embedding(text.text())).toList());
            }
        };
        return new SentenceModel("played", model, "", "");
    }

    /** Of English alone. */
    public static SentenceModels models() {
        SentenceModel model = model();
        SentenceModels models = mock(SentenceModels.class);
        when(models.of("en")).thenReturn(Optional.of(model));
        when(models.languages()).thenReturn(Set.of("en"));
        when(models.covers("en")).thenReturn(true);
        return models;
    }

    private static Embedding embedding(String text) {
        if (text.toLowerCase(Locale.ROOT).contains(UNREADABLE)) {
            throw new IllegalStateException("too long for this model");
        }
        var random = new Random(text.hashCode());
        var vector = new float[DIMENSIONS];
        for (int place = 0; place < DIMENSIONS; place++) {
            vector[place] = (float) random.nextGaussian();
        }
        Embedding embedding = Embedding.from(vector);
        embedding.normalize();
        return embedding;
    }
}
