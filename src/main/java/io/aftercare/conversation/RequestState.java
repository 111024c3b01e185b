package io.aftercare.conversation;

import org.springframework.modulith.NamedInterface;

/** Whose turn it is. */
@NamedInterface("kernel")
public enum RequestState {
    /** Ours: the process or a person works on it. */
    OPEN,
    /** The customer's: a mail of ours asks for, or allows, a reply. */
    WAITING,
    /** Nobody's: the request has ended with its outcome. */
    CLOSED
}
