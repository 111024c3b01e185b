package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.aftercare.mail.reading.DeliveryReport.Kind;
import io.aftercare.mail.reading.DeliveryReport;
import io.aftercare.mail.reading.DeliveryStatus;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.Mails;
import io.aftercare.mail.reading.ParsedMail;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounces as the mail servers of the world write them, each in our own words; what is read of each. */
class BounceHandlerTest {

    private static final String OURS = "<7a1c@aftercare.example>";
    private static final String COPY = """
            Received: from support by relay.example; Mon, 4 Mar 2024 10:00:00 +0100
            Message-ID: %s
            From: Support <support@aftercare.example>
            To: ada@b.example
            Subject: [AC-000042] Version 4.4.7 is delayed

            Version 4.4.7 is delayed; 452 trees are concerned. The mailbox is full of ideas.
            """.formatted(OURS);

    static Stream<Arguments> bounces() {
        return Stream.of(
                arguments("standard, unknown user", report("failed", "5.1.1", "text/rfc822-headers", COPY), Kind.FAILED,
                        "5.1.1", true),
                arguments("standard, whole mail returned", report("failed", "5.1.10", "message/rfc822", COPY),
                        Kind.FAILED, "5.1.10", true),
                arguments("standard, returned in base64",
                        report("failed", "5.1.1", "message/rfc822\nContent-Transfer-Encoding: base64",
                                Base64.getMimeEncoder().encodeToString(COPY.getBytes(StandardCharsets.US_ASCII))),
                        Kind.FAILED, "5.1.1", true),
                arguments("standard, headers in base64",
                        report("failed", "5.1.1", "text/rfc822-headers\nContent-Transfer-Encoding: base64",
                                Base64.getMimeEncoder().encodeToString(COPY.getBytes(StandardCharsets.US_ASCII))),
                        Kind.FAILED, "5.1.1", true),
                arguments("standard, mailbox full", report("failed", "5.2.2", "message/rfc822", COPY), Kind.FAILED,
                        "5.2.2", false),
                arguments("standard, refused by policy", report("failed", "5.7.1", "message/rfc822", COPY), Kind.FAILED,
                        "5.7.1", false),
                arguments("standard, too large", report("failed", "5.3.4", "message/rfc822", COPY), Kind.FAILED,
                        "5.3.4", false),
                arguments("standard, switched off", report("failed", "5.2.1", "message/rfc822", COPY), Kind.FAILED,
                        "5.2.1", true),
                arguments("standard, given up after days", report("failed", "4.4.1", "message/rfc822", COPY),
                        Kind.FAILED, "4.4.1", false),
                arguments("standard, delayed", report("delayed", "4.4.1", "text/rfc822-headers", COPY), Kind.DELAYED,
                        "4.4.1", false),
                arguments("standard, delivered", report("delivered", "2.0.0", "text/rfc822-headers", COPY),
                        Kind.DELIVERED, "2.0.0", false),
                arguments("standard, relayed", report("relayed", "2.0.0", "text/rfc822-headers", COPY), Kind.DELIVERED,
                        "2.0.0", false),
                arguments("qmail", free("MAILER-DAEMON@q.example", "failure notice", """
                        Hi. This is the qmail-send program at q.example.
                        Sorry, there was no way to hand your message over to these addresses. It is over.

                        <ada@b.example>:
                        192.0.2.7 does not like recipient.
                        Remote host said: 550 5.1.1 <ada@b.example> unknown
                        Giving up on 192.0.2.7.

                        --- Below this line is a copy of the message.

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("qmail, without a status", free("MAILER-DAEMON@q.example", "failure notice", """
                        Hi. This is the qmail-send program at q.example.

                        <ada@b.example>:
                        Sorry, no mailbox here by that name.

                        --- Below this line is a copy of the message.

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("qmail, after a week", free("MAILER-DAEMON@q.example", "failure notice", """
                        Hi. This is the qmail-send program at q.example.

                        <ada@b.example>:
                        I was not able to find the way there. (#4.1.2)
                        I'm not going to try again; this message has been in the queue too long.

                        --- Below this line is a copy of the message.

                        """ + COPY), Kind.FAILED, "4.1.2", false),
                arguments("Exim",
                        free("Mailer-Daemon@e.example\nX-Failed-Recipients: ada@b.example",
                                "Mail delivery failed: returning message to sender", """
                        This message was created automatically by mail delivery software.

                        What you sent had to be given up for this recipient, for good:

                          ada@b.example
                            host mx.b.example [192.0.2.8]
                            SMTP error from remote mail server after RCPT TO:<ada@b.example>:
                            550 5.1.1 nobody of that name

                        ------ This is a copy of the message, including all the headers. ------

                        """ + COPY),
                        Kind.FAILED, "5.1.1", true),
                arguments("Exim, bare code",
                        free("Mailer-Daemon@e.example\nX-Failed-Recipients: ada@b.example", "Mail delivery failed", """
                        This message was created automatically by mail delivery software.

                          ada@b.example
                            SMTP error from remote mail server after RCPT TO:<ada@b.example>: 550 nobody here

                        ------ This is a copy of your message ------

                        """ + COPY), Kind.FAILED, "550", true),
                arguments("Exim, warning", free("Mailer-Daemon@e.example", "Warning: message 1rX delayed 24 hours", """
                        This message was created automatically by mail delivery software.
                        It stands in the queue since yesterday. No action is required from you.

                          ada@b.example

                        """ + COPY), Kind.DELAYED, null, false),
                arguments("Postfix in free text",
                        free("MAILER-DAEMON@p.example", "Undelivered Mail Returned to Sender", """
                        This is the mail system at host p.example.

                        Your letter comes back to you, for it could not be handed on.

                        <ada@b.example>: host mx.b.example[192.0.2.8] said: 550 5.1.1 <ada@b.example>:
                            Recipient address rejected (in reply to RCPT TO command)

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("Postfix, full disk",
                        free("MAILER-DAEMON@p.example", "Undelivered Mail Returned to Sender", """
                        This is the mail system at host p.example.

                        <ada@b.example>: host mx.b.example[192.0.2.8] said: 552 5.2.2 over quota
                            (in reply to end of DATA command)

                        """ + COPY), Kind.FAILED, "5.2.2", false),
                arguments("sendmail of old",
                        free("MAILER-DAEMON@s.example", "Returned mail: see transcript for details", """
                        The original message was received at Mon, 4 Mar 2024 10:00:00 +0100

                           ----- The following addresses had permanent fatal errors -----
                        <ada@b.example>

                           ----- Transcript of session follows -----
                        ... while talking to mx.b.example.:
                        <<< 550 5.1.1 <ada@b.example>... User unknown

                           ----- Original message follows -----

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("sendmail, warning",
                        free("MAILER-DAEMON@s.example", "Warning: could not send message for past 4 hours", """
                        ** This is a warning only. You do not need to resend your message. **

                           ----- Original message follows -----

                        """ + COPY), Kind.DELAYED, null, false),
                arguments("Exchange", free("postmaster@x.example", "Undeliverable: [AC-000042] Your question", """
                        Your message did not reach some or all of the intended recipients.

                        ada@b.example
                        #550 5.1.10 RESOLVER.ADR.RecipientNotFound ##

                        Original message headers:

                        """ + COPY), Kind.FAILED, "5.1.10", true),
                arguments("Office 365",
                        free("MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example",
                                "Undeliverable: Your question", """
                        Your message to ada@b.example couldn't be delivered.

                        ada wasn't found at b.example.
                        Remote Server returned '550 5.1.1 Recipient not found'

                        Original Message Headers

                        """ + COPY),
                        Kind.FAILED, "5.1.1", true),
                arguments("Exchange, French",
                        free("postmaster@x.example", "=?UTF-8?Q?Non_remis=C2=A0:_Votre_question?=", """
                        Votre message n'est pas parvenu aux destinataires que voici.

                        ada@b.example
                        Utilisateur inconnu chez nous.

                        En-têtes du message d'origine :

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("Exchange, French, in the text only", free("postmaster@x.example", "Votre question", """
                        Votre message n'a pas pu être remis à ada@b.example : l'adresse n'existe pas.

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("Exchange, German", free("postmaster@x.example", "Unzustellbar: Ihre Frage", """
                        Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.

                        ada@b.example
                        Das Postfach wurde nicht gefunden.

                        Ursprüngliche Nachricht

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("Lotus",
                        free("postmaster@l.example", "DELIVERY FAILURE: User ada not listed in Domino Directory", """
                        Your document was not handed over to:
                        ada@b.example
                        because:
                        User ada not listed in Domino Directory

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("Gmail",
                        free("mailer-daemon@googlemail.example", "Delivery Status Notification (Failure)", """
                        Address not found

                        Your message wasn't delivered to ada@b.example because nobody has that address.
                        The response was: 550 5.1.1 no such account here

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("Gmail, delayed",
                        free("mailer-daemon@googlemail.example", "Delivery Status Notification (Delay)", """
                        Delivery incomplete

                        There was a temporary problem with ada@b.example. We will keep trying for 46 hours.

                        """ + COPY), Kind.DELAYED, null, false),
                arguments("Yahoo", free("MAILER-DAEMON@y.example", "Failure notice", """
                        Sorry, we were unable to deliver your message to the following address.

                        <ada@b.example>:
                        554: delivery error: this person doesn't have a b.example account

                        --- Original message follows.

                        """ + COPY), Kind.FAILED, "5.1.1", true),
                arguments("no reason at all", free("MAILER-DAEMON@n.example", "Mail delivery failed", """
                        ada@b.example

                        """ + COPY), Kind.FAILED, null, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounces")
    void readsStatusRecipientAndReturnedMessageId(String name, byte[] mail, Kind kind, String status, boolean hard) {
        DeliveryReport report = MailReader.read(mail).report();
        assertThat(report).isNotNull();
        assertThat(report.kind()).isEqualTo(kind);
        assertThat(report.status()).isEqualTo(status);
        assertThat(report.quotedIds()).contains(OURS);
        if (kind == Kind.FAILED) {
            assertThat(new DeliveryStatus(report.status()).addressAtFault()).as("hard").isEqualTo(hard);
            assertThat(report.recipient()).isIn("ada@b.example", null);
        }
    }

    @Test
    void readsTheRecipientOfAReportInFreeText() {
        assertThat(bounces().map(Arguments::get).filter(one -> one[0].equals("qmail"))
                .map(one -> MailReader.read((byte[]) one[1]).report().recipient()))
                .containsExactly("ada@b.example");
    }

    @Test
    void aCustomerWhoWritesAboutABounceIsNoBounce() {
        assertThat(MailReader.read(Mails.plain("<1@b.example>", "ada@b.example", "Undelivered Mail Returned to Sender",
                "Hi. This is the qmail-send program, it said: 550 5.1.1\n" + COPY)).report()).isNull();
        assertThat(MailReader.read(Mails.plain("<1@b.example>", "postmaster@b.example", "Merging two people",
                "How do I merge two people? " + COPY)).report()).as("a postmaster may have a question").isNull();
    }

    @ParameterizedTest
    @CsvSource({"5.1.1,true", "5.1.2,true", "5.1.8,false", "5.2.1,true", "5.2.2,false", "5.4.4,true", "5.4.1,false",
            "5.7.26,false",
            "5.0.0,true", "5.5.0,true", "4.2.2,false", "550,true", "552,false", "421,false"})
    void tellsHardFromSoft(String status, boolean hard) {
        assertThat(new DeliveryStatus(status).addressAtFault()).isEqualTo(hard);
        assertThat(new DeliveryStatus(status).inWords()).endsWith("(status " + status + ")");
    }

    private static byte[] report(String action, String status, String returnedType, String returned) {
        return Mails.raw("""
                Return-Path: <>
                From: Mail System <MAILER-DAEMON@relay.example>
                To: support@aftercare.example
                Message-ID: <b1@relay.example>
                Subject: What became of your mail
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=x

                --x
                Content-Type: text/plain

                Here is what became of your mail.
                --x
                Content-Type: message/delivery-status

                Reporting-MTA: dns; relay.example

                Original-Recipient: rfc822;ada@b.example
                Final-Recipient: rfc822;ada@b.example
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; %s what it said
                --x
                Content-Type: %s

                %s
                --x--
                """.formatted(action, status, status, returnedType, returned));
    }

    @ParameterizedTest
    @CsvSource({"message/disposition-notification,Disposition: automatic-action/MDN-sent-automatically; displayed,READ",
            "message/feedback-report,Feedback-Type: abuse,COMPLAINT"})
    void aReportThatDoesNotSayItsTypeIsKnownByWhatItReports(String type, String said, Kind kind) {
        ParsedMail mail = MailReader.read(Mails.raw("""
                From: ada@b.example
                Subject: Gelesen
                Content-Type: multipart/report; boundary=x

                --x
                Content-Type: text/plain

                It was looked at.
                --x
                Content-Type: %s

                Original-Message-ID: %s
                %s
                --x--
                """.formatted(type, OURS, said)));
        assertThat(mail.report().kind()).isEqualTo(kind);
        assertThat(mail.report().quotedIds()).contains(OURS);
    }

    private static byte[] free(String from, String subject, String text) {
        return Mails.raw("""
                Return-Path: <>
                From: %s
                To: support@aftercare.example
                Message-ID: <b2@relay.example>
                Subject: %s
                Content-Type: text/plain; charset=utf-8
                """.formatted(from, subject), text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
