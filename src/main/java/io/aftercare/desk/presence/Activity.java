package io.aftercare.desk.presence;

/** What somebody who has a request open is doing. */
public enum Activity {
    /** Writes an answer or a note. */
    TYPING,
    /** Has it in front. */
    LOOKING,
    /** Has it open, but has done nothing for a while, or looks at another page. */
    IDLE
}
