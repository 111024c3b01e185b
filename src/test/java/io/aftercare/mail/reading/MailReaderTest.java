package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.aftercare.conversation.NewAttachment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailReaderTest {

    @Test
    void readsAPlainMail() {
        ParsedMail mail = MailReader.read(Mails.plain("<one@customer.example>", "Ada Byron <Ada@Customer.Example>",
                "Merge duplicates", "How do I merge\ntwo people?", "In-Reply-To: <zero@aftercare.example>"));
        assertThat(mail.internetId()).isEqualTo("<one@customer.example>");
        assertThat(mail.from()).isEqualTo(new Mailbox("ada@customer.example", "Ada Byron"));
        assertThat(mail.subject()).isEqualTo("Merge duplicates");
        assertThat(mail.text().strip()).isEqualTo("How do I merge\ntwo people?");
        assertThat(mail.html()).isNull();
        assertThat(mail.inReplyTo()).containsExactly("<zero@aftercare.example>");
        assertThat(mail.sentDate()).isEqualTo("2024-03-04T09:00:00Z");
        assertThat(mail.remarks()).isEmpty();
    }

    static Stream<Arguments> charsets() {
        return Stream.of(
                arguments("utf-8", "Été à Besançon", StandardCharsets.UTF_8),
                arguments("iso-8859-1", "Été à Besançon – 5 €", Charset.forName("windows-1252")),
                arguments("us-ascii", "Été à Besançon", StandardCharsets.UTF_8),
                arguments("us-ascii", "Été", StandardCharsets.ISO_8859_1),
                arguments("x-unknown", "Été", StandardCharsets.UTF_8),
                arguments("\"utf-8;format=flowed\"", "Été", StandardCharsets.UTF_8),
                arguments("'UTF8'", "Été", StandardCharsets.UTF_8),
                arguments("GB2312", "家谱軟件", Charset.forName("gb18030")),
                arguments("KS_C_5601-1987", "족보 똠", Charset.forName("x-windows-949")),
                arguments("ISO-2022-JP", "家系図", Charset.forName("iso-2022-jp")),
                arguments("utf-8", "Été", StandardCharsets.ISO_8859_1),
                arguments("!!", "Été", StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("charsets")
    void readsTextInAnyCharsetWhateverItIsCalled(String declared, String text, Charset charset) {
        ParsedMail mail = MailReader.read(Mails.raw("From: a@b.example\nContent-Type: text/plain; charset=" + declared,
                text.getBytes(charset)));
        assertThat(mail.text()).isEqualTo(text);
    }

    @Test
    void keepsWhatIsWholeOfTextCutInsideACharacter() {
        byte[] cut = java.util.Arrays.copyOf("Été à Besançon é".getBytes(StandardCharsets.UTF_8), 19);
        assertThat(MailReader.read(Mails.raw("Content-Type: text/plain; charset=utf-8", cut)).text())
                .startsWith("Été à Besançon ");
    }

    @Test
    void takesOutNulAndHalvesOfSurrogatePairs() {
        ParsedMail mail = MailReader.read(Mails.raw("Subject: =?utf-8?Q?a=00b?=\n"
                + "Content-Type: text/plain; charset=utf-16be", new byte[] {0, 'x', 0, 0, (byte) 0xD8, 0, 0, 'y'}));
        assertThat(mail.text()).startsWith("x").doesNotContain("\0")
                .matches(text -> text.chars().noneMatch(character -> Character.isSurrogate((char) character)));
        assertThat(mail.subject()).isEqualTo("ab");
        assertThat(MailText.clean("a\uD800b\uDC00c\0d\uD83D\uDE00\r\ne\rf\u0007"))
                .isEqualTo("abcd\uD83D\uDE00\ne\nf");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            =?utf-8?Q?R=C3=A9f=C3=A9rence?=                             | Référence
            =?UTF-8?B?w4lnbGlzZQ==?=                                    | Église
            =?utf-8?B?w4lnbGlz?= =?utf-8?B?ZQ==?=                       | Église
            =?utf-8?Q?=C3?= =?utf-8?Q?=A9t=C3=A9?=                      | été
            =?utf-8*fr?Q?=C3=A9t=C3=A9?=                                | été
            Re: =?iso-8859-1?q?=E9t=E9?= et hiver                       | Re: été et hiver
            [AC-000042]=?utf-8?Q?_=C3=A9t=C3=A9?=                       | [AC-000042] été
            =?x-none?Q?=E9t=E9?=                                        | été
            =?utf-8?X?abc?=                                             | =?utf-8?X?abc?=
            =?utf-8?B?!!!?=                                             | ''
            =?utf-8?Q?with blanks inside?=                              | with blanks inside
            =?utf-8?Q?unfinished                                        | unfinished
            =?utf-8?B?w4lnbGlz =?utf-8?B?ZQ==?=                          | Église
            =?utf-8?Q?Why=3F_?? No?=                                    | Why? ?? No
            """)
    void readsEncodedWordsAlsoBrokenOnes(String written, String expected) {
        assertThat(MailReader.read(Mails.raw("Subject: " + written + "\n\nx")).subject()).isEqualTo(expected);
    }

    @Test
    void readsAFoldedSubjectAndOneInBareBytes() {
        assertThat(MailReader.read(Mails.raw("Subject: one\n two\n\tthree\n\nx")).subject()).isEqualTo("one two three");
        assertThat(MailReader.read(Mails.raw("Subject: \u00C3\u00A9t\u00C3\u00A9\n\nx")).subject()).isEqualTo("été");
        assertThat(MailReader.read(Mails.raw("Subject: \u00E9t\u00E9\n\nx")).subject()).isEqualTo("été");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '~', textBlock = """
            ada@b.example                                      | ada@b.example | -
            Ada <ada@b.example>                                | ada@b.example | Ada
            "Byron, Ada" <ada@b.example>                       | ada@b.example | Byron, Ada
            =?utf-8?Q?Ren=C3=A9?= <rene@b.example>             | rene@b.example | René
            ada@b.example (Ada Byron)                          | ada@b.example | Ada Byron
            "ada@b.example" <ada@b.example>                    | ada@b.example | ada@b.example
            <ada@b.example                                     | ada@b.example | -
            Ada Byron ada@b.example                            | ada@b.example | -
            "unfinished <ada@b.example>                        | ada@b.example | unfinished
            =?utf-8?Q?Ada_=3Cada=40b.example=3E?=              | ada@b.example | -
            Ada [mailto:ada@b.example]                         | ada@b.example | -
            nobody, Ada <ada@b.example>                        | ada@b.example | Ada
            undisclosed-recipients:;                           | -             | -
            Ada <>                                             | -             | -
            a@b@evil.example                                   | -             | -
            Ada <a@b@evil.example>                             | -             | -
            ada@b.example <a@b@evil.example>                   | -             | -
            "a@b.example"@evil.example                         | -             | -
            <"a@b.example"@evil.example>                       | -             | -
            =?utf-8?Q?a=40b=40evil.example?=                   | -             | -
            a@b.example @evil.example                          | -             | -
            a@@b.example                                       | -             | -
            "ada"@b.example                                    | "ada"@b.example | -
            """)
    void readsTheSender(String written, String address, String name) {
        Mailbox from = MailReader.read(Mails.raw("From: " + written + "\n\nx")).from();
        assertThat(from).isEqualTo(address == null ? null : new Mailbox(address, name));
    }

    @Test
    void takesTheNextBestHeaderWhenFromIsUnusable() {
        assertThat(MailReader.read(Mails.raw("From: me\nSender: s@b.example\nReply-To: r@b.example\n\nx")).from()
                .address())
                .isEqualTo("s@b.example");
        assertThat(MailReader.read(Mails.raw("Reply-To: r@b.example\n\nx")).from().address()).isEqualTo("r@b.example");
        assertThat(MailReader.read(Mails.raw("Return-Path: <p@b.example>\n\nx")).from().address())
                .isEqualTo("p@b.example");
    }

    @Test
    void readsReferencesFoldedSeparatedByCommasOrBroken() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                References: <1@a.example>,<2@a.example>
                 <3@a.
                 example>\t4@a.example
                In-Reply-To: Your mail of Monday <3@a.example>

                x"""));
        assertThat(mail.references()).containsExactly("<1@a.example>", "<2@a.example>", "<3@a.example>",
                "<4@a.example>");
        assertThat(mail.inReplyTo()).containsExactly("<3@a.example>");
        assertThat(MailReader.read(Mails.raw("In-Reply-To: 9@a.example\n\nx")).inReplyTo())
                .containsExactly("<9@a.example>");
    }

    @Test
    void looksAtTheLastTwentyReferencesOnly() {
        var references = new StringBuilder("References:");
        for (int i = 1; i <= 30; i++) {
            references.append("\n <").append(i).append("@a.example>");
        }
        assertThat(MailReader.read(Mails.raw(references + "\n\nx")).references()).hasSize(20)
                .startsWith("<11@a.example>").endsWith("<30@a.example>");
    }

    @Test
    void derivesAMessageIdWhenThereIsNone() {
        byte[] raw = Mails.raw("From: a@b.example\n\nhello");
        assertThat(MailReader.read(raw).internetId()).matches("<[0-9a-f]{64}@no-message-id\\.invalid>")
                .isEqualTo(MailReader.identity(raw).internetId());
        assertThat(MailReader.read(Mails.raw("Message-ID: strange id\n\nx")).internetId()).isEqualTo("<strangeid>");
    }

    @Test
    void knowsAMailAgainWhateverWayItCame() {
        byte[] mail = Mails.plain("<1@a.example>", "a@b.example", "Hello", "text");
        byte[] otherWay =
                Mails.raw("Return-Path: <a@b.example>\nDelivered-To: x@y.example\nReceived: by relay\n", new byte[0]);
        byte[] copy = Mails.raw(new String(otherWay, StandardCharsets.ISO_8859_1).strip() + "\n"
                + new String(mail, StandardCharsets.ISO_8859_1));
        assertThat(MailReader.identity(copy)).isEqualTo(MailReader.identity(mail));
        assertThat(MailReader.identity(Mails.plain("<1@a.example>", "a@b.example", "Hello", "other text")))
                .isNotEqualTo(MailReader.identity(mail));
    }

    @Test
    void takesPlainTextAndHtmlOfAnAlternative() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Content-Type: multipart/alternative; boundary=x

                --x
                Content-Type: text/plain

                Plain words
                --x
                Content-Type: text/html

                <p onclick="evil()">HTML <b>words</b><script>evil()</script></p>
                --x--
                """));
        assertThat(mail.text()).isEqualTo("Plain words");
        assertThat(mail.html()).contains("<b>words</b>").doesNotContain("evil").doesNotContain("script");
        assertThat(mail.originalHtml()).contains("<script>");
    }

    @Test
    void derivesTextFromHtmlAndMarksWhatIsQuoted() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Content-Type: text/html; charset=utf-8

                <html><head><title>no</title><style>p{}</style></head><body><p>First&nbsp;line<br>second</p>
                <ul><li>one</li><li>two</li></ul><a href="https://a.example/x">here</a>
                <blockquote><p>quoted</p></blockquote><pre>a  b
                c</pre></body></html>
                """));
        assertThat(mail.text()).isEqualTo("""
                First line
                second

                - one
                - two
                here <https://a.example/x>
                > quoted

                a  b
                c""");
    }

    @Test
    void replacesAndCountsRemoteImagesAndKeepsEmbeddedOnes() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Content-Type: multipart/related; boundary=x

                --x
                Content-Type: text/html

                <img src="https://track.example/1.gif" alt="logo"><img src="//track.example/2.gif">
                <img src="cid:pic@1"><a href="javascript:evil()">a</a><a href="https://a.example">b</a>
                <div style="background:url(https://track.example/3.gif)">c</div>
                --x
                Content-Type: image/png; name=pic.png
                Content-ID: <pic@1>
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --x--
                """));
        assertThat(mail.remoteImages()).isEqualTo(2);
        assertThat(mail.html()).contains("[image: logo]").contains("src=\"cid:pic@1\"")
                .contains("href=\"https://a.example\"")
                .contains("noopener").doesNotContain("track.example").doesNotContain("javascript");
        assertThat(mail.attachments()).singleElement().satisfies(image -> {
            assertThat(image.contentId()).isEqualTo("pic@1");
            assertThat(image.name()).isEqualTo("pic.png");
            assertThat(image.content()).startsWith(0x89, 'P', 'N', 'G');
        });
    }

    @Test
    void keepsSeveralTextPartsInOrder() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Content-Type: multipart/mixed; boundary=x

                --x

                one
                --x
                Content-Type: application/pdf; name="a.pdf"

                pdf
                --x
                Content-Type: text/html

                <p>two</p>
                --x
                Content-Type: text/plain

                three
                --x--
                """));
        assertThat(mail.text()).isEqualTo("one\n\ntwo\n\nthree");
        assertThat(mail.html()).containsSubsequence("one", "two", "three");
        assertThat(mail.attachments()).extracting(NewAttachment::name).containsExactly("a.pdf");
    }

    @Test
    void keepsAMailInTheMailAsAFile() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Content-Type: multipart/mixed; boundary=x

                --x

                see below
                --x
                Content-Type: message/rfc822

                Subject: The other / mail
                Message-ID: <inner@a.example>

                inner text
                --x--
                """));
        assertThat(mail.text()).isEqualTo("see below");
        assertThat(mail.attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("The other _ mail.eml");
            assertThat(new String(file.content(), StandardCharsets.UTF_8)).startsWith("Subject: The other / mail")
                    .contains("inner text");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            attachment; filename="report.pdf"                                  | report.pdf
            attachment; filename=report.pdf                                    | report.pdf
            attachment; filename="=?utf-8?Q?r=C3=A9sum=C3=A9.pdf?="            | résumé.pdf
            attachment; filename*=utf-8''r%C3%A9sum%C3%A9.pdf                  | résumé.pdf
            attachment; filename*0*=utf-8''r%C3; filename*1*=%A9sum%C3%A9; filename*2=.pdf | résumé.pdf
            attachment; filename*=r%e9sum%e9.pdf                               | résumé.pdf
            attachment; filename="../../etc/passwd"                            | passwd
            attachment; filename="C:\\temp\\a:b.txt"                           | a_b.txt
            attachment; filename="..."                                         | attachment.txt
            attachment; filename="unfinished.pdf                               | unfinished.pdf
            attachment                                                         | attachment.txt
            attachment; filename="=?utf-8?Q?a=E2=80=AEfdp.exe?="               | afdp.exe
            """)
    void givesFilesASafeName(String disposition, String expected) {
        ParsedMail mail = MailReader.read(Mails.raw("Content-Type: application/pdf\nContent-Disposition: "
                + disposition + "\n\nx"));
        assertThat(mail.attachments()).extracting(NewAttachment::name).containsExactly(expected);
    }

    @Test
    void tellsFilesOfOneNameApartAndCutsLongNames() {
        var names = new FileNames();
        assertThat(names.safe("a.txt", "text/plain")).isEqualTo("a.txt");
        assertThat(names.safe("A.TXT", "text/plain")).isEqualTo("A (2).TXT");
        assertThat(names.safe("x".repeat(500) + ".pdf", "application/pdf")).hasSize(150).endsWith(".pdf");
    }

    static Stream<Arguments> encodings() {
        String text = "Häuser & Gärten";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                arguments("base64", Base64.getEncoder().encode(bytes), text),
                arguments("BASE64 ", Base64.getMimeEncoder(4, new byte[] {'\n'}).encode(bytes), text),
                arguments("base64", "SMOkdXNlciAmIEfDpHJ0ZW4".getBytes(), text),
                arguments("base64", "SMOk*dXNl!ciAm IEfDpHJ0ZW4=\n".getBytes(), text),
                arguments("base64",
                        ("SMOkdXNlciAm\r\nIEfDpHJ0ZW4=\r\n\r\n____\r\nOur list: write to everybody").getBytes(),
                        text + "\n____\nOur list: write to everybody"),
                arguments("quoted-printable", "H=C3=A4user =\n& G=c3=a4rten".getBytes(), text),
                arguments("\"quoted-printable\"", "100% =XY".getBytes(), null),
                arguments("x-nonsense", bytes, text),
                arguments("8bit; really", bytes, text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void undoesTransferEncodingsAlsoBrokenOnes(String encoding, byte[] body, String expected) {
        String text = MailReader.read(Mails.raw("Content-Transfer-Encoding: " + encoding, body)).text();
        if (expected == null) {
            assertThat(text).startsWith("100%");
        } else {
            assertThat(text).isEqualTo(expected);
        }
    }

    static Stream<Arguments> nasty() {
        String deep = "";
        for (int i = 0; i < 200; i++) {
            deep += "Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n";
        }
        return Stream.of(
                arguments("nothing", new byte[0]),
                arguments("one byte", new byte[] {0}),
                arguments("only line ends", Mails.raw("\n\n\n\n")),
                arguments("no header", Mails.raw("just text\nand more")),
                arguments("no body", Mails.raw("Subject: x")),
                arguments("missing boundary", Mails.raw("Content-Type: multipart/mixed\n\nwords")),
                arguments("announced but absent boundary",
                        Mails.raw("Content-Type: multipart/mixed; boundary=q\n\nwords")),
                arguments("empty boundary", Mails.raw("Content-Type: multipart/mixed; boundary=\"\"\n\n--\nwords")),
                arguments("unended multipart", Mails.raw("Content-Type: multipart/mixed; boundary=q\n\n--q\n\nwords")),
                arguments("nonsense type", Mails.raw("Content-Type: text; ;;=\"\n\nwords")),
                arguments("deeply nested", Mails.raw(deep + "\nwords")),
                arguments("many parts",
                        Mails.raw("Content-Type: multipart/mixed; boundary=q\n\n" + "--q\n\nw\n".repeat(2000))),
                arguments("long header",
                        Mails.raw("Subject: " + "a".repeat(2_000_000) + "\nFrom: " + "b".repeat(500_000)
                                + "\nReferences: " + "c".repeat(500_000) + "\n\nwords")),
                arguments("many backslashes",
                        Mails.raw("Content-Type: text/plain; x=\"" + "\\a".repeat(100_000) + "\n\nwords")),
                arguments("deep HTML",
                        Mails.raw("Content-Type: text/html\n\n" + "<div><blockquote>".repeat(20_000) + "words")),
                arguments("many headers", Mails.raw("X: y\n".repeat(20_000) + "\nwords")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nasty")
    void makesAMailOfAnything(String name, byte[] raw) {
        ParsedMail mail = MailReader.read(raw);
        assertThat(mail.internetId()).startsWith("<").endsWith(">");
        assertThat(mail.subject()).isNotNull();
        if (new String(raw, StandardCharsets.ISO_8859_1).contains("words") && !name.equals("deeply nested")) {
            assertThat(mail.text()).contains("words");
        }
        assertThat(MailReader.identity(raw).internetId()).isEqualTo(mail.internetId());
    }

    @Test
    void saysWhatCouldNotBeReadAsItWasMeant() {
        assertThat(
                MailReader.read(Mails.raw("Content-Type: multipart/mixed; boundary=q\n\n" + "--q\n\nw\n".repeat(400)))
                        .remarks())
                .singleElement().asString().contains("300 parts");
    }

    @Test
    void survivesMailsBrokenAtRandom() {
        byte[] whole = Mails.raw("""
                From: =?utf-8?Q?Ren=C3=A9?= <rene@b.example>
                To: "Support, the" <support+token@aftercare.example>
                Subject: =?utf-8?B?w4lnbGlzZQ==?=
                References: <1@a.example> <2@a.example>
                Content-Type: multipart/mixed; boundary="x y"

                --x y
                Content-Type: multipart/alternative; boundary=z

                --z
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                =E9t=E9
                --z
                Content-Type: text/html; charset=utf-8

                <p>été <a href="https://a.example">x</a><blockquote>y</blockquote></p>
                --z--
                --x y
                Content-Type: application/pdf; name*0*=utf-8''a%20; name*1=b.pdf
                Content-Transfer-Encoding: base64

                SGVsbG8gd29ybGQ=
                --x y--
                """);
        var random = new Random(42);
        for (int round = 0; round < 700; round++) {
            byte[] broken = whole.clone();
            for (int hit = random.nextInt(30); hit >= 0; hit--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(broken, 1 + random.nextInt(broken.length));
            for (byte[] bytes : List.of(broken, cut)) {
                ParsedMail mail = MailReader.read(bytes);
                assertThat(mail.text() + mail.subject() + mail.html() + mail.ownText()).doesNotContain("\0");
                assertThat(mail.internetId()).isEqualTo(MailReader.identity(bytes).internetId());
            }
        }
    }

    @Test
    void recognisesADeliveryReport() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                From: Mail System <MAILER-DAEMON@relay.example>
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary=x

                --x

                Sorry, it could not be delivered.
                --x
                Content-Type: message/delivery-status

                Reporting-MTA: dns; relay.example

                Final-Recipient: rfc822; ada@b.example
                Action: failed
                Status: 5.1.1
                --x
                Content-Type: text/rfc822-headers

                Subject: Your answer
                Message-ID: <ours@aftercare.example>
                --x--
                """));
        assertThat(mail.report()).isEqualTo(new DeliveryReport(DeliveryReport.Kind.FAILED, "5.1.1", "ada@b.example",
                List.of("<ours@aftercare.example>")));
    }

    @Test
    void recognisesReportsOfOtherKinds() {
        ParsedMail old = MailReader.read(Mails.raw("""
                From: postmaster@relay.example
                Subject: failure notice
                X-Failed-Recipients: ada@b.example

                Remote host said: 550 5.1.1 no such user
                --- Below this line is a copy of the message.
                Message-ID: <ours@aftercare.example>
                """));
        assertThat(old.report()).isEqualTo(new DeliveryReport(DeliveryReport.Kind.FAILED, "5.1.1", "ada@b.example",
                List.of("<ours@aftercare.example>")));
        assertThat(MailReader.read(Mails.raw("""
                From: ada@b.example
                Content-Type: multipart/report; report-type=disposition-notification; boundary=x

                --x

                was read
                --x
                Content-Type: message/disposition-notification

                Original-Message-ID: <ours@aftercare.example>
                --x--
                """)).report().kind()).isEqualTo(DeliveryReport.Kind.READ);
        assertThat(MailReader.read(Mails.raw("""
                From: postmaster@relay.example
                Subject: delayed
                Content-Type: multipart/report; report-type=delivery-status; boundary=x

                --x
                Content-Type: message/delivery-status

                Action: delayed
                Status: 4.4.1
                --x--
                """)).report().kind()).isEqualTo(DeliveryReport.Kind.DELAYED);
        assertThat(MailReader.read(Mails.plain("<1@a.example>", "ada@b.example", "failure notice", "x")).report())
                .isNull();
    }
}
