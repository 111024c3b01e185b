package io.aftercare.conversation;

import java.util.List;

/**
 * These requests are deleted, with all that was said in them, at the end of this transaction: their time is over.
 * Published while they are still there.
 */
public record RequestsDeleted(List<RequestNumber> requests) {

    public RequestsDeleted {
        requests = List.copyOf(requests);
    }
}
