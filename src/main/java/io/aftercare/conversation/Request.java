package io.aftercare.conversation;

import java.time.Instant;

/**
 * One support request as it stands.
 *
 * @param customerName    null when unknown
 * @param subject         of the first message; may be empty
 * @param outcome         how it ended, or will end if the customer stays silent; null while that is open
 * @param triage          what was found out about it; never null
 * @param customerAddress lower-cased address the customer writes from: the customer's identity
 * @param licenceKey      the licence or order number the request stands on; null while none is known
 * @param agent           engine user id of the person who last answered; null when none has
 * @param followUpOf      the closed request this one goes on from; null mostly
 * @param replyTo         lower-cased address the customer wants the answers to go to; null for the customer's own
 * @param mergedInto      the request in which this one goes on, after a person found that it belongs there; null mostly
 * @param token           unguessable; stands in our reply address and links
 * @param changedAt       when any of this changed last
 * @param closedAt        null while it is not closed
 */
public record Request(RequestNumber number, Channel channel, RequestState state, Outcome outcome,
        TriageResult triage, String customerAddress, String customerName, String licenceKey, String subject,
        String agent,
        RequestNumber followUpOf, String token, Instant openedAt, Instant changedAt, Instant closedAt,
        String replyTo, RequestNumber mergedInto) {

    /** @see TriageResult#kind() */
    public Kind kind() {
        return triage.kind();
    }

    /** @see TriageResult#language() */
    public String language() {
        return triage.language();
    }

    /** @see TriageResult#product() */
    public String product() {
        return triage.product();
    }

    /** @see TriageResult#version() */
    public String version() {
        return triage.version();
    }

    /** @see TriageResult#origin() */
    public String origin() {
        return triage.origin();
    }

    /** @see TriageResult#confidence() */
    public Double confidence() {
        return triage.confidence();
    }

    /** Whether it has ended; its customer may still open it again. */
    public boolean closed() {
        return state == RequestState.CLOSED;
    }

    /** Where messages go: to the address the customer asked for, else to the customer's own. */
    public String answersTo() {
        return replyTo == null ? customerAddress : replyTo;
    }
}
