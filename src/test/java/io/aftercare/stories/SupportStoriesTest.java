package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.platform.WebSession;
import io.aftercare.stories.Correspondent.Letter;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.StartsApplication;
import io.aftercare.testing.Tool;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The stories of the support policy, each from a real mail over SMTP and IMAP to a real answer, against the started
 * application with its demo articles, licences and people. Days pass by the engine's clock.
 */
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ActiveProfiles("demo")
@Import(EngineTime.class)
class SupportStoriesTest {

    private static final int SMTP = freePort();
    private static final int IMAP = freePort();
    private static final int WEB = freePort();
    private static final String ODD_QUESTION =
            "How can the crest of a lodge stand beside the guild of a great-uncle on my poster?";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEMO_PASSWORD = "Aftercare-1";

    @DynamicPropertySource
    static void ownPortsAndFolder(DynamicPropertyRegistry properties) throws IOException {
        String data = Files.createTempDirectory("aftercare-stories").toString();
        properties.add("aftercare.data", () -> data);
        properties.add("server.port", () -> WEB);
        properties.add("aftercare.demo.smtp-port", () -> SMTP);
        properties.add("aftercare.demo.imap-port", () -> IMAP);
        properties.add("aftercare.requests.look-for-pending-every", () -> "500ms");
        properties.add("aftercare.desk.undo-sending", () -> "1s");
        properties.add("aftercare.mail.authserv-id", () -> "mx.aftercare.example");
        // Many stories begin with the same question, and some of their customers need help still.
        properties.add("aftercare.knowledge.learning.refusals", () -> "1000");
    }

    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private IdentityService identities;
    @Autowired
    private Drafts drafts;
    @Autowired
    private Licences licences;
    @Autowired
    private Clock clock;

    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final Correspondent customer = correspondent();

    @AfterEach
    void backToday() {
        EngineTime.reset();
    }

    @Test
    void anArticleSolvesTheQuestionOfALicensedCustomer() throws Exception {
        owns("2026", today().minusDays(100), "en");
        String question = customer.write("Merge duplicates?",
                "Hello,\nhow do I merge duplicate people in my tree?\nThanks, Anna");

        Letter offer = customer.awaitLetter(1);
        assertThat(offer.inReplyTo()).isEqualTo(question);
        assertThat(offer.autoSubmitted()).isEqualTo("auto-replied");
        assertThat(offer.text()).contains("Merge duplicate people");
        assertThat(offer.html()).contains("Merge duplicate people");

        assertThat(get(offer.link("solved")).statusCode()).isEqualTo(200);
        assertThat(request(offer).path("state").asText()).as("a scanner that opens links decides nothing")
                .isEqualTo("WAITING");

        assertThat(post(offer.link("solved")).statusCode()).isLessThan(400);
        hasEnded(offer, "SOLVED_BY_ARTICLE");
        assertThat(customer.letters()).hasSize(1);
    }

    @Test
    void aPersonAnswersWhomTheArticleDoesNotHelpAndSilenceEndsItAsAnswered() throws Exception {
        owns("2026", today().minusDays(100), "en");
        customer.write("Merge duplicates?", "Hello,\nhow do I merge duplicate people in my tree?\nThanks, Anna");
        Letter offer = customer.awaitLetter(1);

        post(offer.link("still-need-help"));
        answer(offer, "ursula", "usage-support", "ANSWER", "Please choose Tools, then Merge duplicates.");

        Letter answer = customer.awaitLetter(2);
        assertThat(answer.text()).contains("Please choose Tools, then Merge duplicates.");
        assertThat(answer.autoSubmitted()).as("a person wrote it").isNull();
        assertThat(answer.subject()).startsWith("Re: Merge duplicates?");
        assertThat(answer.references()).contains(offer.messageId());

        EngineTime.move(Duration.ofDays(8));
        Letter reminder = customer.awaitLetter(3);
        assertThat(reminder.autoSubmitted()).isEqualTo("auto-replied");
        EngineTime.move(Duration.ofDays(15));
        hasEnded(offer, "ANSWERED");
    }

