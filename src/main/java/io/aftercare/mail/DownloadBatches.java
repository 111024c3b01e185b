package io.aftercare.mail;

import io.aftercare.mail.InboundMailRepository.Fetched;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which mails are downloaded together, and how much of each, so that no number and no size of mails fills the memory.
 */
final class DownloadBatches {

    private static final int MOST_MAILS = 50;
    private static final long MOST_BYTES =
            MailSizeProperties.within(16L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 2);
    /** A larger mail comes alone. */
    private static final long SMALL = 1024 * 1024;
    /** Servers that count line ends or headers differently announce a little too little. */
    private static final long SLACK = 64 * 1024;

    private final long largest;
    private final long small;
    private final long firstPart;

    DownloadBatches(MailSizeProperties sizes) {
        this.largest = sizes.largest().toBytes();
        this.small = Math.min(SMALL, largest);
        this.firstPart = sizes.firstPart().toBytes();
    }

    /** The mails in the same order, in portions to download one after the other. */
    List<List<MessageSummary>> of(List<MessageSummary> mails) {
        var portions = new ArrayList<List<MessageSummary>>();
        var portion = new ArrayList<MessageSummary>();
        long bytes = 0;
        for (MessageSummary mail : mails) {
            boolean alone = mail.size() > small || !portion.isEmpty() && portion.get(0).size() > small;
            if (!portion.isEmpty() && (alone || portion.size() == MOST_MAILS || bytes + mail.size() > MOST_BYTES)) {
                portions.add(List.copyOf(portion));
                portion.clear();
                bytes = 0;
            }
            portion.add(mail);
            bytes += mail.size();
        }
        if (!portion.isEmpty()) {
            portions.add(List.copyOf(portion));
        }
        return portions;
    }

    /** The mails of a portion, each whole or, over the limit, its first part; those deleted meanwhile are left out. */
    List<Fetched> download(ImapConnection folder, List<MessageSummary> portion) throws MessagingException {
        long announced = portion.stream().mapToLong(MessageSummary::size).max().orElse(0);
        if (announced > largest) {
            return tooLarge(folder, portion.get(0));
        }
        long most = Math.min(largest, announced * 2 + SLACK) + 1;
        var mails = new ArrayList<Fetched>();
        for (Fetched mail : folder.mails(portion.stream().map(MessageSummary::uid).toList(), most)) {
            if (mail.raw().length < most) {
                mails.add(mail);
            } else {
                mails.addAll(largerThanAnnounced(folder, mail.uid()));
            }
        }
        return mails;
    }

    private List<Fetched> largerThanAnnounced(ImapConnection folder, long uid) throws MessagingException {
        return folder.mails(List.of(uid), largest + 1).stream()
                .map(mail -> mail.raw().length <= largest ? mail : first(mail, mail.raw().length)).toList();
    }

    private List<Fetched> tooLarge(ImapConnection folder, MessageSummary mail) throws MessagingException {
        // One byte more than is kept tells whether the server overstated the size of a small mail.
        return folder.mails(List.of(mail.uid()), firstPart + 1).stream()
                .map(part -> part.raw().length <= firstPart ? part : first(part, mail.size())).toList();
    }

    private Fetched first(Fetched mail, long fullSize) {
        return new Fetched(mail.uid(), Arrays.copyOf(mail.raw(), Math.toIntExact(firstPart)), fullSize);
    }
}
