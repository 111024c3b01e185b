/**
 * The articles of the help, the search for the one that answers, and what is learned from how that went.
 *
 * <p>
 * Other modules search and look up through {@link io.aftercare.knowledge.KnowledgeBase}, tell through
 * {@link io.aftercare.knowledge.Feedback} what became of articles, and show through
 * {@link io.aftercare.knowledge.ArticleRecords} what was learned. {@link io.aftercare.knowledge.ArticleStore},
 * {@link io.aftercare.knowledge.ArticleText} and {@link io.aftercare.knowledge.LanguageCode} are for whoever brings
 * articles: the package {@code sources}, of which nothing is known here.
 *
 * <p>
 * What holds: the database is the truth, {@code ArticleIndex} (words) and {@code VectorIndex} (meaning) are a node's
 * copies of it, made anew whenever they are of another revision; a search never fails because of what the question
 * consists of, and without a sentence model it is by words; what fails in learning undoes nothing but what was to be
 * learned; questions that are kept hold no personal data.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Knowledge base",
        allowedDependencies = {"embedding", "unicode"})
package io.aftercare.knowledge;
