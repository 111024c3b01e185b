package io.aftercare.mail.reading;

/** Whether a mail comes from the domain its From address names, as our own mail server found out. */
public enum DmarcResult {
    /** It does. */
    PASS,
    /** It does not: the sender may be forged. */
    FAIL,
    /** Nobody we believe has said anything: no authserv-id is configured, or the domain publishes no policy. */
    UNKNOWN
}
