package io.aftercare.desk;

import static io.aftercare.desk.TasklistSession.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.TriageResult;
import io.aftercare.platform.SupportGroups;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Cards, lists, counts and search over HTTP, as the scripts in Tasklist ask for them. */
@DeskTest
class DeskListTest {

    private static final String API = "/camunda/api/aftercare";

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    Drafts drafts;
    @Autowired
    Clock clock;

    final String person = "ula" + Long.toHexString(System.nanoTime());
    final String address = person + "@customer.example";
    TasklistSession agent;

    @BeforeEach
    void anAgentLogsIn() {
        fixture.tasks.createTaskQuery().list().forEach(task -> fixture.runtime
                .deleteProcessInstance(task.getProcessInstanceId(), "test"));
        fixture.person(person, "usage-support");
        agent = new TasklistSession(port).logIn(person);
    }

    @Test
    void aCardSaysWhoseRequestItIsAndByWhenItIsDue() {
        Request request = request("The tree is empty");
        fixture.requests.triage(request.number(), new TriageResult(Kind.USE, "en", "UNHEARD-OF", null, null, false,
                false, .9, true, Decision.PROCESS));
        Task task = task(request, "UserTask_AnswerRequest", Duration.ofHours(2));
        drafts.save(request.number(), person, "Dear");

        JsonNode card = cards("new").get(0);

        assertThat(card.path("id").asText()).isEqualTo(task.getId());
        assertThat(card.path("title").asText()).isEqualTo("The tree is empty");
        assertThat(card.path("todo").isNull()).as("to answer, as mostly").isTrue();
        assertThat(card.path("number").asText()).isEqualTo(request.number().toString());
        assertThat(card.path("customer").asText()).isEqualTo("Ada Archer");
        assertThat(card.path("kind").asText()).isEqualTo("Use of the software");
        assertThat(card.path("product").asText()).isEqualTo("UNHEARD-OF");
        assertThat(card.path("age").asText()).isEqualTo("now");
        assertThat(card.path("due").path("words").asText()).isIn("due in 2 h", "due in 1 h");
        assertThat(card.path("due").path("state").asText()).isEqualTo("SOON");
        assertThat(card.path("draft").asBoolean()).isTrue();
        assertThat(card.path("files").asBoolean()).isTrue();
        assertThat(card.path("reply").asBoolean()).as("the first message is none").isFalse();
        assertThat(json(agent.get(API + "/cards?tasks=" + task.getId() + ",nonsense"))).hasSize(1)
                .allSatisfy(same -> assertThat(same).isEqualTo(card));
    }

    @Test
    void otherTasksSayWhatIsToBeDone() {
        task(request("No invoice"), "UserTask_VerifyPurchase", Duration.ofHours(-30));
        fixture.task("no request", "UserTask_HandleUnreadableMail", null, Map.of());

        List<JsonNode> cards = cards("new");

        assertThat(cards.get(0).path("todo").asText()).isEqualTo("Answer request");
        assertThat(cards.get(0).path("due").path("words").asText()).startsWith("overdue since ");
        assertThat(cards.get(1).path("title").asText()).isEqualTo("Answer request");
        assertThat(cards.get(1).path("number").isNull()).isTrue();
    }

    /** Though an agent may not list the engine's users. */
    @Test
    void colleaguesAreCalledByTheirNames() {
        String colleague = "col" + person;
        fixture.person(colleague, "usage-support");
        Request request = request("Taken by a colleague");
        Task task = task(request, "UserTask_AnswerRequest", Duration.ofHours(2));
        fixture.tasks.setAssignee(task.getId(), colleague);
        fixture.messages.note(request.number(), colleague, "Quagga is the word.");

        JsonNode card = cards("all").stream().filter(one -> one.path("id").asText().equals(task.getId())).findFirst()
                .orElseThrow();

        assertThat(card.path("taken").asText()).isEqualTo(colleague + " Tester");
        assertThat(found("quagga").get(0).path("said").path("by").asText()).isEqualTo("Note by " + colleague
                + " Tester");
    }

    @Test
    void aReplyJumpsToTheTopOfMineAndIntoTheCount() {
        Request urgent = request("Urgent");
        Request answered = request("Answered before");
        mine(task(urgent, "UserTask_AnswerRequest", Duration.ofHours(1)));
        mine(task(answered, "UserTask_AnswerRequest", Duration.ofHours(9)));
        assertThat(titles("mine")).containsExactly("Urgent", "Answered before");
        assertThat(counts().path("replies").asInt()).isZero();

        fixture.reply(answered, "It still does not work.");

        assertThat(titles("mine")).containsExactly("Answered before", "Urgent");
        assertThat(cards("mine").get(0).path("reply").asBoolean()).isTrue();
        assertThat(counts().path("replies").asInt()).isEqualTo(1);
        assertThat(titles("mine?order=DUE")).containsExactly("Urgent", "Answered before");

        agent.get(API + "/requests/" + answered.number() + "/conversation");
        assertThat(titles("mine")).as("what was read is no news").containsExactly("Urgent", "Answered before");
        assertThat(counts().path("replies").asInt()).isZero();
    }

