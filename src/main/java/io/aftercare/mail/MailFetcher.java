package io.aftercare.mail;

import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.IncomingMails.Fetched;
import io.aftercare.mail.MailProperties.Imap;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Fetches the mails of the support address, on a thread of its own. The raw bytes of a batch are committed before any of
 * it is marked as read. A lost connection is opened again, with growing pauses.
 */
@Component
class MailFetcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailFetcher.class);
    private static final int BATCH = 50;
    /** So that a batch of large mails does not fill the memory. */
    private static final long BATCH_BYTES = 32L * 1024 * 1024;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_CLASHES = 20;

    private final Imap imap;
    private final SupportAddress supportAddress;
    private final IncomingMails mails;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Counter fetched;
    private final Object resting = new Object();
    private volatile Thread thread;
    private volatile ImapConnection connection;
    private volatile Instant lastContact;
    private volatile String trouble;

    MailFetcher(MailProperties properties, SupportAddress supportAddress, IncomingMails mails,
            ApplicationEventPublisher events, Clock clock, MeterRegistry meters) {
        this.imap = properties.imap();
        this.supportAddress = supportAddress;
        this.mails = mails;
        this.events = events;
        this.clock = clock;
        this.fetched = Counter.builder("aftercare.mail.fetched").description("Mails fetched and stored").register(meters);
    }

    /** Whether a mailbox is configured at all. */
    boolean configured() {
        return imap.configured();
    }

    /** When the mailbox was last looked through; null when never. */
    Instant lastContact() {
        return lastContact;
    }

    /** Why the mailbox cannot be reached; null when it can. */
    String trouble() {
        return trouble;
    }

    @Override
    public synchronized void start() {
        if (!imap.configured()) {
            LOG.info("No mailbox is fetched: set aftercare.mail.imap.host, .user and .password, "
                    + "and aftercare.support.address, to take mails in.");
            return;
        }
        imap.checked();
        if (supportAddress.address() == null || supportAddress.address().indexOf('@') < 1) {
            throw new IllegalStateException("aftercare.mail.imap.host is set but aftercare.support.address is no mail "
                    + "address. Set it to the address customers write to.");
        }
        thread = new Thread(this::run, "mail-fetcher");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        Thread stopping = thread;
        if (stopping == null) {
            return;
        }
        thread = null;
        // Never interrupted: that would close an H2 file under its feet.
        synchronized (resting) {
            resting.notifyAll();
        }
        ImapConnection open = connection;
        try {
            if (open != null) {
                open.wake();
            }
            stopping.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        Duration pause = SHORTEST_PAUSE;
        while (thread == Thread.currentThread()) {
            try (var opened = new ImapConnection(imap)) {
                connection = opened;
                while (thread == Thread.currentThread()) {
                    fetch(opened);
                    if (trouble != null) {
                        LOG.info("The mailbox {} on {} can be reached again.", imap.mailbox(), imap.host());
                    }
                    trouble = null;
                    lastContact = clock.instant();
                    pause = SHORTEST_PAUSE;
                    opened.awaitNews(imap.pollInterval());
                }
            } catch (MessagingException | RuntimeException failure) {
                if (thread == Thread.currentThread()) {
                    pause = rest(failure, pause);
                }
            } catch (InterruptedException stopped) {
                return;
            } finally {
                connection = null;
            }
        }
    }

    private Duration rest(Exception failure, Duration pause) {
        trouble = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        LOG.warn("The mailbox {} on {} cannot be fetched, next attempt in {} s: {}", imap.mailbox(), imap.host(),
                pause.toSeconds(), trouble);
        try {
            synchronized (resting) {
                if (thread == Thread.currentThread()) {
                    resting.wait(pause.toMillis());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /**
     * Takes everything that waits in the folder, oldest first.
     *
     * @return how many mails were new
     */
    int fetch(ImapConnection folder) throws MessagingException {
        long validity = folder.uidValidity();
        OptionalLong last = mails.lastUid(imap.mailbox(), validity);
        if (last.isEmpty()) {
            // The first contact: what others have read before is not ours to answer, what comes from now on is.
            long newest = folder.newest();
            persistently(() -> {
                mails.advance(imap.mailbox(), validity, newest);
                return newest;
            });
        }
        return take(folder, validity, folder.waiting(last));
    }

    private int take(ImapConnection folder, long validity, List<Long> uids) throws MessagingException {
        int total = 0;
        Map<Long, Long> sizes = folder.sizes(uids);
        var batch = new ArrayList<Long>();
        long bytes = 0;
        for (Map.Entry<Long, Long> mail : sizes.entrySet()) {
            if (batch.size() == BATCH || !batch.isEmpty() && bytes + mail.getValue() > BATCH_BYTES) {
                total += takeBatch(folder, validity, batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(mail.getKey());
            bytes += mail.getValue();
        }
        return total + takeBatch(folder, validity, batch);
    }

    private int takeBatch(ImapConnection folder, long validity, List<Long> uids) throws MessagingException {
        if (uids.isEmpty()) {
            return 0;
        }
        List<Fetched> batch = folder.mails(uids);
        int kept = persistently(() -> mails.keep(imap.mailbox(), validity, batch));
        folder.markSeen(batch.stream().map(Fetched::uid).toList());
        if (kept > 0) {
            fetched.increment(kept);
            events.publishEvent(new MailWaiting());
        }
        return kept;
    }

    /** Another node may keep the same mails at the same moment: then the second look finds them there. */
    private static <T> T persistently(Supplier<T> change) {
        for (int clash = 1; ; clash++) {
            try {
                return change.get();
            } catch (DuplicateKeyException | ConcurrencyFailureException other) {
                if (clash == MOST_CLASHES) {
                    throw other;
                }
            }
        }
    }
}
