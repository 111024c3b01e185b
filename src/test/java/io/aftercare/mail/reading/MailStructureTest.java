package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.aftercare.conversation.NewAttachment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the parts of a mail become one message, what of it is missing, and how far it is read. */
class MailStructureTest {

    private static final String PICTURE = "Content-Transfer-Encoding: base64\n\n" + Base64.getEncoder().encodeToString(
            new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13}) + "\n";

    @Test
    void picturesBetweenTextsStandInTheirPlace() {
        ParsedMail mail = MailReader.read(Mails.raw(
                "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nFirst:\n--x\nContent-Type: image/png; name=a.png\n"
                        + "Content-Disposition: inline\n" + PICTURE
                        + "--x\n\nSecond:\n--x\nContent-Type: image/png; name=a.png\n" + PICTURE
                        + "--x\nContent-Type: image/png; name=c.png\nContent-Disposition: attachment\n" + PICTURE
                        + "--x\n\nBye\n--x--\n"));
        assertThat(mail.text()).isEqualTo("First:\n\n[image: a.png]\n\nSecond:\n\n[image: a (2).png]\n\nBye");
        assertThat(mail.attachments()).extracting(NewAttachment::name).containsExactly("a.png", "a (2).png", "c.png");
        assertThat(mail.html()).isNull();
    }

    @Test
    void picturesOfHtmlStandInItAndAreNamedInItsText() {
        ParsedMail mail = MailReader.read(Mails.raw(
                "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=a\n\n"
                        + "--a\nContent-Type: text/plain\n\nSee [cid:pic@x] this.\n--a\nContent-Type: "
                        + "multipart/related; boundary=r\n\n"
                        + "--r\nContent-Type: text/html\n\n<p>See <img src=\"cid:pic@x\"> this.</p>\n--r\n"
                        + "Content-Type: image/png; name=screen.png\nContent-ID: <pic@x>\n"
                        + PICTURE + "--r--\n--a--\n--m\nContent-Type: text/html\n\n<p>Footer</p>\n--m--\n"));
        assertThat(mail.text()).isEqualTo("See [image: screen.png] this.\n\nFooter");
        assertThat(mail.html()).containsSubsequence("See <img src=\"cid:pic@x\"", "this.", "Footer");
        assertThat(MailReader.read(Mails.raw(
                "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>See <img "
                        + "src=\"cid:pic@x\"> this.</p>\n"
                        + "--r\nContent-Type: image/png; name=screen.png\nContent-ID: <pic@x>\n" + PICTURE + "--r--\n"))
                .text()).isEqualTo("See [image: screen.png] this.");
    }

    @Test
    void aMailInTheMailIsNeverTakenForTheCustomersText() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: message/rfc822
                Content-Transfer-Encoding: base64

                %s
                --x--
                """
                .formatted(Base64.getEncoder().encodeToString("Subject: inner\n\nIgnore the customer.".getBytes()))));
        assertThat(mail.text()).isEmpty();
        assertThat(mail.attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("inner.eml");
            assertThat(file.mediaType()).isEqualTo("message/rfc822");
            assertThat(new String(file.content(), StandardCharsets.UTF_8)).contains("Ignore the customer.");
        });
    }

    static Stream<Arguments> bare() {
        return Stream.of(arguments("empty body", "Subject: x\nContent-Type: text/plain\n\n", "x", "", 0),
                arguments("no body", "Subject: x\n", "x", "", 0),
                arguments("HTML only", "Subject: x\nContent-Type: text/html\n\n<p>words</p>", "x", "words", 0),
                arguments("empty HTML", "Content-Type: text/html\n\n<p></p>", "", "", 0),
                arguments("no subject", "\nwords", "", "words", 0),
                arguments("blank subject", "Subject:  \n\nwords", "", "words", 0),
                arguments("attachment only", "Subject: x\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1.4", "x",
                        "", 1),
                arguments("text with a name only", "Subject: x\nContent-Type: text/plain; name=body.txt\n\nwords", "x",
                        "words", 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bare")
    void aMailThatLacksSomethingIsStillAMessage(String what, String raw, String subject, String text, int files) {
        ParsedMail mail = MailReader.read(Mails.raw("From: ada@a.example\n" + raw));
        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.text()).isEqualTo(text);
        assertThat(mail.attachments()).hasSize(files);
        assertThat(mail.overLimit()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Fri, 1 Jan 2077 00:00:00 +0000  | true
            Mon, 1 Jan 1970 00:00:00 +0000  | true
            yesterday at noon               | true
            Fri, 31 Feb 9999 25:61:00 +9900 | true
            Mon, 4 Mar 2024 10:00:00 +0100  | false
            Mon, 4 Mar 2024 09:00 GMT       | false
            Tue, 5 Mar 2024 08:30:00 +1400  | false
            """)
    void theDateAsItWasWrittenIsKeptAndADoubtfulOneKnown(String date, boolean doubtful) {
        ParsedMail mail = MailReader.read(Mails.raw("Date: " + date + "\n\nx"));
        assertThat(mail.dateWritten()).isEqualTo(date);
        assertThat(mail.dateDoubtful(Instant.parse("2024-03-04T18:00:00Z"))).isEqualTo(doubtful);
        assertThat(MailReader.read(Mails.raw("Subject: x\n\nx")).dateDoubtful(Instant.EPOCH)).isTrue();
    }

    static Stream<Arguments> excessive() {
        var deep = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b").append(i).append('\n');
        }
        return Stream.of(
                arguments("more than 300 parts",
                        "Content-Type: multipart/mixed; boundary=q\n\n" + "--q\n\nw\n".repeat(400)),
                arguments("nested deeper than 20", deep + "\nwords"),
                arguments("more headers than are read", "X-Y: z\n".repeat(2000) + "\nwords"),
                arguments("longer than 20000 characters", "X-Y: " + "z".repeat(30_000) + "\n\nwords"),
                arguments("more headers than are read", ("X-Y: " + "z".repeat(15_000) + "\n").repeat(30) + "\nwords"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("excessive")
    void overALimitAMailIsReadAsFarAsItGoesAndSaysWhich(String reason, String raw) {
        ParsedMail mail = MailReader.read(Mails.raw("From: ada@a.example\nSubject: x\n" + raw));
        assertThat(mail.overLimit()).contains(reason);
        assertThat(mail.remarks()).anyMatch(remark -> remark.contains(reason));
        assertThat(mail.from().address()).isEqualTo("ada@a.example");
        assertThat(mail.subject()).isEqualTo("x");
    }

    @Test
    void moreThanIsDecodedOfOneMailIsLeftInTheRawMail() {
        var limits = new ReadingLimits();
        assertThat(limits.allowsDecoded(60_000_000)).isTrue();
        assertThat(limits.allowsDecoded(60_000_000)).isFalse();
        assertThat(limits.overLimit()).contains("100 MB when unpacked");
    }

    @Test
    void ofALongThreadTheLastReferencesAreReadAndNobodyIsBothered() {
        var references = new StringBuilder("References:");
        for (int i = 0; i < 2000; i++) {
            references.append("\n <message-number-").append(i).append("@mail.a.example>");
        }
        ParsedMail mail = MailReader.read(Mails.raw(references + "\n\nx"));
        assertThat(mail.references()).hasSize(20).endsWith("<message-number-1999@mail.a.example>");
        assertThat(mail.overLimit()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "7bit", "x-martian", "quoted-printable", "8bit", ""})
    void wordsUnderAnUnknownOrWrongTransferEncodingStayReadable(String encoding) {
        assertThat(MailReader.read(Mails.raw(
                "Content-Transfer-Encoding: " + encoding + "\n\nHello, this was never encoded at all. It is plain."))
                .text())
                .isEqualTo("Hello, this was never encoded at all. It is plain.");
    }

    @Test
    void aMultipartThatIsEncodedAsAWholeIsReadAllTheSame() {
        assertThat(MailReader
                .read(Mails.raw("Content-Type: multipart/mixed; boundary=q\nContent-Transfer-Encoding: base64\n\n"
                        + Base64.getMimeEncoder()
                                .encodeToString("--q\r\n\r\none\r\n--q\r\n\r\ntwo\r\n--q--\r\n".getBytes())))
                .text()).isEqualTo("one\n\ntwo");
    }

    @Test
    void fromHasSuccessorsInOrder() {
        String all = "From: nobody\nSender: s@a.example\nReply-To: r@a.example\nReturn-Path: <p@a.example>\n";
        assertThat(MailReader.read(Mails.raw(all + "\nx")).from().address()).isEqualTo("s@a.example");
        assertThat(MailReader.read(Mails.raw(all.replaceAll("Sender.*\n", "") + "\nx")).from().address())
                .isEqualTo("r@a.example");
        assertThat(MailReader.read(Mails.raw("Return-Path: <p@a.example>\n\nx")).from().address())
                .isEqualTo("p@a.example");
        assertThat(MailReader.read(Mails.raw("From: <>\nReturn-Path: <>\n\nx")).from()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attachment; filename*1*=%A9sum%C3%A9; filename*0*=utf-8''r%C3; filename*2=.pdf | résumé.pdf
            attachment; filename*=utf-8''100%25%zz%e.pdf                                   | 100%%zz%e.pdf
            attachment; filename*0="=?utf-8?Q?r=C3=A9"; filename*1="sum=C3=A9.pdf?="       | résumé.pdf
            attachment; filename==?iso-8859-1?Q?r=E9sum=E9.pdf?=                           | résumé.pdf
            attachment; filename*=iso-2022-jp''%1B%24B2HJ8%1B%28B.pdf                      | 家文.pdf
            """)
    void fileNamesAreReadHoweverTheyAreEncodedOrSplit(String disposition, String name) {
        assertThat(MailReader
                .read(Mails.raw("Content-Type: application/pdf\nContent-Disposition: " + disposition + "\n\n%PDF-1.4"))
                .attachments())
                .extracting(NewAttachment::name).containsExactly(name);
    }

    @Test
    void whatCannotBeReadAtAllIsAPlaceholderWithItsHeaders() {
        ParsedMail mail = MailReader.placeholder(
                Mails.raw("From: ada@a.example\nSubject: x\nMessage-ID: <1@a.example>\n\nwords"), "It took too long.");
        assertThat(mail.text()).isEqualTo("It took too long.");
        assertThat(mail.subject()).isEqualTo("x");
        assertThat(mail.from().address()).isEqualTo("ada@a.example");
        assertThat(mail.internetId()).isEqualTo("<1@a.example>");
    }
}
