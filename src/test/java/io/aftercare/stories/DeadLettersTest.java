package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import io.aftercare.conversation.UndeliveredMessages;
import io.aftercare.mail.ScriptedMailServer;
import io.aftercare.process.Outbox;
import io.aftercare.process.Redelivery;
import io.aftercare.process.SupportRequest;
import io.aftercare.testing.StartsApplication;
import io.aftercare.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Letters that a mail server refuses, with the engine and the database of production: where they show, how they go out.
 */
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = {
        "aftercare.support.address=support@aftercare.example", "camunda.bpm.job-execution.enabled=false",
        "aftercare.requests.look-for-pending-every=1h", "spring.mail.properties.mail.smtp.timeout=2000"})
@DirtiesContext // so that the application ends before its database does
class DeadLettersTest {

    private static ScriptedMailServer server;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) throws IOException {
        String data = Files.createTempDirectory("aftercare-dead-letters").toString();
        server = new ScriptedMailServer();
        PostgresDatabase.use(properties);
        properties.add("aftercare.data", () -> data);
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> server.port());
    }

    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private OutgoingMessages outgoing;
    @Autowired
    private Decisions decisions;
    @Autowired
    private UndeliverableAddresses addresses;
    @Autowired
    private UndeliveredMessages undelivered;
    @Autowired
    private Outbox outbox;
    @Autowired
    private Redelivery redelivery;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private ManagementService management;
    @Autowired
    private TaskService tasks;
    @Autowired
    private IdentityService identities;
    @Autowired
    private TransactionTemplate transactions;

    @BeforeEach
    void forget() {
        server.forget();
    }

    @Test
    void aRefusalForGoodIsAnIncidentAtOnceAndGoesOutWhenItIsRetried() {
        server.answer(".", "554 5.7.1 this looks like spam");
        Message letter = letter(request());
        fail(letter, "5.7.1 this looks like spam");

        Incident incident = incident(letter);
        assertThat(incident.getActivityId()).isEqualTo("Task_SendMail");
        assertThat(incident.getIncidentMessage()).contains("this looks like spam").contains("retry this job");
        assertThat(job(letter).getRetries()).isZero();

        management.setJobRetries(job(letter).getId(), 1);
        management.executeJob(job(letter).getId());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(server.letters()).hasSize(2)
                .allSatisfy(sent -> assertThat(sent).contains("Message-ID: " + letter.internetId()));
        assertThat(sending(letter)).isEmpty();
    }

    @Test
    void greylistingIsRetriedLaterAndLaterAndIsNoIncident() {
        server.answer("RCPT", "450 4.2.0 greylisted", "451 4.7.1 still greylisted");
        Message letter = letter(request());
        fail(letter, "greylisted");
        long first = job(letter).getDuedate().getTime() - System.currentTimeMillis();
        fail(letter, "greylisted");
        long second = job(letter).getDuedate().getTime() - System.currentTimeMillis();
        assertThat(second).isGreaterThan(2 * first).isPositive();
        assertThat(incidents(letter)).isEmpty();
        management.executeJob(job(letter).getId());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void anAgentCorrectsTheAddressAndTheLetterGoesThereWithItsMessageId() {
        server.answer("RCPT", "550 5.1.1 no such user");
        Request request = request();
        Message letter = letter(request);
        fail(letter, "no such user");
        redelivery.tell(request.number());
        redelivery.tell(request.number());

        Task task = task(request);
        assertThat(tasks.getIdentityLinksForTask(task.getId()))
                .anyMatch(link -> "technical-support".equals(link.getGroupId()));
        assertThat(task.getDueDate()).isNotNull();
        assertThat((String) tasks.getVariable(task.getId(), "mailReason")).contains("there is no such mailbox")
                .contains(request.customerAddress());
        String correct = UUID.randomUUID() + "@mended.example";
        complete(task, Map.of("deliveryHandling", "CORRECT_ADDRESS", "customerAddress", correct));

        assertThat(incidents(letter)).isEmpty();
        management.executeJob(job(letter).getId());
        assertThat(server.letters()).singleElement().asString().contains("To: " + correct)
                .contains("Message-ID: " + letter.internetId());
        assertThat(requests.get(request.number()).customerAddress()).isEqualTo(correct);
        assertThat(decisions.of(request.number())).extracting(Decision::subject, Decision::result, Decision::decidedBy)
                .contains(org.assertj.core.groups.Tuple.tuple("address", "CORRECTED", "ursula"));
        assertThat(addresses.find(request.customerAddress())).as("the dead address stays dead").isPresent();
    }

    @Test
    void whatBouncedIsSentAgainAsACopyAndTheAddressIsCleared() {
        Request request = request();
        Message first = letter(request);
        management.executeJob(job(first).getId());
        bounce(request, first);
        Message second = letter(request);
        management.executeJob(job(second).getId());
        bounce(request, second);
        Task task = task(request);
        assertThat((String) tasks.getVariable(task.getId(), "mailReason")).as("one task tells of both").contains("\n");

        complete(task, Map.of("deliveryHandling", "SEND_AGAIN"));
        List<Message> copies = messages.of(request.number()).stream()
                .filter(message -> message.status() == MessageStatus.QUEUED).toList();
        assertThat(copies).hasSize(2);
        copies.forEach(copy -> management.executeJob(job(copy).getId()));
        assertThat(server.letters()).hasSize(4);
        assertThat(copies).extracting(Message::internetId).doesNotContain(first.internetId(), second.internetId());
        assertThat(addresses.find(request.customerAddress())).isEmpty();
        redelivery.tell(request.number());
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(request.number().toString()).count()).isZero();
    }

    @Test
    void aLetterThatIsLeftIsNoIncidentAnyMoreAndTheAddressStaysBlocked() {
        server.answer("RCPT", "550 5.1.1 no such user");
        Request request = request();
        Message letter = letter(request);
        fail(letter, "no such user");
        redelivery.tell(request.number());
        complete(task(request), Map.of("deliveryHandling", "LEAVE", "remark", "Reached by telephone."));
        management.executeJob(job(letter).getId());
        assertThat(sending(letter)).isEmpty();
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(server.letters()).isEmpty();
        assertThat(addresses.find(request.customerAddress())).isPresent();
        assertThat(messages.of(request.number())).filteredOn(message -> message.purpose() == Purpose.NOTE)
                .last().satisfies(note -> assertThat(note.textBody()).contains("Reached by telephone."));
    }

    /** As the mail channel does it when a report comes in. */
    private void bounce(Request request, Message letter) {
        transactions.executeWithoutResult(status -> {
            outgoing.markFailed(letter.id());
            undelivered.keep(letter, Problem.BOUNCED, "5.1.1", "It did not arrive.", true, true);
            addresses.block(letter, "5.1.1", "It did not arrive.");
        });
        redelivery.tell(request.number());
    }

    private Request request() {
        Request request = requests.open(Channel.MAIL, UUID.randomUUID() + "@b.example", null, "First", "en", null);
        requests.triage(request.number(),
                new TriageResult(Kind.TECHNICAL, "en", null, null, null, false, false, 1.0, true, "ursula"));
        messages.receive(request.number(),
                new IncomingMessage("<first@b.example>", null, null, request.customerAddress(), null,
                        null, "First", "text", "text", null, null, false, List.of()));
        messages.consider(request.number(), messages.newestId(request.number()));
        return requests.get(request.number());
    }

    private Message letter(Request request) {
        return transactions.execute(status -> {
            Message letter =
                    outgoing.queue(request, new OutgoingMessage(Purpose.ANSWER, "[" + request.number() + "] First",
                            "Words", "<p>Words</p>", false, "ursula", List.of()));
            outbox.send(letter);
            return letter;
        });
    }

    private void fail(Message letter, String because) {
        assertThatThrownBy(() -> management.executeJob(job(letter).getId())).hasStackTraceContaining(because);
    }

    private List<ProcessInstance> sending(Message letter) {
        return runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.OUTGOING_MAIL_PROCESS)
                .processInstanceBusinessKey(letter.request().toString()).variableValueEquals("message", letter.id())
                .list();
    }

    private Job job(Message letter) {
        return management.createJobQuery().processInstanceId(sending(letter).get(0).getId()).singleResult();
    }

    private List<Incident> incidents(Message letter) {
        return runtime.createIncidentQuery().processInstanceId(sending(letter).get(0).getId()).list();
    }

    private Incident incident(Message letter) {
        assertThat(incidents(letter)).hasSize(1);
        return incidents(letter).get(0);
    }

    private Task task(Request request) {
        return tasks.createTaskQuery().processInstanceBusinessKey(request.number().toString())
                .taskDefinitionKey(SupportRequest.REACH_CUSTOMER_TASK).singleResult();
    }

    private void complete(Task task, Map<String, Object> variables) {
        identities.setAuthentication("ursula", List.of("technical-support"));
        try {
            tasks.claim(task.getId(), "ursula");
            tasks.complete(task.getId(), variables);
        } finally {
            identities.clearAuthentication();
        }
    }
}
