package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyTextTest {

    static Stream<Arguments> replies() {
        return Stream.of(
                arguments("Gmail, English",
                        "Thanks, solved.\n\nOn Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n\n> Try "
                                + "this."),
                arguments("Gmail, wrapped",
                        "Thanks, solved.\n\nOn Mon, 4 Mar 2024 at 10:11, A Very Long Support Name\n"
                                + "<support+0123456789@a.example> wrote:\n> Try this.\n>\n> Bye"),
                arguments("Gmail, French",
                        "Thanks, solved.\n\nLe lun. 4 mars 2024 à 10:11, Support <support@a.example> a écrit :\n> "
                                + "Essayez ceci."),
                arguments("Gmail, German",
                        "Thanks, solved.\n\nSupport <support@a.example> schrieb am Mo., 4. März 2024, 10:11:\n> "
                                + "Versuchen Sie dies."),
                arguments("Apple, no marks",
                        "Thanks, solved.\n\nOn 4 Mar 2024, at 10:11, Support <support@a.example> wrote:\n\nTry "
                                + "this.\nBye"),
                arguments("Thunderbird, German",
                        "Thanks, solved.\n\nAm 04.03.24 um 10:11 schrieb Support:\n> Versuchen Sie dies."),
                arguments("Thunderbird, French",
                        "Thanks, solved.\n\nLe 04/03/2024 à 10:11, Support a écrit :\n> Essayez."),
                arguments("Outlook, English",
                        "Thanks, solved.\n\nFrom: Support <support@a.example>\nSent: Monday, March 4, 2024 10:11\n"
                                + "To: Ada\nSubject: RE: x\n\nTry this."),
                arguments("Outlook, French",
                        "Thanks, solved.\n\n________________________________\nDe : Support <support@a.example>\n"
                                + "Envoyé : lundi 4 mars 2024 10:11\nÀ : Ada\nObjet : x\n\nEssayez."),
                arguments("Outlook, German",
                        "Thanks, solved.\n\nVon: Support\nGesendet: Montag, 4. März 2024 10:11\nAn: Ada\nBetreff: x\n"
                                + "\nVersuchen."),
                arguments("Outlook, old", "Thanks, solved.\n\n-----Original Message-----\nFrom: Support\n\nTry this."),
                arguments("Outlook, old French",
                        "Thanks, solved.\n\n-----Message d'origine-----\nDe : Support\n\nEssayez."),
                arguments("Outlook, old German",
                        "Thanks, solved.\n\n-----Ursprüngliche Nachricht-----\nVon: Support\n\nVersuchen."),
                arguments("Yahoo, French",
                        "Thanks, solved.\n\nLe lundi 4 mars 2024 à 10:11:12 UTC+1, Support <support@a.example> a "
                                + "écrit :\n\n\nEssayez ceci."),
                arguments("below the quotation",
                        "On Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n> Try this.\n> Bye\n\n"
                                + "Thanks, solved."),
                arguments("signature", "Thanks, solved.\n\n-- \nAda Byron\n1 Street"),
                arguments("telephone", "Thanks, solved.\n\nSent from my iPhone"),
                arguments("telephone, French",
                        "Thanks, solved.\n\nEnvoyé de mon iPhone\n\nLe 4 mars 2024 à 10:11, Support "
                                + "<support@a.example> a écrit :\n\n> Essayez."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void foldsQuotationAndSignatureAway(String program, String text) {
        assertThat(ReplyText.of(text, true)).isEqualTo("Thanks, solved.");
    }

    static Stream<Arguments> untouched() {
        return Stream.of(
                arguments("only a quotation",
                        "On Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n> Try this."),
                arguments("between the lines",
                        "On Mon, 4 Mar 2024 at 10:11, Support <s@a.example> wrote:\n> Which version?\n\n2024\n\n> "
                                + "Which system?\n\nWindows 11"),
                arguments("a sentence with a colon", "On page 3 you wrote:\nclick here. But there is no such thing."),
                arguments("marked lines that nothing announces", "> Try this.\n\nThanks, solved."),
                arguments("only a signature", "-- \nAda"),
                arguments("a copied message", "It says:\nFrom: the file\nand then it stops."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untouched")
    void keepsTextThatIsNoPlainReply(String what, String text) {
        assertThat(ReplyText.of(text, true)).isEqualTo(text.strip());
    }

    @Test
    void keepsWhatAFirstMailShows() {
        String text = "My shop wrote this:\n\n-----Original Message-----\nFrom: Shop\nOrder 77";
        assertThat(ReplyText.of(text, false)).isEqualTo(text);
        assertThat(MailReader.read(Mails.raw("Subject: Fwd: order\nIn-Reply-To: <1@a.example>\n\n" + text)).ownText())
                .isEqualTo(text);
        assertThat(MailReader.read(Mails.raw("Subject: Re: order\n\n" + text)).ownText()).isEqualTo(text);
        assertThat(MailReader.read(Mails.raw("Subject: Re: order\n\n" + text.replace("this:", "this."))).ownText())
                .isEqualTo("My shop wrote this.");
    }

    @Test
    void foldsAwayWhatAnHtmlReplyQuotes() {
        ParsedMail mail = MailReader.read(Mails.raw("""
                Subject: Re: x
                In-Reply-To: <1@a.example>
                Content-Type: text/html; charset=utf-8

                <div dir="ltr">Thanks, solved.</div><br><div class="gmail_quote">\
                <div dir="ltr">On Mon, 4 Mar 2024 at 10:11,
                Support &lt;<a href="mailto:s@a.example">s@a.example</a>&gt; wrote:<br></div>
                <blockquote><div>Try this.</div></blockquote></div>
                """));
        assertThat(mail.ownText()).isEqualTo("Thanks, solved.");
        assertThat(mail.text()).contains("> Try this.");
    }
}
