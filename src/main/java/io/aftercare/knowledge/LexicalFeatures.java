package io.aftercare.knowledge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What speaks for an article as the answer to a question; words count by their rarity among the articles.
 *
 * @param coverage    share of the question's words that the article has, 0 to 1
 * @param title       share of the article's title that the question has, 0 to 1
 * @param focus       as coverage, in the sentence of the question that the article covers best, 0 to 1
 * @param strength    BM25 score in proportion to a perfect article's, 0 to 1
 * @param lead        how far it is before the next article (or, negative, behind the best) in proportion, -1 to 1
 * @param crowd       how far it is before the mean of the next four, in proportion, -1 to 1
 * @param inTitle     share of the question's words that the article's title has, 0 to 1
 * @param missing     rarity of the rarest word of the question that the article lacks and others have, 0 to 1
 * @param unknown     share of the question's words that no article has, 0 to 1
 * @param peculiarity rarity of the rarest word of the question that the article has, 0 to 1
 * @param evidence    rarities of the question's words that the article has, summed up, in units of the rarest word's,
 *                    as a natural logarithm of one more
 * @param letters     BM25 score of the character n-grams in proportion to the best article's, 0 to 1
 * @param length      words of the question, as a natural logarithm
 * @param size        articles of the knowledge base, as a natural logarithm
 */
record LexicalFeatures(double coverage, double title, double focus, double strength, double lead, double crowd,
        double inTitle, double missing, double unknown, double peculiarity, double evidence, double letters,
        double length, double size) {

    static final LexicalFeatures NOTHING = nothing(0, 0);

    /** Of an article that shares no word with the question. */
    static LexicalFeatures nothing(double length, double size) {
        return new LexicalFeatures(0, 0, 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, length, size);
    }

    /**
     * For the order among articles found by words alone, 0 to 1: what measured best on questions in their asker's own
     * words. It says nothing of how surely an article answers.
     */
    double order() {
        return Regression.probability(-4.7 + 3.8 * coverage + 4 * title + 2.6 * focus + 3.1 * strength
                + (lead < 0 ? 4 : 0.6) * lead);
    }

    /** By name. */
    Map<String, Double> values() {
        var values = new LinkedHashMap<String, Double>();
        values.put("coverage", coverage);
        values.put("title", title);
        values.put("focus", focus);
        values.put("strength", strength);
        values.put("lead", lead);
        values.put("crowd", crowd);
        values.put("inTitle", inTitle);
        values.put("missing", missing);
        values.put("unknown", unknown);
        values.put("peculiarity", peculiarity);
        values.put("evidence", evidence);
        values.put("letters", letters);
        values.put("length", length);
        values.put("size", size);
        return values;
    }
}
