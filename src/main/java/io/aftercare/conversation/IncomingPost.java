package io.aftercare.conversation;

/** What a person may do with a parked mail. The mail channel implements it; the process calls it. */
public interface IncomingPost {

    /** Tries once more to take the mail in; parks it again, with the new reason, when that fails. */
    void takeIn(long mail);

    /** The mail has been dealt with by hand or is of no interest; its raw bytes stay. */
    void close(long mail, String reason);
}
