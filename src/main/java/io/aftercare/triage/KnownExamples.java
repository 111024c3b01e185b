package io.aftercare.triage;

import io.aftercare.embedding.SentenceModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The examples of a language ready to be compared with a text, by meaning or by words.
 *
 * @param model null when they are compared by words
 */
record KnownExamples(List<Examples.Example> examples, SentenceModel model, List<float[]> embeddings, WordVectors words,
        List<WordVectors.Sparse> vectors) {

    private static final int LONGEST_NAME = 100;
    private static final double FAR = 0.15;

    /** @param model null to compare by words */
    static KnownExamples of(List<Examples.Example> all, String language, SentenceModel model,
            TextEmbeddings embeddings) {
        List<Examples.Example> examples = all.stream().filter(example -> example.kind() != null).toList();
        if (model != null) {
            TextEmbeddings.Reader reader = embeddings.keeping(model);
            return new KnownExamples(examples, model,
                    examples.stream().map(example -> reader.of(example.text())).toList(),
                    null, List.of());
        }
        List<TextFeatures> features =
                examples.stream().map(example -> TextFeatures.of(example.text(), language)).toList();
        WordVectors words = WordVectors.of(features);
        return new KnownExamples(examples, null, List.of(), words, features.stream().map(words::vector).toList());
    }

    /** @param embedding by the same model; null when they are compared by words */
    List<KindPrediction.Similar> nearest(TextFeatures features, float[] embedding, int most) {
        if (model != null && embedding == null) {
            return List.of();
        }
        WordVectors.Sparse vector = model == null ? words.vector(features) : null;
        List<KindPrediction.Similar> all = new ArrayList<>();
        for (int index = 0; index < examples.size(); index++) {
            Examples.Example example = examples.get(index);
            double nearness = model == null ? vector.times(vectors.get(index))
                    : TextClassifier.product(embedding, embeddings.get(index));
            if (nearness >= FAR) {
                all.add(new KindPrediction.Similar(name(example), example.kind(), Math.min(1, nearness)));
            }
        }
        return all.stream().sorted(Comparator.comparingDouble(KindPrediction.Similar::nearness).reversed()).limit(most)
                .toList();
    }

    private static String name(Examples.Example example) {
        if (example.request() != null) {
            return example.request().toString();
        }
        String text = example.text().strip().replaceAll("\\s+", " ");
        return "\"" + (text.length() <= LONGEST_NAME ? text
                : text.substring(0, LONGEST_NAME).replaceAll("\\s\\S*$", "") + " …") + "\"";
    }
}
