package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What mail programs write around the mail that is answered, in the languages of our customers and beyond. */
class QuotationsInManyLanguagesTest {

    private static final String OWN = "Dank u, merci, kiitos: 4711.\nZweite Zeile.";

    /** Gmail, Apple Mail, Thunderbird and Yahoo, as each of them writes it in its language. */
    static final List<String> ADDRESSED = List.of("""
            On Mon, Mar 4, 2024 at 10:11 AM Support <support@a.example> wrote:
            On 4-Mar-2024, at 6:54 PM, Support Team <support@a.example> wrote:
            On Mon, Mar 4, 2024 at 10:11 AM -0800, "Support" <support@a.example> wrote:
            Support <support@a.example> wrote on Mon, 4 Mar 2024, 10:11:
            Le lun. 4 mars 2024 à 10:11, Support <support@a.example> a écrit :
            Am Mo., 4. März 2024 um 10:11 Uhr schrieb Support <support@a.example>:
            Support <support@a.example> schrieb am Mo., 4. März 2024, 10:11:
            Op ma 4 mrt 2024 om 10:11 schreef Support <support@a.example>:
            Op 4 mrt. 2024 om 10:11 heeft Support <support@a.example> het volgende geschreven:
            Op 4-mrt.-2024, om 10:11 heeft Support <support@a.example> het volgende geschreven:
            Op maandag 4 maart 2024 om 10:11:12 CET schreef Support <support@a.example>:
            Il giorno lun 4 mar 2024 alle ore 10:11 Support <support@a.example> ha scritto:
            Il giorno 4 mar 2024, alle ore 10:11, Support <support@a.example> ha scritto:
            In data lunedì 4 marzo 2024 10:11:12 CET, Support <support@a.example> ha scritto:
            El lun, 4 mar 2024 a las 10:11, Support (<support@a.example>) escribió:
            El 4 mar 2024, a las 10:11, Support <support@a.example> escribió:
            En lunes, 4 de marzo de 2024, 10:11:12 CET, Support <support@a.example> escribió:
            Em seg., 4 de mar. de 2024 às 10:11, Support <support@a.example> escreveu:
            Em segunda-feira, 4 de março de 2024 10:11:12 WET, Support <support@a.example> escreveu:
            Support <support@a.example> escreveu (segunda, 4/03/2024 à(s) 10:11):
            No dia 4 de mar. de 2024, às 10:11, Support <support@a.example> escreveu:
            pon., 4 mar 2024 o 10:11 Support <support@a.example> napisał(a):
            Wiadomość napisana przez Support <support@a.example> w dniu 4 mar 2024, o godz. 10:11:
            Dnia 4 mar 2024 o godz. 10:11 Support <support@a.example> napisał(a):
            W dniu 4 marca 2024 10:11 użytkownik Support <support@a.example> napisał:
            Den mån 4 mars 2024 kl 10:11 skrev Support <support@a.example>:
            4 mars 2024 kl. 10:11 skrev Support <support@a.example>:
            Den 4 mars, 2024 10:11:12, Support (support@a.example) skrev:
            man. 4. mar. 2024 kl. 10.11 skrev Support <support@a.example>:
            Den 4. mar. 2024 kl. 10.11 skrev Support <support@a.example>:
            man. 4. mars 2024 kl. 10:11 skrev Support <support@a.example>:
            På 4 mars 2024 på 10:11:12, Support (support@a.example) skrev:
            ma 4. maalisk. 2024 klo 10.11 Support (support@a.example) kirjoitti:
            Support <support@a.example> kirjoitti 4.3.2024 kello 10.11:
            пн, 4 мар. 2024 г. в 10:11, Support <support@a.example>:
            4 марта 2024 г., в 10:11, Support <support@a.example> написал(а):
            понедельник, 4 марта 2024 г. пользователь Support <support@a.example> написал:
            04.03.2024 10:11, Support <support@a.example> пишет:
            пн, 4 бер. 2024 р. о 10:11 Support <support@a.example> пише:
            4 бер. 2024 р. о 10:11 Support <support@a.example> написав(-ла):
            4 бер. 2024 р. 10:11 "Support" <support@a.example> пише:
            2024年3月4日(月) 10:11 Support <support@a.example>:
            2024/03/04 10:11、Support <support@a.example>のメール:
            2024/03/04 10:11、Support <support@a.example>のメッセージ:
            Monday, 4 March 2024, 10:11 AM +0300 from Support <support@a.example>:
            Support <support@a.example>于2024年3月4日 周一上午10:11写道：
            Support <support@a.example> 于2024年3月4日周一 10:11写道：
            2024년 3월 4일 (월) 오전 10:11, Support <support@a.example>님이 작성:
            po 4. 3. 2024 v 10:11 odesílatel Support <support@a.example> napsal:
            Support <support@a.example> ezt írta (időpont: 2024. márc. 4., H, 10:11):
            În lun., 4 mar. 2024 la 10:11, Support <support@a.example> a scris:
            Support <support@a.example>, 4 Mar 2024 Pzt, 10:11 tarihinde şunu yazdı:
            Vào 10:11 4 tháng 3, 2024, Support <support@a.example> đã viết:
            2016-10-24 15:36 GMT+02:00 Support Team <support@a.example>:
            2024-03-04 0:17 GMT+03:00 Support <support@a.example>:
            ---- On Mon, 04 Mar 2024 10:11:12 +0100 Support <support@a.example> wrote ----
            """.split("\n"));