    @Test
    @NeedsTool(Tool.CHROMIUM)
    void anAgentAnswersInTasklistAndTheReplyComesBack() throws Exception {
        owns("2026", today().minusDays(100), "en");
        customer.write("Merge duplicates?", "Hello,\nhow do I merge duplicate people in my tree?\nThanks, Anna");
        Letter offer = customer.awaitLetter(1);
        post(offer.link("still-need-help"));
        awaitTask(number(offer), "UserTask_AnswerRequest");
        try (AgentsBrowser ursula = AgentsBrowser.logIn(WEB, "ursula", DEMO_PASSWORD)) {
            ursula.claimFromMyGroup(number(offer).toString());
            assertThat(ursula.shown()).contains("how do I merge duplicate people").contains("Lindenbaum 2026")
                    .contains("Merge duplicate people");
            ursula.screenshot("target/answer-in-tasklist.png");
            ursula.answer("Please choose People, then Merge With.");

            Letter answer = customer.awaitLetter(2);
            assertThat(answer.text()).contains("Please choose People, then Merge With.").contains("Ursula Lind");
            assertThat(answer.references()).contains(offer.messageId());
            customer.reply(answer, "There is no such menu.");
            assertThat(awaitTask(number(offer), "UserTask_AnswerRequest").getAssignee()).isEqualTo("ursula");
        }
    }

    @Test
    void twoYearsAndADayAreRefusedWithRuleAndDateAndAManagerGrantsGoodwill() throws Exception {
        owns("2025", today().minusYears(2).minusDays(1), "en");
        customer.write("Question about wall posters", ODD_QUESTION);
        pastArticles(awaitRequest(), "USE");

        Letter refusal = customer.awaitLetter(letter -> letter.text().contains("Rule 2"));
        assertThat(refusal.text()).contains("https://shop.aftercare.example/");
        assertThat(refusal.text()).contains("two years after").containsPattern("\\d{1,2} \\p{L}+ 20\\d\\d");
        assertThat(request(refusal).path("outcome").asText()).isEqualTo("NOT_ENTITLED");
        assertThat(decisions(refusal, "entitlement")).containsExactly("EXPIRED");

        customer.reply(refusal, "It is only a single day. Could you please have another look?");
        complete(refusal, "UserTask_ReviewRefusal", "maria", "managers", Map.of("review", "GRANT", "remark", ""));
        answer(refusal, "ursula", "usage-support", "ANSWER", "Gladly: choose the poster layout.");
        customer.awaitLetter(letter -> letter.text().contains("Gladly: choose the poster layout."));
    }

    /** What did not help is not sent again under another title, and all of it is one thread. */
    @Test
    void whomTheArticleDidNotHelpIsNotOfferedItAgainByTheRedirect() throws Exception {
        owns("2026", today().minusDays(10), "en");
        customer.write("Installer in quarantine", "My antivirus blocks the installation: it puts the installer into "
                + "quarantine and calls it a threat. How do I install in spite of it?");
        Letter offer = customer.awaitLetter(1);
        assertThat(offer.text()).contains("Your antivirus blocks the installation", "1. Delete the blocked installer");
        assertThat(offer.text()).as("the steps, not the introduction").doesNotContain("This is a false alarm");
        customer.reply(offer, "That does not work, I have done all of it already.");

        Letter redirect = customer.awaitLetter(letter -> letter.text().contains("Rules 4 and 5"));
        assertThat(redirect.text()).doesNotContain("Your antivirus blocks the installation")
                .doesNotContain("Thank you");
        assertThat(redirect.subject()).isEqualTo(offer.subject()).startsWith("Re: Installer in quarantine [AC-");
    }

