package io.aftercare.mail.reading;

import io.aftercare.conversation.Subjects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Suspects that a mail program answered for somebody who is away, without a header that says so. It is asked of agents'
 * replies only, which go to customers: a mail held for a notice is sent back to the agent with the question.
 */
public final class AbsenceNotice {

    private static final int LONGEST = 2000;
    private static final Pattern TAG =
            Pattern.compile("^\\s*(?:\\[[^\\]]{0,40}]|\\([^)]{0,40}\\)|\\*{1,5}[^*]{0,40}\\*{1,5})");
    private static final Pattern NUMBERED = Pattern.compile("(?i)\\[AC-\\d{6,15}]");
    private static final Pattern AWAY = Phrases.in("absence-notices.txt").any();

    private AbsenceNotice() {
    }

    /** Why a mail may be a notice, in the second half of a sentence; empty when nothing says so. */
    public static Optional<String> suspected(ParsedMail mail) {
        String own = DeliveryReport.bounded(mail.ownText(), LONGEST);
        if (own.stripLeading().startsWith("#")) {
            // A command is what no program writes.
            return Optional.empty();
        }
        var number = NUMBERED.matcher(mail.subject());
        if (number.find() && !replyMarks(mail.subject().substring(0, number.start()))) {
            return Optional.of("its subject is not that of a reply, as when a mail program answers by itself");
        }
        return AWAY.matcher(own).find() ? Optional.of("it reads like the absence notice of a mail program")
                : Optional.empty();
    }

    /** Whether nothing stands there but what mail programs and gateways write before the subject of a reply. */
    private static boolean replyMarks(String before) {
        String rest = before.strip();
        String last;
        do {
            last = rest;
            rest = Subjects.bare(TAG.matcher(rest).replaceFirst(""));
        } while (!rest.equals(last));
        // A mail of ours may say something before the number, but ends it with no colon.
        return rest.chars().noneMatch(character -> character == ':' || character == '：');
    }
}
