package io.aftercare.conversation.ports;

import java.util.List;
import java.util.Optional;

/** What a person may do with a quarantined mail. The mail channel implements it; the process calls it. */
public interface QuarantinedMails {

    /** What a person needs to see of a mail to decide about it, with its raw bytes; empty when there is none such. */
    Optional<QuarantinedMail> find(long mail);

    /**
     * Tries once more to take the mail in, soon after the caller's transaction; quarantines it again, with the new
     * reason, when that fails. Since a person wants it, an automatic mail that belongs to no request opens one then.
     */
    void takeIn(long mail);

    /** The mails that stand in no conversation, newest first: those a person is asked about, and those ignored. */
    List<UnassignedMail> unassigned(int limit, int offset);

    /**
     * Whether a mail stands in no conversation and nobody is asked about it: it was ignored, discarded or registered.
     */
    boolean ignored(long mail);

    /** The headers of a mail as it came over the wire, decoded; empty when they cannot be read. */
    List<QuarantinedMail.Header> headers(byte[] raw);

    /** The mail has been dealt with by hand or is of no interest; its raw bytes stay. */
    void close(long mail, String reason);
}
