package io.aftercare.conversation;

import org.springframework.modulith.NamedInterface;

/** What became of a message. */
@NamedInterface("kernel")
public enum MessageStatus {
    /** Came in and is kept. */
    RECEIVED,
    /** Composed and stored; its transport is still to happen. */
    QUEUED,
    /** The mail server took it. */
    SENT,
    /** It did not arrive: it bounced, or was refused and given up. */
    FAILED,
    /** Held back: its address is undeliverable or has got too many automatic mails. */
    WITHHELD,
    /** For our eyes only; never sent. */
    INTERNAL
}
