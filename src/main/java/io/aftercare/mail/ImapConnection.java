package io.aftercare.mail;

import io.aftercare.mail.InboundMailRepository.Fetched;
import io.aftercare.mail.MailProperties.Imap;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/**
 * An open folder of an IMAP server, spoken to in UIDs only. Every call ends within the configured time, and the time
 * that large mails may take.
 */
class ImapConnection implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.US);

    private final Imap imap;
    private final TimeLimit limit = new TimeLimit();
    private final IMAPStore store;
    private final IMAPFolder folder;
    private final ImapIdle idle;
    private final ImapCommands commands;
    private final String moveTo;
    private boolean justOpened = true;

    ImapConnection(Imap imap) throws MessagingException {
        this(imap, null, null);
    }

    /**
     * @param tokens what to log in with instead of the password; null for the password
     * @param tls    makes secured connections; null for those that trust whom Java trusts
     */
    ImapConnection(Imap imap, AccessTokens tokens, SSLSocketFactory tls) throws MessagingException {
        this.imap = imap;
        var login = new ImapLogin(imap, limit);
        store = login.store(tokens != null, tls);
        try {
            login.logIn(store, tokens);
            folder = (IMAPFolder) store.getFolder(imap.folder());
            limited(() -> {
                folder.open(Folder.READ_WRITE);
                return null;
            });
            idle = new ImapIdle(folder, limit, imap.timeout());
            commands = new ImapCommands(folder, limit, imap.timeout());
            moveTo = imap.moveTo() == null || imap.moveTo().isBlank() ? null : imap.moveTo();
            if (moveTo != null) {
                prepareMoving();
            }
        } catch (MessagingException | RuntimeException notThere) {
            close();
            throw notThere;
        }
    }

    private void prepareMoving() throws MessagingException {
        if (!store.hasCapability("MOVE") && !store.hasCapability("UIDPLUS")) {
            throw new MessagingException("The mail server can neither MOVE mails nor expunge single ones (UIDPLUS), so "
                    + "aftercare.mail.imap.move-to cannot be carried out. Leave it empty: mails are marked as read "
                    + "then.");
        }
        limited(() -> {
            Folder target = store.getFolder(moveTo);
            return target.exists() || target.create(Folder.HOLDS_MESSAGES);
        });
    }

    /** Changes when the server numbers the mails of the folder anew. */
    long uidValidity() throws MessagingException {
        return folder.getUIDValidity();
    }

    /** The UID the next mail is to get, at this moment; empty when the server does not say. */
    OptionalLong nextUid() throws MessagingException {
        return commands.nextUid(imap.folder());
    }

    /** Whether the folder has not been looked through yet since it was opened. */
    boolean justOpened() {
        return justOpened;
    }

    /** The UIDs of the unread mails, oldest first. */
    List<Long> unread() throws MessagingException {
        return commands.search("UNSEEN");
    }

    /** The UIDs above this one, oldest first. */
    List<Long> after(long uid) throws MessagingException {
        // The range always matches the newest mail, even one at or below its beginning.
        return commands.search("UID " + (uid + 1) + ":*").stream().filter(found -> found > uid).toList();
    }

    /** The UIDs of mails that came on this day, as any zone may count it, or later. */
    List<Long> since(Instant moment) throws MessagingException {
        return commands.search("SINCE " + DAY.format(moment.minus(1, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC)));
    }

    /** All UIDs, oldest first. */
    List<Long> all() throws MessagingException {
        return commands.search("ALL");
    }

    /** What the server says about these mails, in the order asked for; mails deleted meanwhile are left out. */
    List<MessageSummary> envelopes(Collection<Long> uids) throws MessagingException {
        return commands.envelopes(uids);
    }

    /**
     * The exact bytes of these mails, oldest first, none marked as read; mails deleted meanwhile are left out.
     *
     * @param most no more than this of each, in bytes, whatever the server says about its size
     */
    List<Fetched> mails(Collection<Long> uids, long most) throws MessagingException {
        return commands.mails(uids, most);
    }

    /** Marks mails as read, and moves them to where they are to go; only what is stored may come here. */
    void settle(Collection<Long> uids) throws MessagingException {
        markSeen(uids);
        if (moveTo != null) {
            commands.move(uids, moveTo, store.hasCapability("MOVE"));
        }
    }

    /** Whether mails leave the folder once they are stored. */
    boolean moves() {
        return moveTo != null;
    }

    /** Marks mails as read, with one command. */
    void markSeen(Collection<Long> uids) throws MessagingException {
        commands.store(uids, "+FLAGS.SILENT (\\Seen)");
    }

    /** Returns when the server announces something, {@link #wake} is called or the time is over. */
    void awaitNews(Duration longest) throws MessagingException, InterruptedException {
        if (store.hasCapability("IDLE")) {
            idle.await(longest);
        } else {
            idle.awaitWake(longest);
        }
    }

    /** Ends the waiting soon, or the next one if nobody waits; from any thread. */
    void wake() {
        idle.wake();
    }

    /** Ends whatever the server is being asked, without a farewell; from any thread. */
    void cut() {
        limit.cut();
    }

    /** What has been announced so far is being looked at. */
    void forgetNews() {
        idle.forget();
        justOpened = false;
    }

    private <T> T limited(TimeLimit.Call<T> call) throws MessagingException {
        return limit.within(imap.timeout().multipliedBy(2), call);
    }

    @Override
    public void close() throws MessagingException {
        if (idle != null) {
            idle.close();
        }
        limit.silence(FAREWELL);
        try (limit) {
            limit.within(FAREWELL, () -> {
                store.close();
                return null;
            });
        }
    }
}
