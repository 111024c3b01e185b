package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a customer writes is taken for a quotation or a signature, whatever it looks like. */
class OwnWordsTest {

    private static final String QUOTATION = "\n\nOn Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n"
            + "> Please try this.\n> Kind regards";

    /** Texts that begin or end like something else, separated by a line of equals signs. */
    static Stream<String> texts() {
        return Stream.of("""
                Hello, this is what the program says:

                > It stops with error 17.
                > My key is LB26-C6RF-Y9DA-4MEK.
                ====
                > It stops with error 17.

                That is all that I see.
                ====
                I typed
                > import family.ged
                > merge
                and nothing happened.
                ====
                I see this

                >>> import lindenbaum
                >>> lindenbaum.open()
                Traceback
                ====
                It happened again.

                On 12 May at 10:45 the service wrote:

                ERROR 17 licence refused
                at Licence.check(Licence.java:12)

                Please call me back.
                ====
                It happened again.

                On 12 May 2026 at 10:45 the service wrote:

                ERROR 17 licence refused
                ====
                On 12 May 2026 at 10:45 the service wrote:
                > ERROR 17 licence refused
                > at Licence.check(Licence.java:12)

                What can I do?
                ====
                On 12 May at 10:45 Lindenbaum wrote:
                > ERROR 17 licence refused

                What can I do?
                ====
                It stopped.
                2026-05-12 10:45:11 service wrote:
                ERROR 17
                ====
                Am 12. Mai 2026 um 10:45 schrieb das Programm:

                FEHLER 17 Lizenz abgelehnt
                ====
                Le 12 mai 2026 à 10:45 le programme a écrit :

                ERREUR 17 licence refusée
                ====
                I bought it on 12.05.2024 and
                the program then said:
                > ERROR 17
                ====
                On 4 May 2026 I wrote:
                > my key is LB26-C6RF-Y9DA-4MEK

                Did you get that?
                ====
                My colleague bob@company.example wrote:

                It fails for me, too.
                ====
                Here is what you asked for:

                From: 4.2.1
                To: 5.0.0
                Date: last Tuesday

                Since then the licence key is refused with error 17.
                ====
                It fails on the way.
                From: Bern
                To: Paris
                Date: 4 May 1820
                Witness: Ada

                The place is lost.
                ====
                From: 4.2.1
                To: 5.0.0
                Subject: import
                ====
                This is the head of the mail that never came:
                From: shop@vendor.example
                Date: Mon, 4 Mar 2024 10:11
                To: ada@customers.example
                Subject: Your key

                What should I do?
                ====
                De: 1820
                À: 1840
                Date: 12 mai

                Les dates sont fausses.
                ====
                My shop wrote this:

                -----Original Message-----
                From: Shop
                Order 77
                ====
                Here is the invoice.

                ---------- Forwarded message ---------
                From: Shop <shop@vendor.example>
                Date: Mon, 4 Mar 2024 at 10:11
                Subject: Your order
                To: <ada@customers.example>

                Your licence key is LB26-C6RF-Y9DA-4MEK.
                ====
                ---------- Forwarded message ---------
                From: Shop <shop@vendor.example>
                Date: Mon, 4 Mar 2024 at 10:11
                Subject: Your order
                To: <ada@customers.example>

                Your licence key is LB26-C6RF-Y9DA-4MEK.
                ====
                Here it is.

                Begin forwarded message:

                > From: Shop <shop@vendor.example>
                > Subject: Your order
                > Date: 4 March 2024 at 10:11:12 CET
                > To: Ada <ada@customers.example>
                >
                > Your licence key is LB26-C6RF-Y9DA-4MEK.
                ====
                Voici.

                Début du message réexpédié :

                > De: Shop <shop@vendor.example>
                > Objet: Commande
                > Date: 4 mars 2024 à 10:11:12 UTC+1
                >
                > La clé est LB26-C6RF-Y9DA-4MEK.
                ====
                Siehe unten

                -------- Weitergeleitete Nachricht --------
                Betreff: Ihre Bestellung
                Datum: Mon, 4 Mar 2024 10:11:12 +0100
                Von: Shop <shop@vendor.example>
                An: ada@customers.example

                Ihr Schlüssel ist LB26-C6RF-Y9DA-4MEK.
                ====
                It says:
                --
                ERROR 17
                --
                What can I do?
                ====
                The text is
                --
                ERROR 17
                --
                and then it stops
                ====
                The log says:
                --
                ERROR 17 licence refused
                ====
                On page 3 you wrote:
                click here. But there is no such thing.
                """.split("====\n")).map(String::strip);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void staysWhole(String text) {
        assertThat(ReplyText.of(text, true)).isEqualTo(text);
    }

    /** Last sentences that begin as a device signs. */
    static final List<String> SENTENCES = List.of("""
            Sent from my own account it still fails, though.
            Sent using the contact form last week already, without an answer.
            Sent from my iPhone it still fails.
            Sent from my iPhone, it does not arrive.
            Sent from my iPad, the mail is refused.
            Sent from my Windows PC it works, from my Mac it does not.
            Sent with Outlook, the attachment is lost.
            Sent with Outlook LB26-C6RF-Y9DA-4MEK
            Gesendet mit Outlook, Fehler 17
            Sent via the web form twice.
            Sent from the old version it was fine.
            Sent by post on Monday.
            Sent from Bern to Paris in 1820 is wrong.
            Sent with the key LB26-C6RF-Y9DA-4MEK of my wife.
            Get Outlook for iOS to accept the file, how?
            From my iPhone it works.
            Yahoo Mail: the letter never arrived there.
            Envoyé de mon compte cela ne marche toujours pas.
            Envoyé avec le formulaire la semaine dernière, sans réponse.
            Envoyé depuis mon iPhone, le fichier est refusé.
            Provenance : archives de la commune de Berne
            Gesendet von der neuen Version, mit der alten ging es.
            Gesendet mit dem Formular, ohne Antwort.
            Gesendet von meinem iPhone kommt nichts an.
            Von meinem Konto wird nichts gesendet, auch heute nicht gesendet worden
            Diese Nachricht wurde von meinem Server abgelehnt.
            Outlook für meine Mutter geht auch nicht.
            Verzonden vanaf mijn eigen adres werkt het niet.
            Verstuurd met de oude versie lukte het wel.
            Inviato da un altro indirizzo non funziona.
            Enviado desde mi cuenta no funciona.
            Enviado do meu endereço não funciona.
            Wysłane z mojego konta nie działa.
            Skickat från mitt konto fungerar det inte.
            Sendt fra min konto virker det ikke.
            Lähetetty eilen ilman vastausta.
            Отправлено с моего адреса, но не работает.
            Von meinem Konto wurde nichts gesendet.
            Diese Nachricht wurde von meinem Server an Sie gesendet.
            Diese Mail wurde mit Fehler 17 gesendet.
            Yeni sürümden gönderildi
            Sent by mail and phone.
            Sent from my Mac mini the export hangs.
            Sent with Outlook for the third time.
            Sent from my iPhone and my iPad without success.
            Envoyé avec Orange mais pas avec SFR.
            Envoyé par mail et par téléphone.
            Vom Drucker wird nichts gesendet.
            Von Hand gesendet
            Vom Amt gesendet
            Mobil geht es nicht.
            Enviado dos veces.
            Inviato due volte.
            Sent from my phone it works, from the Mac not.
            Sent twice via Gmail.
            Sent from Windows 7 PC, does that matter?
            Gesendet mit Windows 11, Fehler beim Drucken
            Gesendet von GEDCOM 5.5.1
            Sent using Lindenbaum 2026
            Sent from Lindenbaum Mobile 4.1
            Sent via Lindenbaum Online
            Envoyé depuis Lindenbaum 2026
            """.split("\n"));

    @ParameterizedTest
    @FieldSource("SENTENCES")
    void keepsALastSentenceThatBeginsLikeTheSignatureOfADevice(String sentence) {
        String own = "Thank you, it works now.\n" + sentence;
        assertThat(ReplyText.of(own, true)).isEqualTo(own);
        assertThat(ReplyText.of(own, false)).isEqualTo(own);
        assertThat(ReplyText.of(own + QUOTATION, true)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reply On Mon, Mar 4, 2024 at 10:11 AM, sam@support.example wrote:\n> Try again",
            "reply--- On Mon, Mar 4, 2024 at 10:11 AM, sam@support.example wrote:\n> Try again",
            "reply Le lun. 4 mars 2024 à 10:11, Sam <sam@support.example> a écrit :\n> Essayez encore",
            "reply Op ma 4 mrt. 2024 om 10:11 schreef Sam <sam@support.example>:\n> Probeer het nog eens",
            "reply On Mon, Mar 4, 2024 at 10:11 AM, Sam <sam@support.example> wrote:\nTry again"})
    void keepsWhatStandsBeforeAnAnnouncementOnItsLine(String text) {
        assertThat(ReplyText.of(text, true)).isEqualTo("reply");
    }

    @Test
    void keepsASentenceBeforeTheNameThatAnnounces() {
        assertThat(ReplyText.of("It works now. Support <support@a.example> wrote:\n> Try this.", true))
                .isEqualTo("It works now.");
    }

    @Test
    void knowsALetterOfOursByItsLinksWhereNothingAnnouncesIt() {
        assertThat(ReplyText.of("""
                It still fails.

                > Hello Ada,
                > I still need help:
                > https://help.vendor.example/requests/a1aca4baa0466adef09ae2b22695e41f/still-need-help?letter=X
                """, true)).isEqualTo("It still fails.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from-to-versions", "gesendet-mit", "log-wrote", "sent-using"})
    void keepsWhatWentWrongElsewhere(String name) throws IOException {
        String text = text("mails/own-text/" + name + ".txt").strip();
        assertThat(ReplyText.of(text, true)).isEqualTo(text);
        assertThat(ReplyText.of(text + QUOTATION, true)).isEqualTo(text);
    }

    @Test
    void foldsADutchQuotationAway() throws IOException {
        assertThat(ReplyText.of(text("mails/own-text/dutch.txt"), true)).isEqualTo("Dank u, het werkt.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"83-bq-gmail-indent", "83-gt-plain"})
    void keepsWhatIsIndentedOrMarkedInAMail(String name) throws IOException {
        ParsedMail mail = MailReader.read(text("mails/own-text/" + name + ".eml").getBytes(StandardCharsets.UTF_8));
        assertThat(mail.ownText()).isEqualTo(mail.text().strip()).contains("error 17", "LB26-C6RF-Y9DA-4MEK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>ERROR 17</blockquote>",
            "<blockquote class='webkit-indent-blockquote' style='margin:0 0 0 40px;border:none'>ERROR 17</blockquote>",
            "<blockquote style='margin-top:0;margin-bottom:0'>ERROR 17</blockquote>",
            "<blockquote>ERROR 17</blockquote>", "<blockquote dir='ltr'><p>ERROR 17</p></blockquote>",
            "<blockquote style='margin-right: 0px' dir='ltr'>ERROR 17</blockquote>"})
    void keepsAPassageThatIsSetOff(String passage) {
        String reply = "<div>The program says</div>" + passage + "<div>What now?</div>";
        String quotation = "<div class='gmail_quote'><div class='gmail_attr'>On Mon, 4 Mar 2024 at 10:11, Support "
                + "&lt;s@a.example&gt; wrote:</div><blockquote class='gmail_quote' style='margin:0px 0px 0px "
                + "0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex'>Try this.</blockquote></div>";
        for (String html : new String[] {reply, reply + quotation}) {
            ParsedMail mail = MailReader.read(Mails.raw("Subject: Re: x\nIn-Reply-To: <1@a.example>\n"
                    + "Content-Type: text/html; charset=utf-8\n\n" + html));
            assertThat(mail.ownText()).contains("The program says", "ERROR 17", "What now?")
                    .doesNotContain("Try this", "wrote:");
        }
    }

    private static String text(String resource) throws IOException {
        try (var in = OwnWordsTest.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