    /** Those that name the sender only, whose quotations are marked. */
    static final List<String> NAMED = List.of("""
            On 3/4/24 10:11, Support wrote:
            On Monday, March 4, 2024, Pat via Support wrote:
            At 3/4/2024 08:32 PM, you wrote:
            Le 04/03/2024 à 10:11, Support a écrit :
            Am 04.03.24 um 10:11 schrieb Support:
            Op 04-03-2024 om 10:11 schreef Support:
            Il 04/03/2024 10:11, Support ha scritto:
            El 4/3/24 a las 10:11, Support escribió:
            El lunes, 4 de marzo de 2024, Support escribió:
            Em 04/03/2024 10:11, Support escreveu:
            Às 10:11 de 04/03/2024, Support escreveu:
            W dniu 4.03.2024 o 10:11, Support pisze:
            Den 2024-03-04 kl. 10:11, skrev Support:
            Den 04.03.2024 kl. 10.11 skrev Support:
            Den 04.03.2024 10:11, skrev Support:
            Support kirjoitti 4.3.2024 klo 10.11:
            04.03.2024 10:11, Support пишет:
            04.03.24 10:11, Support пише:
            Dne 04. 03. 24 v 10:11 Support napsal(a):
            2024/3/4 Support <support@a.example>
            ------On 03/04/2024 17:32 PM, Support wrote-----
            ---- Support wrote ----
            - Le 2024-03-04 23:25, Support a écrit :
            On Mon, Mar 4, Support <support@a.example> wrote:
            Sent from Samsung MobileSupport <support@a.example> wrote:
            Quoting Support <support@a.example>:
            Zitat von Support <support@a.example>:
            Support <support@a.example> writes:
            """.split("\n"));

    @ParameterizedTest
    @FieldSource({"ADDRESSED", "NAMED"})
    void foldsAwayWhatIsMarkedBelowAnAnnouncement(String announcement) {
        assertFolded(OWN + "\n\n" + announcement + "\n> Probeer het nog eens.\n> Tot ziens");
        assertFolded(OWN + "\n\n" + announcement + "\n\n> Probeer het nog eens.\n>> eerder\n> Tot ziens\n");
        assertFolded(OWN + "\n" + announcement + "\n\n> Probeer het nog eens.");
        assertFolded(announcement + "\n> Probeer het nog eens.\n\n" + OWN);
        assertFolded(OWN + "\n\n> " + announcement + "\n> \n> Probeer het nog eens.");
    }

