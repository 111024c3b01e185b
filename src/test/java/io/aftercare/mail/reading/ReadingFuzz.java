package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.NewAttachment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads mails that {@link FuzzedMails} damaged and checks what must hold for any mail. The default seed is new for each
 * run and printed; {@code -Dfuzz.seed=…} repeats a run.
 */
public final class ReadingFuzz {

    /** Far more than any of these small mails needs, far less than the limit of reading. */
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** The processor's time: on a busy machine the clock goes on while others work. */
    private static final ThreadMXBean BUSY = ManagementFactory.getThreadMXBean();

    private long slowest;
    private long slowestNumber;
    private long quarantined;

    /** The seed to take, from {@code fuzz.seed} or a new one. */
    public static long seed() {
        return Long.getLong("fuzz.seed", System.nanoTime());
    }

    /** @throws AssertionError naming the mail that breaks a rule, by which it can be made again */
    public ReadingFuzz run(long seed, long from, long to, List<byte[]> written) {
        for (long number = from; number < to; number++) {
            byte[] raw = FuzzedMails.mail(seed, number, written);
            long took;
            try {
                long began = BUSY.getCurrentThreadCpuTime();
                ParsedMail mail = MailReader.read(raw);
                took = BUSY.getCurrentThreadCpuTime() - began;
                check(raw, mail);
            } catch (RuntimeException | Error broken) {
                throw new AssertionError("Mail " + number + " of seed " + seed + ": " + broken, broken);
            }
            if (took > slowest) {
                slowest = took;
                slowestNumber = number;
            }
            assertThat(Duration.ofNanos(took)).as("mail %d of seed %d", number, seed).isLessThan(LONGEST);
        }
        return this;
    }

    private void check(byte[] raw, ParsedMail mail) {
        quarantined += mail.overLimit() == null ? 0 : 1;
        MailReader.Identity identity = MailReader.identity(raw);
        assertThat(mail.internetId()).isEqualTo(identity.internetId()).matches("<[\\x21-\\x7E]{1,900}>");
        assertThat(MailReader.identity(raw.clone())).isEqualTo(identity);
        storable(mail.subject());
        storable(mail.text());
        storable(mail.ownText());
        storable(mail.html());
        storable(mail.dateWritten());
        mail.headers().forEach((name, values) -> {
            storable(name);
            values.forEach(ReadingFuzz::storable);
        });
        mail.remarks().forEach(ReadingFuzz::storable);
        mail.references().forEach(id -> assertThat(id).matches("<[\\x21-\\x7E]+>"));
        mail.to().forEach(ReadingFuzz::usable);
        if (mail.from() != null) {
            usable(mail.from());
        }
        assertThat(mail.ownText().isBlank()).isEqualTo(mail.text().isBlank());
        assertThat(mail.subject()).doesNotContain("\n");
        AllowList.holds(mail.html());
        Set<String> names = new HashSet<>();
        for (NewAttachment file : mail.attachments()) {
            storable(file.name());
            storable(file.mediaType());
            storable(file.contentId());
            assertThat(file.name()).isNotBlank().doesNotContain("/", "\\", "\n").hasSizeLessThanOrEqualTo(150);
            assertThat(names.add(file.name().toLowerCase(Locale.ROOT))).isTrue();
        }
    }

    private static void usable(Mailbox mailbox) {
        storable(mailbox.address());
        storable(mailbox.name());
        assertThat(mailbox.address()).matches("[^\\s<>]+@[^\\s<>@]+");
    }

    /** Every database takes it: no NUL, no half of a surrogate pair. */
    private static void storable(String text) {
        for (int at = 0; text != null && at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == 0 || Character.isLowSurrogate(character)
                    || Character.isHighSurrogate(character)
                            && (at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1)))) {
                throw new AssertionError("not storable at " + at + ": " + text.substring(Math.max(0, at - 40), at));
            }
            at += Character.isHighSurrogate(character) ? 1 : 0;
        }
    }

    /** What the run showed, in a line. */
    public String summary() {
        return "slowest " + Duration.ofNanos(slowest).toMillis() + " ms (number " + slowestNumber + "), " + quarantined
                + " over a limit";
    }

    public Duration slowest() {
        return Duration.ofNanos(slowest);
    }
}
