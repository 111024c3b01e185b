package io.aftercare.knowledge;

/**
 * What speaks for an article as the answer to a question; words count by their rarity among the articles.
 *
 * @param coverage share of the question's words that the article has, 0 to 1
 * @param title    share of the article's title that the question has, 0 to 1
 * @param focus    as coverage, in the sentence of the question that the article covers best, 0 to 1
 * @param strength BM25 score in proportion to a perfect article's, 0 to 1
 * @param lead     how far it is before the next article (or, negative, behind the best) in proportion, -1 to 1
 */
record LexicalFeatures(double coverage, double title, double focus, double strength, double lead) {
}
