package io.aftercare.conversation;

import java.time.Instant;
import java.util.List;

/**
 * One message of a conversation, without its raw bytes.
 *
 * @param inReplyTo    Message-ID; null when it answers none
 * @param fromName     null when unknown
 * @param toAddress    null when not known, as of notes and web forms
 * @param subject      may be empty, as of notes
 * @param internetId   Message-ID with angle brackets; null for notes and web forms
 * @param referenceIds Message-IDs separated by blanks; null when none
 * @param ownText      the text without what it quotes and without its signature; all of it when it quotes nothing
 * @param ccAddresses  lower-cased addresses that get a copy of ours, separated by commas; null when nobody does
 * @param htmlBody     sanitised; null when the message has no HTML part
 * @param automatic    written by an automaton: theirs when it came in, ours when it goes out
 * @param author       engine user id of the agent who wrote it; null for customers and automata
 * @param createdAt    when it came in or was composed
 * @param sentAt       when the mail server took it; null before and for what came in
 * @param consideredAt when the process or a person took account of what came in; null while it is pending
 */
public record Message(long id, RequestNumber request, Direction direction, Purpose purpose, MessageStatus status,
        String internetId, String inReplyTo, String referenceIds, String fromAddress, String fromName,
        String toAddress, String ccAddresses, String subject, String textBody, String ownText, String htmlBody,
        boolean automatic,
        String author, Instant createdAt, Instant sentAt, Instant consideredAt) {

    /** Whether the customer, or who takes part beside, wrote it: it came in, and from no automaton. */
    public boolean fromCustomer() {
        return direction == Direction.IN && !automatic;
    }

    /** Whether the customer wrote it and nobody has taken account of it yet. */
    public boolean pending() {
        return fromCustomer() && consideredAt == null;
    }

    /** Who gets a copy. */
    public List<String> copies() {
        return ccAddresses == null ? List.of() : List.of(ccAddresses.split(","));
    }
}
