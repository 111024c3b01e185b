package io.aftercare.letters;

/**
 * A help-centre article as a letter offers it.
 *
 * @param url      absolute, or beginning with a slash when it stands in our own help centre
 * @param passage  what in it matches the customer's question, which says why it is offered: plain text, a paragraph,
 *                 heading or step a line; null when there is none
 * @param language ISO 639-1 code of the article, which may differ from the customer's
 */
public record OfferedArticle(String title, String url, String passage, String language) {
}
