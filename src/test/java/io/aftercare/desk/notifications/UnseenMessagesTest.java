package io.aftercare.desk.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.conversation.ports.SenderProof;
import io.aftercare.desk.DeskFixture;
import io.aftercare.desk.DeskTest;
import io.aftercare.desk.TasklistSession;
import io.aftercare.process.SupportRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody completes a task of a request without having seen what the customer wrote, through whatever door. */
@DeskTest
class UnseenMessagesTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default/task/";
    private static final String DESK = "/camunda/api/aftercare";
    private static final String SENTENCE = "The customer has written again. Read the new message";

    @LocalServerPort
    private int port;
    @Autowired
    private DeskFixture fixture;
    @Autowired
    private Messages messages;
    @Autowired
    private Drafts drafts;
    @Autowired
    private IdentityService identities;
    @Autowired
    private AgentReplies replies;
    @Autowired
    private ReplyAddresses addresses;
    @Autowired
    private JdbcClient jdbc;

    private Request request;
    private TasklistSession uma;

    /** The tasks of our diagrams in which a person decides on a conversation, and how each is decided. */
    enum Decided {
        ANSWER(SupportRequest.ANSWER_BY_EMAIL_PROCESS, SupportRequest.ANSWER_TASK, "#noanswer",
                Map.of("answerOutcome", "NO_ANSWER_NEEDED")),
        TRIAGE(SupportRequest.TRIAGE_PROCESS, SupportRequest.TRIAGE_TASK, "#use",
                Map.of("supportRequested", true, "kind", "USE", "language", "en")),
        PURCHASE(SupportRequest.PROVE_PURCHASE_PROCESS, SupportRequest.VERIFY_PURCHASE_TASK, "#unverified",
                Map.of("purchaseVerified", false)),
        REFUSAL(SupportRequest.EXPLAIN_REFUSAL_PROCESS, SupportRequest.REVIEW_REFUSAL_TASK, "#grant",
                Map.of("review", "GRANT")),
        PATCH(SupportRequest.PROVIDE_PATCH_PROCESS, SupportRequest.PROVIDE_PATCH_TASK, null,
                Map.of("patchLink", "https://vendor.example/patch.zip"));

        private final String process;
        private final String task;
        private final String command;
        private final Map<String, Object> decision;

        Decided(String process, String task, String command, Map<String, Object> decision) {
            this.process = process;
            this.task = task;
            this.command = command;
            this.decision = decision;
        }
    }

    @BeforeEach
    void aRequest() {
        for (String id : List.of("uma", "ugo")) {
            fixture.person(id, "usage-support");
            var user = identities.createUserQuery().userId(id).singleResult();
            user.setEmail(id + "@aftercare.example");
            identities.saveUser(user);
        }
        uma = new TasklistSession(port).logIn("uma");
        request = fixture.request(UUID.randomUUID() + "@customers.example", "Merge", "How do I merge two people?");
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", null, null, null, false, false, 0.9, true, Decision.PROCESS));
        // As the process has, which led to the task.
        messages.considerPending(request.number());
    }

    static Stream<Arguments> tasksAndDoorsOfTheEngine() {
        return Stream.of(Decided.values()).flatMap(task -> Stream.of("submit-form", "complete")
                .map(door -> Arguments.of(task, door)));
    }

    @ParameterizedTest
    @MethodSource("tasksAndDoorsOfTheEngine")
    void aFormOrAProgramCompletesNoTaskUntilTheNewMessageWasLookedAt(Decided decided, String door) {
        Task task = task(decided);
        customerWrites();

        HttpResponse<byte[]> rejected = through(door, task, decided.decision);

        assertThat(rejected.statusCode()).as(text(rejected)).isEqualTo(400);
        assertThat(text(rejected)).contains(SENTENCE);
        assertThat(open(task)).isTrue();
        assertThat(messages.pending(request.number())).as("nothing of the completion stays").hasSize(1);

        new TasklistSession(port).logIn("ugo").get(DESK + "/requests/" + request.number() + "/conversation");
        assertThat(through(door, task, decided.decision).statusCode()).as("a colleague looked").isEqualTo(400);
        assertThat(uma.get(DESK + "/tasks/" + task.getId() + "/conversation").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> done = through(door, task, decided.decision);
        assertThat(done.statusCode()).as(text(done)).isEqualTo(204);
        assertThat(open(task)).isFalse();
        assertThat(messages.pending(request.number())).isEmpty();
    }

    /** It came while nobody waited for it, such as beside the mail that led to the task. */
    @ParameterizedTest
    @EnumSource(Decided.class)
    void whatNobodyHadTakenAccountOfWhenTheTaskWasMadeIsUnseen(Decided decided) {
        customerWrites();
        Task task = task(decided);

        HttpResponse<byte[]> rejected = through("complete", task, decided.decision);

        assertThat(rejected.statusCode()).as(text(rejected)).isEqualTo(400);
        assertThat(text(rejected)).contains(SENTENCE);
        assertThat(messages.pending(request.number())).hasSize(1);
        uma.get(DESK + "/tasks/" + task.getId() + "/conversation");
        assertThat(through("complete", task, decided.decision).statusCode()).isEqualTo(204);
        assertThat(messages.pending(request.number())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Decided.class)
    void whoHasSeenAllCompletesAtOnce(Decided decided) {
        Task task = task(decided);

        HttpResponse<byte[]> done = through("submit-form", task, decided.decision);

        assertThat(done.statusCode()).as(text(done)).isEqualTo(204);
        assertThat(open(task)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Decided.class, names = "PATCH", mode = EnumSource.Mode.EXCLUDE)
    void aReplyByMailIsHeldBackAndItsTextKeptUntilTheNewMessageWasMailed(Decided decided) {
        Task task = task(decided);
        String token =
                addresses.create("uma", task.getId(), request.number(), messages.newestId(request.number())).token();
        customerWrites();
        uma.get(DESK + "/tasks/" + task.getId() + "/conversation");

        assertThat(reply(token, decided.command + "\nAs I said.")).contains("held back");

        assertThat(open(task)).as("the mail that was replied to did not show the message").isTrue();
        assertThat(messages.of(request.number())).last().satisfies(note -> {
            assertThat(note.author()).isEqualTo("uma");
            assertThat(note.textBody()).contains("held back", "As I said.");
        });
        String next = jdbc.sql("select token from reply_address where task_id = :task and token <> :token")
                .param("task", task.getId()).param("token", token).query(String.class).single();
        assertThat(reply(next, decided.command + "\nAs I said.")).contains(decided.command + " by");
        assertThat(open(task)).isFalse();
    }

    @Test
    void anAnswerByMailIsHeldBackWhenAColleagueWroteMeanwhile() {
        Task task = task(Decided.ANSWER);
        String token =
                addresses.create("uma", task.getId(), request.number(), messages.newestId(request.number())).token();
        messages.note(request.number(), "ugo", "She called: it is solved.");

        assertThat(reply(token, "#answer\nLike this.")).contains("held back", "A colleague has written");

        assertThat(open(task)).isTrue();
        assertThat(jdbc.sql("select text_body from staff_mail where task_id = :task and kind = 'TOLD'")
                .param("task", task.getId()).query(String.class).single())
                .contains("Your reply was not sent: a colleague has written in the meantime.",
                        "She called: it is solved.",
                        "Like this.", "If your text still fits, reply to this mail with it.");
        String next = jdbc.sql("select token from reply_address where task_id = :task and token <> :token")
                .param("task", task.getId()).param("token", token).query(String.class).single();
        assertThat(reply(next, "#noanswer")).contains("#noanswer by");
        assertThat(open(task)).isFalse();
    }

    /** The same as in the form of Tasklist; the sentence is that of the form, too. */
    @ParameterizedTest
    @CsvSource({"SUPPORT_EXPIRED, #checkagain by", "PURCHASE_NOT_PROVED, the refusal stands"})
    void aRefusalIsCheckedAgainByMail(String refusal, String answer) {
        Task task = task(Decided.REFUSAL);
        fixture.tasks.setVariable(task.getId(), "refusal", refusal);
        String token =
                addresses.create("uma", task.getId(), request.number(), messages.newestId(request.number())).token();
        String said = reply(token, "#check-again\nThe licence was imported.");
        if (answer.startsWith("#")) {
            assertThat(said).contains(answer);
            assertThat(open(task)).isFalse();
        } else {
            assertThat(open(task)).isTrue();
            assertThat(messages.of(request.number())).last().extracting(Message::textBody).asString()
                    .contains("The licence was imported.");
        }
    }

    @Test
    void aDraftOutlivesTheRejection() {
        Task task = task(Decided.ANSWER);
        uma.put(DESK + "/tasks/" + task.getId() + "/draft", Map.of("text", "Choose Tools."));
        customerWrites();

        assertThat(through("submit-form", task, Map.of("answerOutcome", "ANSWER")).statusCode()).isEqualTo(400);

        assertThat(drafts.find(request.number()).map(Drafts.Draft::text)).contains("Choose Tools.");
    }

    @Test
    void whatTheDoorSaysCountsMoreThanWhatWasLookedAtElsewhereAndLeavesNoVariable() {
        Task task = task(Decided.TRIAGE);
        long shown = messages.newestId(request.number());
        Message late = customerWrites();
        uma.get(DESK + "/requests/" + request.number() + "/conversation");
        var decision = new HashMap<>(Decided.TRIAGE.decision);

        decision.put("lastSeenMessage", shown);
        assertThat(through("complete", task, decision).statusCode()).isEqualTo(400);
        decision.put("lastSeenMessage", late.id());
        assertThat(through("complete", task, decision).statusCode()).isEqualTo(204);

        assertThat(fixture.runtime.createVariableInstanceQuery().variableName("lastSeenMessage").count()).isZero();
    }

    @Test
    void aTaskThatADesignerDrawsIsWatchedToo() {
        Task task = fixture.taskOf(request, "UserTask_OfADesigner", null, Map.of());
        fixture.tasks.setAssignee(task.getId(), "uma");
        customerWrites();

        assertThat(through("complete", task, Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void theProcessLeavesATaskWhateverTheCustomerWrote() {
        String key = "Left_" + Long.toHexString(System.nanoTime());
        fixture.repository.createDeployment().addModelInstance(key + ".bpmn", Bpmn.createExecutableProcess(key)
                .name("Left")
                .camundaHistoryTimeToLive(1).startEvent().userTask("UserTask_Left").name("Wait").boundaryEvent("Left")
                .message(SupportRequest.REQUEST_WITHDRAWN).endEvent().moveToActivity("UserTask_Left").endEvent().done())
                .deploy();
        var instance = fixture.runtime.startProcessInstanceByKey(key, request.number().toString());
        customerWrites();
        identities.setAuthentication("root", List.of("camunda-admin"));
        try {
            fixture.runtime.createMessageCorrelation(SupportRequest.REQUEST_WITHDRAWN)
                    .processInstanceId(instance.getId()).correlate();
        } finally {
            identities.clearAuthentication();
        }

        assertThat(fixture.tasks.createTaskQuery().processInstanceId(instance.getId()).count()).isZero();
    }

    @Test
    void aCorrectionCompletesNoTaskEitherUntilTheNewMessageWasLookedAt() {
        Task task = task(Decided.TRIAGE);
        String path = DESK + "/requests/" + request.number();
        String token =
                text(uma.get(path + "/conversation")).replaceAll("(?s).*name=\"token\"[^>]*value=\"([^\"]+)\".*", "$1");
        customerWrites();

        HttpResponse<byte[]> rejected = uma.form(path + "/triage", "kind=TECHNICAL&token=" + token);

        assertThat(rejected.statusCode()).isEqualTo(409);
        assertThat(text(rejected)).contains(SENTENCE);
        assertThat(fixture.requests.get(request.number()).kind()).as("nothing is learned or changed")
                .isEqualTo(Kind.USE);
        uma.get(path + "/conversation");
        assertThat(uma.form(path + "/triage", "kind=TECHNICAL&token=" + token).statusCode()).isEqualTo(303);
        assertThat(open(task)).isFalse();
    }

    // ---- how it is said above

    /** The task in its own diagram, uma's. */
    private Task task(Decided decided) {
        var instance = fixture.runtime.createProcessInstanceByKey(decided.process)
                .businessKey(request.number().toString())
                .setVariables(Map.of("requestNumber", request.number().toString(), "subject", "Merge", "kind", "USE",
                        "language", "en", "customer", request.customerAddress(), "refusal", "SUPPORT_EXPIRED"))
                .startBeforeActivity(decided.task).execute();
        Task task = fixture.tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
        fixture.tasks.setAssignee(task.getId(), "uma");
        return task;
    }

    private Message customerWrites() {
        return messages.receive(request.number(), IncomingMessage.written(request.customerAddress(), "Ada", "Re: Merge",
                "Never mind, it crashed.", List.of()));
    }

    private HttpResponse<byte[]> through(String door, Task task, Map<String, Object> variables) {
        var values = new HashMap<String, Object>();
        variables.forEach(
                (name, value) -> values.put(name, value instanceof Long ? Map.of("value", value, "type", "Long")
                        : Map.of("value", value)));
        return uma.post(ENGINE + task.getId() + "/" + door, Map.of("variables", values));
    }

    private String reply(String token, String text) {
        return replies.take(new AgentReply(List.of(token), List.of(), "<" + UUID.randomUUID() + "@aftercare.example>",
                "uma@aftercare.example", SenderProof.UNKNOWN, false, text, text, List.of()));
    }

    private boolean open(Task task) {
        return fixture.tasks.createTaskQuery().taskId(task.getId()).count() > 0;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
