package io.aftercare.knowledge;

/**
 * An article found for a question.
 *
 * @param score     how surely the article answers the question, 0 to 1; hits come by falling score
 * @param confident whether articles with this score are right as often as {@code aftercare.knowledge.confidence} asks: only
 *                  then may the article be mailed to a customer without a person having looked at it (policy rule 1)
 * @param passage   the part of the article's plain text nearest to the question by its words: whole sentences, lists and steps
 *                  under their heading, a line each, a few hundred characters at most
 */
public record Hit(Article article, double score, boolean confident, String passage) {
}
