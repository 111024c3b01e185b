package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replies as the mail programs of our customers write them, in three languages: what they quote and their signatures
 * are folded away, and nothing that the customer wrote is. All words are made up; only the marks are those of the
 * programs.
 */
class RepliesOfMailProgramsTest {

    /** The last argument is null where all of the text is to stay. */
    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("Gmail, English, above",
                        "Thanks, solved.\n\nOn Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n\n> "
                                + "Please try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("Gmail, English, below",
                        "On Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n> Please try this.\n> Kind "
                                + "regards\n\nThanks, solved.",
                        "Thanks, solved."),
                arguments("Apple Mail, English, above",
                        "Thanks, solved.\n\nOn 4 Mar 2024, at 10:11, Support <support@a.example> wrote:\n\n> Please "
                                + "try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("Apple Mail, English, below",
                        "On 4 Mar 2024, at 10:11, Support <support@a.example> wrote:\n> Please try this.\n> Kind "
                                + "regards\n\nThanks, solved.",
                        "Thanks, solved."),
                arguments("Thunderbird, English, above",
                        "Thanks, solved.\n\nOn 3/4/24 10:11, Support wrote:\n\n> Please try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("Thunderbird, English, below",
                        "On 3/4/24 10:11, Support wrote:\n> Please try this.\n> Kind regards\n\nThanks, solved.",
                        "Thanks, solved."),
                arguments("Yahoo, English, above",
                        "Thanks, solved.\n\nOn Monday, March 4, 2024 at 10:11:12 AM GMT+1, Support "
                                + "<support@a.example> wrote:\n\n> Please try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("Yahoo, English, below",
                        "On Monday, March 4, 2024 at 10:11:12 AM GMT+1, Support <support@a.example> wrote:\n> Please "
                                + "try this.\n> Kind regards\n\nThanks, solved.",
                        "Thanks, solved."),
                arguments("Gmail, English, announced over two lines",
                        "Thanks, solved.\n\nOn Mon, 4 Mar 2024 at 10:11, A Rather Long Support Name\n"
                                + "<support+0123456789@a.example> wrote:\n\n> Please try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("Gmail, English, announced over three lines",
                        "Thanks, solved.\n\nOn Mon, 4\nMar 2024 at 10:11, Support\n<support@a.example> wrote:\n> "
                                + "Please try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("Outlook on Windows, English",
                        "Thanks, solved.\n\nFrom: Support <support@a.example>\nSent: Monday, March 4, 2024 10:11 AM\n"
                                + "To: Ada Keller\nSubject: RE: x\n\nPlease try this.\nKind regards",
                        "Thanks, solved."),
                arguments("Outlook on the web, English",
                        "Thanks, solved.\n\n________________________________\nFrom: Support <support@a.example>\n"
                                + "Sent: Monday, March 4, 2024 10:11 AM\nTo: Ada Keller\nSubject: RE: x\n\nPlease "
                                + "try this.\nKind regards",
                        "Thanks, solved."),
                arguments("Outlook on a phone, English",
                        "Thanks, solved.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n"
                                + "________________________________\nFrom: Support <support@a.example>\nSent: "
                                + "Monday, March 4, 2024 10:11 AM\nTo: Ada Keller\nSubject: RE: x\n\nPlease try "
                                + "this.\nKind regards",
                        "Thanks, solved."),
                arguments("Outlook on a Mac, English",
                        "Thanks, solved.\n\nFrom: Support <support@a.example>\nDate: Monday, March 4, 2024 10:11 AM\n"
                                + "To: Ada\nSubject: x\nPlease try this.\nKind regards",
                        "Thanks, solved."),
                arguments("Outlook, bold fields, English",
                        "Thanks, solved.\n\n*From:* Support <support@a.example>\n*Sent:* Monday, March 4, 2024 10:11 "
                                + "AM\n*To:* Ada\n*Subject:* x\n\nPlease try this.\nKind regards",
                        "Thanks, solved."),
                arguments("iPhone, English",
                        "Thanks, solved.\n\nSent from my iPhone\n\n> On 4 Mar 2024, at 10:11, Support "
                                + "<support@a.example> wrote:\n> \n> Please try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("Samsung, English",
                        "Thanks, solved.\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: Support "
                                + "<support@a.example>\nDate: 04.03.24 10:11\nPlease try this.\nKind regards",
                        "Thanks, solved."),
                arguments("Yahoo on a phone, English, no marks",
                        "Thanks, solved.\n\nSent from Yahoo Mail for iPhone\n\nOn Monday, March 4, 2024 at 10:11:12 "
                                + "AM GMT+1, Support <support@a.example> wrote:\n\nPlease try this.\nKind regards",
                        "Thanks, solved."),
                arguments("no blank line before the announcement, English",
                        "Thanks, solved.\nOn Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n> Please "
                                + "try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("no blank line before a wrapped announcement, English",
                        "Thanks, solved.\nOn Mon, 4\nMar 2024 at 10:11, Support\n<support@a.example> wrote:\n> "
                                + "Please try this.\n> Kind regards",
                        "Thanks, solved."),
                arguments("signature, English", "Thanks, solved.\n\n-- \nAda Keller\nBern", "Thanks, solved."),
                arguments("answers between the lines, English",
                        "On Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n> 1?\n\nEins\n\n> 2?\n\n"
                                + "Zwei\n\n-- \nAda",
                        "On Mon, 4 Mar 2024 at 10:11, Support <support@a.example> wrote:\n> 1?\n\nEins\n\n> 2?\n\n"
                                + "Zwei"),
                arguments("only a quotation, English",
                        "On 3/4/24 10:11, Support wrote:\n> Please try this.\n> Kind regards", null),
                arguments("Gmail, French, above",
                        "Merci, résolu.\n\nLe lun. 4 mars 2024 à 10:11, Support <support@a.example> a écrit :\n\n> "
                                + "Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("Gmail, French, below",
                        "Le lun. 4 mars 2024 à 10:11, Support <support@a.example> a écrit :\n> Essayez ceci.\n> "
                                + "Cordialement\n\nMerci, résolu.",
                        "Merci, résolu."),
                arguments("Apple Mail, French, above",
                        "Merci, résolu.\n\nLe 4 mars 2024 à 10:11, Support <support@a.example> a écrit :\n\n> "
                                + "Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("Apple Mail, French, below",
                        "Le 4 mars 2024 à 10:11, Support <support@a.example> a écrit :\n> Essayez ceci.\n> "
                                + "Cordialement\n\nMerci, résolu.",
                        "Merci, résolu."),
                arguments("Thunderbird, French, above",
                        "Merci, résolu.\n\nLe 04/03/2024 à 10:11, Support a écrit :\n\n> Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("Thunderbird, French, below",
                        "Le 04/03/2024 à 10:11, Support a écrit :\n> Essayez ceci.\n> Cordialement\n\nMerci, résolu.",
                        "Merci, résolu."),
                arguments("Yahoo, French, above",
                        "Merci, résolu.\n\nLe lundi 4 mars 2024 à 10:11:12 UTC+1, Support <support@a.example> a "
                                + "écrit :\n\n> Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("Yahoo, French, below",
                        "Le lundi 4 mars 2024 à 10:11:12 UTC+1, Support <support@a.example> a écrit :\n> Essayez "
                                + "ceci.\n> Cordialement\n\nMerci, résolu.",
                        "Merci, résolu."),
                arguments("Gmail, French, announced over two lines",
                        "Merci, résolu.\n\nLe lun. 4 mars 2024 à 10:11, A Rather Long Support Name\n"
                                + "<support+0123456789@a.example> a écrit :\n\n> Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("Gmail, French, announced over three lines",
                        "Merci, résolu.\n\nLe lun. 4\nmars 2024 à 10:11, Support\n<support@a.example> a écrit :\n> "
                                + "Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("Outlook on Windows, French",
                        "Merci, résolu.\n\nDe : Support <support@a.example>\nEnvoyé : lundi 4 mars 2024 10:11\nÀ : "
                                + "Ada Keller\nObjet : RE: x\n\nEssayez ceci.\nCordialement",
                        "Merci, résolu."),
                arguments("Outlook on the web, French",
                        "Merci, résolu.\n\n________________________________\nDe : Support <support@a.example>\n"
                                + "Envoyé : lundi 4 mars 2024 10:11\nÀ : Ada Keller\nObjet : RE: x\n\nEssayez ceci.\n"
                                + "Cordialement",
                        "Merci, résolu."),
                arguments("Outlook on a phone, French",
                        "Merci, résolu.\n\nTélécharger Outlook pour Android<https://aka.ms/x>\n"
                                + "________________________________\nDe : Support <support@a.example>\nEnvoyé : "
                                + "lundi 4 mars 2024 10:11\nÀ : Ada Keller\nObjet : RE: x\n\nEssayez ceci.\n"
                                + "Cordialement",
                        "Merci, résolu."),
                arguments("Outlook on a Mac, French",
                        "Merci, résolu.\n\nDe : Support <support@a.example>\nDate : lundi 4 mars 2024 10:11\nÀ : "
                                + "Ada\nObjet : x\nEssayez ceci.\nCordialement",
                        "Merci, résolu."),
                arguments("Outlook, bold fields, French",
                        "Merci, résolu.\n\n*De :* Support <support@a.example>\n*Envoyé :* lundi 4 mars 2024 10:11\n"
                                + "*À :* Ada\n*Objet :* x\n\nEssayez ceci.\nCordialement",
                        "Merci, résolu."),
                arguments("iPhone, French",
                        "Merci, résolu.\n\nEnvoyé de mon iPhone\n\n> Le 4 mars 2024 à 10:11, Support "
                                + "<support@a.example> a écrit :\n> \n> Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("Samsung, French",
                        "Merci, résolu.\n\nEnvoyé depuis mon appareil mobile Samsung.\n\n-------- Message d'origine "
                                + "--------\nDe : Support <support@a.example>\nDate : 04.03.24 10:11\nEssayez ceci.\n"
                                + "Cordialement",
                        "Merci, résolu."),
                arguments("Yahoo on a phone, French, no marks",
                        "Merci, résolu.\n\nEnvoyé depuis Yahoo Mail pour iPhone\n\nLe lundi 4 mars 2024 à 10:11:12 "
                                + "UTC+1, Support <support@a.example> a écrit :\n\nEssayez ceci.\nCordialement",
                        "Merci, résolu."),
                arguments("no blank line before the announcement, French",
                        "Merci, résolu.\nLe lun. 4 mars 2024 à 10:11, Support <support@a.example> a écrit :\n> "
                                + "Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("no blank line before a wrapped announcement, French",
                        "Merci, résolu.\nLe lun. 4\nmars 2024 à 10:11, Support\n<support@a.example> a écrit :\n> "
                                + "Essayez ceci.\n> Cordialement",
                        "Merci, résolu."),
                arguments("signature, French", "Merci, résolu.\n\n-- \nAda Keller\nBern", "Merci, résolu."),
                arguments("answers between the lines, French",
                        "Le lun. 4 mars 2024 à 10:11, Support <support@a.example> a écrit :\n> 1?\n\nEins\n\n> 2?\n\n"
                                + "Zwei\n\n-- \nAda",
                        "Le lun. 4 mars 2024 à 10:11, Support <support@a.example> a écrit :\n> 1?\n\nEins\n\n> 2?\n\n"
                                + "Zwei"),
                arguments("only a quotation, French",
                        "Le 04/03/2024 à 10:11, Support a écrit :\n> Essayez ceci.\n> Cordialement", null),
                arguments("Gmail, German, above",
                        "Danke, gelöst.\n\nAm Mo., 4. März 2024 um 10:11 Uhr schrieb Support <support@a.example>:\n\n"
                                + "> Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Gmail, German, below",
                        "Am Mo., 4. März 2024 um 10:11 Uhr schrieb Support <support@a.example>:\n> Versuchen Sie "
                                + "dies.\n> Mit freundlichen Grüßen\n\nDanke, gelöst.",
                        "Danke, gelöst."),
                arguments("Apple Mail, German, above",
                        "Danke, gelöst.\n\nAm 04.03.2024 um 10:11 schrieb Support <support@a.example>:\n\n> "
                                + "Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Apple Mail, German, below",
                        "Am 04.03.2024 um 10:11 schrieb Support <support@a.example>:\n> Versuchen Sie dies.\n> Mit "
                                + "freundlichen Grüßen\n\nDanke, gelöst.",
                        "Danke, gelöst."),
                arguments("Thunderbird, German, above",
                        "Danke, gelöst.\n\nAm 04.03.24 um 10:11 schrieb Support:\n\n> Versuchen Sie dies.\n> Mit "
                                + "freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Thunderbird, German, below",
                        "Am 04.03.24 um 10:11 schrieb Support:\n> Versuchen Sie dies.\n> Mit freundlichen Grüßen\n\n"
                                + "Danke, gelöst.",
                        "Danke, gelöst."),
                arguments("Yahoo, German, above",
                        "Danke, gelöst.\n\nAm Montag, 4. März 2024 um 10:11:12 MEZ hat Support <support@a.example> "
                                + "Folgendes geschrieben:\n\n> Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Yahoo, German, below",
                        "Am Montag, 4. März 2024 um 10:11:12 MEZ hat Support <support@a.example> Folgendes "
                                + "geschrieben:\n> Versuchen Sie dies.\n> Mit freundlichen Grüßen\n\nDanke, gelöst.",
                        "Danke, gelöst."),
                arguments("Gmail, German, announced over two lines",
                        "Danke, gelöst.\n\nAm Mo., 4. März 2024 um 10:11 Uhr schrieb A Rather Long Support Name\n"
                                + "<support+0123456789@a.example>:\n\n> Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Gmail, German, announced over three lines",
                        "Danke, gelöst.\n\nAm Mo., 4.\nMärz 2024 um 10:11 Uhr schrieb Support\n<support@a.example>:\n"
                                + "> Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Outlook on Windows, German",
                        "Danke, gelöst.\n\nVon: Support <support@a.example>\nGesendet: Montag, 4. März 2024 10:11\n"
                                + "An: Ada Keller\nBetreff: RE: x\n\nVersuchen Sie dies.\nMit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Outlook on the web, German",
                        "Danke, gelöst.\n\n________________________________\nVon: Support <support@a.example>\n"
                                + "Gesendet: Montag, 4. März 2024 10:11\nAn: Ada Keller\nBetreff: RE: x\n\nVersuchen "
                                + "Sie dies.\nMit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Outlook on a phone, German",
                        "Danke, gelöst.\n\nOutlook für Android beziehen<https://aka.ms/x>\n"
                                + "________________________________\nVon: Support <support@a.example>\nGesendet: "
                                + "Montag, 4. März 2024 10:11\nAn: Ada Keller\nBetreff: RE: x\n\nVersuchen Sie "
                                + "dies.\nMit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Outlook on a Mac, German",
                        "Danke, gelöst.\n\nVon: Support <support@a.example>\nDatum: Montag, 4. März 2024 10:11\nAn: "
                                + "Ada\nBetreff: x\nVersuchen Sie dies.\nMit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Outlook, bold fields, German",
                        "Danke, gelöst.\n\n*Von:* Support <support@a.example>\n*Gesendet:* Montag, 4. März 2024 "
                                + "10:11\n*An:* Ada\n*Betreff:* x\n\nVersuchen Sie dies.\nMit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("iPhone, German",
                        "Danke, gelöst.\n\nVon meinem iPhone gesendet\n\n> Am 04.03.2024 um 10:11 schrieb Support "
                                + "<support@a.example>:\n> \n> Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Samsung, German",
                        "Danke, gelöst.\n\nVon meinem Samsung Galaxy Smartphone gesendet.\n\n-------- Ursprüngliche "
                                + "Nachricht --------\nVon: Support <support@a.example>\nDatum: 04.03.24 10:11\n"
                                + "Versuchen Sie dies.\nMit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("Yahoo on a phone, German, no marks",
                        "Danke, gelöst.\n\nGesendet von Yahoo Mail auf dem iPhone\n\nAm Montag, 4. März 2024 um "
                                + "10:11:12 MEZ hat Support <support@a.example> Folgendes geschrieben:\n\nVersuchen "
                                + "Sie dies.\nMit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("no blank line before the announcement, German",
                        "Danke, gelöst.\nAm Mo., 4. März 2024 um 10:11 Uhr schrieb Support <support@a.example>:\n> "
                                + "Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("no blank line before a wrapped announcement, German",
                        "Danke, gelöst.\nAm Mo., 4.\nMärz 2024 um 10:11 Uhr schrieb Support\n<support@a.example>:\n> "
                                + "Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        "Danke, gelöst."),
                arguments("signature, German", "Danke, gelöst.\n\n-- \nAda Keller\nBern", "Danke, gelöst."),
                arguments("answers between the lines, German",
                        "Am Mo., 4. März 2024 um 10:11 Uhr schrieb Support <support@a.example>:\n> 1?\n\nEins\n\n> "
                                + "2?\n\nZwei\n\n-- \nAda",
                        "Am Mo., 4. März 2024 um 10:11 Uhr schrieb Support <support@a.example>:\n> 1?\n\nEins\n\n> "
                                + "2?\n\nZwei"),
                arguments("only a quotation, German",
                        "Am 04.03.24 um 10:11 schrieb Support:\n> Versuchen Sie dies.\n> Mit freundlichen Grüßen",
                        null),
                arguments("Gmail on a phone, German",
                        "Danke, gelöst.\nSupport <support@a.example> schrieb am Mo., 4. März 2024, 10:11:\n> "
                                + "Versuchen Sie dies.",
                        "Danke, gelöst."),
                arguments("GMX, German",
                        "Danke, gelöst.\n\nGesendet: Montag, 04. März 2024 um 10:11 Uhr\nVon: Support "
                                + "<support@a.example>\nAn: ada@k.example\nBetreff: x\n\nVersuchen Sie dies.",
                        "Danke, gelöst."),
                arguments("Outlook in another language",
                        "Thanks, solved.\n\n________________________________\nFra: Support <support@a.example>\n"
                                + "Sendt: 4. marts 2024 10:11\nTil: Ada\nEmne: x\n\nPlease try this.",
                        "Thanks, solved."),
                arguments("answers announced as standing below, English",
                        "See my answers below in red.\n\nFrom: Support\nSent: Monday\nTo: Ada\nSubject: x\n\nWhich "
                                + "version? 2024",
                        null),
                arguments("answers announced as standing below, French",
                        "Voir ci-dessous.\n\nDe : Support\nEnvoyé : lundi\nÀ : Ada\nObjet : x\n\nQuelle version ? 2024",
                        null),
                arguments("answers announced as standing below, German",
                        "Meine Antworten stehen unten im Text.\n\nVon: Support\nGesendet: Montag\nAn: Ada\nBetreff: "
                                + "x\n\nWelche Version? 2024",
                        null),
                arguments("signature above answers between the lines",
                        "-- \nAda\n\nOn Mon, 4 Mar 2024 at 10:11, S <s@a.example> wrote:\n> Which version?\n\n2024\n"
                                + "\n> Which system?\n\nWindows",
                        null),
                arguments("a line of two dashes in a long text",
                        "It says:\n--\nline 0\nline 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7\nline 8\nline "
                                + "9\nline 10\nline 11\nline 12\nline 13\nline 14\nline 15\nline 16\nline 17\nline "
                                + "18\nline 19\nline 20\nline 21\nline 22\nline 23\nline 24\nline 25\nline 26\nline "
                                + "27\nline 28\nline 29\nline 30\nline 31\nline 32\nline 33\nline 34\nline 35\nline "
                                + "36\nline 37\nline 38\nline 39",
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void foldsQuotationAndSignatureOfATextAwayAndKeepsTheAnswer(String program, String text, String own) {
        ParsedMail mail = MailReader
                .read(Mails.raw("Subject: Re: x\nIn-Reply-To: <1@a.example>\nContent-Type: text/plain; charset=utf-8",
                        text.getBytes(StandardCharsets.UTF_8)));
        assertThat(mail.ownText()).isEqualTo(own == null ? mail.text().strip() : own);
        assertThat(mail.text().strip()).as("nothing is lost").isEqualTo(text.strip());
    }

    static Stream<Arguments> html() {
        return Stream.of(
                arguments("Gmail",
                        "<div dir=\"ltr\">Thanks, solved.<div><br></div></div><br><div class=\"gmail_quote "
                                + "gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">On Mon, 4 Mar 2024 "
                                + "at 10:11, Support &lt;<a href=\"mailto:s@a.example\">s@a.example</a>&gt; "
                                + "wrote:<br></div><blockquote class=\"gmail_quote\"><div>Please try "
                                + "this.</div></blockquote></div>",
                        "Thanks, solved."),
                arguments("Gmail with signature",
                        "<div dir=\"ltr\">Thanks, solved.<br clear=\"all\"><div><br></div><span "
                                + "class=\"gmail_signature_prefix\">-- </span><br><div dir=\"ltr\" "
                                + "class=\"gmail_signature\">Ada Keller<br>Bern</div></div>",
                        "Thanks, solved."),
                arguments("Gmail, French",
                        "<div>Merci, résolu.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">Le&nbsp;lun. "
                                + "4 mars 2024 à&nbsp;10:11, Support &lt;s@a.example&gt; a "
                                + "écrit&nbsp;:<br></div><blockquote>Essayez ceci.</blockquote></div>",
                        "Merci, résolu."),
                arguments("Outlook on the web",
                        "<div class=\"elementToProof\">Danke, gelöst.</div><div id=\"appendonsend\"></div><hr "
                                + "style=\"display:inline-block;width:98%\"><div id=\"divRplyFwdMsg\" "
                                + "dir=\"ltr\"><b>Von:</b> Support &lt;s@a.example&gt;<br><b>Gesendet:</b> Montag, "
                                + "4. März 2024 10:11<br><b>An:</b> Ada<br><b>Betreff:</b> "
                                + "x<div>&nbsp;</div></div><div>Versuchen Sie dies.</div>",
                        "Danke, gelöst."),
                arguments("Outlook on Windows",
                        "<div class=WordSection1><p class=MsoNormal>Thanks, solved.</p><div><div "
                                + "style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p "
                                + "class=MsoNormal><b>From:</b> Support &lt;s@a.example&gt;<br><b>Sent:</b> Monday, "
                                + "March 4, 2024 10:11 AM<br><b>To:</b> Ada<br><b>Subject:</b> "
                                + "x</p></div></div><p>Please try this.</p></div>",
                        "Thanks, solved."),
                arguments("Outlook in another language",
                        "<div>Thanks, solved.</div><div id=\"divRplyFwdMsg\"><b>Fra:</b> Support<br><b>Sendt:</b> 4. "
                                + "marts 2024 10:11<br><b>Til:</b> Ada<br><b>Emne:</b> x</div><div>Please try "
                                + "this.</div>",
                        "Thanks, solved."),
                arguments("Outlook on a Mac",
                        "<div>Thanks, solved.</div><span id=\"OLK_SRC_BODY_SECTION\"><div><span>From: </span>Support "
                                + "&lt;s@a.example&gt;<br><span>Date: </span>Monday, 4 March 2024 at "
                                + "10:11<br><span>To: </span>Ada<br><span>Subject: </span>x</div><div>Please try "
                                + "this.</div></span>",
                        "Thanks, solved."),
                arguments("Outlook on a phone",
                        "<div>Merci, résolu.</div><div id=\"ms-outlook-mobile-signature\">Télécharger <a "
                                + "href=\"https://aka.ms/x\">Outlook pour iOS</a></div><hr><div "
                                + "id=\"divRplyFwdMsg\"><b>De :</b> Support<br><b>Envoyé :</b> lundi 4 mars 2024 "
                                + "10:11<br><b>À :</b> Ada<br><b>Objet :</b> x</div><div>Essayez ceci.</div>",
                        "Merci, résolu."),
                arguments("Apple Mail",
                        "<html><body>Thanks, solved.<br><div><br><blockquote type=\"cite\"><div>On 4 Mar 2024, at "
                                + "10:11, Support &lt;s@a.example&gt; wrote:</div><br><div>Please try "
                                + "this.</div></blockquote></div></body></html>",
                        "Thanks, solved."),
                arguments("iPhone",
                        "<div>Danke, gelöst.<br><br><div dir=\"ltr\">Von meinem iPhone gesendet</div><div "
                                + "dir=\"ltr\"><br><blockquote type=\"cite\">Am 04.03.2024 um 10:11 schrieb Support "
                                + "&lt;s@a.example&gt;:<br><br></blockquote></div><blockquote "
                                + "type=\"cite\"><div>Versuchen Sie dies.</div></blockquote></div>",
                        "Danke, gelöst."),
                arguments("Thunderbird",
                        "<p>Danke, gelöst.</p><div class=\"moz-cite-prefix\">Am 04.03.24 um 10:11 schrieb "
                                + "Support:<br></div><blockquote type=\"cite\" cite=\"mid:x\"><p>Versuchen Sie "
                                + "dies.</p></blockquote><pre class=\"moz-signature\" cols=\"72\">-- \nAda "
                                + "Keller</pre>",
                        "Danke, gelöst."),
                arguments("Yahoo",
                        "<div>Merci, résolu.</div><div id=\"yahoo_quoted_1\" class=\"yahoo_quoted\"><div>Le lundi 4 "
                                + "mars 2024 à 10:11:12 UTC+1, Support &lt;s@a.example&gt; a écrit "
                                + ":</div><div><br></div><div>Essayez ceci.</div></div>",
                        "Merci, résolu."),
                arguments("Yahoo, German",
                        "<div>Danke, gelöst.</div><div class=\"yahoo_quoted\"><div>Am Montag, 4. März 2024 um "
                                + "10:11:12 MEZ hat Support &lt;s@a.example&gt; Folgendes "
                                + "geschrieben:</div><div>Versuchen Sie dies.</div></div>",
                        "Danke, gelöst."),
                arguments("answers between the lines",
                        "<div class=\"gmail_attr\">On Mon, 4 Mar 2024 at 10:11, Support &lt;s@a.example&gt; "
                                + "wrote:</div><blockquote>Which version?</blockquote><div>Version "
                                + "2024</div><blockquote>Which system?</blockquote><div>Windows</div>",
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("html")
    void foldsQuotationAndSignatureOfHtmlAwayAndKeepsTheAnswer(String program, String html, String own) {
        ParsedMail mail = MailReader
                .read(Mails.raw("Subject: Re: x\nIn-Reply-To: <1@a.example>\nContent-Type: text/html; charset=utf-8",
                        html.getBytes(StandardCharsets.UTF_8)));
        assertThat(mail.ownText()).isEqualTo(own == null ? mail.text() : own);
        AllowList.holds(mail.html());
    }

    /** Of each program that we know some reply, and what only looks like one. */
    static Stream<Arguments> formats() {
        return Arrays.stream(file("formats.txt").split("(?m)^===== ")).skip(1).map(one -> {
            String[] halves = one.substring(one.indexOf('\n') + 1).split("(?m)^----->\n");
            return arguments(one.substring(0, one.indexOf('\n')), halves[0].strip(), halves[1].strip());
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void tellsTheCustomersOwnWordsFromTheRest(String name, String reply, String own) {
        boolean html = reply.startsWith("<");
        String found = html
                ? MailReader.read(Mails.raw("Subject: Re: x\nIn-Reply-To: <1@a.example>\n"
                        + "Content-Type: text/html; charset=utf-8", reply.getBytes(StandardCharsets.UTF_8))).ownText()
                : ReplyText.of(reply, true);
        assertThat(paragraphs(found)).isEqualTo(paragraphs(own));
    }

    private static final String OWN = "Thanks, it prints now.\nOne thing: page 3 is empty.";
    private static final String QUOTED = "> Hello Ada,\n> please update first.\n>\n> Kind regards";

    static Stream<String> announcements() {
        return file("announcements.txt").lines();
    }

    /** Whatever stands above and below: a quotation goes, answers between its lines keep all. */
    @ParameterizedTest
    @MethodSource("announcements")
    void knowsAnAnnouncementWhereverTheAnswerStands(String announcement) {
        assertThat(ReplyText.of(OWN + "\n\n" + announcement + "\n" + QUOTED, true)).isEqualTo(OWN);
        assertThat(ReplyText.of(OWN + "\n\n" + announcement + "\n\n" + QUOTED, true)).isEqualTo(OWN);
        assertThat(ReplyText.of(announcement + "\n" + QUOTED + "\n\n" + OWN, true)).isEqualTo(OWN);
        assertThat(ReplyText.of(OWN + "\n\n" + announcement + "\n" + QUOTED + "\n\nRegards, Ada", true))
                .isEqualTo(OWN + "\n\n\nRegards, Ada");
        String between = announcement + "\n> Do you see it?\nYes.\n> Is it empty?\nNo, not at all.";
        assertThat(ReplyText.of(between, true)).isEqualTo(between);
    }

    static Stream<String> devices() {
        return file("devices.txt").lines();
    }

    @ParameterizedTest
    @MethodSource("devices")
    void foldsAwayWhatADeviceSigns(String signature) {
        assertThat(ReplyText.of(OWN + "\n\n" + signature, true)).isEqualTo(OWN);
        assertThat(ReplyText.of(OWN + "\n" + signature, false)).isEqualTo(OWN);
    }

    private static String paragraphs(String text) {
        return text.replaceAll("[ \\t\u00A0]+", " ").replaceAll("\\n\\s*\\n", "\n\n").strip();
    }

    private static String file(String name) {
        try (var file = RepliesOfMailProgramsTest.class.getResourceAsStream("/mails/replies/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