    @Test
    void twoYearsToTheDayAreEntitled() throws Exception {
        owns("2025", today().minusYears(2), "en");
        customer.write("Question about wall posters", ODD_QUESTION);
        RequestNumber number = awaitRequest();
        pastArticles(number, "USE");
        assertThat(awaitTask(number, "UserTask_AnswerRequest").getName()).isNotBlank();
        assertThat(decisions(number, "entitlement")).containsExactly("ENTITLED");
    }

    @Test
    void theProofOfAPurchaseComesByReply() throws Exception {
        String key = "LB26-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase();
        licences.register(new Licence(key, null, "owner-" + customer.address(), "lindenbaum", null, "2026", today()),
                null, "en");
        customer.write("Question about wall posters", ODD_QUESTION);
        pastArticles(awaitRequest(), "USE");
        Letter proof = customer.awaitLetter(letter -> letter.text().contains("licence key"));
        customer.reply(proof, "My key is " + key.toLowerCase() + ".");
        awaitTask(number(proof), "UserTask_AnswerRequest");
        assertThat(decisions(proof, "entitlement")).containsExactly("NO_PURCHASE", "ENTITLED");
    }

    @Test
    void nonsenseTwiceAndAPersonVerifies() throws Exception {
        customer.write("Question about wall posters", ODD_QUESTION);
        pastArticles(awaitRequest(), "USE");
        Letter proof = customer.awaitLetter(letter -> letter.text().contains("licence key"));
        customer.reply(proof, "I have none of these.");
        Letter second = customer.awaitLetter(letter -> letter.text().contains("licence key")
                && !letter.messageId().equals(proof.messageId()));
        customer.reply(second, "Really none.");
        assertThat(awaitTask(awaitRequest(), "UserTask_VerifyPurchase")).isNotNull();
    }

    @Test
    void anAntivirusProblemIsRedirectedUntilTheCustomerSaysStillYours() throws Exception {
        owns("2026", today().minusDays(30), "en");
        customer.write("Installation impossible",
                "My antivirus blocks the installation of Lindenbaum 2026: it puts the setup file into quarantine and "
                        + "the installation stops with an error.");
        pastArticles(awaitRequest(), "TECHNICAL");
        Letter redirect = customer.awaitLetter(letter -> letter.text().contains("Rules 4 and 5"));
        assertThat(redirect.text()).contains("antivirus").doesNotContain("/articles/");
        assertThat(request(redirect).path("outcome").asText()).isEqualTo("REDIRECTED");

        customer.reply(redirect, "I have switched it off and the installation still stops.");
        Task task = awaitTask(number(redirect), "UserTask_AnswerRequest");
        assertThat(groups(task)).containsExactly("technical-support");
    }

    @Test
    void aDamagedFileIsNeverRedirectedEvenIfAnAntivirusIsMentioned() throws Exception {
        owns("2026", today().minusDays(30), "en");
        customer.write("Damaged file",
                "My genealogy file is damaged and cannot be opened any more. It began the day my antivirus blocked "
                        + "something and put it into quarantine.");
        RequestNumber number = awaitRequest();
        pastArticles(number, "TECHNICAL");
        assertThat(groups(awaitTask(number, "UserTask_AnswerRequest"))).containsExactly("technical-support");
        assertThat(decisions(number, "origin")).containsExactly("OURS");
        assertThat(customer.letters()).noneMatch(letter -> letter.text().contains("Rules 4 and 5"));
    }

