package io.aftercare.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;

/** Waits for what a server announces of an open folder; never longer than asked, even when the server is gone. */
final class ImapIdle implements AutoCloseable {

    private static final long SECOND_LOOK_MILLIS = 250;
    /** Servers may drop who idles for 29 minutes (RFC 2177), and routers forget connections earlier. */
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(25);

    private final IMAPFolder folder;
    private final TimeLimit limit;
    private final Duration timeout;
    private final ScheduledExecutorService waker = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "mail-waker");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean news;
    private volatile boolean idling;
    /** How often; written by the one thread that waits. */
    private volatile int idled;

    /** @param timeout of an answer that the server owes */
    ImapIdle(IMAPFolder folder, TimeLimit limit, Duration timeout) {
        this.folder = folder;
        this.limit = limit;
        this.timeout = timeout;
        folder.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent added) {
                wake();
            }
        });
    }

    /** Returns when the server announces something, {@link #wake} is called or the time is over. */
    void await(Duration longest) throws MessagingException, InterruptedException {
        Duration idle = longest.compareTo(LONGEST_IDLE) > 0 ? LONGEST_IDLE : longest;
        var over = waker.schedule(this::wake, idle.toMillis(), TimeUnit.MILLISECONDS);
        // What the server announces just before it begins to idle does not end the idling: hence the second look.
        var look = waker.scheduleWithFixedDelay(this::endIdleIfNews, SECOND_LOOK_MILLIS, SECOND_LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
        // Nothing comes for as long as nothing happens.
        limit.silence(idle.plus(timeout));
        try {
            if (!news) {
                idled++;
                idling = true;
                limit.within(idle.plus(timeout), () -> {
                    folder.idle(true);
                    return null;
                });
            }
        } finally {
            idling = false;
            over.cancel(false);
            look.cancel(false);
            limit.silence(timeout);
        }
    }

    /** For a server that announces nothing: returns when {@link #wake} is called or the time is over. */
    void awaitWake(Duration longest) throws InterruptedException {
        synchronized (waker) {
            if (!news) {
                waker.wait(longest.toMillis());
            }
        }
    }

    /** Ends the waiting soon, or the next one if nobody waits; from any thread. */
    void wake() {
        synchronized (waker) {
            news = true;
            waker.notifyAll();
        }
    }

    /** What has been announced so far is being looked at. */
    void forget() {
        news = false;
    }

    private void endIdleIfNews() {
        if (!news) {
            return;
        }
        // Once idling has ended, this waits for its turn behind whatever the other thread asks, which has its own
        // limit.
        int asked = idled;
        var unanswered = limit.cutAfter(timeout, () -> idling && idled == asked);
        try {
            // Any command ends IDLE properly.
            folder.doCommand(protocol -> {
                protocol.noop();
                return null;
            });
        } catch (MessagingException | RuntimeException gone) {
            // The waiting thread meets the same lost connection and deals with it.
            return;
        } finally {
            unanswered.cancel(false);
        }
    }

    @Override
    public void close() {
        waker.shutdownNow();
    }
}
