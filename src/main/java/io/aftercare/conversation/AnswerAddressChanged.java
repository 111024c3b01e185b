package io.aftercare.conversation;

/**
 * Where the answers of a conversation go has been changed by a mail of the customer, in this transaction.
 *
 * @param former the address that they went to until now
 */
public record AnswerAddressChanged(RequestNumber request, String former) {
}