    @Test
    void aConfirmedDefectOfTheVersionOnSaleIsPatched() throws Exception {
        owns("2026", today().minusDays(30), "en");
        RequestNumber number = technicalProblem();
        complete(number, "UserTask_AnswerRequest", "theo", "technical-support",
                Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        assertThat(customer.awaitLetter(letter -> letter.text().contains("working on a patch")).text())
                .contains("We have confirmed that it is a defect");
        complete(number, "UserTask_ProvidePatch", "max", "maintenance",
                Map.of("patchLink", "https://downloads.aftercare.example/patch-7.zip", "patchNotes", ""));
        Letter patch = customer
                .awaitLetter(letter -> letter.text().contains("https://downloads.aftercare.example/patch-7.zip"));
        hasEnded(patch, "PATCHED");
    }

    @Test
    void aDefectOfTheVersionBeforeIsRefusedAPatchButStillSupported() throws Exception {
        owns("2025", today().minusDays(300), "en");
        RequestNumber number = technicalProblem();
        complete(number, "UserTask_AnswerRequest", "theo", "technical-support",
                Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        Letter refusal = customer.awaitLetter(letter -> letter.text().contains("Rule 3"));
        assertThat(refusal.text()).contains("2026");
        assertThat(decisions(number, "entitlement")).containsExactly("ENTITLED");
        assertThat(request(refusal).path("outcome").asText()).isEqualTo("PATCH_REFUSED");
        customer.reply(refusal, "Is there at least a way around it?");
        complete(number, "UserTask_ReviewRefusal", "maria", "managers", Map.of("review", "HELP"));
        awaitTask(number, "UserTask_AnswerRequest");
    }

    @Test
    void aPriceQuestionOfAStrangerIsNeverCheckedForEntitlement() throws Exception {
        customer.write("Price",
                "What does the upgrade of Lindenbaum cost, and can I pay the invoice by bank transfer?");
        RequestNumber number = awaitRequest();
        pastArticles(number, "COMMERCIAL");
        assertThat(groups(awaitTask(number, "UserTask_AnswerRequest"))).containsExactly("commercial-support");
        assertThat(decisions(number, "entitlement")).isEmpty();
    }

    @Test
    void aFrenchMailGetsFrenchAnswersThroughout() throws Exception {
        owns("2025", today().minusYears(2).minusDays(1), "fr");
        customer.write("Fusionner des doublons ?",
                "Bonjour,\nComment puis-je fusionner des personnes en double "
                        + "dans mon arbre ?\nMerci d'avance, Camille");
        Letter offer = customer.awaitLetter(1);
        assertThat(offer.text()).contains("Fusionner des personnes en double").contains("Bonjour");
        post(offer.link("still-need-help"));
        Letter refusal = customer.awaitLetter(2);
        assertThat(refusal.text()).contains("Règle 2").containsPattern("\\d{1,2}(er)? \\p{L}+ 20\\d\\d");
        HttpResponse<String> page = get(refusal.link("withdraw"));
        assertThat(page.body()).contains("lang=\"fr\"");
    }

    @Test
    void aReplyThatComesWhileNobodyWaitsForItIsNotLost() throws Exception {
        owns("2026", today().minusDays(30), "en");
        RequestNumber number = technicalProblem();
        awaitTask(number, "UserTask_AnswerRequest");
        MimeMessage more = customer.message(Correspondent.SUPPORT, "Re: [" + number + "]",
                "I forgot to say: it happens on two computers.", null);
        more.setHeader("Authentication-Results", "mx.aftercare.example; dmarc=pass header.from=customers.example");
        customer.send(more);
        await().atMost(Duration.ofSeconds(40)).until(() -> messages(number).toString().contains("two computers"));
        assertThatThrownBy(() -> answer(number, "theo", "technical-support", "ANSWER", "Please reinstall it."))
                .hasMessageContaining("The customer has written again");
        assertThat(awaitTask(number, "UserTask_AnswerRequest").getAssignee())
                .as("the unread reply is read by the same agent").isEqualTo("theo");

        JsonNode read = messages(number);
        complete(number, "UserTask_AnswerRequest", "theo", "technical-support", Map.of("answerOutcome", "ANSWER",
                "lastSeenMessage", read.get(read.size() - 1).path("id").asLong()));
        await().atMost(Duration.ofSeconds(40))
                .until(() -> messages(number).toString().contains("Please reinstall it."));
    }

    @Test
    void whoseRequestAnAdministratorDeletesReadsTheTruthAndReachesAPersonByTheNextMail() throws Exception {
        owns("2026", today().minusDays(100), "en");
        customer.write("Merge duplicates?", "Hello,\nhow do I merge duplicate people in my tree?\nThanks, Anna");
        Letter offer = customer.awaitLetter(1);
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(number(offer).toString())
                .processDefinitionKey("SupportRequestProcess").list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "Tidied up"));

        hasEnded(offer, "CLOSED_WITHOUT_ANSWER");
        assertThat(request(offer).toString()).contains("Tidied up");
        HttpResponse<String> page = post(offer.link("withdraw"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("closed already");
        customer.reply(offer, "That was not it. How do I do it on a Mac?");
        awaitTask(number(offer), "UserTask_AnswerRequest");
    }

    @Test
    void aMailThatSaysNothingIsATaskAndNoFailure() throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            owns("2026", today().minusDays(100), "en");
            customer.write("", "");
            RequestNumber number = awaitRequest();
            awaitTask(number, "UserTask_TriageRequest");
            assertThat(messages(number)).extracting(message -> message.path("purpose").asText())
                    .containsExactly("CUSTOMER", "RECEIPT");
            complete(number, "UserTask_TriageRequest", "uma", "usage-support", Map.of("supportRequested", true, "kind",
                    "USE", "language", "en", "product", "lindenbaum", "version", "", "origin", ""));
            awaitTask(number, "UserTask_AnswerRequest");
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list).filteredOn(event -> event.getThrowableProxy() != null)
                .extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    @Test
    void theSameMailDeliveredTwiceIsOneRequest() throws Exception {
        owns("2026", today().minusDays(100), "en");
        var mail = customer.message(Correspondent.SUPPORT, "Merge duplicates?",
                "How do I merge duplicate people in my tree?", null);
        customer.send(mail);
        customer.send(mail);
        customer.awaitLetter(1);
        String other = "after-" + customer.address();
        new Correspondent(other, SMTP, IMAP).write("Merge duplicates?", "How do I merge duplicate people in my tree?");
        new Correspondent(other, SMTP, IMAP).awaitLetter(1);
        assertThat(requests(customer.address())).hasSize(1);
        assertThat(customer.letters()).hasSize(1);
    }

    @Test
    void whoRepliesWithoutTakingPartIsLetInByAPersonOnlyAndThenReadsAlong() throws Exception {
        customer.write("Price",
                "What does the upgrade of Lindenbaum cost, and can I pay the invoice by bank transfer?");
        RequestNumber number = awaitRequest();
        pastArticles(number, "COMMERCIAL");
        answer(number, "carla", "commercial-support", "ANSWER", "The upgrade costs 29 euros.");
        Letter answer = customer.awaitLetter(letter -> letter.text().contains("29 euros"));

        Correspondent brother = correspondent();
        brother.reply(answer, "I am her brother and pay for it. Where is the invoice?");
        await().atMost(Duration.ofSeconds(40)).until(() -> !requests(brother.address()).isEmpty());
        RequestNumber own = RequestNumber.parse(requests(brother.address()).get(0).path("number").asText());
        assertThat(messages(number).toString()).doesNotContain("I am her brother");
        assertThat(messages(own).toString()).contains("cites the reply address of " + number);

        complete(own, "UserTask_PlaceMail", "ursula", "usage-support", Map.of("mailPlace", "CITED_CONVERSATION"));

        assertThat(request(own).path("outcome").asText()).isEqualTo("JOINED");
        assertThat(request(own).path("joinedInto").asText()).isEqualTo(number.toString());
        assertThat(messages(number).toString()).contains("I am her brother");
        answer(number, "carla", "commercial-support", "ANSWER", "It is attached to your order.");
        Letter copy = brother.awaitLetter(letter -> letter.text().contains("It is attached to your order."));
        assertThat(customer.awaitLetter(letter -> letter.text().contains("It is attached to your order.")).messageId())
                .isEqualTo(copy.messageId());
        brother.reply(copy, "Found it, one more question: is tax included?");
        await().atMost(Duration.ofSeconds(40)).until(() -> messages(number).toString().contains("is tax included"));
        assertThat(requests(brother.address())).hasSize(1);
    }

    // ---- how it is said above

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, cross-site", "Origin, https://evil.example", "Origin, null"})
    void aPageOfAnotherSiteWritesNoMailOfTheDemo(String header, String value) throws Exception {
        var form = "address=marie%40example.org&to=support%40aftercare.example&subject=x&text=x";
        var foreign = HttpRequest.newBuilder(URI.create("http://localhost:" + WEB + "/demo/mailbox"))
                .header("Content-Type", "application/x-www-form-urlencoded").header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(form)).build();
        assertThat(http.send(foreign, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(403);
    }

    @Test
    void aThirdPartyIsAskedBesideTheCustomer() throws Exception {
        owns("2026", today().minusDays(100), "en");
        RequestNumber number = technicalProblem();
        pastArticles(number, "TECHNICAL");
        int before = customer.letters().size();
        var maker = correspondent();
        var theo = new WebSession(WEB).login("theo", DEMO_PASSWORD, "tasklist");
        String desk = "/camunda/api/aftercare/requests/" + number + "/side-conversations";

        HttpResponse<String> begun = theo.postJson(desk, JSON.writeValueAsString(Map.of("address", maker.address(),
                "subject", "Print driver 7.2", "text", "Hello,\nis **7.2** known to stop at page 3?")));

        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        Letter asked = maker.awaitLetter(1);
        assertThat(asked.subject()).isEqualTo("Print driver 7.2 [" + number + "]");
        assertThat(asked.text()).contains("is *7.2* known to stop at page 3?", "Theo").doesNotContain(
                customer.address(),
                "/requests/");
        assertThat(asked.html()).contains("<strong>7.2</strong>").doesNotContain("/requests/");
        assertThat(asked.autoSubmitted()).isNull();
        String state = request(number).path("state").asText();

        maker.reply(asked, "Yes, please use 7.3.");

        await().untilAsserted(() -> assertThat(side(theo, desk, "standing")).isEqualTo("REPLIED"));
        JsonNode said = messages(number).path(messages(number).size() - 1);
        assertThat(said.path("direction").asText()).isEqualTo("SIDE_IN");
        assertThat(said.path("ownText").asText()).startsWith("Yes, please use 7.3.");
        assertThat(request(number).path("state").asText()).isEqualTo(state);
        assertThat(requests(maker.address())).isEmpty();
        var theos = new Correspondent("theo@aftercare.example", SMTP, IMAP);
        Letter told = theos.awaitLetter(letter -> letter.subject().startsWith("Reply from " + maker.address()));
        assertThat(told.text()).contains(maker.address() + " has replied.", "Yes, please use 7.3.");

        String id = side(theo, desk, "id");
        assertThat(theo.postJson(desk + "/" + id + "/messages", "{\"text\": \"Thank you.\"}").statusCode())
                .isEqualTo(200);
        Letter thanks = maker.awaitLetter(2);
        assertThat(thanks.subject()).startsWith("Re: Print driver");
        assertThat(thanks.inReplyTo()).isNotEqualTo(asked.messageId());
        assertThat(thanks.references()).contains(asked.messageId());
        assertThat(side(theo, desk, "standing")).isEqualTo("WAITING");
        assertThat(theo.postJson(desk + "/" + id + "/end", "{}").statusCode()).isEqualTo(200);
        assertThat(side(theo, desk, "standing")).isEqualTo("DONE");

        assertThat(customer.letters()).as("the customer heard nothing of it").hasSize(before);
        answer(number, "theo", "technical-support", "ANSWER", "Please use driver 7.3.");
        Letter answer = customer.awaitLetter(before + 1);
        assertThat(answer.text() + answer.html() + answer.references()).doesNotContain(maker.address(), "is known",
                "Print driver", asked.messageId());
    }

    @Test
    void whatComesToAThirdPartysAddressIsToldApart() throws Exception {
        owns("2026", today().minusDays(100), "en");
        RequestNumber number = technicalProblem();
        var maker = correspondent();
        var theo = new WebSession(WEB).login("theo", DEMO_PASSWORD, "tasklist");
        String desk = "/camunda/api/aftercare/requests/" + number + "/side-conversations";
        assertThat(theo.postJson(desk, JSON.writeValueAsString(Map.of("address", maker.address(), "subject", "Driver",
                "text", "Is 7.2 known?"))).statusCode()).isEqualTo(201);
        Letter asked = maker.awaitLetter(1);
        int before = customer.letters().size();

        var away = maker.message(asked.replyTo(), "Automatic reply", "I am away until Monday.", asked);
        away.setHeader("Auto-Submitted", "auto-replied");
        maker.send(away);
        await().untilAsserted(() -> assertThat(newest(number)).isEqualTo("SIDE_IN I am away until Monday."));
        assertThat(side(theo, desk, "standing")).as("no person has replied").isEqualTo("WAITING");

        var developer = correspondent();
        developer.send(developer.message(Correspondent.SUPPORT, "Re: Driver", "I was passed this on: 7.3.", asked));
        await().untilAsserted(() -> assertThat(newest(number)).isEqualTo("SIDE_IN I was passed this on: 7.3."));
        assertThat(side(theo, desk, "standing")).isEqualTo("REPLIED");
        assertThat(requests(developer.address())).isEmpty();

        // The customer, to whom the third party has passed it on, is no third party.
        customer.send(customer.message(asked.replyTo(), "Re: Driver", "They sent me this.", asked));
        await().untilAsserted(() -> assertThat(requests(customer.address())).hasSize(2));
        assertThat(newest(number)).doesNotContain("They sent me this.");
        assertThat(maker.letters()).hasSize(1);
        assertThat(customer.letters().stream().skip(before).map(Letter::text))
                .noneMatch(text -> text.contains("Is 7.2 known") || text.contains("passed this on"));
    }

    private String newest(RequestNumber number) {
        JsonNode all = messages(number);
        JsonNode last = null;
        for (JsonNode message : all) {
            last = message.path("direction").asText().equals("NOTE") ? last : message;
        }
        return last.path("direction").asText() + " " + last.path("ownText").asText().strip();
    }

    private String side(WebSession agent, String desk, String property) throws Exception {
        return JSON.readTree(agent.get(desk).body()).path(0).path(property).asText();
    }

    private RequestNumber technicalProblem() throws Exception {
        customer.write("Crash",
                "Lindenbaum crashes with an internal error whenever I open the statistics of generation 14; the "
                        + "program closes at once and reports exception 0x7F.");
        RequestNumber number = awaitRequest();
        pastArticles(number, "TECHNICAL");
        awaitTask(number, "UserTask_AnswerRequest");
        return number;
    }

    private void owns(String version, LocalDate purchasedOn, String language) {
        licences.register(new Licence("KEY-" + UUID.randomUUID(), null, customer.address(), "lindenbaum", null, version,
                purchasedOn), "Anna", language);
    }

    private static Correspondent correspondent() {
        return new Correspondent(UUID.randomUUID() + "@customers.example", SMTP, IMAP);
    }

    private void answer(Letter letter, String agent, String group, String outcome, String text) throws Exception {
        answer(number(letter), agent, group, outcome, text);
    }

    private void answer(RequestNumber number, String agent, String group, String outcome, String text)
            throws Exception {
        awaitTask(number, "UserTask_AnswerRequest");
        drafts.save(number, agent, text);
        complete(number, "UserTask_AnswerRequest", agent, group, Map.of("answerOutcome", outcome));
    }

    private void complete(Letter letter, String taskKey, String user, String group, Map<String, Object> variables)
            throws Exception {
        complete(number(letter), taskKey, user, group, variables);
    }

    private void complete(RequestNumber number, String taskKey, String user, String group,
            Map<String, Object> variables) throws Exception {
        Task task = awaitTask(number, taskKey);
        identities.setAuthentication(user, List.of(group));
        try {
            tasks.claim(task.getId(), user);
            tasks.complete(task.getId(), new HashMap<>(variables));
        } finally {
            identities.clearAuthentication();
        }
    }

    /** Answers what stands between a new request and its entitlement: a triage by hand, an offer of articles. */
    private void pastArticles(RequestNumber number, String kind) throws Exception {
        if (awaitTaskOrLetter(number).equals("UserTask_TriageRequest")) {
            Task task = awaitTask(number, "UserTask_TriageRequest");
            tasks.complete(task.getId(), new HashMap<>(Map.of("supportRequested", true, "kind", kind, "language", "en",
                    "product", "lindenbaum")));
        }
        if (awaitTaskOrLetter(number).equals("ARTICLE_OFFER")) {
            post(customer.awaitLetter(letter -> letter.text().contains("/still-need-help")).link("still-need-help"));
        }
    }

    /** The key of the open task or the purpose of the newest letter, whichever comes. */
    private String awaitTaskOrLetter(RequestNumber number) {
        var came = new AtomicReference<String>();
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            List<Task> open = tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).list();
            String letter = null;
            for (JsonNode message : messages(number)) {
                letter = message.path("direction").asText().equals("OUT") ? message.path("purpose").asText() : letter;
            }
            came.set(open.isEmpty() ? letter : open.get(0).getTaskDefinitionKey());
            return came.get() != null;
        });
        return came.get();
    }

    private Task awaitTask(RequestNumber number, String taskKey) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> tasks.createTaskQuery().processInstanceBusinessKey(number.toString())
                        .taskDefinitionKey(taskKey).count() == 1);
        return tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).taskDefinitionKey(taskKey)
                .singleResult();
    }

    private List<String> groups(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream().map(link -> link.getGroupId())
                .filter(group -> group != null).toList();
    }

    private RequestNumber awaitRequest() {
        await().atMost(Duration.ofSeconds(40)).until(() -> !requests(customer.address()).isEmpty());
        return RequestNumber.parse(requests(customer.address()).get(0).path("number").asText());
    }

    private static RequestNumber number(Letter letter) {
        Matcher number = Pattern.compile("AC-\\d{6,}").matcher(letter.subject() + " " + letter.text());
        assertThat(number.find()).isTrue();
        return RequestNumber.parse(number.group());
    }

    private void hasEnded(Letter letter, String outcome) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(request(letter).path("state").asText()).isEqualTo("CLOSED");
            assertThat(request(letter).path("outcome").asText()).isEqualTo(outcome);
        });
    }

    private JsonNode request(Letter letter) {
        return request(number(letter));
    }

    private JsonNode request(RequestNumber number) {
        return api("/api/requests/" + number);
    }

    private JsonNode messages(RequestNumber number) {
        return request(number).path("messages");
    }

    private List<JsonNode> requests(String address) {
        JsonNode list = api("/api/requests?customer=" + address);
        var found = new java.util.ArrayList<JsonNode>();
        (list.isArray() ? list : list.path("requests")).forEach(found::add);
        return found;
    }

    private List<String> decisions(Letter letter, String subject) {
        return decisions(number(letter), subject);
    }

    private List<String> decisions(RequestNumber number, String subject) {
        var results = new java.util.ArrayList<String>();
        request(number).path("decisions").forEach(decision -> {
            if (decision.path("subject").asText().equals(subject)) {
                results.add(decision.path("result").asText());
            }
        });
        return results;
    }

    private JsonNode api(String path) {
        try {
            String basic =
                    Base64.getEncoder().encodeToString(("maria:" + DEMO_PASSWORD).getBytes(StandardCharsets.UTF_8));
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + WEB + path))
                            .header("Authorization", "Basic " + basic).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return new ObjectMapper().readTree(response.body());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String url) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
