package io.aftercare.mail;

import static java.util.function.Predicate.not;

import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.process.MailTasks;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves that no mail is lost: compares what is in the mailbox with what is stored, and what is stored with what became
 * of it. What is missing is fetched at once; what stays missing, or is stored and nobody's, is an alarm.
 */
@Component
class MailboxReconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxReconciliation.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    /** Counting millions of mails takes a while; whoever asks often is not to keep the database at it all the time. */
    private static final int PAUSE_PER_COUNT = 20;
    private static final int LOOKS = 3;

    private final Imap imap;
    private final MailboxDownloader downloader;
    private final InboundMailRepository mails;
    private final MailLedger ledger;
    private final MailTasks mailTasks;
    private final Clock clock;
    private final TransactionTemplate snapshot;
    private volatile InMailbox inMailbox;
    private MailFigures latest;
    private Instant freshUntil;

    MailboxReconciliation(MailProperties properties, MailboxDownloader downloader, InboundMailRepository mails,
            MailLedger ledger,
            MailTasks mailTasks, Clock clock, PlatformTransactionManager transactions) {
        this.imap = properties.imap();
        this.downloader = downloader;
        this.mails = mails;
        this.ledger = ledger;
        this.mailTasks = mailTasks;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        // All figures of one moment, or they would differ whenever a mail is taken in between two of them.
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * The mailbox when it was last compared.
     *
     * @param all     mails in it; the sum of the others
     * @param notOurs read by others before our first contact
     * @param taken   stored
     * @param missing should be stored and could not be
     */
    record InMailbox(long all, long notOurs, long taken, long missing, Instant at) {
    }

    /** Whether the mailbox is to be compared again. */
    boolean due() {
        InMailbox last = inMailbox;
        return last == null || !last.at().plus(imap.reconcileEvery()).isAfter(clock.instant());
    }

    /** Compares the folder with what is stored of it; what is missing is fetched. */
    MailFigures compare(ImapConnection folder) throws MessagingException {
        List<Long> before = folder.all();
        Set<Long> stored = downloader.stored(folder);
        List<Long> missing = downloader.missing(folder, before, stored, new HashSet<>(folder.unread()));
        if (!missing.isEmpty()) {
            int found = downloader.take(folder, folder.uidValidity(), missing);
            LOG.info("{} mails of {} were not stored yet; {} are now.", missing.size(), imap.mailbox(), found);
            stored = downloader.stored(folder);
        }
        // Mails that came or went meanwhile count next time.
        var still = new HashSet<>(folder.all());
        List<Long> all = before.stream().filter(still::contains).toList();
        long taken = all.stream().filter(stored::contains).count();
        long lost = missing.stream().filter(still::contains).filter(not(stored::contains)).count();
        inMailbox = new InMailbox(all.size(), all.size() - taken - lost, taken, lost, clock.instant());
        return check();
    }

    /** All figures: what is stored as of now, the mailbox as of its last comparison. */
    @Scheduled(fixedDelayString = Imap.RECONCILE_EVERY)
    synchronized MailFigures check() {
        long begin = System.nanoTime();
        MailFigures figures = look();
        // H2 repeats reads per table only: what was taken in or quarantined between two of them is no alarm the next
        // time.
        for (int again = 1; again < LOOKS && !figures.alarms().isEmpty(); again++) {
            figures = look();
        }
        List<String> before = latest == null ? List.of() : latest.alarms();
        if (!figures.alarms().equals(before)) {
            if (figures.alarms().isEmpty()) {
                LOG.info("All mails are accounted for again: {}", figures);
            } else {
                LOG.error("Mails are not accounted for: {} {}", String.join(" ", figures.alarms()), figures);
            }
        }
        latest = figures;
        Duration pause = Duration.ofNanos(System.nanoTime() - begin).multipliedBy(PAUSE_PER_COUNT);
        freshUntil = clock.instant().plus(pause.compareTo(FRESH) > 0 ? pause : FRESH);
        return figures;
    }

    private MailFigures look() {
        return snapshot.execute(status -> ledger.figures(inMailbox, mails.counts(), mailTasks.openTasks()));
    }

    /** The figures of the last seconds; of the last minutes where there are millions of mails. */
    synchronized MailFigures current() {
        return latest == null || freshUntil.isBefore(clock.instant()) ? check() : latest;
    }
}
