package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.reset;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.entitlement.Imports;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;

/** A customer with a request on its way through the diagrams: what the tests do with it and ask of it. */
@TestComponent
class PathFixture {

    static final String PRODUCT = "lindenbaum";
    static final String MOBILE = "lindenbaum-mobile";

    @Autowired
    private RequestProcess process;
    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private Decisions decisions;
    @Autowired
    private Drafts drafts;
    @Autowired
    private Licences licences;
    @Autowired
    private Imports imports;
    @Autowired
    private ProcessEngine engine;
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
    private Clock clock;
    @Autowired
    private TextTriage triage;
    @Autowired
    private KnowledgeBase knowledge;
    @Autowired
    private CustomerMailSender customerMailSender;
    @Autowired
    private QuarantinedMails quarantinedMails;

    String customer;
    RequestNumber number;

    /** A new customer, on a day of which there is one two years before, unlike a 29 February. */
    void begins() {
        customer = UUID.randomUUID() + "@customers.example";
        number = null;
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T09:30:00Z")));
        if (identities.createUserQuery().userId("ursula").count() == 0) {
            identities.saveUser(ursula());
        }
        init(engine);
        reset(customerMailSender, quarantinedMails);
        imports.loadProducts("""
                product,name,aliases,version,released,on_sale
                lindenbaum,Lindenbaum,,2025,2024-11-04,false
                lindenbaum,Lindenbaum,,2026,2025-11-03,true
                lindenbaum-mobile,Lindenbaum Mobile,Lindenbaum for iPhone,6.0,2023-05-15,false
                lindenbaum-mobile,Lindenbaum Mobile,Lindenbaum for iPhone,7.0,2025-06-16,true
                """.getBytes(StandardCharsets.UTF_8), false);
        given(knowledge.answers(anyString(), any())).willReturn(List.of());
        given(knowledge.linkTo(any())).willReturn("https://help.example/article");
        given(knowledge.named(any(), any())).willReturn(Optional.empty());
        triageSays(Kind.USE, null, true);
    }

    void triageSays(Kind kind, String origin, boolean sure) {
        triageSays(new TriageResult(kind, "en", PRODUCT, null, origin, origin != null, false, sure ? 0.95 : 0.4, sure,
                Decision.PROCESS));
    }

    /** A question about a product, null when the text names none, in a language. */
    void triageSays(Kind kind, String product, String version, String language) {
        triageSays(new TriageResult(kind, language, product, version, null, false, false, 0.95, true,
                Decision.PROCESS));
    }

    private void triageSays(TriageResult result) {
        given(triage.triage(anyString(), any(), any())).willReturn(
                new Triage(result, "Told so by the test.", List.of("Told so by the test."), List.of()));
    }

    void anArticleIsFound() {
        var article = new Article("test:merge", "test", "Merge duplicate people", "en", Section.USE, null,
                "Choose Tools, Merge.", "<p>Choose Tools, Merge.</p>", Instant.EPOCH);
        given(knowledge.answers(anyString(), any())).willReturn(List.of(new Hit(article, 9, true,
                () -> "Choose Tools, Merge.")));
        given(knowledge.byId(any())).willReturn(List.of(article));
    }

    void owns(String version, LocalDate purchasedOn) {
        licences.register(licence("KEY-" + customer.substring(0, 8), customer, version, purchasedOn), "Anna", "en");
    }

    static Licence licence(String key, String address, String version, LocalDate purchasedOn) {
        return new Licence(key, null, address, PRODUCT, null, version, purchasedOn);
    }

    /** A purchase under an address that a person has not entered. */
    Licence bought(String product, String key, String address, String version, LocalDate purchasedOn) {
        Licence licence = new Licence(key, null, address, product, null, version, purchasedOn);
        licences.register(licence, null, null);
        return licence;
    }

    void begin() {
        begin("How do I merge two people?");
    }

    void begin(String text) {
        number = process.begin(Channel.MAIL, written("Merge duplicates?", text), null, null)
                .number();
    }