    @ParameterizedTest
    @FieldSource("ADDRESSED")
    void foldsAwayWhatIsNotMarkedWhereDayAndAddressAnnounceIt(String announcement) {
        assertFolded(OWN + "\n\n" + announcement + "\n\nProbeer het nog eens.\n\nTot ziens");
        assertFolded(OWN + "\n\n" + announcement + "\nProbeer het nog eens.\n\n" + announcement + "\n> Eerder");
    }

    @ParameterizedTest
    @FieldSource("ADDRESSED")
    void findsAnAnnouncementThatIsWrapped(String announcement) {
        String wrapped = announcement.replaceFirst(" (?=[<(]support)", "\n");
        assertFolded(OWN + "\n\n" + wrapped + "\n\n> Probeer het nog eens.");
        assertFolded(OWN + "\n" + wrapped + "\n> Probeer het nog eens.");
    }

    static Stream<String> heads() {
        return Stream.of("From|Sent|To|Subject", "From|Date|To|Subject", "De|Envoyé|À|Objet", "De|Date|À|Objet",
                "Von|Gesendet|An|Betreff", "Von|Datum|An|Betreff", "Van|Verzonden|Aan|Onderwerp",
                "Van|Datum|Aan|Onderwerp", "Da|Inviato|A|Oggetto", "Da|Data|A|Oggetto", "De|Enviado|Para|Asunto",
                "De|Enviado el|Para|Asunto", "De|Fecha|Para|Asunto", "De|Enviada em|Para|Assunto",
                "De|Enviado|Para|Assunto", "De|Data|Para|Assunto", "Od|Wysłano|Do|Temat", "Od|Data|Do|Temat",
                "Från|Skickat|Till|Ämne", "Från|Datum|Till|Ämne", "Fra|Sendt|Til|Emne", "Fra|Dato|Til|Emne",
                "Lähettäjä|Lähetetty|Vastaanottaja|Aihe", "Lähettäjä|Päivämäärä|Vastaanottaja|Aihe",
                "От|Отправлено|Кому|Тема", "От кого|Дата|Кому|Тема", "Від|Надіслано|Кому|Тема",
                "Від|Дата|Кому|Тема", "差出人|送信日時|宛先|件名", "差出人|日付|宛先|件名", "发件人|发送时间|收件人|主题",
                "보낸 사람|보낸 날짜|받는 사람|제목", "Kimden|Gönderildi|Kime|Konu", "Feladó|Elküldve|Címzett|Tárgy",
                "Odesílatel|Odesláno|Komu|Předmět");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void foldsAwayWhatStandsBelowAHead(String names) {
        String[] name = names.split("\\|");
        for (String sender : new String[] {"Support <support@a.example>", "Support [mailto:support@a.example]",
                "Support"}) {
            String head = name[0] + ": " + sender + "\n" + name[1] + ": 4 mrt 2024 10:11\n" + name[2] + ": Ada\n"
                    + name[3] + ": RE: AC-000004\n\nProbeer het nog eens.\nTot ziens";
            assertFolded(OWN + "\n\n" + head);
            assertFolded(OWN + "\n\n________________________________\n" + head);
            assertFolded(OWN + "\n\n" + head.replaceAll("(?m)^(.{1,20}?): ", "*$1:* "));
            assertFolded(OWN + "\n\n" + head.replace(": ", " : "));
            assertFolded(OWN + "\n\n" + head.replace(": ", "："));
        }
    }

    static Stream<String> originals() {
        return Stream.of("Original Message", "Message d'origine", "Ursprüngliche Nachricht", "Oorspronkelijk bericht",
                "Messaggio originale", "Mensaje original", "Mensagem original", "Oryginalna wiadomość",
                "Wiadomość oryginalna", "Ursprungligt meddelande", "Oprindelig meddelelse", "Oprindelig besked",
                "Opprinnelig melding", "Alkuperäinen viesti", "Исходное сообщение", "Вихідне повідомлення",
                "元のメッセージ", "原始邮件", "Reply Message");
    }

    @ParameterizedTest
    @MethodSource("originals")
    void foldsAwayWhatStandsBelowItsName(String name) {
        assertFolded(OWN + "\n\n-----" + name + "-----\nSupport\n\nProbeer het nog eens.");
        assertFolded(OWN + "\n\n-------- " + name + " --------\n\nProbeer het nog eens.");
        assertFolded(OWN + "\n\n*----- " + name + " -----*\nProbeer het nog eens.");
    }

    static final List<String> DEVICES = List.of("""
            Sent from my iPhone
            Sent from my iPhone 15 Pro Max
            Sent from my iPad mini
            Sent from my Samsung Galaxy S9+
            Sent from my Samsung Galaxy smartphone.
            Sent from my Galaxy
            Sent from my mobile device
            Sent from my cell, please excuse any typos.
            Sent from my HTC M8 Android phone.  Please excuse typoze
            Sent from my Windows 8 PC <http://windows.example/consumer-preview>
            Sent from my TI-85
            Sent from my BlackBerry® wireless device
            Sent from my Verizon, Samsung Galaxy smartphone
            Sent from Yahoo Mail on Android
            Sent from Yahoo Mail for iPhone
            Sent from Mail for Windows 10
            Sent from Mail for Windows
            Sent from Outlook for Android
            Sent from Outlook
            Sent from Mailbox for iPad
            Sent from Proton Mail for iOS
            Sent with Proton Mail secure email.
            Sent with Airmail
            Sent via Superhuman
            Sent using Zoho Mail
            Sent from Samsung tablet
            (sent from a phone)
            <<sent by galaxy>>
            Get Outlook for iOS<https://aka.ms/o0ukef>
            Get Outlook for Android <https://aka.ms/AAb9ysg>
            Envoyé de mon iPhone
            Envoyé depuis mon appareil Galaxy
            Envoyé depuis mon téléphone Orange
            Envoyé à partir de mon smartphone Samsung Galaxy.
            Envoyé à partir d’Outlook pour Android
            Envoyé avec la messagerie sécurisée Proton Mail
            Provenance : Courrier pour Windows 10
            Télécharger Outlook pour iOS
            Obtenez Outlook pour Android
            Von meinem iPhone gesendet
            Von meinem Samsung Galaxy Smartphone gesendet.
            Von meinem Mobilgerät gesendet
            Gesendet von meinem iPad
            Gesendet von Outlook für iOS
            Gesendet von Mail für Windows
            Gesendet mit der GMX Mail App
            Diese Nachricht wurde von meinem Android-Mobiltelefon mit K-9 Mail gesendet.
            Holen Sie sich Outlook für Android
            Outlook für iOS beziehen
            Verzonden vanaf mijn iPhone
            Verzonden met Outlook voor Android
            Verstuurd vanaf mijn iPad
            Verzonden vanuit Mail voor Windows
            Inviato da iPhone
            Inviato dal mio iPad
            Inviato da Outlook per Android
            Enviado desde mi iPhone
            Enviado desde Outlook para Android
            Enviado do meu iPhone
            Enviado de meu iPad
            Wysłane z iPhone'a
            Wysłano z iPada
            Wysłane z mojego telefonu Samsung
            Skickat från min iPhone
            Skickat från Outlook för Android
            Sendt fra min iPhone
            Sendt fra Outlook til Android
            Hent Outlook til Android
            Få Outlook for iOS
            Lähetetty iPhonesta
            Hanki Outlook for Android
            Отправлено с iPhone
            Отправлено с iPad
            Отправлено из Mail.ru для Android
            Отправлено из мобильной Почты Mail.ru
            Надіслано з iPhone
            iPhoneから送信
            Outlook for iOS を入手
            发自我的iPhone
            從我的 iPhone 傳送
            Odesláno z iPhonu
            """.split("\n"));

    @ParameterizedTest
    @FieldSource("DEVICES")
    void foldsAwayTheSignatureOfADevice(String signature) {
        assertFolded(OWN + "\n\n" + signature);
        assertFolded(OWN + "\n" + signature + "\n\nOp 4 mrt 2024 om 10:11 schreef Support <support@a.example>:\n> Dag");
    }

    private static void assertFolded(String text) {
        assertThat(ReplyText.of(text, true)).as(text).isEqualTo(OWN);
    }
}
