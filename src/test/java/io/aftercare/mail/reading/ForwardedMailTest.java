package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedMailTest {

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("Gmail, English", """
                        ---------- Forwarded message ---------
                        From: Ada Lind <ada@a.example>
                        Date: Mon, 4 Mar 2024 at 10:11
                        Subject: Chart is empty
                        To: <carl@aftercare.example>


                        """, ""),
                Arguments.of("Gmail, French", """
                        ---------- Forwarded message ---------
                        De : *Ada Lind* <ada@a.example>
                        Date: lun. 4 mars 2024 à 10:11
                        Subject: Chart is empty
                        To: <carl@aftercare.example>

                        """, ""),
                Arguments.of("Gmail, German", """
                        ---------- Forwarded message ---------
                        Von: Ada Lind <ada@a.example>
                        Date: Mo., 4. März 2024 um 10:11 Uhr
                        Subject: Chart is empty
                        To: <carl@aftercare.example>

                        """, ""),
                Arguments.of("Outlook, English", """
                        ________________________________
                        From: Ada Lind <ada@a.example>
                        Sent: Monday, March 4, 2024 10:11 AM
                        To: Carl <carl@aftercare.example>; Other
                         <other@aftercare.example>
                        Subject: Chart is empty

                        """, ""),
                Arguments.of("Outlook, older, English", """
                        -----Original Message-----
                        From: Ada Lind [mailto:ada@a.example]
                        Sent: 04 March 2024 10:11
                        To: Carl
                        Subject: Chart is empty

                        """, ""),
                Arguments.of("Outlook, French", """
                        De : Ada Lind <ada@a.example>
                        Envoyé : lundi 4 mars 2024 10:11
                        À : Carl <carl@aftercare.example>
                        Objet : Chart is empty

                        """, ""),
                Arguments.of("Outlook, German", """
                        Von: Ada Lind <ada@a.example>
                        Gesendet: Montag, 4. März 2024 10:11
                        An: Carl <carl@aftercare.example>
                        Betreff: Chart is empty

                        """, ""),
                Arguments.of("Apple Mail, English", """
                        Begin forwarded message:

                        > From: Ada Lind <ada@a.example>
                        > Subject: Chart is empty
                        > Date: 4 March 2024 at 10:11:12 CET
                        > To: Carl <carl@aftercare.example>
                        >\s
                        """, "> "),
                Arguments.of("Apple Mail, French", """
                        Début du message réexpédié :

                        > De: Ada Lind <ada@a.example>
                        > Objet: Chart is empty
                        > Date: 4 mars 2024 à 10:11:12 UTC+1
                        > À: Carl <carl@aftercare.example>
                        >\s
                        """, "> "),
                Arguments.of("Apple Mail, German", """
                        Anfang der weitergeleiteten Nachricht:

                        > Von: Ada Lind <ada@a.example>
                        > Betreff: Chart is empty
                        > Datum: 4. März 2024 um 10:11:12 MEZ
                        > An: Carl <carl@aftercare.example>
                        >\s
                        """, "> "),
                Arguments.of("Thunderbird, English", """
                        -------- Forwarded Message --------
                        Subject: \tChart is empty
                        Date: \tMon, 4 Mar 2024 10:11:12 +0100
                        From: \tAda Lind <ada@a.example>
                        To: \tcarl@aftercare.example

                        """, ""),
                Arguments.of("Thunderbird, French", """
                        -------- Message transféré --------
                        Sujet : \tChart is empty
                        Date : \tMon, 4 Mar 2024 10:11:12 +0100
                        De : \tAda Lind <ada@a.example>
                        Pour : \tcarl@aftercare.example

                        """, ""),
                Arguments.of("Thunderbird, German", """
                        -------- Weitergeleitete Nachricht --------
                        Betreff: \tChart is empty
                        Datum: \tMon, 4 Mar 2024 10:11:12 +0100
                        Von: \tAda Lind <ada@a.example>
                        An: \tcarl@aftercare.example

                        """, ""),
                Arguments.of("Yahoo, English", """
                        ----- Forwarded Message -----
                        From: "Ada Lind" <ada@a.example>
                        To: "carl@aftercare.example" <carl@aftercare.example>
                        Sent: Monday, March 4, 2024 at 10:11:12 AM GMT+1
                        Subject: Chart is empty

                        """, ""),
                Arguments.of("Yahoo, French", """
                        ----- Mail transféré -----
                        De : "Ada Lind" <ada@a.example>
                        À : "carl@aftercare.example" <carl@aftercare.example>
                        Envoyé : lundi 4 mars 2024 à 10:11:12 UTC+1
                        Objet : Chart is empty

                        """, ""),
                Arguments.of("Yahoo, German", """
                        ----- Weitergeleitete Nachricht -----
                        Von: "Ada Lind" <ada@a.example>
                        An: "carl@aftercare.example" <carl@aftercare.example>
                        Gesendet: Montag, 4. März 2024 um 10:11:12 MEZ
                        Betreff: Chart is empty

                        """, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void findsTheOriginalSenderAndText(String program, String block, String mark) {
        ForwardedMail found =
                in("Please have a look, it is urgent.\nCarl\n\n" + block + mark + "My chart is empty.\n" + mark
                        + "\n" + mark + "What can I do?\n").orElseThrow();
        assertThat(found.sender()).isEqualTo(new Mailbox("ada@a.example", found.sender().name()));
        assertThat(found.subject()).isEqualTo("Chart is empty");
        assertThat(found.text()).isEqualTo("My chart is empty.\n\nWhat can I do?");
        assertThat(found.words()).isEqualTo("Please have a look, it is urgent.\nCarl");
    }

    static Stream<Arguments> languages() {
        return Stream.of(Arguments.of("Doorgestuurd bericht", "Van|Verzonden|Aan|Onderwerp"),
                Arguments.of("Messaggio inoltrato", "Da|Inviato|A|Oggetto"),
                Arguments.of("Mensaje reenviado", "De|Enviado|Para|Asunto"),
                Arguments.of("Mensagem encaminhada", "De|Enviada em|Para|Assunto"),
                Arguments.of("Wiadomość przekazana", "Od|Data|Do|Temat"),
                Arguments.of("Vidarebefordrat meddelande", "Från|Skickat|Till|Ämne"),
                Arguments.of("Videresendt meddelelse", "Fra|Sendt|Til|Emne"),
                Arguments.of("Videresendt melding", "Fra|Dato|Til|Emne"),
                Arguments.of("Välitetty viesti", "Lähettäjä|Lähetetty|Vastaanottaja|Aihe"),
                Arguments.of("Пересылаемое сообщение", "От|Дата|Кому|Тема"),
                Arguments.of("Переслане повідомлення", "Від|Дата|Кому|Тема"),
                Arguments.of("転送メッセージ", "差出人|送信日時|宛先|件名"),
                Arguments.of("转发的邮件", "发件人|发送时间|收件人|主题"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void findsTheOriginalInOtherLanguages(String announcement, String names) {
        String[] name = names.split("\\|");
        String head = name[0] + ": Ada Lind <ada@a.example>\n" + name[1] + ": 4-3-2024 10:11\n" + name[2]
                + ": Carl <carl@aftercare.example>\n" + name[3] + ": Chart is empty\n\nMy chart is empty.";
        for (String above : new String[] {"---------- " + announcement + " ---------\n",
                "________________________________\n", ""}) {
            ForwardedMail found = in("Please take care.\n\n" + above + head).orElseThrow();
            assertThat(found.sender()).isEqualTo(new Mailbox("ada@a.example", "Ada Lind"));
            assertThat(found.subject()).isEqualTo("Chart is empty");
            assertThat(found.text()).isEqualTo("My chart is empty.");
            assertThat(found.words()).isEqualTo("Please take care.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PD", "VS", "VB", "VL", "Doorst", "I", "RV", "ENC", "WG", "Továbbítás", "转发"})
    void knowsASubjectThatIsPassedOn(String mark) {
        assertThat(Subjects.forwarded(mark + ": Chart is empty")).isTrue();
        assertThat(Subjects.bare(mark + ": Chart is empty")).isEqualTo("Chart is empty");
    }

    @Test
    void tellsAFinnishReplyFromADanishForward() {
        String quoted = "Kiitos.\n\nLähettäjä: Support <s@a.example>\nLähetetty: 4.3.2024 10:11\nAihe: x\n\nHei";
        assertThat(own("VS: x", quoted)).isEqualTo("Kiitos.");
        String passedOn = "Se her.\n\nFra: Shop <s@a.example>\nSendt: 4. marts 2024 10:11\nEmne: x\n\nNøgle 4711";
        assertThat(own("VS: x", passedOn)).isEqualTo(passedOn);
    }

    private static String own(String subject, String text) {
        return MailReader.read(Mails.raw("Subject: " + subject
                + "\nIn-Reply-To: <1@a.example>\nContent-Type: text/plain; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8))).ownText();
    }

    @Test
    void findsTheOriginalInAMailInTheMail() {
        ForwardedMail found = in(Mails.raw("""
                From: carl@aftercare.example
                Subject: Fwd: Chart
                Content-Type: multipart/mixed; boundary=b

                --b

                See attached.
                --b
                Content-Type: message/rfc822

                From: Ada Lind <ada@a.example>
                Message-ID: <original@a.example>
                References: <earlier@aftercare.example>
                Subject: Chart is empty

                My chart is empty.
                --b--
                """)).orElseThrow();
        assertThat(found.sender()).isEqualTo(new Mailbox("ada@a.example", "Ada Lind"));
        assertThat(found.internetId()).isEqualTo("<original@a.example>");
        assertThat(found.cited()).containsExactly("<earlier@aftercare.example>");
        assertThat(found.text().strip()).isEqualTo("My chart is empty.");
        assertThat(found.words()).isEqualTo("See attached.");
        assertThat(found.attachments()).extracting(NewAttachment::mediaType).containsExactly("message/rfc822");
    }

    @Test
    void findsNobodyWhereNoSenderCanBeRead() {
        assertThat(in(
                "Look at this.\n\n-----Original Message-----\nFrom: Ada\nSent: today\nTo: Carl\nSubject: x\n\nHello"))
                .isEmpty();
        assertThat(in("From: my point of view\nit is urgent.")).isEmpty();
        assertThat(in("")).isEmpty();
    }

    private static Optional<ForwardedMail> in(String text) {
        return in(
                ("From: carl@aftercare.example\r\nSubject: Fwd: Chart is empty\r\nContent-Type: text/plain; "
                        + "charset=utf-8\r\n\r\n"
                        + text.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<ForwardedMail> in(byte[] raw) {
        return ForwardedMail.in(MailReader.read(raw), MailReader::read);
    }
}
