package io.aftercare.mail;

import io.aftercare.mail.InboundMailRepository.Fetched;
import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailboxPositions.Known;
import io.aftercare.mail.MailboxPositions.Position;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Takes from a folder what is ours, oldest first: what is unread, and whatever came since the last look, read by others
 * or not. The raw bytes of a batch are committed before any of it is marked as read.
 */
@Component
class MailboxDownloader {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxDownloader.class);
    /** After a new numbering mails are looked at from this long before the last contact: clocks and zones differ. */
    private static final Duration LOOK_BACK = Duration.ofDays(2);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int MOST_CLASHES = 20;

    private final Imap imap;
    private final DownloadBatches batches;
    private final InboundMailRepository mails;
    private final MailboxPositions positions;
    private final ApplicationEventPublisher events;
    private final Counter fetched;
    private volatile Instant oldestUntaken;
    private volatile String unsettled;

    MailboxDownloader(MailProperties properties, MailSizeProperties sizes, InboundMailRepository mails,
            MailboxPositions positions,
            ApplicationEventPublisher events, MeterRegistry meters) {
        this.imap = properties.imap();
        this.batches = new DownloadBatches(sizes);
        this.mails = mails;
        this.positions = positions;
        this.events = events;
        this.fetched =
                Counter.builder("aftercare.mail.fetched").description("Mails fetched and stored").register(meters);
    }

    /**
     * When the oldest mail came in that is in the mailbox and was not stored when it was last looked at; null when
     * none.
     */
    Instant oldestUntaken() {
        return oldestUntaken;
    }

    /** Why stored mails could not be marked as read or moved; null when they could. */
    String unsettled() {
        return unsettled;
    }

    /**
     * Takes everything that waits in the folder.
     *
     * @return how many mails were new
     */
    int collect(ImapConnection folder) throws MessagingException {
        long validity = folder.uidValidity();
        Position position = position(folder, validity);
        // Whatever is announced from here on is looked at next time.
        folder.forgetNews();
        var unread = new HashSet<>(folder.unread());
        var waiting = new TreeSet<>(unread);
        waiting.addAll(folder.after(position.lastUid()));
        if (position.lookFrom() != null) {
            waiting.addAll(cameSince(folder, validity, position.lookFrom(), unread));
        }
        if (folder.moves()) {
            waiting.addAll(positions.taken(imap.mailbox(), validity, folder.all()).keySet());
        }
        int total = take(folder, validity, waiting);
        persistently(() -> positions.contacted(imap.mailbox(), validity));
        return total;
    }

    /** Mails that should be stored and are not: those above the first UID, and the unread ones. */
    List<Long> missing(ImapConnection folder, List<Long> all, Set<Long> taken, Set<Long> unread)
            throws MessagingException {
        long first = positions.of(imap.mailbox(), folder.uidValidity()).map(Position::firstUid).orElse(Long.MAX_VALUE);
        return all.stream().filter(uid -> (uid > first || unread.contains(uid)) && !taken.contains(uid)).toList();
    }

    /** The UIDs of the folder's numbering whose mails are stored, also of those that have left it. */
    Set<Long> stored(ImapConnection folder) throws MessagingException {
        return positions.taken(imap.mailbox(), folder.uidValidity());
    }

    /** How far the folder has been fetched; begins at its end when its numbering is new to us. */
    private Position position(ImapConnection folder, long validity) throws MessagingException {
        Optional<Position> position = positions.of(imap.mailbox(), validity);
        boolean wentBack = position.isPresent() && folder.justOpened()
                && folder.nextUid().orElse(Long.MAX_VALUE) <= position.get().lastUid();
        if (position.isPresent() && !wentBack) {
            return position.get();
        }
        // What others had read before the first contact is not ours to answer.
        Optional<Instant> last = positions.lastContact(imap.mailbox());
        Instant lookFrom = last.map(contact -> contact.minus(LOOK_BACK))
                .map(from -> positions.firstContact(imap.mailbox()).map(first -> first.minus(CLOCKS_DIFFER))
                        .filter(from::isBefore).orElse(from))
                .orElse(null);
        if (lookFrom != null) {
            LOG.warn("The server numbers the mails of {} anew; looking at all that came since {}.", imap.mailbox(),
                    lookFrom);
        }
        long newest = folder.all().stream().mapToLong(Long::longValue).max().orElse(0);
        persistently(() -> {
            if (wentBack) {
                positions.fallBack(imap.mailbox(), validity, newest, lookFrom);
            } else {
                positions.begin(imap.mailbox(), validity, newest, lookFrom);
            }
        });
        return positions.of(imap.mailbox(), validity).orElseThrow();
    }

    /** Read mails that came since then and are not stored under their former number; those that are get the new one. */
    private List<Long> cameSince(ImapConnection folder, long validity, Instant since, Set<Long> unread)
            throws MessagingException {
        List<MessageSummary> read = folder.envelopes(folder.since(since)).stream()
                .filter(mail -> !unread.contains(mail.uid()))
                .filter(mail -> mail.arrivedAt() == null || !mail.arrivedAt().isBefore(since)).toList();
        Map<Known, List<Long>> stored = new HashMap<>();
        positions.stored(imap.mailbox(), read.stream().map(MessageSummary::internetId).distinct().toList())
                .forEach((id, known) -> stored.computeIfAbsent(known, key -> new ArrayList<>()).add(id));
        Map<Known, List<MessageSummary>> found = read.stream().collect(Collectors.groupingBy(MailboxDownloader::known));
        var unknown = new ArrayList<Long>();
        var recognised = new HashMap<Long, Long>();
        found.forEach((known, alike) -> {
            List<Long> same = stored.getOrDefault(known, List.of());
            if (alike.size() == 1 && same.size() == 1) {
                recognised.put(alike.get(0).uid(), same.get(0));
            } else {
                // Their bytes decide.
                alike.forEach(mail -> unknown.add(mail.uid()));
            }
        });
        persistently(() -> positions.taken(imap.mailbox(), validity, recognised));
        LOG.info("Of {} read mails since then {} are stored already.", read.size(), recognised.size());
        return unknown;
    }

    /** Stores these mails unless they are, and settles them. */
    int take(ImapConnection folder, long validity, Collection<Long> uids) throws MessagingException {
        Map<Long, Known> taken = positions.taken(imap.mailbox(), validity, uids);
        // A server restored from a backup may give a number twice: only what is the same mail counts as taken.
        List<Long> settled = folder.envelopes(taken.keySet()).stream()
                .filter(mail -> known(mail).equals(taken.get(mail.uid()))).map(MessageSummary::uid).toList();
        settle(folder, settled);
        var alreadyThere = Set.copyOf(settled);
        List<MessageSummary> fresh =
                folder.envelopes(uids.stream().filter(uid -> !alreadyThere.contains(uid)).toList());
        int total = 0;
        List<List<MessageSummary>> portions = batches.of(fresh);
        for (List<MessageSummary> portion : portions) {
            oldestUntaken = portion.get(0).arrivedAt();
            List<Fetched> batch = batches.download(folder, portion);
            int kept = keep(folder, validity, batch);
            if (kept > 0) {
                fetched.increment(kept);
                events.publishEvent(new InboundMailStored());
                total += kept;
            }
        }
        oldestUntaken = null;
        return total;
    }

    /**
     * What is stored stays stored when the server does not mark it, a full one for example; it is asked again later.
     */
    private void settle(ImapConnection folder, List<Long> uids) throws MessagingException {
        if (uids.isEmpty()) {
            return;
        }
        try {
            folder.settle(uids);
            unsettled = null;
        } catch (MessagingException rejected) {
            if (!(rejected.getCause() instanceof CommandFailedException)) {
                throw rejected;
            }
            if (unsettled == null) {
                LOG.warn("Mails of {} are stored but could not be marked as read or moved: {}", imap.mailbox(),
                        rejected.getMessage());
            }
            unsettled = rejected.getMessage();
        }
    }

    private static Known known(MessageSummary mail) {
        return new Known(mail.internetId(), mail.size());
    }

    /** A mail that the database rejects stays unread, is missed by the reconciliation, and holds up no other. */
    private int keep(ImapConnection folder, long validity, List<Fetched> batch) throws MessagingException {
        try {
            var kept = new AtomicInteger();
            persistently(() -> kept.set(mails.keep(imap.mailbox(), validity, batch)));
            settle(folder, batch.stream().map(Fetched::uid).toList());
            return kept.get();
        } catch (DuplicateKeyException clash) {
            throw clash;
        } catch (DataIntegrityViolationException rejected) {
            if (batch.size() == 1) {
                LOG.error("The mail with UID {} of {} cannot be stored.", batch.get(0).uid(), imap.mailbox(), rejected);
                return 0;
            }
            int kept = 0;
            for (Fetched one : batch) {
                kept += keep(folder, validity, List.of(one));
            }
            return kept;
        }
    }

    /** Another node may keep the same mails at the same moment: then the second look finds them there. */
    private static void persistently(Runnable change) {
        for (int clash = 1;; clash++) {
            try {
                change.run();
                return;
            } catch (DuplicateKeyException | ConcurrencyFailureException other) {
                if (clash == MOST_CLASHES) {
                    throw other;
                }
            }
        }
    }
}
