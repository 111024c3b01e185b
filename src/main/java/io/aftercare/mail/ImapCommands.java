package io.aftercare.mail;

import io.aftercare.mail.InboundMailRepository.Fetched;
import io.aftercare.mail.reading.MailReader;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;

/**
 * IMAP commands about many mails at once, by UID, which the message objects of Angus Mail cannot do. Long lists of UIDs
 * go in portions, since servers reject long lines.
 */
final class ImapCommands {

    private static final Pattern NEXT_UID = Pattern.compile("(?i)\\bUIDNEXT (\\d{1,18})");
    private static final int PORTION = 500;
    /** A line slower than this, in bytes per millisecond, counts as dead. */
    private static final long SLOWEST = 20;

    private final IMAPFolder folder;
    private final TimeLimit limit;
    private final Duration timeout;

    ImapCommands(IMAPFolder folder, TimeLimit limit, Duration timeout) {
        this.folder = folder;
        this.limit = limit;
        this.timeout = timeout;
    }

    /** The UIDs that match, in ascending order. */
    List<Long> search(String criteria) throws MessagingException {
        var uids = new TreeSet<Long>();
        for (Response response : command("UID SEARCH " + criteria, 0)) {
            if (response instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
                for (long uid = found.readLong(); uid != -1; uid = found.readLong()) {
                    uids.add(uid);
                }
            }
        }
        return List.copyOf(uids);
    }

    List<MessageSummary> envelopes(Collection<Long> uids) throws MessagingException {
        // By UID: a server may mention a mail in several responses, or one it was not asked for.
        var found = new TreeMap<Long, MessageSummary>();
        for (FetchResponse response : fetch(uids, "UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]",
                0)) {
            UID uid = response.getItem(UID.class);
            RFC822SIZE size = response.getItem(RFC822SIZE.class);
            BODY header = response.getItem(BODY.class);
            INTERNALDATE arrived = response.getItem(INTERNALDATE.class);
            if (uid != null && size != null) {
                byte[] bytes = header == null || header.getByteArray() == null ? new byte[0]
                        : header.getByteArray().getNewBytes();
                found.put(uid.uid, new MessageSummary(uid.uid, size.size,
                        arrived == null || arrived.getDate() == null ? null : arrived.getDate().toInstant(),
                        MailReader.identity(bytes).internetId()));
            }
        }
        return uids.stream().filter(found::containsKey).map(found::get).toList();
    }

    List<Fetched> mails(Collection<Long> uids, long most) throws MessagingException {
        var mails = new ArrayList<Fetched>();
        for (FetchResponse response : fetch(uids, "UID BODY.PEEK[]<0." + most + ">", most)) {
            UID uid = response.getItem(UID.class);
            BODY body = response.getItem(BODY.class);
            if (uid != null && body != null && body.getByteArray() != null) {
                mails.add(new Fetched(uid.uid, body.getByteArray().getNewBytes(), null));
            }
        }
        mails.sort(Comparator.comparingLong(Fetched::uid));
        return mails;
    }

    void store(Collection<Long> uids, String flags) throws MessagingException {
        for (List<Long> some : portions(uids)) {
            command("UID STORE " + set(some) + " " + flags, 0);
        }
    }

    OptionalLong nextUid(String name) throws MessagingException {
        for (Response response : command("STATUS " + quoted(name) + " (UIDNEXT)", 0)) {
            Matcher next = NEXT_UID.matcher(response.toString());
            if (response instanceof IMAPResponse status && status.keyEquals("STATUS") && next.find()) {
                return OptionalLong.of(Long.parseLong(next.group(1)));
            }
        }
        return OptionalLong.empty();
    }

    /** @param atOnce whether the server knows MOVE; otherwise they are copied, and then only they are expunged */
    void move(Collection<Long> uids, String target, boolean atOnce) throws MessagingException {
        String name = quoted(target);
        for (List<Long> some : portions(uids)) {
            if (atOnce) {
                command("UID MOVE " + set(some) + " " + name, 0);
            } else {
                command("UID COPY " + set(some) + " " + name, 0);
                command("UID STORE " + set(some) + " +FLAGS.SILENT (\\Deleted)", 0);
                command("UID EXPUNGE " + set(some), 0);
            }
        }
    }

    private List<FetchResponse> fetch(Collection<Long> uids, String items, long bytesEach) throws MessagingException {
        var responses = new ArrayList<FetchResponse>();
        for (List<Long> some : portions(uids)) {
            for (Response response : command("UID FETCH " + set(some) + " (" + items + ")", bytesEach * some.size())) {
                if (response instanceof FetchResponse fetched) {
                    responses.add(fetched);
                }
            }
        }
        return responses;
    }

    private Response[] command(String command, long bytes) throws MessagingException {
        return limit.within(timeout.multipliedBy(2).plusMillis(bytes / SLOWEST),
                () -> (Response[]) folder.doCommand(protocol -> send(protocol, command)));
    }

    private static Response[] send(IMAPProtocol protocol, String command) throws ProtocolException {
        Response[] responses = protocol.command(command, null);
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
        return responses;
    }

    private static String quoted(String folder) {
        return "\"" + BASE64MailboxEncoder.encode(folder).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static List<List<Long>> portions(Collection<Long> uids) {
        List<Long> sorted = uids.stream().sorted().toList();
        var portions = new ArrayList<List<Long>>();
        for (int from = 0; from < sorted.size(); from += PORTION) {
            portions.add(sorted.subList(from, Math.min(sorted.size(), from + PORTION)));
        }
        return portions;
    }

    private static String set(Collection<Long> uids) {
        return UIDSet.toString(UIDSet.createUIDSets(uids.stream().mapToLong(Long::longValue).toArray()));
    }
}
