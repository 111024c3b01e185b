package io.aftercare.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.conversation.TriageResult;
import io.aftercare.policy.PolicyNumbers;
import io.aftercare.policy.SupportPeriod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

/** Every letter in both languages, both parts of it. */
class LettersTest {

    private static final RequestNumber NUMBER = new RequestNumber(42);
    private static final String SUBJECT = "Buy <b>pills</b> now";
    private static final String REQUEST_URL = "https://help.example/requests/0123456789abcdef/";
    private static final Grounds GROUNDS =
            new Grounds("Rule 2 <two years>", "Two years & a day have passed.", "Lignée Pro",
                    "14", "16", LocalDate.of(2024, 11, 20), LocalDate.of(2026, 12, 1), "LGN-PRO-1234-7K2Q", null,
                    List.of());
    private static final List<OwnedProduct> OTHERS =
            List.of(new OwnedProduct("Lignée <Mobile>", "3", LocalDate.of(2025, 3, 1)));
    private static final OfferedArticle ARTICLE = new OfferedArticle("Merge <two> persons", "/articles/merge-7",
            "Select both & choose \"Merge\".", "en");

    private final Requests requests = mock(Requests.class);
    private final OutgoingMessages outgoing = mock(OutgoingMessages.class);
    private final PolicyNumbers policy = mock(PolicyNumbers.class);
    private final Letters letters = new Letters(requests, outgoing, new LetterWriter(
            new SupportAddress("support@aftercare.example", "Lignée Support"),
            new LetterProperties("https://shop.example/"),
            policy, "https://help.example/"));

    @BeforeEach
    void supportIsOpenForTwoYears() {
        when(policy.supportPeriod()).thenReturn(SupportPeriod.parse("P2Y"));
    }

    private interface Writing {
        void write(Letters letters);
    }

    /** What a letter must say beyond what all of them say. */
    private record Case(String name, Writing writing, List<String> contains) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<String> GROUNDS_FACTS =
            List.of(GROUNDS.rule(), GROUNDS.reason(), "Lignée Pro", "14", "16",
                    "20 November 2024|20 novembre 2024", "1 December 2026|1er décembre 2026", "…7K2Q",
                    "help.example/?lang=en|help.example/?lang=fr", "reply|répond");
    private static final String ADDRESS_CHANGED = "answer-address-changed";
    private static final List<String> CHOICES = List.of(REQUEST_URL + "solved", REQUEST_URL + "still-need-help");

