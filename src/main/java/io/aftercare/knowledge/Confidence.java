package io.aftercare.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How surely an article answers a question: an estimated probability, 0 to 1, by words alone or by meaning and words.
 *
 * <p>
 * The weights are logistic regressions over questions of many knowledge bases, as customers would mail them, each asked
 * also of the knowledge base without the articles that answer it, so that "same product but no article" is told from
 * "this answers". They stand in {@code knowledge/confidence.properties}; {@code ConfidenceBench} computes them anew and
 * says how well they do on a knowledge base that they were not fitted on.
 */
final class Confidence {

    private static final Weights BY_WORDS = Weights.of("words");
    private static final Weights BY_MEANING = Weights.of("meaning");

    /** Beyond these odds words say no more. */
    private static final double LEAST_BY_WORDS = 0.005;

    /**
     * Of a code that the question asks for and few articles have, and of a sentence that it quotes. Set by hand: of
     * questions with codes there are too few to fit it.
     */
    private static final double CODE = 3;
    private static final double QUOTED = 1;

    /**
     * Most offers are surer than the least sure one, which may hence be wrong more often than offers are on the whole:
     * so many times as often. Meaning tells better; by words alone a knowledge base of which nothing is known yet gets
     * few offers rather than wrong ones.
     */
    private static final double LEAST_SURE_BY_MEANING = 3;
    private static final double LEAST_SURE_BY_WORDS = 2.5;

    private Confidence() {
    }

    /** By words alone. */
    static double of(ExactFeatures exact, LexicalFeatures lexical) {
        return probability(BY_WORDS.sum(lexical.values()) + exactly(exact));
    }

    /**
     * By meaning and words.
     *
     * @param lexical what speaks for it by words
     */
    static double of(ExactFeatures exact, SemanticFeatures meaning, LexicalFeatures lexical) {
        return probability(BY_MEANING.sum(values(meaning, lexical)) + exactly(exact));
    }

    /** What the confidence by meaning is made from, by name. */
    static Map<String, Double> values(SemanticFeatures meaning, LexicalFeatures lexical) {
        var values = new TreeMap<>(lexical.values());
        values.putAll(meaning.values());
        values.put("words", odds(probability(BY_WORDS.sum(lexical.values()))));
        return values;
    }

    static double odds(double probability) {
        double bounded = Math.max(LEAST_BY_WORDS, Math.min(1 - LEAST_BY_WORDS, probability));
        return Math.log(bounded / (1 - bounded));
    }

    /**
     * The score from which on articles are offered so that this share of the offers is right.
     *
     * @param model by which they are searched, or {@link ConfidenceFeatures#WORDS}
     */
    static double threshold(double rightOffers, String model) {
        double leastSure =
                ConfidenceFeatures.WORDS.equals(model) ? LEAST_SURE_BY_WORDS : LEAST_SURE_BY_MEANING;
        return Math.max(rightOffers / 2, 1 - leastSure * (1 - rightOffers));
    }

    /** Log odds beside those by words and meaning. */
    static double exactly(ExactFeatures exact) {
        return CODE * exact.code() + QUOTED * exact.quoted();
    }

    private static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** @param byName of the features that count */
    private record Weights(double base, Map<String, Double> byName) {

        private static final String BASE = "base";

        static Weights of(String search) {
            var properties = new Properties();
            try (InputStream file = Confidence.class.getResourceAsStream("/knowledge/confidence.properties")) {
                properties.load(file);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            var byName = new TreeMap<String, Double>();
            properties.stringPropertyNames().stream().filter(name -> name.startsWith(search + "."))
                    .forEach(name -> byName.put(name.substring(search.length() + 1),
                            Double.valueOf(properties.getProperty(name))));
            return new Weights(byName.remove(BASE), Map.copyOf(byName));
        }

        double sum(Map<String, Double> features) {
            double sum = base;
            for (Map.Entry<String, Double> weight : byName.entrySet()) {
                sum += weight.getValue() * features.get(weight.getKey());
            }
            return sum;
        }
    }
}
