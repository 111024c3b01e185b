package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.conversation.ports.SenderProof;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SupportRequest;
import io.aftercare.stories.Correspondent.Letter;
import io.aftercare.testing.StartsApplication;
import jakarta.activation.DataHandler;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Agents who answer by mail, over real SMTP and IMAP, against the started application with its real processes. */
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ActiveProfiles("demo")
@Timeout(90)
class AnswerByMailTest {

    private static final int SMTP = freePort();
    private static final int IMAP = freePort();
    private static final int WEB = freePort();
    private static final String QUESTION = "How do I merge duplicate people in my tree?";

    @DynamicPropertySource
    static void ownPortsAndFolder(DynamicPropertyRegistry properties) throws IOException {
        String data = Files.createTempDirectory("aftercare-agents").toString();
        properties.add("aftercare.data", () -> data);
        properties.add("server.port", () -> WEB);
        properties.add("aftercare.demo.smtp-port", () -> SMTP);
        properties.add("aftercare.demo.imap-port", () -> IMAP);
        properties.add("aftercare.mail.intake-interval", () -> "500ms");
        properties.add("aftercare.requests.look-for-pending-every", () -> "500ms");
        // Many stories begin with the same question, and some of their customers need help still.
        properties.add("aftercare.knowledge.learning.refusals", () -> "1000");
    }

    @Autowired
    private RequestProcess process;
    @Autowired
    private AgentReplies agentReplies;
    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private Attachments attachments;
    @Autowired
    private Decisions decisions;
    @Autowired
    private Drafts drafts;
    @Autowired
    private Licences licences;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private RepositoryService repository;
    @Autowired
    private TaskService tasks;
    @Autowired
    private HistoryService history;
    @Autowired
    private IdentityService identities;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Clock clock;

    private final Correspondent customer = new Correspondent(UUID.randomUUID() + "@customers.example", SMTP, IMAP);
    private final Correspondent ursula = new Correspondent("ursula@aftercare.example", SMTP, IMAP);
    private final Correspondent udo = new Correspondent("udo@aftercare.example", SMTP, IMAP);
    private final Correspondent maria = new Correspondent("maria@aftercare.example", SMTP, IMAP);
    private RequestNumber number;

    @BeforeEach
    void aSecondAgentForUse() {
        if (identities.createUserQuery().userId("udo").count() == 0) {
            var user = identities.newUser("udo");
            user.setFirstName("Udo");
            user.setLastName("Brandt");
            user.setEmail("Udo@aftercare.example");
            user.setPassword("Wood-Panelled-Desk-7");
            identities.saveUser(user);
        }
        if (identities.createUserQuery().userId("udo").memberOfGroup("usage-support").count() == 0) {
            identities.createMembership("udo", "usage-support");
        }
        List.of(ursula, udo, maria).forEach(Correspondent::forgetAll);
    }

    @Test
    void aCustomerAsksAndAnAgentAnswersByReplyingAsIfInTasklist() throws Exception {
        licences.register(new Licence("KEY-" + UUID.randomUUID(), null, customer.address(), "lindenbaum", null, "2026",
                LocalDate.now(clock).minusDays(100)), "Anna Moss", "en");
        customer.write("Merge duplicates?", "Hello,\nhow do I merge duplicate people in my tree?\nThanks, Anna");
        Letter offer = customer.awaitLetter(1);
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(offer.link("still-need-help")))
                .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
        number = RequestNumber.quotedIn(offer.text()).orElseThrow();

        Letter notice = ursula.awaitLetter(letter -> letter.subject().contains(number.toString()));
        for (String part : new String[] {notice.text(), notice.html()}) {
            assertThat(part).contains("Answer the request", "how do I merge duplicate people", customer.address(),
                    "Lindenbaum",
                    "Use of the software", "English", "Entitled", "Merge duplicate people", "/articles/",
                    "/camunda/app/tasklist",
                    "#redirect ORIGIN", "antivirus", "#defect", "#note", "/camunda/api/aftercare/notifications");
        }
        assertThat(notice.autoSubmitted()).isEqualTo("auto-generated");
        assertThat(notice.replyTo()).matches("support\\+[0-9a-f]{32}@aftercare\\.example");
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/mail-task.html"), notice.html());

