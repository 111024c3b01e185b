package io.aftercare.mail;

import io.aftercare.conversation.Request;

/**
 * To which conversation a mail belongs.
 *
 * @param request      the request it belongs to; null when to none
 * @param endedForGood whether that request ended so long ago, or with another topic, that the mail begins one of its
 *                     own
 * @param cited        what it cites although it does not let its author in; null when it belongs to a request or cites
 *                     none
 * @param by           what it cites, as it stands before the number; null when {@code cited} is
 * @param doubt        why the author, in whose name a participant writes, may be another; null when the author takes no
 *                     part in what is cited
 */
record ConversationMatch(Request request, boolean endedForGood, Request cited, String by, String doubt) {

    static final ConversationMatch NONE = new ConversationMatch(null, false, null, null, null);

    static ConversationMatch participant(Request request, boolean endedForGood) {
        return new ConversationMatch(request, endedForGood, null, null, null);
    }

    static ConversationMatch stranger(Request cited, String by) {
        return new ConversationMatch(null, false, cited, by, null);
    }

    /** @param doubt see above, as part of a sentence */
    static ConversationMatch unproved(Request cited, String by, String doubt) {
        return new ConversationMatch(null, false, cited, by, doubt);
    }

    /** Which request it cites and by what; it must cite one. */
    String citation() {
        return "it cites " + by + " " + cited.number();
    }
}
