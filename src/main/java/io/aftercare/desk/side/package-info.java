/**
 * What agents write with third parties about a request: side conversations by mail, in the form for answering and on
 * the page of the conversation.
 *
 * <p>
 * Invariants: nothing of a side conversation reaches the customer, and nothing of the customer's mail reaches a third
 * party unless an agent put it there; whoever may read a request and works at the desk may write.
 */
package io.aftercare.desk.side;
