package io.aftercare.conversation;

import org.springframework.modulith.NamedInterface;

/** How a request ended; while it waits for the customer, how it will end if the customer stays silent. */
@NamedInterface("kernel")
public enum Outcome {
    SOLVED_BY_ARTICLE,
    ANSWERED,
    REDIRECTED,
    NOT_ENTITLED,
    PATCHED,
    PATCH_REFUSED,
    /** The customer never answered what we asked; silence is not success. */
    LAPSED,
    WITHDRAWN,
    /** A person found that it belongs to another request, where it goes on. */
    JOINED,
    CLOSED_WITHOUT_ANSWER
}
