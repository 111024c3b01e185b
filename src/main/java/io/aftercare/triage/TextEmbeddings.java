package io.aftercare.triage;

import io.aftercare.embedding.Fingerprint;
import io.aftercare.embedding.SentenceModel;
import io.aftercare.embedding.SentenceModels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What texts mean, as vectors; those of the examples are kept in memory by their content, since each costs
 * milliseconds.
 */
@Component
class TextEmbeddings {

    private static final int MOST_KEPT = 10_000;
    // What a mail asks for stands at its beginning; a sentence model reads no more than 512 pieces of words.
    private static final int LONGEST_TEXT = 1_500;

    private final SentenceModels models;
    private final Map<String, float[]> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** Reads texts with one model. */
    interface Reader {

        float[] of(String text);
    }

    TextEmbeddings(SentenceModels models) {
        this.models = models;
    }

    /** Loads the model of a language, if it has one; takes a second or more the first time. */
    void load(String language) {
        models.load(Set.of(language));
    }

    /** Whether a language is to have a model, on nodes that can load it. */
    boolean expected(String language) {
        return models.covers(language);
    }

    /** Never waits: empty where there is no model, or not yet. */
    Optional<SentenceModel> model(String language) {
        return models.of(language);
    }

    /** A text that comes once; empty when the model cannot read it. */
    static Optional<float[]> read(SentenceModel model, String text) {
        String words = WordNormalizer.withoutNoise(text);
        return model.passage(words.substring(0, Math.min(words.length(), LONGEST_TEXT)));
    }

    /** Texts that come again; one that the model cannot read is an error, since it teaches. */
    Reader keeping(SentenceModel model) {
        return text -> {
            String key = Fingerprint.of(model.id(), text);
            synchronized (kept) {
                float[] known = kept.get(key);
                if (known != null) {
                    return known;
                }
            }
            float[] vector = read(model, text).orElseThrow(() -> new IllegalStateException(
                    "The sentence model " + model.id() + " cannot read an example."));
            synchronized (kept) {
                kept.put(key, vector);
            }
            return vector;
        };
    }
}
