package io.aftercare.letters;

/**
 * A help-centre article as a letter offers it.
 *
 * @param url      absolute, or beginning with a slash when it stands in our own help centre
 * @param passage  the words that match what the customer asked, which say why it is offered; null when there are none
 * @param language ISO 639-1 code of the article, which may differ from the customer's
 */
public record OfferedArticle(String title, String url, String passage, String language) {
}