    void reply(String text) {
        process.customerWrote(number, written("Re: Merge duplicates?", text));
    }

    /** As the customer does by the link, so that nothing waits any more. */
    void withdraw() {
        process.choose(number, CustomerChoice.WITHDRAW, null);
    }

    IncomingMessage written(String subject, String text) {
        return IncomingMessage.written(customer, "Anna", subject, text, List.of());
    }

    void answer(String outcome, String text) {
        drafts.save(number, "ursula", text);
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", outcome));
    }

    void complete(String taskKey, Map<String, Object> variables) {
        Task task = open(taskKey);
        identities.setAuthenticatedUserId("ursula");
        try {
            engine.getProcessEngineConfiguration().setAuthorizationEnabled(false);
            tasks.complete(task.getId(), new HashMap<>(variables));
        } finally {
            identities.clearAuthentication();
            engine.getProcessEngineConfiguration().setAuthorizationEnabled(true);
        }
    }

    User ursula() {
        User ursula = identities.newUser("ursula");
        ursula.setFirstName("Ursula");
        ursula.setPassword("Quite-1-Secret");
        return ursula;
    }

    /** Gives a person who works here a mail address. */
    void colleague(String id, String address) {
        User user = identities.createUserQuery().userId(id).singleResult();
        user.setEmail(address);
        identities.saveUser(user);
    }

    Task task(String taskKey, String group) {
        Task task = open(taskKey);
        assertThat(tasks.getIdentityLinksForTask(task.getId())).anyMatch(link -> group.equals(link.getGroupId()));
        assertThat(task.getDueDate()).isAfter(Date.from(clock.instant()));
        return task;
    }

    Task open(String taskKey) {
        Task task = tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).taskDefinitionKey(taskKey)
                .singleResult();
        assertThat(task).as(taskKey).isNotNull();
        return task;
    }

    /** As the person with this task has it. */
    Object variable(String taskKey, String name) {
        return tasks.getVariable(open(taskKey).getId(), name);
    }

    /** How often agents are told of a task. */
    long toldAgain(String taskKey) {
        return runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.NOTIFY_AGENTS_PROCESS)
                .variableValueEquals(SupportRequest.WAITING_TASK.name(), open(taskKey).getId()).count();
    }

    void fire(String timer) {
        fire(timer, number.toString());
    }

    void fire(String activity, String businessKey) {
        management.executeJob(job(activity, businessKey).getId());
    }

    Job job(String activity) {
        return job(activity, number.toString());
    }

    Job job(String activity, String businessKey) {
        List<Job> jobs = management.createJobQuery().activityId(activity).list().stream()
                .filter(job -> businessKey.equals(runtime.createProcessInstanceQuery()
                        .processInstanceId(job.getProcessInstanceId()).singleResult().getBusinessKey()))
                .toList();
        assertThat(jobs).as("job of " + activity).hasSize(1);
        return jobs.get(0);
    }

    void hasEnded(Outcome outcome) {
        assertThat(request().state()).isEqualTo(RequestState.CLOSED);
        assertThat(request().outcome()).isEqualTo(outcome);
        HistoricProcessInstance main = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number.toString()).processDefinitionKey(SupportRequest.PROCESS)
                .singleResult();
        assertThat(main.getEndTime()).isNotNull();
    }

    Request request() {
        return requests.get(number);
    }

    List<String> decided(String subject) {
        return decisions.of(number).stream().filter(decision -> decision.subject().equals(subject))
                .map(Decision::result).toList();
    }

    /** The reasons of what was decided on a subject. */
    List<String> reasons(String subject) {
        return decisions.of(number).stream().filter(decision -> decision.subject().equals(subject))
                .map(Decision::reason).toList();
    }

    List<Message> mails() {
        return messages.of(number).stream().filter(message -> message.internetId() != null).toList();
    }

    Purpose lastMail() {
        return mails().get(mails().size() - 1).purpose();
    }

    String lastText() {
        return mails().get(mails().size() - 1).textBody();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