    private static Stream<Case> letters() {
        var all = new ArrayList<>(List.of(
                new Case("article-offer", l -> l.articleOffer(NUMBER, List.of(ARTICLE, ARTICLE)), with(CHOICES,
                        ARTICLE.title(), ARTICLE.passage(), "https://help.example/articles/merge-7",
                        "your reply reaches a person|une personne vous lira")),
                new Case("proof-request", l -> l.proofRequest(NUMBER, 1, null, List.of()),
                        List.of("licence key|clé de licence",
                                "two years|deux ans", "https://help.example/?lang=")),
                new Case("proof-request-again", l -> l.proofRequest(NUMBER, 2, null, List.of()),
                        List.of("still could not|toujours pas",
                                "a person of our team|une personne de notre équipe")),
                new Case("proof-request-of-other-product", l -> l.proofRequest(NUMBER, 1, "Lignée Pro", OTHERS),
                        List.of("found no purchase of Lignée Pro|aucun achat de Lignée Pro",
                                "Which product|Sur quel produit",
                                "Lignée <Mobile>, version 3, bought on 1 March 2025|"
                                        + "Lignée <Mobile>, version 3, achat du 1er mars 2025")),
                new Case("proof-request-of-other-product-again",
                        l -> l.proofRequest(NUMBER, 2, "Lignée Pro", OTHERS),
                        List.of("With what you sent, too|Avec ces indications non plus", "Lignée <Mobile>",
                                "a person of our team|une personne de notre équipe")),
                new Case("refusal-of-other-product",
                        l -> l.refusal(NUMBER, new Grounds("Rule 2", "No purchase of it.", "Lignée Pro", null, "16",
                                null, null, null, null, OTHERS), List.of()),
                        List.of("Rule 2", "No purchase of it.", "Purchase found|Achat trouvé",
                                "Lignée <Mobile>, version 3")),
                new Case("mail-too-large", l -> l.mailTooLarge(NUMBER, 61, 50), List.of("61", "50",
                        "smaller mails|plusieurs messages", "link|lien")),
                new Case(ADDRESS_CHANGED, l -> l.answerAddressChanged(NUMBER, "old@example.org"),
                        List.of("marie@example.org", "reply to this mail|répondez à ce message")),
                new Case("refusal", l -> l.refusal(NUMBER, GROUNDS, List.of(ARTICLE)),
                        with(GROUNDS_FACTS, "https://shop.example/",
                                "a person then looks|une personne examinera")),
                new Case("refusal-without-purchase",
                        l -> l.refusal(NUMBER, Grounds.of("Rule 2", "No purchase."), List.of()),
                        List.of(
                                "Rule 2", "No purchase.", "send us your licence key|envoyez-nous votre clé")),
                new Case("refusal-upheld",
                        l -> l.refusalUpheld(NUMBER, GROUNDS, false,
                                new AgentComment("maria", "Sorry,\nreally <sorry>.", List.of())),
                        with(GROUNDS_FACTS, "really <sorry>.")),
                new Case("refusal-upheld-without-remark",
                        l -> l.refusalUpheld(NUMBER, GROUNDS, false, AgentComment.NONE), GROUNDS_FACTS),
                new Case("patch-refusal-upheld", l -> l.refusalUpheld(NUMBER, GROUNDS, true, AgentComment.NONE),
                        with(GROUNDS_FACTS, "until 1 December 2026|jusqu’au 1er décembre 2026", "https://shop.example/",
                                "version 16")),
                new Case("redirect",
                        l -> l.redirect(NUMBER, GROUNDS, "Avast <removes> it.", "The maker of <your> antivirus",
                                "https://antivirus.example/help", List.of(ARTICLE),
                                new AgentComment("max", "Try <this> first.", List.of())),
                        with(CHOICES, "Avast <removes> it.", "Try", GROUNDS.rule(), GROUNDS.reason(),
                                "The maker of <your> antivirus", "https://antivirus.example/help", ARTICLE.title(),
                                "a person then looks|une personne examinera")),
                new Case("redirect-bare",
                        l -> l.redirect(NUMBER, Grounds.of("Rule 4", "Windows prints."), null, "Your printer's maker",
                                null, List.of(), AgentComment.NONE),
                        with(CHOICES, "Rule 4", "Windows prints.", "help.example/?lang=")),
                new Case(
                        "patch-refusal",
                        l -> l.patchRefusal(NUMBER, GROUNDS, List.of(ARTICLE),
                                new AgentComment("max", "Save under another name.", List.of())),
                        with(GROUNDS_FACTS, "Save under another name.", "https://shop.example/",
                                "version 16", "until 1 December 2026|jusqu’au 1er décembre 2026")),
                new Case("patch-refusal-by-version-named", l -> l.patchRefusal(NUMBER,
                        new Grounds("Rule 3", "Version 14 is not the one on sale.", "Lignée Pro", "16", "16",
                                LocalDate.of(2024, 11, 20), null, "LGN-PRO-1234-7K2Q", "14", List.of()),
                        List.of(), AgentComment.NONE),
                        List.of("Version 14 is not the one on sale.",
                                "Version of your licence|Version de votre licence",
                                "Version you write about|Version dont vous parlez",
                                "Your licence is for version 16|Votre licence porte sur la version 16")),
                new Case("version-reminder", l -> l.versionReminder(NUMBER, LocalDate.of(2026, 12, 1)),
                        List.of("which version you use|quelle version vous utilisez",
                                "by 1 December 2026|d’ici au 1er décembre 2026")),
                new Case("version-question", l -> l.versionQuestion(NUMBER, "Lignée <Pro>", "16", "14", "16",
                        new AgentComment("max", "Until then, <close> it.", List.of())),
                        List.of("Until then, <close> it.", "Lignée <Pro>",
                                "which version you use|quelle version vous utilisez", "14", "16",
                                "Version of your licence|Version de votre licence",
                                "Version you write about|Version dont vous parlez")),
                new Case("patch",
                        l -> l.patch(NUMBER, "mia", "https://patches.example/p?a=1&b=2", "- close it\n- start <it>"),
                        List.of(REQUEST_URL + "still-need-help", "https://patches.example/p?a=1&b=2", "start <it>")),
                new Case("answer", l -> l.answer(NUMBER, Purpose.ANSWER, "anna", "Anna <Agent>",
                        "Please open <File>.\n\n- one\n- two\n\nSee https://help.example/articles/a?b=1&c=2.",
                        List.of()),
                        with(CHOICES, "Please open <File>.", "Anna <Agent>",
                                "https://help.example/articles/a?b=1&c=2")),
                new Case("question", l -> l.answer(NUMBER, Purpose.QUESTION, "anna", null, "Which version?", List.of()),
                        List.of("Which version?", "reply to this mail|répondre à ce message")),
                new Case("receipt", l -> l.receipt(NUMBER, LocalDate.of(2026, 12, 1)), List.of("AC-",
                        "by 1 December 2026|au plus tard le 1er décembre 2026", "reply to this mail|répondez")),
                new Case("receipt-without-target", l -> l.receipt(NUMBER, null),
                        List.of("One of us looks into it|L’un de nous l’examine")),
                new Case("defect-confirmed",
                        l -> l.defectConfirmed(NUMBER, LocalDate.of(2026, 12, 1),
                                new AgentComment("max", "Save under <another> name.", List.of())),
                        List.of("a defect of our software|un défaut de notre logiciel", "Save under <another> name.",
                                "by 1 December 2026|au plus tard le 1er décembre 2026")),
                new Case("defect-confirmed-bare",
                        l -> l.defectConfirmed(NUMBER, LocalDate.of(2026, 12, 1), AgentComment.NONE),
                        List.of("working on a patch|travaillons à un correctif")),
                new Case("withdrawal", l -> l.withdrawalConfirmed(NUMBER), List.of("We have closed|Nous avons clos"))));
        for (Purpose waitedFor : List.of(Purpose.ARTICLE_OFFER, Purpose.PROOF_REQUEST, Purpose.ANSWER, Purpose.QUESTION,
                Purpose.REDIRECT)) {
            all.add(new Case("reminder-of-" + waitedFor, l -> l.reminder(NUMBER, waitedFor, LocalDate.of(2026, 12, 1)),
                    List.of("1 December 2026|1er décembre 2026")));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("letters")
    void saysAllInEnglish(Case letter) throws IOException {
        saysAll(letter, "en", 0);
    }

    @ParameterizedTest
    @MethodSource("letters")
    void saysAllInFrench(Case letter) throws IOException {
        saysAll(letter, "fr", 1);
    }

    private void saysAll(Case letter, String language, int alternative) throws IOException {
        OutgoingMessage mail = write(request(SUBJECT, "Marie Durand", language), letter.writing());
        Document html = Jsoup.parse(mail.htmlBody());
        String htmlWithLinks = html.text() + " " + html.select("a").eachAttr("href");

        List<String> expected = with(letter.contains(), "AC-000042");
        for (String part : expected) {
            String[] words = part.split("\\|");
            String sought = words[Math.min(alternative, words.length - 1)];
            assertThat(mail.textBody()).contains(sought);
            assertThat(htmlWithLinks).contains(sought.replace("\n", " "));
        }
        if (!letter.name().equals("withdrawal") && !letter.name().equals(ADDRESS_CHANGED)) {
            assertThat(mail.textBody()).contains(REQUEST_URL + "withdraw");
            assertThat(htmlWithLinks).contains(REQUEST_URL + "withdraw");
        }
        assertThat(mail.textBody()).startsWith(language.equals("fr") ? "Bonjour Marie Durand," : "Hello Marie Durand,");
        assertThat(html.text()).contains(language.equals("fr") ? "Bonjour Marie Durand," : "Hello Marie Durand,");
        assertThat(html.selectFirst("html").attr("lang")).isEqualTo(language);

        // nothing unresolved, nothing of the templates themselves
        for (String part : List.of(mail.textBody(), mail.htmlBody(), mail.subject())) {
            assertThat(part).doesNotContain("??", "${", "#{", "[(", "[#", "[/", " th:", "xmlns", "null", "{0}");
        }
        assertThat(mail.textBody()).doesNotContain("\n\n\n");
        // what came from outside is text, never markup; nothing is loaded from elsewhere
        assertThat(html.select("img, script, link, iframe, form, style")).isEmpty();
        // one colour for all links, buttons apart
        assertThat(html.select("a:not([style*=inline-block])")).allSatisfy(
                link -> assertThat(link.attr("style")).contains("color:#125a5f"));
        // nothing tracks who reads: each link leads where it says, and stands in the text part as well
        assertThat(html.select("[src], [background], [style*=url]")).isEmpty();
        assertThat(html.select("a[href]").eachAttr("href"))
                .allSatisfy(link -> assertThat(mail.textBody()).contains(link));
        assertThat(html.select("two, your, agent, it, file, sorry")).isEmpty();
        if (mail.automatic()) {
            assertThat(mail.textBody() + mail.htmlBody()).doesNotContain("pills");
        }
        // one thread in the customer's mail program, whoever writes
        assertThat(mail.subject()).isEqualTo("Re: " + SUBJECT + " [AC-000042]");
        keepForLooking(letter.name() + "-" + language, mail);
    }

    /** Who follows a link decides for the customer: where the answers go elsewhere, a reply says the same. */
    @ParameterizedTest
    @MethodSource("letters")
    void linksToChooseAreForTheCustomersOwnAddressOnly(Case letter) {
        for (String language : List.of("en", "fr")) {
            clearInvocations(outgoing);
            Request own = request(SUBJECT, null, language);
            OutgoingMessage mail = write(new Request(own.number(), own.channel(), own.state(), null, own.triage(),
                    own.customerAddress(), null, null, SUBJECT, null, null, own.token(), Instant.EPOCH, Instant.EPOCH,
                    null, "office@example.org", null), letter.writing());
            assertThat(mail.textBody() + mail.htmlBody()).doesNotContain(own.token()).doesNotContain("one click")
                    .doesNotContain("I still need help”").doesNotContain("un clic");
            assertThat(mail.textBody()).doesNotContain("\n\n\n");
        }
    }

    /** Only letters that name the period ask for it, so that a table nobody can read holds up no other. */
    @ParameterizedTest
    @MethodSource("letters")
    void asksForTheSupportPeriodOnlyWhereItIsNamed(Case letter) {
        when(policy.supportPeriod()).thenReturn(SupportPeriod.parse("P75D"));
        OutgoingMessage mail = write(request(SUBJECT, null, "en"), letter.writing());
        verify(policy, times(mail.textBody().contains("75 days") ? 1 : 0)).supportPeriod();
        assertThat(mail.htmlBody().contains("75 days")).isEqualTo(mail.textBody().contains("75 days"));
    }

    @Test
    void linksToTheRuleOfThePolicyThatTheVerdictCites() {
        OutgoingMessage mail = write(request(SUBJECT, null, "fr"),
                l -> l.refusal(NUMBER, Grounds.of("Règles 4 et 5 : ailleurs.", "Windows imprime."), List.of()));
        assertThat(mail.textBody()).contains("https://help.example/policy?lang=fr#rule-4");
        assertThat(Jsoup.parse(mail.htmlBody()).select("a").eachAttr("href"))
                .contains("https://help.example/policy?lang=fr#rule-4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "Merging|Re: Merging [AC-000042]",
            "Re: RE : Merging|Re: Merging [AC-000042]",
            "Re: Merging [AC-000042]|Re: Merging [AC-000042]",
            "Re: [AC-000042] Merging [AC-000007]|Re: Merging [AC-000042]",
            "TR : AW: Fwd: Merging|Re: Merging [AC-000042]",
            "Relocation: help|Re: Relocation: help [AC-000042]",
            "\"\"|Re: Your request [AC-000042]",
            "Re:|Re: Your request [AC-000042]",
            "\"Hi\r\nBcc: x@y.example\"|Re: Your request [AC-000042]",
            "\"Hi\r\nBcc: you\"|Re: Hi Bcc: you [AC-000042]"})
    void marksTheCustomersSubjectOnceAsAReply(String subject, String expected) {
        OutgoingMessage mail = write(request(subject, null, "en"),
                l -> l.answer(NUMBER, Purpose.ANSWER, "anna", "Anna", "Yes.", List.of()));
        assertThat(mail.subject()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("letters")
    void anAutomaticLetterNeverRepeatsTheSubjectOrTheNameOfASpammer(Case letter) {
        OutgoingMessage mail =
                write(request("Cheap watches at evil.example", "Visit evil.example", "fr"), letter.writing());
        if (mail.automatic()) {
            assertThat(mail.subject()).contains("AC-000042").doesNotContain("watches");
            assertThat(mail.textBody() + mail.htmlBody()).doesNotContain("watches").doesNotContain("evil.example");
        }
    }

    /** Whoever sends us an advertisement in another's name shall not have it sent on by us. */
    @ParameterizedTest
    @MethodSource("letters")
    void aSubjectThatLeadsSomewhereIsRepeatedByNoLetterAndTheThreadStaysOne(Case letter) {
        for (String spam : List.of("Cheap watches at evil.example", "see https://evil/x", "WWW evil", "ask me@evil",
                "Call 0900 / 123 45 67 now")) {
            clearInvocations(outgoing);
            assertThat(write(request(spam, null, "fr"), letter.writing()).subject())
                    .isEqualTo("Re: Votre demande [AC-000042]");
        }
    }

    @Test
    void keepsTheNumberWhateverTheLengthOfTheSubject() {
        OutgoingMessage mail = write(request("é".repeat(500), null, "en"),
                l -> l.answer(NUMBER, Purpose.ANSWER, "anna", "Anna", "Yes.", List.of()));
        assertThat(mail.subject()).hasSizeLessThan(250).endsWith("… [AC-000042]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Win 1000 euros", "See www.spam.example", "Click here now for your great prize", "<b>Marie</b>",
                    "marie@example.org", "  "})
    void doesNotGreetByANameThatCouldBeAMessage(String name) {
        OutgoingMessage mail = write(request(SUBJECT, name, "en"), l -> l.withdrawalConfirmed(NUMBER));
        assertThat(mail.textBody()).startsWith("Hello,\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Marie", "Jean-Pierre O’Neill", "Anne d'Arc", "Élodie  Lefèvre", "Juan Carlos de la Cruz",
            "Zoë A."})
    void greetsByName(String name) {
        OutgoingMessage mail = write(request(SUBJECT, name, "en"), l -> l.withdrawalConfirmed(NUMBER));
        assertThat(mail.textBody()).startsWith("Hello " + name.replaceAll("\\s+", " ") + ",\n");
    }

    @Test
    void doesNotGreetTwiceWhenTheAgentDid() {
        OutgoingMessage mail = write(request(SUBJECT, "Marie", "en"),
                l -> l.answer(NUMBER, Purpose.ANSWER, "anna", "Anna", "Dear Marie,\n\nyes.", List.of()));
        assertThat(mail.textBody()).startsWith("Dear Marie,").doesNotContain("Hello");
        assertThat(mail.htmlBody()).contains("Dear Marie,").doesNotContain("Hello");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en|Hi Marie, yes.|Kind regards,", "en|Hey,\\nyes.|Best wishes\\nAnna Agent\\nLignée Support",
            "en|Marie,\\n\\nyes.|Regards,\\nAnna", "en|Good morning Marie Durand!\\nYes.|Anna Agent",
            "fr|Chère Madame Durand,\\noui.|Bien cordialement,\\nAnna", "fr|Bonjour\\n\\nOui.|Bonne journée !\\nAnna",
            "fr|Salut Marie,\\noui.|Merci d’avance,\\nAnna Agent\\nLignée Support",
            "en|Dear Ms. Durand:\\nyes.|--\\nAnna Agent"})
    void greetingAndSignatureStandOnceWhateverTheAgentWrote(String language, String begin, String end) {
        String text = begin.replace("\\n", "\n") + "\n\n" + end.replace("\\n", "\n");
        OutgoingMessage mail = write(request(SUBJECT, "Marie Durand", language),
                l -> l.answer(NUMBER, Purpose.ANSWER, "anna", "Anna Agent", text, List.of()));
        assertThat(mail.textBody()).startsWith(begin.replace("\\n", "\n").lines().findFirst().orElseThrow());
        String letter = mail.textBody().substring(0, mail.textBody().indexOf("\n-- \n"));
        assertThat(letter.split("Anna", -1)).as(letter).hasSize(2);
        assertThat(letter.split("Lignée Support", -1)).as(letter).hasSize(2);
        assertThat(Jsoup.parse(mail.htmlBody()).select("td td").text()).doesNotContain("Hello ").satisfies(
                html -> assertThat(html.split("Anna", -1)).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hi-res pictures cannot be printed.", "Dear customers are told of it in the list.",
            "Good day-to-day backups help.", "Monsieur Durand a déjà reçu le fichier.", "Hellos are not counted.",
            "Open Marie, then close it.", "Bonjour is the name of the service which Apple uses."})
    void aSentenceThatBeginsLikeAGreetingIsNone(String sentence) {
        OutgoingMessage mail = write(request(SUBJECT, "Marie Durand", "en"), l -> l.answer(NUMBER, Purpose.ANSWER,
                "anna", "Anna", sentence + "\n\nThanks to the list you see it.\nBest of all: it is free.", List.of()));
        assertThat(mail.textBody()).startsWith("Hello Marie Durand,\n\n" + sentence)
                .contains("Best of all: it is free.\n\nAnna\nLignée Support\n");
    }

    /** What goes into a letter that greets and closes itself does neither again. */
    @ParameterizedTest
    @ValueSource(strings = {"Hello Marie,\n\nSave it under <another> name.\n\nKind regards,\nMax\nLignée Support",
            "Dear Marie, save it under <another> name.\n\nMax Muster", "Save it under <another> name."})
    void aCommentWithinALetterNeitherGreetsNorClosesAgain(String text) {
        var comment = new AgentComment("max", text, List.of());
        for (Writing letter : List.<Writing>of(
                l -> l.redirect(NUMBER, GROUNDS, null, "the shop", null, List.of(), comment),
                l -> l.patchRefusal(NUMBER, GROUNDS, List.of(), comment),
                l -> l.refusalUpheld(NUMBER, GROUNDS, false, comment),
                l -> l.refusalUpheld(NUMBER, GROUNDS, true, comment),
                l -> l.defectConfirmed(NUMBER, LocalDate.of(2026, 12, 1), comment),
                l -> l.versionQuestion(NUMBER, null, "16", "14", "16", comment),
                l -> l.patch(NUMBER, "max", "https://patches.example/p", text))) {
            clearInvocations(outgoing);
            OutgoingMessage mail = write(request(SUBJECT, "Marie Durand", "en"), letter);
            assertThat(mail.textBody()).containsOnlyOnce("Marie").containsOnlyOnce("Kind regards")
                    .containsIgnoringCase("save it under <another> name.");
            assertThat(Jsoup.parse(mail.htmlBody()).text()).containsOnlyOnce("Marie").containsOnlyOnce("Kind regards");
        }
    }

    @Test
    void tellsBeforehandWhatStandsAroundTheText() {
        when(requests.get(NUMBER)).thenReturn(request(SUBJECT, "Marie", "fr"));
        assertThat(letters.frame(NUMBER, true, "Anna", null))
                .isEqualTo(new LetterFrame("Bonjour Marie,", List.of("Anna", "Lignée Support")));
        assertThat(letters.frame(NUMBER, true, "Anna", "Bonjour,\n\noui\n\nAnna"))
                .isEqualTo(new LetterFrame(null, List.of("Lignée Support")));
        assertThat(letters.frame(NUMBER, false, "Anna", "Bonjour, oui"))
                .isEqualTo(new LetterFrame("Bonjour Marie,", List.of("Bien cordialement,", "Lignée Support")));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, Thank you for writing to us. ", "WEB, Thank you for writing to us. ",
            "PHONE, Thank you for your call. "})
    void thanksOnceForWhatTheCustomerDid(Channel channel, String thanks) {
        Request mail = request(SUBJECT, null, "en");
        var request = new Request(NUMBER, channel, mail.state(), null, mail.triage(), mail.customerAddress(), null,
                null, SUBJECT, null, null, mail.token(), Instant.EPOCH, Instant.EPOCH, null, null, null);
        for (Writing letter : List.<Writing>of(l -> l.articleOffer(NUMBER, List.of(ARTICLE)),
                l -> l.proofRequest(NUMBER, 1, "Lignée Pro", List.of()),
                l -> l.proofRequest(NUMBER, 1, "Lignée Pro", OTHERS), l -> l.receipt(NUMBER, null),
                l -> l.refusal(NUMBER, GROUNDS, List.of()),
                l -> l.redirect(NUMBER, GROUNDS, null, "the shop", null, List.of(), AgentComment.NONE))) {
            clearInvocations(outgoing);
            when(outgoing.any(NUMBER)).thenReturn(false);
            assertThat(write(request, letter).textBody()).contains("Hello,\n\n" + thanks);
            clearInvocations(outgoing);
            when(outgoing.any(NUMBER)).thenReturn(true);
            assertThat(write(request, letter).textBody()).doesNotContain("Thank you for");
        }
    }

    /** After "is it our matter?" the answer that is asked for stands first. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void aRedirectAsksWhetherItIsOurMatterAndNotWhetherItIsSolved(String language) {
        OutgoingMessage mail = write(request(SUBJECT, null, language), l -> l.redirect(NUMBER, GROUNDS, null,
                "the shop", null, List.of(), AgentComment.NONE));
        var buttons = Jsoup.parse(mail.htmlBody()).select("a[style*=inline-block]");
        assertThat(buttons.eachAttr("href")).hasSize(2);
        assertThat(buttons.get(0).attr("href")).contains("still-need-help");
        assertThat(buttons.get(0).attr("style")).contains("background-color:#17696e");
        assertThat(buttons.get(1).attr("style")).contains("background-color:#ffffff");
        assertThat(mail.textBody().indexOf("/still-need-help")).isLessThan(mail.textBody().indexOf("/solved"));
    }

    @Test
    void everyRefusalNamesTheShopAndTheArticlesThatComeNear() {
        for (Writing letter : List.<Writing>of(l -> l.refusal(NUMBER, GROUNDS, List.of(ARTICLE)),
                l -> l.refusal(NUMBER, Grounds.of("Rule 2", "No purchase."), List.of(ARTICLE)),
                l -> l.patchRefusal(NUMBER, GROUNDS, List.of(ARTICLE), AgentComment.NONE))) {
            for (String language : List.of("en", "fr")) {
                clearInvocations(outgoing);
                OutgoingMessage mail = write(request(SUBJECT, null, language), letter);
                assertThat(mail.textBody()).contains("https://shop.example/", ARTICLE.title(),
                        "https://help.example/articles/merge-7");
                assertThat(Jsoup.parse(mail.htmlBody()).select("a").eachAttr("href"))
                        .contains("https://shop.example/", "https://help.example/articles/merge-7");
            }
        }
    }

    @Test
    void aPatchDoesNotAskWhetherItSolvedForTheRequestIsClosed() {
        OutgoingMessage mail = write(request(SUBJECT, null, "en"),
                l -> l.patch(NUMBER, "mia", "https://patches.example/p", null));
        assertThat(mail.textBody()).contains("I still need help:\n" + REQUEST_URL + "still-need-help")
                .doesNotContain("/solved");
        assertThat(mail.htmlBody()).contains("/still-need-help").doesNotContain("/solved");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en|Please turn to the support service of your printer: that is where you get the best help.",
            "fr|Adressez-vous à the support service of your printer : c’est là que l’on pourra le mieux vous aider."})
    void aRedirectNamesTheServiceInASentence(String language, String sentence) {
        OutgoingMessage mail = write(request(SUBJECT, null, language), l -> l.redirect(NUMBER,
                Grounds.of("Rule 4", "Windows prints."), null, "the support service of your printer", null, List.of(),
                AgentComment.NONE));
        assertThat(mail.textBody()).contains("\n" + sentence + "\n");
        assertThat(Jsoup.parse(mail.htmlBody()).select("p").eachText()).contains(sentence.replace(' ', ' '));
    }

    @Test
    void anAnswerIsOfAPersonAndCarriesItsFiles() {
        var file = new NewAttachment("steps.txt", "text/plain", null, new byte[] {1});
        OutgoingMessage mail = write(request(SUBJECT, null, "en"),
                l -> l.answer(NUMBER, Purpose.QUESTION, "anna", "Anna", "Which?", List.of(file)));
        assertThat(mail.automatic()).isFalse();
        assertThat(mail.author()).isEqualTo("anna");
        assertThat(mail.purpose()).isEqualTo(Purpose.QUESTION);
        assertThat(mail.attachments()).containsExactly(file);
    }

    @Test
    void offersThreeArticlesAtMostAndSaysWhenOneIsInAnotherLanguage() {
        var french = new OfferedArticle("Fusionner", "https://help.example/f", null, "fr");
        OutgoingMessage mail = write(request(SUBJECT, null, "en"),
                l -> l.articleOffer(NUMBER, List.of(french, ARTICLE, ARTICLE, ARTICLE)));
        assertThat(Jsoup.parse(mail.htmlBody()).select("a[href*=/articles/], a[href$=/f]")).hasSize(3);
        assertThat(mail.textBody()).containsOnlyOnce("Fusionner\n  This article is in French.")
                .doesNotContain("in English");
        assertThat(Jsoup.parse(mail.htmlBody()).select("[lang=fr]").eachText()).containsExactly("Fusionner");
        assertThat(Jsoup.parse(mail.htmlBody()).text()).containsOnlyOnce("Fusionner This article is in French.");
    }

    @ParameterizedTest
    @CsvSource({"en, Cet article est en anglais.", "de, Cet article est en allemand.",
            "es, Cet article est en espagnol."})
    void saysTheLanguageOfAnyArticleInTheCustomersWords(String language, String sentence) throws IOException {
        var article = new OfferedArticle("Merge", "https://help.example/m", "Press Merge.", language);
        OutgoingMessage mail = write(request(SUBJECT, null, "fr"), l -> l.articleOffer(NUMBER, List.of(article)));
        Document html = Jsoup.parse(mail.htmlBody());
        assertThat(mail.textBody()).contains(sentence);
        assertThat(html.text()).contains(sentence);
        assertThat(html.select("[lang=" + language + "]").eachText()).containsExactly("Merge", "Press Merge.");
        assertThat(html.select("[lang=" + language + "]").text()).doesNotContain(sentence);
    }

    @Test
    void thePassageOfAnArticleKeepsItsHeadingAndItsSteps() throws IOException {
        var steps = new OfferedArticle("Merge duplicate people", "/articles/merge-7",
                "Merge two entries that you know\n1. Open one of the two people.\n2. Choose People > Merge With… and "
                        + "pick the other "
                        + "entry in the list.\n3. The two records appear in two columns. Tick the name, dates and "
                        + "places that are "
                        + "right. Notes, sources and photos of both are kept.\n4. Press Merge.",
                "en");
        var sentences = new OfferedArticle("Undo a mistake", "/articles/undo",
                "Choose Edit > Undo at once. If you closed the file since, open Edit > History.", "en");
        var french = new OfferedArticle("Violation d’accès ou erreur 5", "/articles/fr-5",
                "À savoir\nUn autre programme retient votre fichier.", "fr");
        OutgoingMessage mail = write(request(SUBJECT, "Marie Durand", "en"),
                l -> l.articleOffer(NUMBER, List.of(steps, sentences, french)));
        assertThat(mail.textBody()).contains("""
                * Merge duplicate people
                  https://help.example/articles/merge-7
                  It says:
                    Merge two entries that you know
                    1. Open one of the two people.
                    2. Choose People > Merge With… and pick the other entry in the list.
                """).contains(
                "  It says:\n    Choose Edit > Undo at once. If you closed the file since, open Edit > History.\n");
        Document html = Jsoup.parse(mail.htmlBody());
        assertThat(html.select("strong").eachText()).contains("Merge two entries that you know", "À savoir")
                .noneMatch(strong -> strong.startsWith("Choose Edit") || strong.startsWith("1."));
        assertThat(html.select("p").eachText()).contains("1. Open one of the two people.", "4. Press Merge.");
        keepForLooking("article-offer-passages", mail);
    }

    @Test
    void writesEnglishToWhoSpeaksALanguageWeDoNot() {
        OutgoingMessage mail = write(request(SUBJECT, null, "de"), l -> l.withdrawalConfirmed(NUMBER));
        assertThat(mail.textBody()).startsWith("Hello,\n\nWe have closed your request AC-000042");
    }

    @Test
    void refusesWhatWouldMakeABadLetter() {
        when(requests.get(NUMBER)).thenReturn(request(SUBJECT, null, "en"));
        assertThatThrownBy(() -> letters.articleOffer(NUMBER, List.of())).hasMessageContaining("no article");
        assertThatThrownBy(() -> Grounds.of(" ", "reason")).hasMessageContaining("rule");
        assertThatThrownBy(() -> letters.patch(NUMBER, "mia", "javascript:alert(1)", null))
                .hasMessageContaining("is no web address");
        assertThatThrownBy(() -> letters.patch(NUMBER, "mia", "mailto:patches@aftercare.example", null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("beginning with https://");
        assertThatThrownBy(() -> letters.answer(NUMBER, Purpose.ANSWER, "anna", "Anna", "  ", List.of()))
                .hasMessageContaining("no text");
        assertThatThrownBy(() -> letters.answer(NUMBER, Purpose.REMINDER, "anna", "Anna", "x", List.of()))
                .hasMessageContaining("REMINDER");
    }

    @Test
    void whoCalledIsNotThankedForWriting() {
        Request called = new Request(NUMBER, Channel.PHONE, RequestState.OPEN, null, TriageResult.none("en"),
                "marie@example.org", null, null, SUBJECT, null, null, "0123456789abcdef", Instant.EPOCH, Instant.EPOCH,
                null, null, null);
        assertThat(write(called, l -> l.receipt(NUMBER, null)).textBody()).contains("Thank you for your call")
                .doesNotContain("for writing");
    }

    private OutgoingMessage write(Request request, Writing writing) {
        when(requests.get(NUMBER)).thenReturn(request);
        writing.write(letters);
        var mail = ArgumentCaptor.forClass(OutgoingMessage.class);
        verify(outgoing, atMost(1)).queue(any(), mail.capture());
        verify(outgoing, atMost(1)).queue(any(), mail.capture(), any());
        return mail.getValue();
    }

    private static Request request(String subject, String name, String language) {
        return new Request(NUMBER, Channel.MAIL, RequestState.OPEN, null, TriageResult.none(language),
                "marie@example.org", name, null, subject, null, null, "0123456789abcdef", Instant.EPOCH, Instant.EPOCH,
                null, null, null);
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /** -Dletters.folder=… writes the letters to a folder, to look at them in a browser. */
    private static void keepForLooking(String name, OutgoingMessage mail) throws IOException {
        String folder = System.getProperty("letters.folder");
        if (folder != null) {
            Files.createDirectories(Path.of(folder));
            Files.writeString(Path.of(folder, name + ".html"), mail.htmlBody());
            Files.writeString(Path.of(folder, name + ".txt"), mail.subject() + "\n\n" + mail.textBody());
        }
    }
}
