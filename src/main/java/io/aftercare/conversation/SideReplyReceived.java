package io.aftercare.conversation;

/**
 * A third party, or an automaton in its name, has written in a side conversation; published in the transaction that
 * keeps the message.
 */
public record SideReplyReceived(SideConversation conversation, Message message) {
}
