package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.aftercare.conversation.NewAttachment;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of a mail: what they are, which are unwrapped and which never are. */
class MailFilesTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13};
    private static final byte[] PROGRAM = program();

    static Stream<Arguments> files() {
        return Stream.of(arguments("photo.jpg", "image/jpeg", PROGRAM, "application/x-msdownload"),
                arguments("tree.pdf", "application/pdf", "%PDF-1.4\n".getBytes(), "application/pdf"),
                arguments("tree.pdf", "application/octet-stream", "%PDF-1.4\n".getBytes(), "application/pdf"),
                arguments("a.jpg", "image/jpeg", PNG, "image/png"),
                arguments("a.png", "image/png", "<html><script>alert(1)</script></html>".getBytes(), "text/html"),
                arguments("a.txt", "text/plain", "<html><body>x</body></html>".getBytes(), "text/html"),
                arguments("a.png", "image/png", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(),
                        "image/svg+xml"),
                arguments("tree.ged", "application/octet-stream", "0 HEAD\n1 SOUR X\n".getBytes(), "text/plain"),
                arguments("a.csv", "application/octet-stream", "a;b\n1;2\n".getBytes(), "text/csv"),
                arguments("a.csv", "text/csv", "a;b\n1;2\n".getBytes(), "text/csv"),
                arguments("a.jpg", "image/jpeg", new byte[] {1, 2, 3, 0, 5, 6}, "application/octet-stream"),
                arguments("empty.dat", "application/x-thing", new byte[0], "application/x-thing"));
    }

    @ParameterizedTest(name = "{0} said to be {1}")
    @MethodSource("files")
    void whatAFileIsSaysItsContentNotItsName(String name, String declared, byte[] content, String type) {
        assertThat(file(name, declared, content).attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo(name);
            assertThat(file.mediaType()).startsWith(type);
            assertThat(file.content()).isEqualTo(content);
        });
    }

    @Test
    void aProgramUnderTheNameOfAPictureIsPointedOut() {
        assertThat(file("photo.jpg", "image/jpeg", PROGRAM).remarks()).singleElement().asString().contains("photo.jpg",
                "is a program");
        assertThat(file("setup.exe", "application/octet-stream", PROGRAM).remarks()).isEmpty();
    }

    @Test
    void anArchiveIsNeverUnpacked() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("bomb.txt"));
            zip.write(new byte[20_000_000]);
        }
        assertThat(file("bomb.zip", "application/zip", bytes.toByteArray()).attachments()).singleElement()
                .satisfies(file -> {
                    assertThat(file.mediaType()).isEqualTo("application/zip");
                    assertThat(file.content()).isEqualTo(bytes.toByteArray());
                });
    }

    @Test
    void aFileUuencodedInTheTextBecomesAnAttachment() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Content-Type: text/plain

                Before.
                begin 644 ../greeting.txt
                /2&5L;&\\@=V]R;&0A"@``
                `
                end
                After.
                """));
        assertThat(mail.text()).contains("Before.", "After.").doesNotContain("begin 644", "2&5L");
        assertThat(mail.attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("greeting.txt");
            assertThat(new String(file.content(), StandardCharsets.UTF_8)).startsWith("Hello world!");
        });
    }

    @Test
    void aUuencodedFileThatLostTheBlanksAtItsLineEndsIsWhole() {
        ParsedMail mail = MailReader.read(Mails.raw("\nbegin 644 cat.bin\n&0V%T\n`\nend\n"));
        assertThat(mail.attachments()).singleElement()
                .satisfies(file -> assertThat(file.content()).containsExactly('C', 'a', 't', 0, 0, 0));
    }

    @Test
    void aUuencodedFileThatIsBrokenStaysText() {
        String text = "Look:\nbegin 644 half.txt\n/2&5L;&\\@=V]R;&0A\nthis is not of it at all, is it?\nend\nBye";
        ParsedMail mail = MailReader.read(Mails.raw("Content-Type: text/plain\n\n" + text));
        assertThat(mail.text()).isEqualTo(text);
        assertThat(mail.attachments()).isEmpty();
        assertThat(MailReader.read(Mails.raw("\nbegin 644 x\nbut no end")).text()).contains("but no end");
    }

    @Test
    void winmailDatIsUnwrapped() {
        ParsedMail mail = MailReader.read(winmail("It came from Outlook.", tnef()));
        assertThat(mail.text()).isEqualTo("It came from Outlook.");
        assertThat(mail.attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("tree.ged");
            assertThat(file.mediaType()).isEqualTo("text/plain");
            assertThat(new String(file.content(), StandardCharsets.UTF_8)).isEqualTo("0 HEAD\n0 TRLR\n");
        });
    }

    @Test
    void theTextInWinmailDatCountsWhenTheMailHasNoOther() {
        assertThat(MailReader.read(winmail("", tnef())).text()).isEqualTo("The body of a rich mail.");
    }

    @Test
    void aBrokenWinmailDatStaysAFile() {
        byte[] whole = tnef();
        for (int length = 0; length < whole.length; length += 3) {
            byte[] cut = Arrays.copyOf(whole, length);
            ParsedMail mail = MailReader.read(winmail("Words.", cut));
            assertThat(mail.text()).isEqualTo("Words.");
            assertThat(mail.attachments()).as("cut at %d", length).hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(file -> assertThat(file.name()).isIn("winmail.dat", "tree.ged"));
        }
        byte[] lying = whole.clone();
        lying[11] = lying[12] = 0x7F;
        assertThat(MailReader.read(winmail("Words.", lying)).attachments()).extracting(NewAttachment::name)
                .containsExactly("winmail.dat");
    }

    @Test
    void richTextIsReadAsItsWords() {
        assertThat(RtfText.of(
                "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}Gr\\'fc\\'dfe,\\par \\b "
                        + "wie\\b0  geht es?\\line\\u9786 ?\\{ok\\}{\\pict 0102}}"))
                .isEqualTo("Grüße,\nwie geht es?\n☺{ok}");
        assertThat(RtfText
                .of("{\\rtf1\\fromhtml1 {\\*\\htmltag64 <p>}words{\\*\\htmltag72 </p>}\\htmlrtf\\par\\htmlrtf0 more}"))
                .isEqualTo("words\nmore");
        assertThat(RtfText.of("}}}{{{\\'zz\\u99999999999 \\bin999999999 x")).isNotNull();
    }

    @Test
    void anInvitationIsNamedAndSaidInASentence() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Content-Type: multipart/alternative; boundary=c

                --c
                Content-Type: text/plain

                Please come.
                --c
                Content-Type: text/calendar; charset=utf-8; method=REQUEST

                BEGIN:VCALENDAR
                METHOD:REQUEST
                BEGIN:VTIMEZONE
                BEGIN:STANDARD
                DTSTART:16010101T030000
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                SUMMARY:Looking at the tree\\, toge
                 ther
                DTSTART;TZID=Europe/Paris:20240307T140000
                END:VEVENT
                END:VCALENDAR
                --c--
                """));
        assertThat(mail.text()).isEqualTo("Please come.");
        assertThat(mail.attachments()).extracting(NewAttachment::name, NewAttachment::mediaType)
                .containsExactly(tuple("invitation.ics", "text/calendar"));
        assertThat(mail.remarks())
                .containsExactly("The file \"invitation.ics\" is an invitation: \"Looking at the tree, together\", "
                        + "on 7 March 2024 at 14:00 (Europe/Paris). It has not been answered.");
        assertThat(Invitation.sentence("a.ics", "METHOD:CANCEL\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20240231")).isEqualTo(
                "The file \"a.ics\" is the cancellation of an appointment. It has not been answered.");
        assertThat(Invitation.sentence("a.ics", "")).contains("an appointment");
    }

    private static ParsedMail file(String name, String declared, byte[] content) {
        return MailReader.read(Mails.raw("Content-Type: " + declared + "; name=\"" + name
                + "\"\nContent-Disposition: attachment; filename=\"" + name
                + "\"\nContent-Transfer-Encoding: base64\n\n" + Base64.getMimeEncoder().encodeToString(content)));
    }

    private static byte[] program() {
        byte[] program = new byte[256];
        program[0] = 'M';
        program[1] = 'Z';
        program[0x3C] = (byte) 0x80;
        program[0x80] = 'P';
        program[0x81] = 'E';
        return program;
    }

    private static byte[] winmail(String text, byte[] content) {
        return Mails.raw("Content-Type: multipart/mixed; boundary=t\n\n--t\nContent-Type: text/plain\n\n" + text
                + "\n--t\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\n--t--\n");
    }

    private static byte[] tnef() {
        ByteBuffer bytes =
                ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN).putInt(0x223E9F78).putShort((short) 1);
        attribute(bytes, 1, 0x00089006, new byte[] {0, 0, 1, 0});
        attribute(bytes, 1, 0x0002800C, "The body of a rich mail.\0".getBytes());
        attribute(bytes, 2, 0x00069002, new byte[14]);
        attribute(bytes, 2, 0x00018010, "tree.ged\0".getBytes());
        attribute(bytes, 2, 0x0006800F, "0 HEAD\n0 TRLR\n".getBytes());
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void attribute(ByteBuffer bytes, int level, int id, byte[] data) {
        int sum = 0;
        for (byte one : data) {
            sum += one & 0xFF;
        }
        bytes.put((byte) level).putInt(id).putInt(data.length).put(data).putShort((short) sum);
    }
}