    @Test
    void listsAreSortedAsTheyAreAskedForAndByPages() {
        mine(task(request("Taken"), "UserTask_AnswerRequest", Duration.ofHours(5)));
        task(request("First"), "UserTask_AnswerRequest", Duration.ofHours(3));
        task(request("Second"), "UserTask_AnswerRequest", Duration.ofHours(-3));
        task(request("Third"), "UserTask_AnswerRequest", null);

        assertThat(titles("new")).containsExactly("Second", "First", "Third");
        assertThat(titles("new?order=OLDEST")).containsExactly("First", "Second", "Third");
        assertThat(titles("new?order=NEWEST")).containsExactly("Third", "Second", "First");
        assertThat(titles("new?first=1&size=1")).containsExactly("First");
        assertThat(titles("overdue")).containsExactly("Second");
        assertThat(titles("all")).containsExactly("Second", "First", "Taken", "Third");
        JsonNode counts = counts();
        assertThat(counts.path("fresh").asInt()).isEqualTo(3);
        assertThat(counts.path("mine").asInt()).isEqualTo(1);
        assertThat(counts.path("overdue").asInt()).isEqualTo(1);
        assertThat(counts.path("all").asInt()).isEqualTo(4);
        assertThat(agent.get(API + "/list/others").statusCode()).isEqualTo(404);
        assertThat(agent.get(API + "/list/new?order=COLOUR").statusCode()).isEqualTo(400);
    }

    @Test
    void whatWaitsForTheCustomerHasNoTaskAndIsListedAllTheSame() {
        Request waiting = request("Which version?");
        fixture.requests.answeredBy(waiting.number(), person);
        fixture.requests.waitForCustomer(waiting.number(), Outcome.LAPSED);
        Request colleagues = request("Of a colleague");
        fixture.requests.answeredBy(colleagues.number(), "somebody");
        fixture.requests.waitForCustomer(colleagues.number(), Outcome.LAPSED);

        JsonNode own = json(agent.get(API + "/waiting"));
        assertThat(own.path("requests").findValuesAsText("subject")).containsExactly("Which version?");
        assertThat(own.path("count").asInt()).isEqualTo(1);
        assertThat(counts().path("waiting").asInt()).isEqualTo(1);
        assertThat(json(agent.get(API + "/waiting?everybody=true&size=100")).path("requests")
                .findValuesAsText("subject")).contains("Which version?", "Of a colleague");
    }

    @Test
    void findsWhatAnAgentTypesAndShowsWhereItStands() {
        Request request = request("Die Blätter sind leer");
        fixture.reply(request, "Nothing helps. The printer spits out white sheets of the Größe A4! Yours, Ada");
        Request closed = request("Something else");
        fixture.requests.close(closed.number(), Outcome.ANSWERED);
        fixture.requests.identify(closed.number(), "Hélène Ørsted", "LB26-" + person);
        Task task = task(request, "UserTask_AnswerRequest", Duration.ofHours(2));

        for (String typed : List.of(request.number().toString(), request.number() + " sheets",
                String.valueOf(request.number().value()),
                "#" + request.number().value(), address + " blatter", "blätt leer " + person, "WHITE sheets " + person,
                person + " grosse a4", person + " spit")) {
            assertThat(found(typed).get(0).path("number").asText()).as(typed).isEqualTo(request.number().toString());
        }
        JsonNode hit = found("white sheets " + person).get(0);
        assertThat(hit.path("task").asText()).isEqualTo(task.getId());
        assertThat(marked(hit.path("said").path("parts")))
                .isEqualTo("The printer spits out [white] [sheets] of the Größe A4!");
        assertThat(hit.path("said").path("by").asText()).isEqualTo("Ada Archer");
        assertThat(hit.path("state").asText()).isEqualTo("Open");

        JsonNode old = found("helene orst LB26-" + person).get(0);
        assertThat(old.path("number").asText()).isEqualTo(closed.number().toString());
        assertThat(old.path("state").asText()).isEqualTo("Closed: answered");
        assertThat(old.path("open").asBoolean()).isFalse();
        assertThat(old.path("task").isNull()).isTrue();
        assertThat(marked(old.path("customer"))).isEqualTo("[Hélène] [Ørsted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "'", "& | !", ":*", "%_", "zyxwvut nowhere", "999999999999999", "a'b:*&c",
            "\u0000", "AC-"})
    void nothingIsFoundByWhatNobodyWrote(String typed) {
        assertThat(found(typed)).isEmpty();
    }

