package io.aftercare.conversation.ports;

/** Whether a mail proves that it comes from the domain its sender names. */
public enum SenderProof {
    /** Our mail server has found it genuine. */
    PROVED,
    /** Our mail server has found it forged, or could not find it genuine. */
    NOT_PROVED,
    /** Nobody has looked: no mail server is configured whose judgement is believed. */
    UNKNOWN
}
