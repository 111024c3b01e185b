package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words of a question are taken for mistyped, where the articles have none of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpellingTest {

    private final Spelling spelling = new Spelling(new Analysis());
    private KnowledgeFixture.Node node;

    @BeforeAll
    void writeAnArticle(@TempDir Path data) {
        node = KnowledgeFixture.onH2().node(data);
        node.imports().importMarkdown(Map.of("en/house.md", text("# Paint a house\n\nThe colour of a house."),
                "fr/maison.md", text("# Peindre une maison\n\nLa couleur de la maison.")), "guide", null, true);
    }

    /** Without its accents, in another form or another word that the language is known to have. */
    @ParameterizedTest
    @CsvSource({"telephone couleur", "j ai paye", "mes impots", "je peche", "une poche percee", "vous payez la page",
            "coucher", "annuler un achat", "egare", "les maisonnettes peindront", "facture", "sauver", "lever"})
    void aFrenchWordIsNotRightedIntoAnother(String question, @TempDir Path data) throws Exception {
        KnowledgeFixture.Node french = KnowledgeFixture.onH2().node(data);
        french.imports().importMarkdown(Map.of("fr/a.md", text("# Les téléphones et les pages\n\nPayer ses impôts, "
                + "la pêche. La poche. Pages, pages. Touchez, couches. Annulée, rachat, gare, factures, fracture, "
                + "laver, peindre une maisonnette.")), "guide", null, true);
        String read = french.index().search(searcher -> spelling.spellCorrected(searcher.getIndexReader(),
                CustomerQuestion.of(question, 1000), "fr")).gist();
        assertThat(read).isEqualTo(question);
        french.close();
    }

    @AfterAll
    void close() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // devices
            "wifi usb bluetooth hdmi ssd gpu router modem dongle headset headphones earbuds webcam webcams "
                    + "smartwatch laptop laptops",
            "smartphone touchscreen touchpad keypad adapter adaptor hotspot firmware thermostat dishwasher gigabytes "
                    + "overheating laggy",
            // programs
            "app apps popup popups plugin addon dropdown dropdowns checkbox checkboxes tooltip sidebar toolbar "
                    + "widget widgets emoji",
            "screenshot screenshots homepage webpage webpages url urls pdf pdfs csv jpeg shortcut shortcuts subfolder",
            "delete deletes deleting deleted undelete upload uploads uploading uploaded download sync syncing backup "
                    + "backups",
            "uninstall uninstalling reinstall reinstalled downgrade downgraded config configure reconfigured "
                    + "autosave autosaved",
            "encrypt encrypted decrypted vpn https timeout timeouts debugging workaround antivirus malware spam "
                    + "phishing javascript",
            "gmail icloud dropbox whatsapp linkedin firefox macos ubuntu powerpoint wordpress spreadsheet "
                    + "spreadsheets formatting",
            // accounts, mail
            "login logins logon logout logouts signup signups username usernames userid passcode passcodes captcha "
                    + "biometric",
            "authenticate authenticated authenticator deactivate deactivated deactivating reactivate typo typos scam "
                    + "scammed",
            "inbox mailbox mailboxes webmail unsubscribe unsubscribed unsubscribing subscriber subscribers "
                    + "newsletter voicemail faq",
            "helpdesk hotline troubleshoot troubleshooting webinar tutorial tutorials notify notified notifies chatbot",
            // shops, money, contracts
            "checkout wishlist voucher vouchers coupon coupons cashback rebate surcharge surcharges overcharged "
                    + "barcode postcode",
            "invoice invoices invoiced invoicing refund refunds refunded reimburse reimbursed reimbursement paypal "
                    + "ebay iban",
            "debit debited payee payees payout payouts payslip cheque cheques overdraft instalment instalments "
                    + "overdue vat",
            "warranty warranties expire expires expired expiring expiry renewal renewals redeem redeemed authorise "
                    + "authorised",
            "authorization cancelling cancellation freemium subscription prepaid topup topups landline itinerary "
                    + "policyholder"})
    void aWordOfOurTradeStaysThoughTheModelHasNeverHeardOfIt(String words) throws Exception {
        for (String word : words.split(" ")) {
            assertThat(spellCorrected("my " + word + " again", "en")).isEqualTo("my " + word + " again");
        }
    }

    @ParameterizedTest
    @CsvSource({"pasword, password", "passwrod, password", "accuont, account", "recieved, received",
            "telepohne, telephone", "delivry, delivery", "paymnet, payment",
            "contarct, contract", "licnese, license", "prnter, printer", "keybaord, keyboard", "compuer, computer",
            "updaet, update",
            "instal, install", "webiste, website", "refnud, refund", "tommorow, tomorrow",
            "becuase, because", "wrogn, wrong", "chagne, change", "messgae, message", "houes, house"})
    void aSlipOfThePenInACommonWordIsStillCorrected(String mistyped, String meant) throws Exception {
        assertThat(spellCorrected("the " + mistyped + " again", "en")).isEqualTo("the " + meant + " again");
    }

    @ParameterizedTest
    @CsvSource({"waranty, warranty", "invioce, invoice", "usernmae, username", "dowlnoad, download",
            "unsubscrbe, unsubscribe",
            "bluetoth, bluetooth"})
    void aSlipOfThePenInAWordOfOurTradeIsCorrectedToo(String mistyped, String meant) throws Exception {
        assertThat(spellCorrected("the " + mistyped + " again", "en")).isEqualTo("the " + meant + " again");
    }

    @ParameterizedTest
    @CsvSource({"acount, account", "adress, address", "cancle, cancel", "buisness, business", "suport, support",
            "proces, process",
            "comittee, committee", "freind, friend", "wierd, weird"})
    void lettersSwappedOrDoubledAreLikelierThanAnyOtherSlip(String mistyped, String meant) throws Exception {
        assertThat(spellCorrected("the " + mistyped + " again", "en")).isEqualTo("the " + meant + " again");
    }

    @Test
    void aWordOfOurTradeIsNotMistypedInAnotherLanguageEither() throws Exception {
        assertThat(spellCorrected("le wifi et le login de la maisno", "fr"))
                .isEqualTo("le wifi et le login de la maison");
    }

    @ParameterizedTest
    @CsvSource({"how to pai, how to paint, en", "hou, house, en", "Colo, colour, en", "pein, peindre, fr", "ho, ho, en",
            "the house, the house, en", "hou paint, hou paint, en", "lawnm, lawnm, en"})
    void theLastWordThatIsStillBeingTypedBecomesOneOfTheArticles(String typed, String meant, String language)
            throws Exception {
        assertThat(String.join(" ", node.index().search(searcher -> spelling.completed(searcher.getIndexReader(),
                CustomerQuestion.of(typed, 200), language)).sentences())).isEqualTo(meant);
    }

    @Test
    void whatIsTypedSoFarFindsTheArticleOfTheWordItBegins() {
        assertThat(node.knowledge().suggestions("colo", "en", 5)).extracting(hit -> hit.article().id())
                .containsExactly("guide:en-house");
    }

    @Test
    void theListHoldsOneWordOnceInSmallLetters() {
        List<String> words =
                Analysis.lines("known-words-en").stream().flatMap(line -> Arrays.stream(line.split("\\s+"))).toList();
        assertThat(words).hasSizeGreaterThan(500).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z]{3,}"));
    }

    private String spellCorrected(String question, String language) {
        return node.index()
                .search(searcher -> spelling.spellCorrected(searcher.getIndexReader(),
                        CustomerQuestion.of(question, 200), language))
                .gist();
    }

    private static byte[] text(String markdown) {
        return markdown.getBytes(StandardCharsets.UTF_8);
    }
}
