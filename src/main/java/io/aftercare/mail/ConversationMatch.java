package io.aftercare.mail;

import io.aftercare.conversation.Request;

/**
 * To which conversation a mail belongs.
 *
 * @param request      the request it belongs to; null when to none
 * @param endedForGood whether that request ended so long ago, or with another topic, that the mail begins one of its
 *                     own
 * @param cited        what it cites although its sender takes no part in it; null when it belongs to a request or cites
 *                     none
 * @param by           what it cites, as it stands before the number; null when {@code cited} is
 */
record ConversationMatch(Request request, boolean endedForGood, Request cited, String by) {

    static final ConversationMatch NONE = new ConversationMatch(null, false, null, null);

    static ConversationMatch participant(Request request, boolean endedForGood) {
        return new ConversationMatch(request, endedForGood, null, null);
    }

    static ConversationMatch stranger(Request cited, String by) {
        return new ConversationMatch(null, false, cited, by);
    }

    /** Which request it cites and by what; it must cite one. */
    String citation() {
        return "it cites " + by + " " + cited.number();
    }
}
