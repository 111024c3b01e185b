package io.aftercare.mail;

import io.aftercare.mail.IncomingMails.Fetched;
import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailProperties.Security;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;

/**
 * An open folder of an IMAP server, spoken to in UIDs only. The exact bytes of many mails come with one command, which the
 * message objects of Angus Mail cannot do. Every call ends within the configured time.
 */
class ImapConnection implements AutoCloseable {

    private static final long SECOND_LOOK_MILLIS = 250;

    private final IMAPStore store;
    private final IMAPFolder folder;
    private final ScheduledExecutorService waker = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "mail-waker");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean news;

    ImapConnection(Imap imap) throws MessagingException {
        boolean tls = imap.security() == Security.TLS;
        String prefix = tls ? "mail.imaps." : "mail.imap.";
        var settings = new Properties();
        String timeout = String.valueOf(imap.timeout().toMillis());
        settings.put(prefix + "connectiontimeout", timeout);
        settings.put(prefix + "writetimeout", timeout);
        // While the server is asked to notify us nothing comes for as long as nothing happens.
        settings.put(prefix + "timeout", String.valueOf(imap.timeout().plus(imap.pollInterval()).toMillis()));
        settings.put(prefix + "ssl.checkserveridentity", "true");
        if (imap.security() == Security.STARTTLS) {
            settings.put("mail.imap.starttls.enable", "true");
            settings.put("mail.imap.starttls.required", "true");
        }
        store = (IMAPStore) Session.getInstance(settings).getStore(tls ? "imaps" : "imap");
        store.connect(imap.host(), imap.effectivePort(), imap.user(), imap.password() == null ? "" : imap.password());
        try {
            folder = (IMAPFolder) store.getFolder(imap.folder());
            folder.open(Folder.READ_WRITE);
            folder.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent added) {
                    wake();
                }
            });
        } catch (MessagingException | RuntimeException notThere) {
            close();
            throw notThere;
        }
    }

    /** Changes when the server numbers the mails of the folder anew. */
    long uidValidity() throws MessagingException {
        return folder.getUIDValidity();
    }

    /**
     * The UIDs to take, oldest first: what is unread, and whatever came after the last UID taken, read by others or not.
     */
    List<Long> waiting(OptionalLong lastTaken) throws MessagingException {
        news = false;
        var uids = new TreeSet<>(search("UNSEEN"));
        if (lastTaken.isPresent()) {
            // The range always matches the newest mail, even one at or below its beginning.
            search("UID " + (lastTaken.getAsLong() + 1) + ":*").stream().filter(uid -> uid > lastTaken.getAsLong())
                    .forEach(uids::add);
        }
        return List.copyOf(uids);
    }

    /** The highest UID in the folder; 0 when it is empty. */
    long newest() throws MessagingException {
        return search("ALL").stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Sizes in bytes by UID, in the order asked for; mails deleted meanwhile are left out. */
    Map<Long, Long> sizes(List<Long> uids) throws MessagingException {
        var found = new LinkedHashMap<Long, Long>();
        for (FetchResponse response : fetch(uids, "UID RFC822.SIZE")) {
            UID uid = response.getItem(UID.class);
            RFC822SIZE size = response.getItem(RFC822SIZE.class);
            if (uid != null && size != null) {
                found.put(uid.uid, size.size);
            }
        }
        var ordered = new LinkedHashMap<Long, Long>();
        uids.stream().filter(found::containsKey).forEach(uid -> ordered.put(uid, found.get(uid)));
        return ordered;
    }

    /** The exact bytes of these mails, oldest first, none marked as read; mails deleted meanwhile are left out. */
    List<Fetched> mails(Collection<Long> uids) throws MessagingException {
        var mails = new ArrayList<Fetched>();
        for (FetchResponse response : fetch(uids, "UID BODY.PEEK[]")) {
            UID uid = response.getItem(UID.class);
            BODY body = response.getItem(BODY.class);
            if (uid != null && body != null && body.getByteArray() != null) {
                mails.add(new Fetched(uid.uid, body.getByteArray().getNewBytes()));
            }
        }
        mails.sort(Comparator.comparingLong(Fetched::uid));
        return mails;
    }

    /** Marks mails as read, with one command. */
    void markSeen(Collection<Long> uids) throws MessagingException {
        if (!uids.isEmpty()) {
            command("UID STORE " + set(uids) + " +FLAGS.SILENT (\\Seen)");
        }
    }

    /** Returns when the server announces something, {@link #wake} is called or the time is over. */
    void awaitNews(Duration longest) throws MessagingException, InterruptedException {
        if (!store.hasCapability("IDLE")) {
            synchronized (waker) {
                if (!news) {
                    waker.wait(longest.toMillis());
                }
            }
            return;
        }
        var over = waker.schedule(this::wake, longest.toMillis(), TimeUnit.MILLISECONDS);
        // What the server announces just before it begins to idle does not end the idling: hence the second look.
        var look = waker.scheduleWithFixedDelay(this::endIdleIfNews, SECOND_LOOK_MILLIS, SECOND_LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            if (!news) {
                folder.idle(true);
            }
        } finally {
            over.cancel(false);
            look.cancel(false);
        }
    }

    /** Ends the waiting soon, or the next one if nobody waits; from any thread. */
    void wake() {
        synchronized (waker) {
            news = true;
            waker.notifyAll();
        }
    }

    private void endIdleIfNews() {
        if (!news) {
            return;
        }
        try {
            // Any command ends IDLE properly.
            folder.doCommand(protocol -> {
                protocol.noop();
                return null;
            });
        } catch (MessagingException | RuntimeException gone) {
            // The waiting thread meets the same lost connection and deals with it.
            return;
        }
    }

    @Override
    public void close() throws MessagingException {
        waker.shutdownNow();
        store.close();
    }

    private List<Long> search(String criteria) throws MessagingException {
        var uids = new ArrayList<Long>();
        for (Response response : command("UID SEARCH " + criteria)) {
            if (response instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
                for (long uid = found.readLong(); uid != -1; uid = found.readLong()) {
                    uids.add(uid);
                }
            }
        }
        return uids;
    }

    private List<FetchResponse> fetch(Collection<Long> uids, String items) throws MessagingException {
        var responses = new ArrayList<FetchResponse>();
        if (!uids.isEmpty()) {
            for (Response response : command("UID FETCH " + set(uids) + " (" + items + ")")) {
                if (response instanceof FetchResponse fetched) {
                    responses.add(fetched);
                }
            }
        }
        return responses;
    }

    private Response[] command(String command) throws MessagingException {
        return (Response[]) folder.doCommand(protocol -> send(protocol, command));
    }

    private static Response[] send(IMAPProtocol protocol, String command) throws ProtocolException {
        Response[] responses = protocol.command(command, null);
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
        return responses;
    }

    private static String set(Collection<Long> uids) {
        return UIDSet.toString(UIDSet.createUIDSets(uids.stream().mapToLong(Long::longValue).sorted().toArray()));
    }
}
