/**
 * Saved replies: texts that agents answer with again and again, with placeholders, per language and group.
 *
 * <p>
 * Main types: {@code SavedReplies} keeps them; {@code Placeholder} lists what may stand in one; {@code ReplyFilling}
 * puts into a text what is known of a request; {@code SavedReplyController} answers the form and the page, which
 * {@code SavedReplyPageController} shows.
 *
 * <p>
 * Invariants: an agent is offered only replies of the own groups or of all; whoever changes one that somebody changed
 * meanwhile is told, and nothing is overwritten unasked; a placeholder of which nothing is known stays in the text as a
 * gap ({@link io.aftercare.desk.AnswerGaps}).
 */
package io.aftercare.desk.savedreplies;