        ursula.send(withFile(ursula, notice,
                "Please choose Tools, then Merge duplicates.\n\nKind regards\n\n-- \nUrsula Lind, room 7",
                "guide.pdf"));

        Letter answer = customer.awaitLetter(letter -> letter.text().contains("choose Tools, then Merge duplicates"));
        assertThat(answer.text()).contains("Ursula Lind").doesNotContain("room 7", "#redirect", ReplyMark.TEXT);
        assertThat(answer.html()).doesNotContain("room 7", "#redirect");
        assertThat(answer.autoSubmitted()).as("a person wrote it").isNull();
        assertThat(answer.references()).contains(offer.messageId());
        Message sent = last(Purpose.ANSWER);
        assertThat(sent.author()).isEqualTo("ursula");
        assertThat(attachments.of(sent.id())).extracting(file -> file.name()).containsExactly("guide.pdf");
        assertThat(openTasks()).isEmpty();
        assertThat(history.createHistoricTaskInstanceQuery().processInstanceBusinessKey(number.toString())
                .taskDefinitionKey(SupportRequest.ANSWER_TASK).singleResult().getAssignee()).isEqualTo("ursula");
        assertThat(history.createUserOperationLogQuery().userId("ursula").operationType("Complete").count())
                .isPositive();
        assertThat(decided("answer")).containsExactly("ANSWER by ursula");
        assertThat(messages.of(number)).as("an agent's reply is never the customer's message")
                .filteredOn(message -> message.direction() == Direction.IN)
                .allMatch(message -> message.fromAddress().equals(customer.address()));

