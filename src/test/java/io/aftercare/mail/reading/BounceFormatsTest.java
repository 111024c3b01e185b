package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.aftercare.mail.reading.DeliveryReport.Kind;
import io.aftercare.mail.reading.DeliveryReport.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reports in free words, as mail servers of thirty years write them, each in ours; and those that only look like one.
 */
class BounceFormatsTest {

    private static final String OURS = "<7a1c@aftercare.example>";
    private static final String COPY = """
            Received: from support by relay.example; Mon, 4 Mar 2024 10:00:00 +0100
            Message-ID: %s
            From: Support <support@aftercare.example>
            To: ada@b.example
            Subject: [AC-000042] Version 5.4.7 is delayed

            Version 5.4.7 is delayed; 452 trees are concerned. The mailbox is full of ideas.
            """.formatted(OURS);

    static Stream<Arguments> formats() {
        return reports("formats.txt");
    }

    /** In parts, as the standard has it, or nearly. */
    static Stream<Arguments> inParts() {
        return reports("standard.txt");
    }

    private static Stream<Arguments> reports(String file) {
        return Arrays.stream(file(file).split("(?m)^=== ")).filter(one -> !one.isBlank()).map(one -> {
            String[] told = one.substring(0, one.indexOf('\n')).split("\\s\\|\\s");
            return arguments(told[0].strip(), one.substring(one.indexOf('\n') + 1).replace("{copy}", COPY),
                    Kind.valueOf(told[1].strip()), told[2].strip(), told[3].strip());
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"formats", "inParts"})
    void isReadForWhatItSays(String name, String mail, Kind kind, String status, String hard) {
        DeliveryReport report = read(mail);
        assertThat(report).isNotNull();
        assertThat(report.kind()).isEqualTo(kind);
        assertThat(report.quotedIds()).contains(OURS);
        if (kind == Kind.FAILED) {
            assertThat(report.status()).isNotNull();
            if (!status.equals("any")) {
                assertThat(report.status()).isIn((Object[]) status.split("\\|"));
            }
            if (!hard.equals("any")) {
                assertThat(new DeliveryStatus(report.status()).addressAtFault()).as("hard, by " + report.status())
                        .isEqualTo(Boolean.valueOf(hard));
            }
        }
    }

    /** The same words under a person's name are what a person quotes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void isNoReportWhenAPersonPassesItOn(String name, String mail, Kind kind, String status, String hard) {
        String quoted = mail.replaceFirst("(?s)\\AFrom:[^\\n]*\\n", "From: Bea <bea@b.example>\n")
                .replaceFirst("(?m)^Return-Path: <>\\n", "").replaceFirst("(?m)^X-Failed-Recipients:.*\\n", "")
                .replaceFirst("(?m)^Subject: ", "Subject: Fwd: ");
        assertThat(read(quoted)).isNull();
    }

    static Stream<Arguments> noReports() {
        return Arrays.stream(file("no-reports.txt").split("(?m)^=== ")).filter(one -> !one.isBlank())
                .map(one -> arguments(one.substring(0, one.indexOf('\n')),
                        one.substring(one.indexOf('\n') + 1).replace("{copy}", COPY)));
    }

    /** What people, shops and programs that answer for people write, at whatever address they do. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("noReports")
    void isNoReport(String name, String mail) {
        assertThat(read(mail)).isNull();
    }

    @Test
    void eachRecipientsGroupCounts() {
        DeliveryReport report = MailReader.read(bytes("dsn-two-recipients-first-delayed.eml")).report();
        assertThat(report).satisfies(read -> {
            assertThat(read.kind()).isEqualTo(Kind.FAILED);
            assertThat(read.status()).isEqualTo("5.1.1");
            assertThat(read.recipient()).isEqualTo("me@example.com");
            assertThat(read.others()).containsExactly(new Outcome(Kind.DELAYED, "4.4.1", "copy@example.net"));
        });
    }

    @Test
    void aBounceWithoutADomainIsOne() {
        assertThat(MailReader.read(bytes("dma-no-sender-address.eml")).report()).satisfies(read -> {
            assertThat(read.kind()).isEqualTo(Kind.FAILED);
            assertThat(read.status()).isEqualTo("5.1.1");
            assertThat(read.recipient()).isEqualTo("martin088@example.de");
        });
    }

    @Test
    void aBlockListOnTheNextLineIsNoDeadAddress() {
        assertThat(MailReader.read(bytes("exim-wrapped-code.eml")).report()).satisfies(read -> {
            assertThat(read.status()).isEqualTo("554");
            assertThat(new DeliveryStatus(read.status()).addressAtFault()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Action: expired\\nStatus: 4.4.7 | FAILED | 4.4.7",
            "Action: failed\\nStatus:\\n 5.1.1 | FAILED | 5.1.1",
            "Action: failed\\nStatus: 5.1.1 (bad address) | FAILED | 5.1.1",
            "Action: failed\\nStatus: 5.0.0\\nDiagnostic-Code: smtp;\\n 550 5.1.1 nobody | FAILED | 5.1.1",
            "Action: failed\\nDiagnostic-Code: smtp; 550 nobody here | FAILED | 550",
            "Action: failed\\nStatus: 5.0.0\\nDiagnostic-Code: smtp; 550 mailbox is full | FAILED | 5.2.2",
            "Action: failed\\nStatus: 5.0.0\\nDiagnostic-Code: smtp; 550 blocked, see spamhaus | FAILED | 5.7.1",
            "Action: failed\\nStatus: 5.1.1\\nDiagnostic-Code: smtp; 550 listed by our black list | FAILED | 5.7.1",
            "Action: failed\\nDiagnostic-Code: X-Notes; User ada not listed in Domino Directory | FAILED | 5.1.1",
            "Action: failed\\nDiagnostic-Code: X-400; maximum-time-expired | FAILED | 4.4.7",
            "Action: Failed (no way)\\nStatus: 5.4.4 | FAILED | 5.4.4",
            "Action: deferred\\nStatus: 4.4.1 | DELAYED | 4.4.1",
            "Action: relayed\\nStatus: 2.1.9 | DELIVERED | 2.1.9", "Action: odd\\nStatus: 5.1.1 | FAILED | 5.1.1",
            "Status: 5.1.1 | FAILED | 5.1.1"})
    void theFieldsForMachinesAreReadAsServersWriteThem(String fields, Kind kind, String status) {
        for (String type : new String[] {"multipart/report; report-type=delivery-status", "multipart/mixed"}) {
            DeliveryReport report = read(report(type, "message/delivery-status",
                    "Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; ada@b.example\n"
                            + fields.replace("\\n", "\n")));
            assertThat(report).as(type).isNotNull();
            assertThat(report.kind()).isEqualTo(kind);
            assertThat(report.status()).isEqualTo(status);
            assertThat(report.recipient()).isEqualTo("ada@b.example");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/mixed", "multipart/report; report-type=feedback-report", "multipart/report"})
    void whoeverCallsOurMailSpamIsHeardInWhateverItComes(String type) {
        String mail = report(type, "message/feedback-report", "Feedback-Type: abuse\nVersion: 1")
                .replaceFirst("From: .*", "From: fbl@isp.example").replaceFirst("Return-Path: <>\n", "");
        assertThat(read(mail).kind()).isEqualTo(Kind.COMPLAINT);
        assertThat(read(mail).quotedIds()).contains(OURS);
        assertThat(read(mail.replace("Feedback-Type: abuse", "Feedback-Type: auth-failure")).kind())
                .isEqualTo(Kind.DELIVERED);
    }

    @Test
    void aComplaintInFreeWordsIsOne() {
        assertThat(read("From: staff@hotmail.example\nSubject: complaint about message from 192.0.2.1\n"
                + "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n" + COPY
                + "--x--\n"))
                .satisfies(report -> {
                    assertThat(report.kind()).isEqualTo(Kind.COMPLAINT);
                    assertThat(report.quotedIds()).contains(OURS);
                });
    }

    @ParameterizedTest
    @CsvSource({"Bounce,FAILED,5.1.1", "Complaint,COMPLAINT,", "Delivery,DELIVERED,", "DeliveryDelay,DELAYED,4.4.1"})
    void amazonsReportsAreRead(String type, Kind kind, String status) {
        String json = """
                {"notificationType":"%s",
                "bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[
                {"emailAddress":"ada@b.example","action":"failed","status":"5.1.1",
                "diagnosticCode":"smtp; 550 5.1.1 <ada@b.example>... User Unknown"}]},
                "complaint":{"complainedRecipients":[{"emailAddress":"ada@b.example"}]},
                "deliveryDelay":{"delayedRecipients":[{"emailAddress":"ada@b.example","status":"4.4.1"}]},
                "delivery":{"recipients":["ada@b.example"]},
                "mail":{"messageId":"0102","headers":[{"name":"Message-ID","value":"%s"}]}}
                """.formatted(type, OURS);
        String wrapped = "{\"Type\":\"Notification\",\"Message\":\"" + json.replace("\n", "").replace("\"", "\\\"")
                + "\"}\n\n--\nTo receive no more of these, follow the link.";
        for (String text : new String[] {json, wrapped, json + "\n--\nTo receive no more of these, follow the link."}) {
            DeliveryReport report = read("From: no-reply@sns.amazonaws.example\nSubject: AWS\n\n" + text);
            assertThat(report.kind()).isEqualTo(kind);
            assertThat(report.status()).isEqualTo(status);
            assertThat(report.recipient()).isEqualTo("ada@b.example");
            assertThat(report.quotedIds()).containsExactly(OURS);
        }
        assertThat(read("From: ada@b.example\nSubject: What is this?\n\nI got this: " + json)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ada@b.example | Undelivered Mail Returned to Sender | I got this: 550 5.1.1 user unknown. What is it?",
            "postmaster@b.example | Merging two people | How do I merge two people?",
            "ada@b.example | My mails are rejected | The account is full and nothing is delivered.",
            "noreply@shop.example | Your order was returned | The parcel could not be delivered.",
            "delivery@shop.example | Delivery status of your order | Your parcel is delayed, it comes tomorrow.",
            "ada@b.example | Automatic reply: Your question | I am out of the office. Your mail was not forwarded.",
            "support@other.example | Warning: your licence expires | Error 550 in version 5.1.1.",
            "bea@mailserver.example | Error sending my file | It could not be sent: error 552."})
    void whatPeopleAndShopsWriteIsNoReport(String from, String subject, String text) {
        String mail = "From: " + from + "\nSubject: " + subject + "\nMessage-ID: <1@b.example>\n";
        assertThat(read(mail + "\n" + text)).isNull();
        assertThat(read(mail + "Auto-Submitted: auto-replied\nReturn-Path: <>\n\nThank you for your mail."))
                .as("an automatic answer").isNull();
    }

    @Test
    void aReportAttachedByAPersonIsNoReport() {
        String mail = report("multipart/mixed", "message/delivery-status",
                "Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; ada@b.example\n"
                        + "Action: failed\nStatus: 5.1.1");
        assertThat(read(mail.replaceFirst("From: .*", "From: ada@b.example").replaceFirst("Return-Path: <>\n", "")))
                .isNull();
    }

    private static String report(String type, String partType, String fields) {
        return """
                From: MAILER-DAEMON@relay.example
                Return-Path: <>
                Subject: What became of your mail
                MIME-Version: 1.0
                Content-Type: %s; boundary=x

                --x
                Content-Type: text/plain

                Here is what became of your mail.
                --x
                Content-Type: %s

                %s
                --x
                Content-Type: text/rfc822-headers

                %s
                --x--
                """.formatted(type, partType, fields, COPY);
    }

    private static DeliveryReport read(String mail) {
        return MailReader.read(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)).report();
    }

    private static byte[] bytes(String name) {
        try (InputStream file = BounceFormatsTest.class.getResourceAsStream("/bounces/" + name)) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String file(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
