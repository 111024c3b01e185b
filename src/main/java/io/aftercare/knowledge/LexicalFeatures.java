package io.aftercare.knowledge;

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
 * @param evidence    rarities of the question's words that the article has, summed up, in units of the rarest word's
 * @param letters     BM25 score of the character n-grams in proportion to the best article's, 0 to 1
 * @param length      words of the question, as a natural logarithm
 * @param size        articles of the knowledge base, as a natural logarithm
 */
record LexicalFeatures(double coverage, double title, double focus, double strength, double lead, double crowd,
        double inTitle, double missing, double unknown, double peculiarity, double evidence, double letters,
        double length, double size) {

    static final LexicalFeatures NOTHING = new LexicalFeatures(0, 0, 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0);
}
