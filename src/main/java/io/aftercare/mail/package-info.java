/**
 * The mail channel: fetches what comes in and brings it to where it belongs, sends what goes out.
 *
 * <p>
 * Main types, in: {@code MailFetcher} and {@code MailboxDownloader} store mails as they came; {@code IntakeLoop} and
 * {@code Intake} work through them; {@code reading} makes sense of their bytes; {@code InboundMailFactFinder} says what
 * is known about a mail, {@code InboundMailClassifier} judges it, {@code InboundMailRouter} carries the disposition
 * out. Out: {@code CustomerMailTransport} sends queued messages, {@code StaffMailTransport} mails to agents,
 * {@code BounceHandler} acts on what mail servers report. {@code MailboxReconciliation} proves that no mail is lost.
 *
 * <p>
 * Who may call: no module but for the package {@code reading}; the others reach it through the ports of the
 * conversation that it implements, and it drives requests through the façades of {@code process} only.
 *
 * <p>
 * Invariants: a mail is stored and committed before it is marked as read; the same mail twice is one; a mail is
 * handled, ignored or quarantined in one transaction, by one thread of one node, never dropped, and holds up no other;
 * no transaction is open while a mail is read; what the server has taken is not sent again; nothing of what strangers
 * write lets them into a conversation.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Mail",
        allowedDependencies = {"conversation", "conversation :: kernel", "conversation :: ports", "letters", "process",
                "unicode"})
package io.aftercare.mail;
