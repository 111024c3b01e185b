package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.embedding.SentenceModel;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the kinds of assistance apart on this node, by the model in force. By words alone where the sentence model of a
 * language is missing, is another one, or is not loaded yet.
 */
@Component
class KindModels {

    private static final Logger LOG = LoggerFactory.getLogger(KindModels.class);
    private static final int MOST_INFLUENTIAL = 10;
    private static final int MOST_SIMILAR = 3;

    private final Examples examples;
    private final KindModelStore store;
    private final TextEmbeddings embeddings;
    private final Map<String, KindModelStore.Weights> shipped = new ConcurrentHashMap<>();
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private final Map<String, KnownExamples> known = new ConcurrentHashMap<>();

    private record Loaded(long version, KindModelStore.Weights weights) {
    }

    KindModels(Examples examples, KindModelStore store, TextEmbeddings embeddings) {
        this.examples = examples;
        this.store = store;
        this.embeddings = embeddings;
    }

    /** What a text is about; the language is one we answer in. */
    KindPrediction predict(String text, String language) {
        KindModelStore.Weights weights = active(language);
        SentenceModel model = embeddings.model(language).orElse(null);
        KnownExamples nearby = known.get(language);
        boolean wanted = model != null && weights.embedding() != null && model.id().equals(weights.sentenceModel());
        boolean compareEmbedding = model != null && nearby != null && nearby.model() == model;
        TextFeatures features = TextFeatures.of(text, language);
        float[] embedding = wanted || compareEmbedding ? TextEmbeddings.read(model, text).orElse(null) : null;
        boolean byEmbedding = wanted && embedding != null;
        TextClassifier classifier = byEmbedding ? weights.embedding() : weights.words();
        double[] kinds = KindFit.ofKinds(classifier.probabilities(features, embedding));
        int best = KindFit.best(kinds);
        Map<Kind, Double> probabilities = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            probabilities.put(kind, kinds[kind.ordinal()]);
        }
        return new KindPrediction(Kind.values()[best], kinds[best],
                classifier.influential(TextFeatures.words(text, language), best, MOST_INFLUENTIAL), probabilities,
                nearby == null ? List.of() : nearby.nearest(features, embedding, MOST_SIMILAR));
    }

    /** See {@link TextTriage#learn}. */
    void learn(String text, String language, Kind kind, RequestNumber request, String by) {
        examples.learn(text, language, kind, request, by);
    }

    /** See {@link TextTriage#cleanExamples}. */
    void clean(BiFunction<RequestNumber, String, String> cleaned) {
        examples.clean(cleaned);
    }

    /** See {@link TextTriage#forget}. */
    void forget(RequestNumber request) {
        examples.forget(request).ifPresent(store::forget);
    }

    /**
     * Makes ready what takes a while: the sentence model, the shipped model by meaning, the examples to compare with.
     */
    void prepare(String language, List<Examples.Example> all) {
        SentenceModel model = embeddings.model(language).orElse(null);
        KindModelStore.Weights ready = shipped(language);
        if (model != null && !model.id().equals(ready.sentenceModel())) {
            List<Examples.Example> own = Examples.shipped(language);
            shipped.put(language, new KindModelStore.Weights(ready.words(),
                    new KindFit(own, language, embeddings.keeping(model)).fit(example -> true).classifier(),
                    model.id()));
        }
        known.put(language, KnownExamples.of(all, language, model, embeddings));
    }

    private KindModelStore.Weights active(String language) {
        long version = store.activeVersion(language);
        if (version == 0) {
            return shipped(language);
        }
        Loaded current = loaded.get(language);
        if (current == null || current.version() != version) {
            try {
                current = new Loaded(version, store.weights(version));
            } catch (UncheckedIOException unreadable) {
                // Such as one that another release made: better judge by what we ship than not at all.
                LOG.warn("The triage model {} cannot be read; the shipped one is used until the next is fitted.",
                        version,
                        unreadable);
                current = new Loaded(version, shipped(language));
            }
            loaded.put(language, current);
        }
        return current.weights();
    }

    /** Fitted at the first need, which takes a moment: by words alone. */
    private KindModelStore.Weights shipped(String language) {
        return shipped.computeIfAbsent(language, wanted -> new KindModelStore.Weights(
                new KindFit(Examples.shipped(wanted), wanted, null).fit(example -> true).classifier(), null, null));
    }
}
