package io.aftercare.stories;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;

/** The letters that a mail server has, how often each, and what made one come twice. */
final class CountedLetters {

    private final GreenMail mailServer;
    private final Map<Integer, Integer> twice = new TreeMap<>();
    private final Map<String, Integer> lastCopyAt = new HashMap<>();
    private Map<String, Integer> timesBefore = Map.of();

    CountedLetters(GreenMail mailServer) {
        this.mailServer = mailServer;
    }

    /** How many letters came once more, by the event that is the cause. */
    Map<Integer, Integer> twice() {
        return twice;
    }

    /**
     * Counts the letters that came once more; the event after which a letter's last copy was there is the cause, 0 if
     * none.
     */
    Map<String, Integer> countTwice(int event) throws MessagingException {
        Map<String, Integer> now = all();
        now.forEach((letter, times) -> {
            int before = timesBefore.getOrDefault(letter, 0);
            if (times > before) {
                int more = before == 0 ? times - 1 : times - before;
                if (more > 0) {
                    twice.merge(before == 0 ? 0 : lastCopyAt.get(letter), more, Integer::sum);
                }
                lastCopyAt.put(letter, event);
            }
        });
        timesBefore = now;
        return now;
    }

    /** How often each letter has arrived, by Message-ID. */
    Map<String, Integer> all() throws MessagingException {
        var letters = new HashMap<String, Integer>();
        for (MimeMessage mail : mailServer.getReceivedMessages()) {
            if (!toSupport(mail)) {
                letters.merge(mail.getMessageID(), 1, Integer::sum);
            }
        }
        return letters;
    }

    Map<String, HashSet<String>> byCustomer() throws MessagingException {
        var customersReached = new HashMap<String, HashSet<String>>();
        for (MimeMessage mail : mailServer.getReceivedMessages()) {
            if (!toSupport(mail)) {
                customersReached
                        .computeIfAbsent(mail.getRecipients(RecipientType.TO)[0].toString(), first -> new HashSet<>())
                        .add(mail.getMessageID());
            }
        }
        return customersReached;
    }

    private static boolean toSupport(MimeMessage mail) throws MessagingException {
        return mail.getRecipients(RecipientType.TO)[0].toString().equals(Correspondent.SUPPORT);
    }
}
