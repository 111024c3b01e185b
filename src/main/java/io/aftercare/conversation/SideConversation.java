package io.aftercare.conversation;

import java.time.Instant;

/**
 * What agents write with a third party about a request, such as a manufacturer or a colleague without an account. It
 * stands with the request; the customer never sees it.
 *
 * @param address  of the third party, lower-cased
 * @param openedBy engine user id
 * @param endedBy  engine user id of who marked it as done; null while more is expected
 * @param endedAt  null while more is expected
 */
public record SideConversation(long id, RequestNumber request, String address, String subject, String openedBy,
        Instant openedAt, String endedBy, Instant endedAt) {

    /** Whether nothing more is expected of it. */
    public boolean ended() {
        return endedAt != null;
    }
}
