package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Subjects;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One mail of a stranger must not keep the intake busy, whatever it repeats and wherever. */
class HostileMailTest {

    private static final int LENGTH = 200_000;
    private static final ThreadMXBean BUSY = ManagementFactory.getThreadMXBean();
    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final String REPORT = """
            From: mailer-daemon@relay.example
            Subject: Undelivered mail
            Content-Type: multipart/report; report-type=delivery-status; boundary=x

            --x

            Sorry.
            """;

    @ParameterizedTest
    @ValueSource(strings = {"a", "1", ".", "-", "_", ">", "<", "@", "\"", "(", ";", ",", "/", "=", "?", "\n", " ", "\t",
            "\u00A0",
            "1-", "1.", "a1", "a ", "a\n", "> ", ">\n", " \n", "-- \n", "a@", "@a", "a;", "re:", "=?a?q?", "= ", "ac-",
            "\\a",
            "schrieb ", "Status:\n", "Message-ID: ", "Message-ID:\n", "Final-Recipient: ", "Final-Recipient:\n",
            "error:", "said:4",
            "On 5 May you wrote:\n", "On 5 May schrieb schrieb schrieb:\n", "From: a\n", "__________\n", "<div>",
            "<a href=http://a>"})
    void anyMailIsReadInAMoment(String repeated) {
        String text = repeated.repeat(LENGTH / repeated.length());
        String line = text.replace('\n', ' ');
        within(() -> ReplyText.of(text, true));
        within(() -> ReplyText.of(text, false));
        within(() -> ReplyText.of("\n".repeat(LENGTH) + text, true));
        within(() -> DeliveryReport.of("delivery-status", text, text, text, line, "mailer-daemon@a.example", true));
        within(() -> DeliveryReport.of(null, text, text, text, line, "mailer-daemon@a.example", true));
        within(() -> DeliveryReport.of(null, "", "", text, "Returned mail", line, true));
        within(() -> DeliveryReport.of(null, "", "", "{\"notificationType\":" + text, line, line, true));
        within(() -> MailReader.read(Mails.raw("Subject: Re: x\n\n" + text)).ownText());
        within(() -> MailReader.read(Mails.raw("Content-Type: text/html\n\n" + text)).ownText());
        within(() -> MailReader.read(Mails.raw(REPORT + "--x\nContent-Type: message/delivery-status\n\n" + text
                + "\n--x\nContent-Type: message/rfc822\n\n" + text + "\n--x--\n")));
        within(() -> AutoReplyDetector.automatic(MailReader.read(Mails.raw("From: " + line + "\nTo: " + line
                + "\nSubject: " + line
                + "\nMessage-ID: " + line + "\nReferences: " + line + "\nReturn-Path: " + line + "\nPrecedence: " + line
                + "\nAuto-Submitted: no" + line + "\nContent-Type: text/plain; name=" + line
                + "\nContent-Transfer-Encoding: " + line + "\nDate: " + line + "\n\nx"))));
        within(() -> MailReader.identity(Mails.raw("Message-ID: " + line + "\nSubject: " + line + "\n\n" + text)));
        within(() -> Subjects.topic(line));
        within(() -> RequestNumber.quotedIn(line));
        within(() -> new FileNames().safe(line, "text/plain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Status:", "Final-Recipient:", "Final-Recipient: rfc822", "Message-ID", "Message-ID:",
            "Action:", "schrieb",
            "On 5 May schrieb", "From:", "-----", "error:"})
    void aWordBeforeManyBlanksIsReadInAMoment(String word) {
        for (String blank : new String[] {" ", "\n", "\u00A0", "\t"}) {
            String text = word + blank.repeat(1_000_000);
            within(() -> DeliveryReport.of("delivery-status", text, text, text, "x", "mailer-daemon@a.example", true));
            within(() -> ReplyText.of(text + "x", true));
        }
    }

    @Test
    void manyAnnouncementsOfQuotationsAreReadInAMoment() {
        String announcements = "Thanks.\n" + "On 5 May you wrote:\n".repeat(50_000);
        within(() -> ReplyText.of(announcements, true));
        within(() -> ReplyText.of("Thanks.\n" + "-- \n".repeat(300_000), false));
        within(() -> ReplyText.of("\n".repeat(500_000) + "On 5 May you wrote:\n".repeat(25_000), true));
    }

    @Test
    void theJoinedHtmlOfManyPartsIsBounded() {
        String part = "--x\nContent-Type: text/html\n\n<p>" + "word ".repeat(150_000) + "</p>\n";
        byte[] mail = Mails.raw("Content-Type: multipart/mixed; boundary=x\n\n" + part.repeat(40) + "--x--\n");
        within(BOUND.multipliedBy(2), () -> {
            ParsedMail read = MailReader.read(mail);
            assertThat(read.originalHtml()).hasSizeLessThanOrEqualTo(1_000_000);
            assertThat(read.remarks()).anyMatch(remark -> remark.contains("longer than"));
        });
    }

    @Test
    void aMailOfManyEmptyPartsIsReadInAMoment() {
        byte[] mail =
                Mails.raw("Content-Type: multipart/mixed; boundary=q\n\n" + "--q\n\n".repeat(200_000) + "--q--\n");
        byte[] unannounced = Mails.raw("Content-Type: multipart/mixed\n\n" + "--q\n\n".repeat(200_000) + "--q--\n");
        within(() -> assertThat(MailReader.read(mail).overLimit()).contains("300 parts"));
        within(() -> assertThat(MailReader.read(unannounced).overLimit()).contains("300 parts"));
        assertThat(MailReader.read(Mails.raw("Content-Type: multipart/mixed; boundary=q\n\n" + "--q\n\nw\n".repeat(290)
                + "--q--\n")).overLimit()).isNull();
    }

    @Test
    void aReportStillTellsWhatItReports() {
        DeliveryReport report = DeliveryReport.of("delivery-status", """
                Final-Recipient : rfc822;
                  <ada@a.example>
                Action:failed
                Status: 5.1.1 (no such user)
                """, "> > Original-Message-ID :\n <first@aftercare.example>\nMessage-ID: <second@aftercare.example>",
                "", "x", "a@b.example", true);
        assertThat(report).isEqualTo(new DeliveryReport(DeliveryReport.Kind.FAILED, "5.1.1", "ada@a.example",
                java.util.List.of("<first@aftercare.example>", "<second@aftercare.example>")));
    }

    private static void within(Runnable reading) {
        within(BOUND, reading);
    }

    /** By the processor's time, so that a busy machine fails nothing; by the clock only what would never end. */
    private static void within(Duration bound, Runnable reading) {
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            long began = BUSY.getCurrentThreadCpuTime();
            reading.run();
            assertThat(Duration.ofNanos(BUSY.getCurrentThreadCpuTime() - began)).isLessThan(bound);
        });
    }
}