    @Test
    void whoReadsNothingOrItsOwnWorkOnlyFindsNoMore() {
        Request request = request("Secret of " + person);
        task(request, "UserTask_AnswerRequest", Duration.ofHours(1));
        fixture.requests.waitForCustomer(request("Waiting " + person).number(), Outcome.LAPSED);
        fixture.person("mac", "maintenance");
        fixture.person("dee", "designers");
        var maintenance = new TasklistSession(port).logIn("mac");
        var designer = new TasklistSession(port).logIn("dee", "cockpit");

        assertThat(json(maintenance.get(API + "/search?q=" + person)).path("requests")).isEmpty();
        assertThat(json(maintenance.get(API + "/search?q=" + request.number())).path("requests")).isEmpty();
        assertThat(json(maintenance.get(API + "/waiting?everybody=true")).path("count").asInt()).isZero();
        for (String view : List.of("new", "mine", "overdue", "all")) {
            assertThat(json(maintenance.get(API + "/list/" + view)).path("tasks")).as(view).isEmpty();
        }
        for (String path : List.of("/search?q=" + person, "/list/all", "/cards?tasks=1", "/counts", "/waiting",
                "/start")) {
            assertThat(designer.get(API + path).statusCode()).as(path).isEqualTo(403);
            assertThat(new TasklistSession(port).get(API + path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(found(person)).extracting(hit -> hit.path("number").asText()).contains(request.number().toString());
    }

    @Test
    void whoHasATaskGivesItBackAndNobodyElseDoes() {
        Task task = task(request("Not mine after all"), "UserTask_AnswerRequest", Duration.ofHours(1));
        assertThat(agent.post(API + "/tasks/" + task.getId() + "/give-back", Map.of()).statusCode()).isEqualTo(403);
        mine(task);
        fixture.person("otto", "usage-support");
        assertThat(new TasklistSession(port).logIn("otto").post(API + "/tasks/" + task.getId() + "/give-back", Map.of())
                .statusCode()).isEqualTo(403);

        assertThat(agent.post(API + "/tasks/" + task.getId() + "/give-back", Map.of()).statusCode()).isEqualTo(204);

        assertThat(titles("mine")).isEmpty();
        assertThat(titles("new")).containsExactly("Not mine after all");
    }

    /** The engine would give it back to the manager, and the customer would get nothing. */
    @Test
    void whatAManagerDelegatesIsHandedOver() {
        fixture.person("delegating", SupportGroups.MANAGERS);
        var manager = new TasklistSession(port).logIn("delegating");
        String engine = "/camunda/api/engine/engine/default/task/";
        Task task = task(request("Please take this one"), "UserTask_AnswerRequest", Duration.ofHours(1));
        fixture.tasks.setAssignee(task.getId(), "delegating");

        assertThat(manager.post(engine + task.getId() + "/delegate", Map.of("userId", person)).statusCode())
                .isEqualTo(204);

        assertThat(titles("mine")).containsExactly("Please take this one");
        assertThat(agent.post(engine + task.getId() + "/submit-form", Map.of("variables", Map.of())).statusCode())
                .isEqualTo(204);
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).isZero();
    }

    @Test
    void theStartPageSaysWhatWaitsAndWhatWasDoneToday() {
        JsonNode before = json(agent.get(API + "/start"));
        Request request = request("Due now");
        mine(task(request, "UserTask_AnswerRequest", Duration.ofMinutes(-5)));

        JsonNode now = json(agent.get(API + "/start"));

        assertThat(now.path("name").asText()).isEqualTo(person + " Tester");
        assertThat(now.path("mine").asInt()).isEqualTo(1);
        assertThat(now.path("dueToday").asInt()).isEqualTo(1);
        assertThat(now.path("opened").asInt()).isEqualTo(before.path("opened").asInt() + 1);
        assertThat(now.path("next").path("title").asText()).isEqualTo("Due now");
        assertThat(now.path("zone").asText()).isEqualTo(clock.getZone().getId());
    }

    private Request request(String subject) {
        return fixture.consideredRequest(address, subject, "Please help.");
    }

    private Task task(Request request, String definition, Duration due) {
        Task task = fixture.taskOf(request, definition, null, Map.of());
        task.setDueDate(due == null ? null : Date.from(clock.instant().plus(due)));
        fixture.tasks.saveTask(task);
        return task;
    }

    private void mine(Task task) {
        fixture.tasks.setAssignee(task.getId(), person);
    }

    private List<JsonNode> cards(String view) {
        return list(json(agent.get(API + "/list/" + view)).path("tasks"));
    }

    private List<String> titles(String view) {
        return cards(view).stream().map(card -> card.path("title").asText()).toList();
    }

    private JsonNode counts() {
        return json(agent.get(API + "/counts"));
    }

    private List<JsonNode> found(String typed) {
        var answer = agent.get(API + "/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        return list(json(answer).path("requests"));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String marked(JsonNode parts) {
        return list(parts).stream().map(part -> part.path("marked").asBoolean() ? "[" + part.path("text").asText() + "]"
                : part.path("text").asText()).reduce("", String::concat);
    }
}
