package io.aftercare.conversation;

/** What became of a message. */
public enum MessageStatus {
    /** Came in and is kept. */
    RECEIVED,
    /** Composed and stored; its transport is still to happen. */
    QUEUED,
    /** The mail server took it. */
    SENT,
    /** The mail server refused it for good; a manager sees the incident. */
    FAILED,
    /** For our eyes only; never sent. */
    INTERNAL
}