        customer.reply(answer, "There is no such menu.");
        Letter again = ursula.awaitLetter(
                letter -> letter.subject().contains(number.toString()) && letter.text().contains("no such menu"));
        assertThat(again.text()).contains("This task is yours now");
        assertThat(again.references()).as("one thread per request").contains(notice.messageId());
        assertThat(udo.letters()).as("it is hers").noneMatch(letter -> letter.text().contains("no such menu"));
    }

    @ParameterizedTest
    @CsvSource({
            "'#ask Which version have you?',             ASK_CUSTOMER,     QUESTION, Which version have you?",
            "'#redirect antivirus\nAsk its maker.',      THIRD_PARTY,      REDIRECT, Ask its maker.",
            "'#defect',                                  DEFECT_CONFIRMED, -,        -",
            "'#kind technical It crashes.',              WRONG_KIND,       -,        -",
            "'#noanswer Said thanks on the phone.',      NO_ANSWER_NEEDED, -,        -"})
    void aCommandStandsForAnOutcome(String reply, String outcome, String purpose, String mailed) {
        Letter notice = answerTask();

        ursula.reply(notice, reply);

        await().atMost(Duration.ofSeconds(40)).until(() -> decided("answer").equals(List.of(outcome + " by ursula")));
        assertThat(openTasks()).noneMatch(task -> task.getTaskDefinitionKey().equals(SupportRequest.ANSWER_TASK));
        if (purpose.equals("-")) {
            assertThat(mailed()).isEmpty();
            String note = reply.replaceFirst("^#\\w+( technical)? ?", "");
            assertThat(notes()).filteredOn(text -> text.equals(note)).hasSize(note.isEmpty() ? 0 : 1);
        } else {
            assertThat(last(Purpose.valueOf(purpose)).textBody()).contains(mailed)
                    .doesNotContain(reply.split("\\s")[0]).doesNotContainPattern("(?m)^#|\\s#");
        }
        if (outcome.equals("WRONG_KIND")) {
            assertThat(requests.get(number).kind()).isEqualTo(Kind.TECHNICAL);
        }
    }

    @Test
    void aNoteIsKeptAndTheTaskStaysAndCanBeTakenAndGivenBack() {
        Letter notice = answerTask();

        ursula.reply(notice, "#note She called; wait for the file.");
        await().atMost(Duration.ofSeconds(40)).until(() -> notes().contains("She called; wait for the file."));
        assertThat(openTasks()).hasSize(1).allMatch(task -> task.getAssignee() == null);
        ursula.reply(notice, "#claim");
        await().atMost(Duration.ofSeconds(40)).until(() -> "ursula".equals(openTasks().get(0).getAssignee()));
        ursula.reply(notice, "#release");
        await().atMost(Duration.ofSeconds(40)).until(() -> openTasks().get(0).getAssignee() == null);
        assertThat(mailed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "'#answr Choose Tools.',   is no command for this task",
            "'#redirect cats',         is no origin",
            "'#ask',                   Write the mail to the customer",
            "'#kind use It is mine.',  already is of this kind"})
    void whatCannotBeUnderstoodIsKeptAndToldAndNothingIsSent(String reply, String why) {
        Letter notice = answerTask();

        ursula.reply(notice, reply);

        Letter told = told(ursula);
        assertThat(told.text()).contains(why).contains(reply);
        assertThat(told.html()).contains(why);
        assertThat(notes()).anyMatch(note -> note.contains("not used") && note.contains(reply));
        assertThat(openTasks()).as("nothing was claimed either").hasSize(1)
                .allMatch(task -> task.getAssignee() == null);
        assertThat(mailed()).isEmpty();

        ursula.reply(told, "Choose Tools.");
        await().atMost(Duration.ofSeconds(40)).until(() -> openTasks().isEmpty());
        assertThat(last(Purpose.ANSWER).textBody()).contains("Choose Tools.");
    }

    @Test
    void aReplyThatIsOnlyAQuotationNeverReachesTheCustomer() {
        Letter notice = answerTask();
        ursula.reply(notice, "");
        assertThat(told(ursula).text()).contains("no text of its own");
        assertThat(mailed()).isEmpty();
        assertThat(openTasks()).hasSize(1);
    }

    @Test
    void aReplyFromAnotherAddressIsNeverUsedAndTheRegisteredAddressIsTold() {
        Letter notice = answerTask();
        var forger = new Correspondent("ursula@elsewhere.example", SMTP, IMAP);

        forger.reply(notice, "Send all your money.");

        Letter told = told(ursula);
        assertThat(told.text()).contains("ursula@elsewhere.example", "Send all your money.");
        assertThat(notes()).anyMatch(note -> note.contains("was not used") && note.contains("Send all your money."));
        unanswered();
        assertThat(forger.letters()).isEmpty();
    }

    @Test
    void theCustomerCannotAnswerInAnAgentsNameNorSpeakThroughTheAgentsToken() {
        Letter notice = answerTask();
        customer.reply(notice, "Yes, you get the software for free.");
        assertThat(told(ursula).text()).contains(customer.address());
        unanswered();
        assertThat(customer.letters()).as("the receipt at most")
                .allMatch(letter -> letter.text().contains("has reached us"));
    }

    @Test
    void aColleagueCannotUseAnothersToken() {
        Letter notice = answerTask();
        udo.reply(notice, "This is Udo.");
        assertThat(told(ursula).text()).contains("udo@aftercare.example");
        unanswered();
    }

    @Test
    void anAgentsMailWithoutTheTokenIsANoteAndNoRequest() {
        Letter notice = answerTask();
        MimeMessage bare = ursula.message(Correspondent.SUPPORT, "Re: " + notice.subject(), "Choose Tools.", notice);
        ursula.send(bare);
        assertThat(told(ursula).text()).contains("without the reply address");
        unanswered();
        assertThat(requests.list(null, null, null, "ursula@aftercare.example", 10, 0)).isEmpty();
    }

    @Test
    void aSenderWhomTheMailServersCannotProveIsNotBelieved() {
        Letter notice = answerTask();
        AgentReply doubtful = reply(notice, "ursula@aftercare.example", SenderProof.NOT_PROVED, false, "Choose Tools.");
        assertThat(agentReplies.concerns(doubtful)).isTrue();
        agentReplies.take(doubtful);
        assertThat(told(ursula).text()).contains("could not prove");
        unanswered();

        agentReplies.take(reply(notice, "ursula@aftercare.example", SenderProof.PROVED, false, "Choose Tools."));
        assertThat(last(Purpose.ANSWER).textBody()).contains("Choose Tools.");
    }

    @Test
    void whoMayNoLongerWorkOnTheTaskCannotByMailEither() {
        answerTask();
        Letter notice = udo.awaitLetter(letter -> letter.subject().contains(number.toString()));
        identities.deleteMembership("udo", "usage-support");
        udo.reply(notice, "Choose Tools.");
        assertThat(told(udo).text()).contains("not yours to see", "Choose Tools.");
        unanswered();
        assertThat(notes()).anyMatch(note -> note.contains("Choose Tools."));
    }

    @Test
    void anOutOfOfficeMailToATokenIsDroppedQuietly() throws Exception {
        Letter notice = answerTask();
        MimeMessage absence =
                ursula.message(notice.replyTo(), "Automatic reply: " + notice.subject(), "I am away.", notice);
        absence.setHeader("Auto-Submitted", "auto-replied");
        ursula.send(absence);
        await().atMost(Duration.ofSeconds(40)).until(() -> closedBecause("%automatic mail to an agent%") > 0);
        unanswered();
        assertThat(notes()).isEmpty();
        assertThat(ursula.letters()).noneMatch(
                letter -> letter.subject().startsWith("Your reply") && letter.subject().contains(number.toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Fravaer: | Jeg er bortreist og leser ikke e-post før 7. desember.",
            "Re: | Ich bin bis Montag im Urlaub."})
    void anAbsenceNoticeWithoutHeadersNeverReachesTheCustomer(String before, String text) throws Exception {
        Letter notice = answerTask();
        ursula.send(ursula.message(notice.replyTo(), before + " " + notice.subject(), text, notice));
        assertThat(told(ursula).text()).contains("may be an automatic answer").contains("#answer").contains(text);
        unanswered();
    }

    @Test
    void theSecondOfTwoAgentsIsToldWhoAnsweredWhatAndLosesNoText() {
        Letter hers = answerTask();
        Letter his = udo.awaitLetter(letter -> letter.subject().contains(number.toString()));
        assertThat(his.replyTo()).isNotEqualTo(hers.replyTo());

        ursula.reply(hers, "Choose Tools.");
        await().atMost(Duration.ofSeconds(40)).until(() -> openTasks().isEmpty());
        udo.reply(his, "Choose People.");

        Letter told = told(udo);
        assertThat(told.text()).contains("done already", "Ursula Lind completed", "Choose Tools.", "Choose People.");
        assertThat(notes()).anyMatch(note -> note.contains("too late") && note.contains("Choose People."));
        assertThat(mailed()).hasSize(1);
    }

    @Test
    void whoAnswersByMailWhileAColleagueAnswersInTasklistIsToldToo() {
        Letter notice = answerTask();
        identities.setAuthentication("udo", List.of("usage-support"));
        tasks.claim(openTasks().get(0).getId(), "udo");
        identities.clearAuthentication();

        ursula.reply(notice, "Choose Tools.");

        assertThat(told(ursula).text()).contains("belongs to Udo Brandt now", "Choose Tools.");
        unanswered();
    }

    @Test
    void ofTwoRepliesAtTheSameMomentExactlyOneIsSent() throws Exception {
        Letter hers = answerTask();
        Letter his = udo.awaitLetter(letter -> letter.subject().contains(number.toString()));
        var together = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        Callable<String> first = () -> {
            together.await();
            return agentReplies
                    .take(reply(hers, "ursula@aftercare.example", SenderProof.UNKNOWN, false, "Choose Tools."));
        };
        Callable<String> second = () -> {
            together.await();
            return agentReplies.take(reply(his, "udo@aftercare.example", SenderProof.UNKNOWN, false, "Choose People."));
        };
        List<String> results;
        try {
            var running = List.of(threads.submit(first), threads.submit(second));
            results = List.of(running.get(0).get(), running.get(1).get());
        } finally {
            threads.shutdownNow();
        }
        assertThat(results).filteredOn(result -> result.contains("#answer by")).hasSize(1);
        assertThat(mailed()).hasSize(1);
        boolean hersWon = results.get(0).contains("#answer by");
        assertThat(told(hersWon ? udo : ursula).text()).contains(hersWon ? "Choose People." : "Choose Tools.",
                "done already");
    }

    @Test
    void aReplyToATaskThatAnAdministratorHasSuspendedIsAnsweredInWordsAndCountsWhenItGoesOn() {
        Letter notice = answerTask();
        String held = openTasks().get(0).getProcessInstanceId();
        runtime.suspendProcessInstanceById(held);
        ursula.reply(notice, "Choose Tools.");

        assertThat(told(ursula).text()).contains("An administrator has suspended this", "Choose Tools.")
                .doesNotContain("ENGINE");
        unanswered();
        runtime.activateProcessInstanceById(held);
        ursula.reply(notice, "Choose Tools.");
        assertThat(customer.awaitLetter(letter -> letter.text().contains("Choose Tools.")).subject())
                .startsWith("Re: ");
    }

    @Test
    void theSameReplyFetchedTwiceDoesNothingTwice() {
        Letter notice = answerTask();
        MimeMessage mail = ursula.message(notice.replyTo(), "Re: " + notice.subject(), "#note Once only.", notice);
        ursula.send(mail);
        ursula.send(mail);
        ursula.reply(notice, "Choose Tools.");
        await().atMost(Duration.ofSeconds(40)).until(() -> openTasks().isEmpty());
        assertThat(notes()).containsExactly("Once only.");

        AgentReply again = new AgentReply(List.of(token(notice)), List.of(), "<same@x>", "ursula@aftercare.example",
                SenderProof.UNKNOWN,
                false, "More.", "More.", List.of());
        agentReplies.take(again);
        assertThat(agentReplies.take(again)).contains("dealt with before");
        assertThat(notes()).filteredOn(note -> note.contains("More.")).hasSize(1);
    }

    @Test
    void whenTheCustomerWroteMeanwhileTheReplyIsHeldBackUntilTheAgentHasSeenIt() {
        Letter notice = answerTask();
        process.customerWrote(number, message("I found it: forget the tree, it is about the map."));

        ursula.reply(notice, "Choose Tools.");

        Letter told = told(ursula);
        assertThat(told.text()).contains("the customer has written again", "it is about the map", "Choose Tools.");
        unanswered();
        ursula.reply(told, "Choose Maps.");
        await().atMost(Duration.ofSeconds(40)).until(() -> openTasks().isEmpty());
        assertThat(last(Purpose.ANSWER).textBody()).contains("Choose Maps.");
    }

    @Test
    void filesTooLargeForAMailAreRefusedAsInTasklist() {
        Letter notice = answerTask();
        AgentReply large = new AgentReply(List.of(token(notice)), List.of(), "<" + UUID.randomUUID() + "@x>",
                "ursula@aftercare.example",
                SenderProof.UNKNOWN, false, "See the film.", "See the film.",
                List.of(new NewAttachment("film.mp4", "video/mp4", null, new byte[11 * 1024 * 1024])));
        agentReplies.take(large);
        assertThat(told(ursula).text()).contains("film.mp4", "too large", "See the film.");
        unanswered();
        assertThat(drafts.find(number)).isEmpty();
    }

    @Test
    void aDraftFromTasklistThatAMailReplacesIsKept() {
        Letter notice = answerTask();
        drafts.save(number, "udo", "I began to write this.");
        ursula.reply(notice, "Choose Tools.");
        await().atMost(Duration.ofSeconds(40)).until(() -> openTasks().isEmpty());
        assertThat(notes()).anyMatch(note -> note.contains("I began to write this."));
        assertThat(last(Purpose.ANSWER).textBody()).contains("Choose Tools.").doesNotContain("I began");
    }

    @Test
    void aManagerDecidesAContestedRefusalByReplying() {
        begin(Kind.USE);
        runtime.startProcessInstanceByKey(SupportRequest.EXPLAIN_REFUSAL_PROCESS, number.toString(),
                new HashMap<>(Map.of(
                        "refusal", "SUPPORT_EXPIRED", "language", "en", "kind", "USE")));
        process.customerWrote(number, message("It was only a day!"));
        Letter notice = maria.awaitLetter(letter -> letter.subject().contains(number.toString()));
        assertThat(notice.text()).contains("Review the refusal", "It was only a day!", "#uphold", "#grant")
                .doesNotContain("#answer");

        maria.reply(notice, "Let us grant it.");
        Letter told = told(maria);
        assertThat(told.text()).contains("needs a decision");
        maria.reply(told, "#uphold The upgrade is half price for you.");

        await().atMost(Duration.ofSeconds(40)).until(() -> decided("review").equals(List.of("UPHOLD by maria")));
        assertThat(last(Purpose.REFUSAL_UPHELD).textBody()).contains("half price");
    }

    @ParameterizedTest
    @CsvSource({
            "UserTask_TriageRequest,        '#technical It crashes.', kind,             TECHNICAL",
            "UserTask_TriageRequest,        '#norequest',             supportRequested, false",
            "UserTask_VerifyPurchase,       '#unverified Nobody.',    purchaseVerified, false",
            "UserTask_ReviewRefusal,        '#grant',                 review,           GRANT"})
    void decisionsThatNeedOnlyAChoiceAreMadeByMail(String taskId, String reply, String variable, String value) {
        begin(Kind.USE);
        String instance = drawn(taskId);
        Letter notice = ursula.awaitLetter(letter -> letter.subject().contains(number.toString()));
        ursula.reply(notice, reply);
        await().atMost(Duration.ofSeconds(40)).until(() -> openTasks().isEmpty());
        assertThat(history.createHistoricVariableInstanceQuery().processInstanceId(instance).variableName(variable)
                .singleResult()
                .getValue()).hasToString(value);
    }

    @Test
    void aTaskThatNeedsItsFormSaysSoWithTheLinkAndADesignersTaskIsMailedForNothing() {
        begin(Kind.USE);
        drawn("UserTask_CallTheCustomer");
        Letter notice = ursula.awaitLetter(letter -> letter.subject().contains(number.toString()));
        assertThat(notice.text())
                .contains("needs its form in Tasklist", "/#/?task=" + openTasks().get(0).getId(), "#note")
                .doesNotContain("#answer");
    }

    @Test
    void aBouncedMailToAnAgentIsMarkedAndNotedAndIsNoCustomersText() throws Exception {
        Letter notice = answerTask();
        var server = new Correspondent("mailer-daemon@aftercare.example", SMTP, IMAP);
        MimeMessage bounce = server.message(Correspondent.SUPPORT, "Undelivered Mail Returned to Sender",
                "The mail could not be delivered.\n\nFinal-Recipient: rfc822; ursula@aftercare.example\nAction: "
                        + "failed\n"
                        + "Status: 5.1.1\n\nMessage-ID: " + notice.messageId() + "\n",
                null);
        server.send(bounce);
        await().atMost(Duration.ofSeconds(40)).until(
                () -> notes().stream().anyMatch(note -> note.contains("did not reach ursula@aftercare.example")));
        assertThat(jdbc.sql("select status from staff_mail where internet_id = :id").param("id", notice.messageId())
                .query(String.class).single()).isEqualTo("FAILED");
        assertThat(messages.of(number)).noneMatch(message -> message.fromAddress().contains("mailer-daemon"));
    }

    @Test
    void aParkedMailIsDiscardedByMail() throws Exception {
        var robot = new Correspondent("no-reply@shop.example", SMTP, IMAP);
        String subject = "Offer " + UUID.randomUUID();
        robot.write(subject, "Buy now.");
        Letter notice = ursula.awaitLetter(letter -> letter.subject().contains(subject));
        assertThat(notice.text()).contains("Handle the mail", "no-reply@shop.example", "Buy now.", "#discard",
                "Tasklist");
        ursula.reply(notice, "#discard Advertising.");
        await().atMost(Duration.ofSeconds(40)).until(() -> closedBecause("Discarded by ursula: Advertising.") == 1);
    }

    // ---- how it is said above

    private static final class ReplyMark {
        static final String TEXT = "above this line";
    }

    /** A request that waits for an answer of the group for use; ursula's mail about it. */
    private Letter answerTask() {
        begin(Kind.USE);
        runtime.startProcessInstanceByKey(SupportRequest.ANSWER_BY_EMAIL_PROCESS, number.toString(),
                new HashMap<>(Map.of("kind", "USE", "language", "en", "fileDamaged", false)));
        return ursula.awaitLetter(letter -> letter.subject().contains(number.toString()));
    }

    private void begin(Kind kind) {
        Request request = requests.open(Channel.MAIL, customer.address(), "Anna Moss", "Merge duplicates?", "en", null);
        number = request.number();
        messages.receive(number, message(QUESTION));
        messages.considerPending(number);
        requests.triage(number,
                new TriageResult(kind, "en", "lindenbaum", "2026", null, false, false, 1.0, true, "ursula"));
    }

    /** A diagram of its own with this user task for the group for use. */
    private String drawn(String taskId) {
        String key = "Drawn_" + Long.toHexString(System.nanoTime());
        repository.createDeployment()
                .addModelInstance(key + ".bpmn", Bpmn.createExecutableProcess(key).camundaHistoryTimeToLive(1)
                        .startEvent().userTask(taskId).name("A task of its own").camundaCandidateGroups("usage-support")
                        .endEvent().done())
                .deploy();
        return runtime.startProcessInstanceByKey(key, number.toString()).getId();
    }

    private IncomingMessage message(String text) {
        return new IncomingMessage("<" + UUID.randomUUID() + "@customers.example>", null, null, customer.address(),
                "Anna Moss",
                Correspondent.SUPPORT, "Merge duplicates?", text, text, null, null, false, List.of());
    }

    private AgentReply reply(Letter notice, String from, SenderProof proof, boolean automatic, String text) {
        return new AgentReply(List.of(token(notice)), List.of(notice.messageId()), "<" + UUID.randomUUID() + "@x>",
                from, proof, automatic,
                text, text, List.of());
    }

    private static String token(Letter notice) {
        return notice.replyTo().replaceAll(".*\\+(.*)@.*", "$1");
    }

    private MimeMessage withFile(Correspondent agent, Letter notice, String text, String file) throws Exception {
        MimeMessage mail = agent.message(notice.replyTo(), "Re: " + notice.subject(), "", notice);
        var body = new MimeBodyPart();
        body.setText(text + "\n\nOn Sunday, 22 November 2026 at 10:12, Support wrote:\n> "
                + notice.text().replace("\n", "\n> "), "UTF-8");
        var attached = new MimeBodyPart();
        attached.setDataHandler(
                new DataHandler(new ByteArrayDataSource("%PDF-1.4 guide".getBytes(), "application/pdf")));
        attached.setFileName(file);
        mail.setContent(new MimeMultipart(body, attached));
        mail.saveChanges();
        return mail;
    }

    private Letter told(Correspondent agent) {
        return agent.awaitLetter(letter -> letter.subject().startsWith("Your reply was not used")
                && letter.subject().contains(number.toString()));
    }

    /** Nothing went to the customer and the task is as it was. */
    private void unanswered() {
        assertThat(mailed()).isEmpty();
        assertThat(openTasks()).hasSize(1);
        assertThat(messages.of(number)).filteredOn(message -> message.direction() == Direction.IN)
                .allMatch(message -> message.fromName() != null && message.fromName().equals("Anna Moss"));
    }

    private long closedBecause(String reason) {
        return jdbc.sql("select count(*) from incoming_mail where state = 'CLOSED' and reason like :reason")
                .param("reason", reason)
                .query(Long.class).single();
    }

    private List<Task> openTasks() {
        return tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).list();
    }

    private List<Message> mailed() {
        return messages.of(number).stream().filter(
                message -> message.direction() == Direction.OUT && message.purpose() != Purpose.RECEIPT).toList();
    }

    private Message last(Purpose purpose) {
        return mailed().stream().filter(message -> message.purpose() == purpose).reduce((first, last) -> last)
                .orElseThrow();
    }

    private List<String> notes() {
        return messages.of(number).stream().filter(message -> message.direction() == Direction.NOTE)
                .map(Message::textBody).toList();
    }

    private List<String> decided(String subject) {
        Stream<Decision> all = decisions.of(number).stream().filter(decision -> decision.subject().equals(subject));
        return all.map(decision -> decision.result() + " by " + decision.decidedBy()).toList();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
