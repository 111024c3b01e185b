package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import io.aftercare.testing.StartsApplication;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/**
 * Requests that are under way while all processes, decisions and forms are replaced: in the new version the calls hand
 * over more, which the called processes ask for, and get back less. The tables ask for more as well.
 */
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = {
        "spring.datasource.url=jdbc:h2:mem:changed;DB_CLOSE_DELAY=-1", "camunda.bpm.job-execution.enabled=false",
        "aftercare.support.address=support@aftercare.example", "aftercare.data=target/test-data/changed",
        "aftercare.requests.look-for-pending-every=1h"})
class ChangedProcessesTest {

    @TestConfiguration
    static class NoMail {

        @Bean
        @Primary
        CustomerMailSender noCustomerMailSender() {
            return mock(CustomerMailSender.class);
        }
    }

    @Autowired
    private RequestProcess process;
    @Autowired
    private Requests requests;
    @Autowired
    private Drafts drafts;
    @Autowired
    private RepositoryService repository;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private ManagementService management;
    @Autowired
    private HistoryService history;
    @Autowired
    private IdentityService identities;
    @Autowired
    private ProcessEngine engine;
    @MockitoBean
    private TextTriage triage;
    @MockitoBean
    private KnowledgeBase knowledge;

    private final String customer = UUID.randomUUID() + "@customers.example";
    private RequestNumber number;
    private String changed;

    @BeforeEach
    void anArticleIsFoundForACommercialQuestion() {
        given(triage.triage(anyString(), any(), any())).willReturn(new Triage(
                new TriageResult(Kind.COMMERCIAL, "en", null, null, null,
                        false, false, 0.95, true, Decision.PROCESS),
                "Told so by the test.", List.of("Told so by the test."), List.of()));
        var article = new Article("test:order", "test", "Order a copy", "en", Section.COMMERCIAL, null, "Choose Shop.",
                "<p>Choose Shop.</p>", Instant.EPOCH);
        given(knowledge.answers(anyString(), any()))
                .willReturn(List.of(new Hit(article, 9, true, () -> "Choose Shop.")));
        given(knowledge.byId(any())).willReturn(List.of(article));
        given(knowledge.linkTo(any())).willReturn("https://help.example/article");
        given(knowledge.named(any(), any())).willReturn(Optional.empty());
        number = process.begin(Channel.MAIL, IncomingMessage.written(customer, "Anna", "Order?", "Where can I order?",
                List.of()),
                null, null).number();
        assertThat(requests.get(number).state()).isEqualTo(RequestState.WAITING);
    }

    @AfterEach
    void backToTheFirstVersion() {
        if (changed != null) {
            repository.deleteDeployment(changed, true);
        }
    }

