package io.aftercare.mail;

import io.aftercare.conversation.Addresses;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.MailProperties.Imap;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Fetches the mails of the support address, on a thread of its own: whenever the server announces one, and now and then
 * by itself. A lost connection is opened again, with growing pauses.
 */
@Component
class MailFetcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailFetcher.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Imap imap;
    private final ImapServer server;
    private final SupportAddress supportAddress;
    private final MailboxDownloader downloader;
    private final MailboxReconciliation reconciliation;
    private final Clock clock;
    private final Object resting = new Object();
    private volatile Thread thread;
    private volatile ImapConnection connection;
    private volatile Instant lastContact;
    private volatile String trouble;

    MailFetcher(MailProperties properties, ImapServer server, SupportAddress supportAddress,
            MailboxDownloader downloader,
            MailboxReconciliation reconciliation, Clock clock) {
        this.imap = properties.imap();
        this.server = server;
        this.supportAddress = supportAddress;
        this.downloader = downloader;
        this.reconciliation = reconciliation;
        this.clock = clock;
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
        if (!Addresses.isAddress(supportAddress.address())) {
            throw new IllegalStateException("aftercare.mail.imap.host is set but aftercare.support.address is no mail "
                    + "address. Set it to the address customers write to.");
        }
        supportAddress.aliases().stream().filter(alias -> !Addresses.isAddress(alias)).findFirst().ifPresent(alias -> {
            throw new IllegalStateException("aftercare.support.aliases names \"" + alias + "\", which is no mail "
                    + "address. Set it to further addresses customers write to.");
        });
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
            stopping.join(LONGEST_STOP.toMillis());
            if (open != null && stopping.isAlive()) {
                // The server does not answer. What it was asked for is not stored, and asked for again.
                open.cut();
                stopping.join(LONGEST_STOP.toMillis());
            }
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
            try (var opened = server.open()) {
                connection = opened;
                while (thread == Thread.currentThread()) {
                    downloader.collect(opened);
                    if (reconciliation.due()) {
                        reconciliation.compare(opened);
                    }
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
        // Not all nodes at the same moment, when the server comes back.
        long millis = Math.round(pause.toMillis() * ThreadLocalRandom.current().nextDouble(0.75, 1.25));
        try {
            synchronized (resting) {
                if (thread == Thread.currentThread()) {
                    resting.wait(millis);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
