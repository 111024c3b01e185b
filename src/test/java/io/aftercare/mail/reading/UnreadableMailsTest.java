package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.UnreadableText;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed is opened; what is encrypted says so, so that no machine goes by its subject. */
class UnreadableMailsTest {

    @ParameterizedTest
    @CsvSource({"01-smime-opaque-signed, How do I merge duplicate people in my tree?",
            "signed-streamed, Wie führe ich zwei Personen zusammen?", "signed-multipart, How do I merge two people?",
            "signed-detached, How do I merge two people?"})
    void opensWhatIsOnlySigned(String name, String text) throws IOException {
        ParsedMail mail = read(name);
        assertThat(mail.text()).contains(text);
        assertThat(mail.ownText()).isEqualTo(mail.text().strip());
        assertThat(UnreadableText.in(mail.text())).isFalse();
        assertThat(mail.remarks()).isEmpty();
        assertThat(mail.attachments()).extracting(NewAttachment::name).doesNotContain("smime.p7m");
    }

    @Test
    void keepsTheFilesOfWhatIsSigned() throws IOException {
        assertThat(read("signed-multipart").attachments()).extracting(NewAttachment::name).containsExactly("log.txt");
    }

    @ParameterizedTest
    @CsvSource({"02-pgp-encrypted, OpenPGP", "enveloped, S/MIME", "auth-enveloped, S/MIME", "signed-enveloped, S/MIME"})
    void saysWhatCannotBeRead(String name, String how) throws IOException {
        ParsedMail mail = read(name);
        assertThat(mail.text()).contains("it is encrypted (" + how + ")");
        assertThat(UnreadableText.in(mail.ownText())).isTrue();
        assertThat(mail.remarks()).anyMatch(remark -> remark.contains("No automatic answer"));
        assertThat(mail.attachments()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\nVersion: x\n\nhQ\n-----END PGP MESSAGE-----",
            "Content-Type: text/plain\n\nHello\n\n-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n\nAda",
            "Content-Type: application/pgp; x-action=encrypt\n\n-----BEGIN PGP MESSAGE-----\n\nhQ\n"
                    + "-----END PGP MESSAGE-----",
            "Content-Type: multipart/encrypted; protocol=\"application/x-other\"; boundary=b\n\n--b\n\nx\n--b--",
            "Content-Type: application/x-pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3",
            "Content-Type: application/octet-stream; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pkcs7-mime; "
                    + "smime-type=enveloped-data\n\nMIAG\n--b\n\nA footer of a list.\n--b--",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: "
                    + "application/pgp-encrypted; name=x\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; "
                    + "name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n--b--",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream; "
                    + "name=\"encrypted.asc\"\nContent-Disposition: attachment\n\nhQ\n--b--",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nYou have a secure message.\n--b\nContent-Type: "
                    + "text/html; name=securedoc_20260501.html\nContent-Disposition: attachment\n\n<p>x</p>\n--b--",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nUse a Microsoft account.\n--b\nContent-Type: "
                    + "application/x-microsoft-rpmsg-message; name=message.rpmsg\n\nxx\n--b--"})
    void knowsOtherFormsOfEncryption(String mail) {
        ParsedMail read = MailReader.read(Mails.raw("From: ada@a.example\nSubject: How do I merge?\n" + mail + "\n"));
        assertThat(UnreadableText.in(read.ownText())).isTrue();
        assertThat(read.remarks()).isNotEmpty();
        assertThat(read.text()).doesNotContain("hQ");
    }

    @Test
    void aSignedDocumentIsAFile() throws IOException {
        byte[] signed = UnreadableMailsTest.class.getResourceAsStream("/mails/unreadable/signed-multipart.eml")
                .readAllBytes();
        String base64 = Base64.getMimeEncoder().encodeToString(MailPart.of(signed).decoded());
        ParsedMail mail = MailReader.read(Mails.raw("""
                From: ada@a.example
                Content-Type: multipart/mixed; boundary=b

                --b

                My invoice.
                --b
                Content-Type: application/pkcs7-mime; name="invoice.xml.p7m"
                Content-Disposition: attachment; filename="invoice.xml.p7m"
                Content-Transfer-Encoding: base64

                %s
                --b--
                """.formatted(base64)));
        assertThat(mail.text()).isEqualTo("My invoice.");
        assertThat(mail.attachments()).extracting(NewAttachment::name).containsExactly("invoice.xml.p7m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"This is an HTML message. Please use an HTML capable mail program.",
            "Your mail client does not support HTML.", "This message contains HTML",
            "Ce message est au format HTML.", "Diese E-Mail ist im HTML-Format.", "Este mensaje está en formato HTML",
            "Dit bericht is in HTML.", "このメールはHTML形式です。", "This is a multi-part message in MIME format.",
            ".", "-- ", "*", "&nbsp;"})
    void aTextThatOnlySaysThatThereIsHtmlYieldsToIt(String notice) {
        assertThat(alternative(notice, "<p>The chart is empty.</p><p>What now?</p>").text().replaceAll("\\s+", " "))
                .isEqualTo("The chart is empty. What now?");
    }

    @ParameterizedTest
    @CsvSource({"How do I export a page as HTML?, <p>How do I export a page as <b>HTML</b>?</p>",
            "The chart is empty., <p>See the picture</p>", "👍, <p>👍</p>"})
    void aTextThatSaysSomethingStays(String text, String html) {
        assertThat(alternative(text, html).text().strip()).isEqualTo(text);
    }

    private static ParsedMail alternative(String text, String html) {
        return MailReader.read(Mails.raw("From: ada@a.example\nContent-Type: multipart/alternative; boundary=b",
                ("--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text
                        + "\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html + "\r\n--b--\r\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static ParsedMail read(String name) throws IOException {
        try (var in = UnreadableMailsTest.class.getResourceAsStream("/mails/unreadable/" + name + ".eml")) {
            return MailReader.read(in.readAllBytes());
        }
    }
}