    /**
     * Waiting two calls deep, it goes on to a call that it has not reached yet, and from there to the same wait again.
     */
    @Test
    void aRequestThatWaitsEndsWellByTheDiagramsItBeganWith() {
        deployChanged();

        reply("I still need help.");

        assertThat(versionsUnderWay()).containsOnly(1);
        Task answer = open(SupportRequest.ANSWER_TASK);
        assertThat(answer.getName()).isEqualTo("Answer the request");
        drafts.save(number, "ursula", "In the shop.");
        complete(answer, "ANSWER");
        assertThat(versionsUnderWay()).containsOnly(1);
        assertThat(history.createHistoricDecisionInstanceQuery()
                .decisionDefinitionKey(SupportRequest.WAITING_TIMES_DECISION)
                .processDefinitionKey(SupportRequest.AWAIT_CUSTOMER_PROCESS).includeInputs().orderByEvaluationTime()
                .desc().list())
                .as("the latest table decides, though nobody gives it what it newly asks for").first()
                .satisfies(decision -> assertThat(decision.getInputs()).hasSize(2)
                        .anySatisfy(input -> assertThat(input.getValue()).isNull()));
        fire("BoundaryEvent_ReminderDue");
        fire("BoundaryEvent_WaitingTimeOver");

        assertThat(requests.get(number).outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(requests.get(number).state()).isEqualTo(RequestState.CLOSED);
        assertThat(versionsUnderWay()).isEmpty();
    }

    @Test
    void aRequestThatWaitsForAPersonEndsWellByTheDiagramsItBeganWith() {
        reply("I still need help.");
        Task answer = open(SupportRequest.ANSWER_TASK);

        deployChanged();

        drafts.save(number, "ursula", "In the shop.");
        complete(answer, "ANSWER");
        reply("Thank you, but where is it?");
        assertThat(versionsUnderWay()).containsOnly(1);
        complete(open(SupportRequest.ANSWER_TASK), "NO_ANSWER_NEEDED");

        assertThat(requests.get(number).outcome()).isEqualTo(Outcome.CLOSED_WITHOUT_ANSWER);
        assertThat(versionsUnderWay()).isEmpty();
    }

    @Test
    void aRequestThatBeginsAfterwardsTakesTheNewOnes() {
        deployChanged();
        number = process.begin(Channel.MAIL, IncomingMessage.written(customer, "Anna", "Order?", "Where can I order?",
                List.of()),
                null, null).number();

        reply("I still need help.");

        assertThat(versionsUnderWay()).containsOnly(2);
        assertThat(open(SupportRequest.ANSWER_TASK).getName()).isEqualTo("Answer the request once more");
    }

    /**
     * The whole of both folders, changed: answering takes in where the request comes from, and the wait whom it is for;
     * both ask for it at once. The outcome of the wait has another name.
     */
    private void deployChanged() {
        var files = new TreeMap<String, String>();
        for (String folder : List.of("processes", "forms")) {
            try (Stream<Path> all = Files.list(Path.of(folder))) {
                all.forEach(file -> files.put(folder + "/" + file.getFileName(), read(file)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        String key = "<camunda:in businessKey=\"#{execution.processBusinessKey}\" />";
        files.replaceAll((name, text) -> !name.endsWith(".bpmn") ? text
                : text
                        .replaceAll(
                                "(calledElement=\"AwaitCustomerProcess\"[^>]*>\\s*<bpmn:extensionElements>\\s*)\\Q"
                                        + key
                                        + "\\E",
                                "$1" + key.replace("$", "\\$") + "<camunda:in sourceExpression=\"\\${'customer'}\" "
                                        + "target=\"awaited\" />")
                        .replaceAll(
                                "(calledElement=\"AnswerByEmailProcess\"[^>]*>\\s*<bpmn:extensionElements>\\s*)\\Q"
                                        + key
                                        + "\\E",
                                "$1" + key.replace("$", "\\$") + "<camunda:in sourceExpression=\"\\${'offer'}\" "
                                        + "target=\"cameFrom\" />")
                        .replace("<camunda:out source=\"customerReply\" target=\"customerReply\" />",
                                "<camunda:out source=\""
                                        + (name.contains("support-request") ? "customerReply" : "reply")
                                        + "\" target=\"customerReply\" />"));
        change(files, "processes/await-customer.bpmn", "${reminderDue}",
                "${awaited == 'customer' ? reminderDue : null}");
        change(files, "processes/await-customer.bpmn", "setVariable('customerReply', 'SILENCE')",
                "setVariable('reply', 'SILENCE')");
        change(files, "processes/answer-by-email.bpmn", "name=\"Answer the request\"",
                "name=\"Answer the request${cameFrom == 'offer' ? ' once more' : ''}\"");
        change(files, "processes/waiting-times.dmn", "<output ", "<input id=\"Input_awaited\"><inputExpression "
                + "id=\"InputExpression_awaited\"><text>awaited</text></inputExpression></input><output ");
        files.computeIfPresent("processes/waiting-times.dmn",
                (name, text) -> text.replaceAll("<inputEntry id=\"(.*?)\">.*?</inputEntry>",
                        "$0<inputEntry id=\"$1_awaited\"><text>-</text></inputEntry>"));
        var deployment = repository.createDeployment().name("changed");
        files.forEach(deployment::addString);
        changed = deployment.deploy().getId();
    }

    private static void change(Map<String, String> files, String name, String from, String to) {
        String text = files.get(name);
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        files.put(name, text.substring(0, at) + to + text.substring(at + from.length()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void reply(String text) {
        process.customerWrote(number, IncomingMessage.written(customer, "Anna", "Re: Order?", text, List.of()));
    }

    private Task open(String key) {
        return tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).taskDefinitionKey(key)
                .singleResult();
    }

    private void complete(Task task, String outcome) {
        identities.setAuthenticatedUserId("ursula");
        engine.getProcessEngineConfiguration().setAuthorizationEnabled(false);
        try {
            tasks.complete(task.getId(), Map.of("answerOutcome", outcome));
        } finally {
            identities.clearAuthentication();
            engine.getProcessEngineConfiguration().setAuthorizationEnabled(true);
        }
    }

    private void fire(String activity) {
        management.executeJob(management.createJobQuery().activityId(activity).list().stream()
                .filter(job -> number.toString().equals(runtime.createProcessInstanceQuery()
                        .processInstanceId(job.getProcessInstanceId()).singleResult().getBusinessKey()))
                .findFirst().orElseThrow().getId());
    }

    /** Of all processes that the request is in. */
    private List<Integer> versionsUnderWay() {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(number.toString()).list().stream()
                .filter(instance -> !instance.getProcessDefinitionId().startsWith(SupportRequest.NOTIFY_AGENTS_PROCESS))
                .filter(instance -> !instance.getProcessDefinitionId().startsWith(SupportRequest.OUTGOING_MAIL_PROCESS))
                .map(instance -> repository.getProcessDefinition(instance.getProcessDefinitionId()).getVersion())
                .toList();
    }
}
