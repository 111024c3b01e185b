package io.aftercare.desk;

import static io.aftercare.desk.TasklistSession.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.ParsingNote;
import io.aftercare.conversation.ParsingNotes;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.ports.QuarantinedMail;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.conversation.ports.UnassignedMail;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.process.MailTasks;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The API of the answer form, over HTTP with the sessions of two agents, a stranger to the group and nobody. */
@DeskTest
class DeskControllerTest {

    private static final String API = "/camunda/api/aftercare";

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    Messages messages;
    @Autowired
    Attachments attachments;
    @Autowired
    Participants participants;
    @Autowired
    ParsingNotes readings;
    @Autowired
    Drafts drafts;
    @Autowired
    Decisions decisions;
    @Autowired
    ArticleImports articleImports;
    @Autowired
    JdbcClient jdbc;
    @MockitoBean
    QuarantinedMails quarantine;

    TasklistSession uma;
    Request request;
    Task task;
    String desk;

    @BeforeEach
    void aTaskThatUmaHasTaken() {
        fixture.person("uma", "usage-support");
        fixture.person("ugo", "usage-support");
        fixture.person("cora", "commercial-support");
        uma = new TasklistSession(port).logIn("uma");
        request = fixture.request("ada@customer.example", "Merge duplicates", "How do I merge two persons?");
        task = fixture.taskOf(request, "UserTask_AnswerRequest", null, Map.of("kind", "USE"));
        fixture.tasks.setAssignee(task.getId(), "uma");
        desk = API + "/tasks/" + task.getId();
    }

    @Test
    void tellsTheFormAllItShows() {
        decisions.record(request.number(), "entitlement", "ENTITLED", "Two years", null, "process");
        Message late = customerWrites("One thing more.");

        JsonNode shown = ok(uma.get(desk));

        assertThat(shown.path("user").asText()).isEqualTo("uma");
        assertThat(shown.path("mine").asBoolean()).isTrue();
        assertThat(shown.path("task").path("name").asText()).isEqualTo("Answer request");
        assertThat(shown.path("request").path("number").asText()).isEqualTo(request.number().toString());
        assertThat(shown.path("request").path("messages")).hasSize(2);
        assertThat(shown.path("request").path("decisions").path(0).path("rule").asText()).isEqualTo("Two years");
        assertThat(shown.path("newMessages")).extracting(JsonNode::asLong).containsExactly(late.id());
        assertThat(shown.path("lastMessage").asLong()).isEqualTo(late.id());
        assertThat(shown.path("query").asText()).startsWith("Merge duplicates How do I merge");
        assertThat(shown.path("draft").isNull()).isTrue();
        assertThat(shown.path("largestAttachment").asLong()).isEqualTo(10 * 1024 * 1024);
    }

    @Test
    void nobodyIsLetInAndTasksAreForTheirGroup() {
        TasklistSession nobody = new TasklistSession(port);
        TasklistSession cora = new TasklistSession(port).logIn("cora");
        String files = API + "/requests/" + request.number();
        long file = attachments.of(messages.of(request.number()).get(0).id()).get(0).id();
        for (String path : List.of(desk, API + "/articles?q=merge", files + "/conversation",
                files + "/attachments/" + file,
                files + "/messages/" + messages.of(request.number()).get(0).id() + "/raw")) {
            assertThat(nobody.get(path).statusCode()).as("nobody at " + path).isEqualTo(401);
        }
        assertThat(cora.get(desk).statusCode()).as("a task of another group").isEqualTo(404);
        assertThat(cora.get(files + "/conversation").statusCode()).as("a conversation of another group").isEqualTo(200);
        assertThat(nobody.put(desk + "/draft", Map.of("text", "x")).statusCode()).isEqualTo(401);
        assertThat(nobody.post(desk + "/notes", Map.of("text", "x")).statusCode()).isEqualTo(401);
        assertThat(nobody.post(desk + "/answer", answer("ANSWER", "x")).statusCode()).isEqualTo(401);
        assertThat(nobody.upload(desk + "/draft/attachments", "a.txt", "text/plain", new byte[1]).statusCode())
                .isEqualTo(401);
        assertThat(nobody.delete(desk + "/draft/attachments/1").statusCode()).isEqualTo(401);
        assertThat(cora.put(desk + "/draft", Map.of("text", "x")).statusCode()).isEqualTo(404);
        assertThat(cora.post(desk + "/notes", Map.of("text", "x")).statusCode()).isEqualTo(404);
        assertThat(drafts.find(request.number())).isEmpty();
        assertThat(messages.of(request.number())).hasSize(1);
    }

    @Test
    void showsTheMailBeforehandToWhoSeesTheTask() {
        Map<String, String> writing = Map.of("outcome", "ANSWER", "text", "Choose **Merge**.");
        JsonNode preview = ok(uma.post(desk + "/preview", writing));

        assertThat(preview.path("subject").asText()).contains(request.number().toString());
        assertThat(preview.path("html").asText()).contains("Hello Ada Archer,", "<strong>Merge</strong>", "uma Tester")
                .doesNotContain("href=");
        assertThat(preview.path("text").asText()).contains("Choose *Merge*.");
        assertThat(messages.of(request.number())).as("nothing is queued").hasSize(1);
        assertThat(uma.post(desk + "/preview", Map.of("outcome", "ANSWER", "text", " ")).statusCode()).isEqualTo(400);
        assertThat(uma.post(desk + "/preview", Map.of("outcome", "THIRD_PARTY", "text", "x")).statusCode())
                .isEqualTo(400);
        assertThat(new TasklistSession(port).post(desk + "/preview", writing).statusCode()).isEqualTo(401);
        assertThat(new TasklistSession(port).logIn("cora").post(desk + "/preview", writing).statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsWhatWasWrittenWhenATaskEndedButNoColleaguesDraft() {
        String path = API + "/requests/" + request.number();
        fixture.runtime.deleteProcessInstance(task.getProcessInstanceId(), "withdrawn");

        assertThat(ok(uma.put(path + "/draft", Map.of("text", "Half an answer"))).path("ended").asBoolean()).isFalse();
        assertThat(drafts.find(request.number()).map(Drafts.Draft::text)).contains("Half an answer");
        ok(new TasklistSession(port).logIn("ugo").put(path + "/draft", Map.of("text", "Ugo's")));
        assertThat(drafts.find(request.number()).map(Drafts.Draft::author)).contains("uma");
        assertThat(ok(uma.get(path + "/standing")).path("state").asText()).isEqualTo("We are working on it");
        fixture.person("mara", "maintenance");
        TasklistSession mara = new TasklistSession(port).logIn("mara");
        assertThat(mara.get(path + "/standing").statusCode()).as("not her work").isEqualTo(403);
        assertThat(mara.put(path + "/draft", Map.of("text", "x")).statusCode()).as("not her work").isEqualTo(403);
        assertThat(new TasklistSession(port).get(path + "/standing").statusCode()).isEqualTo(401);
        assertThat(new TasklistSession(port).put(path + "/draft", Map.of("text", "x")).statusCode()).isEqualTo(401);
    }

    @Test
    void aForgedCallIsRefused() {
        assertThat(uma.postWithoutToken(desk + "/notes", Map.of("text", "forged")).statusCode()).isEqualTo(403);
        assertThat(messages.of(request.number())).hasSize(1);
    }

    @Test
    void keepsADraftOfAnyLengthAndGivesItBack() {
        String text = "Dear Ada,\n" + "many words ".repeat(2000) + "é 日本";

        JsonNode saved = ok(uma.put(desk + "/draft", Map.of("text", text)));

        assertThat(saved.path("author").asText()).isEqualTo("uma");
        JsonNode draft = ok(uma.get(desk)).path("draft");
        assertThat(draft.path("text").asText()).isEqualTo(text);
        assertThat(draft.path("savedAt")).isEqualTo(saved.path("savedAt"));
        JsonNode again =
                ok(uma.put(desk + "/draft", Map.of("text", "shorter", "basedOn", saved.path("savedAt").asText())));
        assertThat(again.path("text").asText()).isEqualTo("shorter");
    }

    @Test
    void showsWhatTheLetterPutsAroundTheText() throws Exception {
        JsonNode empty = ok(uma.post(desk + "/frame", Map.of("outcome", "ANSWER", "text", "")));
        assertThat(empty.path("greeting").asText()).startsWith("Hello");
        assertThat(empty.path("signature")).isNotEmpty();
        JsonNode greeting =
                ok(uma.post(desk + "/frame", Map.of("outcome", "ASK_CUSTOMER", "text", "Dear Ada,\nwhich?")));
        assertThat(greeting.path("greeting").isNull()).isTrue();
        assertThat(ok(uma.post(desk + "/frame", Map.of("outcome", "THIRD_PARTY", "text", "Dear Ada, try it.")))
                .path("greeting").asText()).startsWith("Hello");
        assertThat(drafts.find(request.number())).isEmpty();
        TasklistSession cora = new TasklistSession(port).logIn("cora");
        assertThat(new TasklistSession(port).post(desk + "/frame", Map.of("text", "x")).statusCode()).isEqualTo(401);
        assertThat(cora.post(desk + "/frame", Map.of("text", "x")).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyWhoHasTheTaskWritesAndNeverOverAnothersText() {
        TasklistSession ugo = new TasklistSession(port).logIn("ugo");
        JsonNode umas = ok(uma.put(desk + "/draft", Map.of("text", "From Uma")));
        HttpResponse<byte[]> refused = ugo.put(desk + "/draft", Map.of("text", "From Ugo"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).path("detail").asText()).contains("belongs to uma Tester now");

        fixture.tasks.setAssignee(task.getId(), null);
        assertThat(json(uma.put(desk + "/draft", Map.of("text", "x"))).path("detail").asText())
                .contains("Claim the task");
        fixture.tasks.setAssignee(task.getId(), "ugo");
        assertThat(ok(ugo.get(desk)).path("draft").path("author").asText()).isEqualTo("uma");

        HttpResponse<byte[]> conflict = ugo.put(desk + "/draft", Map.of("text", "From Ugo"));
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(json(conflict).path("detail").asText()).isEqualTo("uma Tester saved another text in the meantime.");
        assertThat(json(conflict).path("draft").path("text").asText()).isEqualTo("From Uma");
        ok(ugo.put(desk + "/draft", Map.of("text", "From Ugo", "basedOn", umas.path("savedAt").asText())));
        assertThat(drafts.find(request.number()).orElseThrow().author()).isEqualTo("ugo");
    }

    @Test
    void takesFilesAndGivesThemUpAgain() {
        JsonNode file =
                ok(uma.upload(desk + "/draft/attachments", "../../guide.pdf", "application/pdf", "PDF".getBytes()));

        assertThat(file.path("name").asText()).isEqualTo("guide.pdf");
        assertThat(file.path("size").asLong()).isEqualTo(3);
        assertThat(ok(uma.get(desk)).path("files").path(0).path("name").asText()).isEqualTo("guide.pdf");
        assertThat(drafts.files(request.number()).get(0).content()).isEqualTo("PDF".getBytes());
        assertThat(uma.delete(desk + "/draft/attachments/" + file.path("id").asLong()).statusCode()).isEqualTo(204);
        assertThat(drafts.attachments(request.number())).isEmpty();
    }

    @Test
    void refusesFilesThatNoMailCarries() {
        byte[] nine = new byte[9 * 1024 * 1024];
        HttpResponse<byte[]> large =
                uma.upload(desk + "/draft/attachments", "film.mp4", "video/mp4", new byte[11 * 1024 * 1024]);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(json(large).path("detail").asText()).contains("\"film.mp4\" is too large: at most 10 MB");
        ok(uma.upload(desk + "/draft/attachments", "a.bin", "application/octet-stream", nine));
        HttpResponse<byte[]> second =
                uma.upload(desk + "/draft/attachments", "b.bin", "application/octet-stream", nine);
        assertThat(second.statusCode()).isEqualTo(413);
        assertThat(json(second).path("detail").asText()).contains("together are too large: at most 15 MB");
        assertThat(drafts.attachments(request.number())).hasSize(1);
    }

    @Test
    void keepsNotesBesideTheConversation() {
        ok(uma.post(desk + "/notes", Map.of("text", "  Called back.  ")));

        Message note = messages.of(request.number()).get(1);
        assertThat(note.textBody()).isEqualTo("Called back.");
        assertThat(note.author()).isEqualTo("uma");
        assertThat(uma.post(desk + "/notes", Map.of("text", " ")).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
            "ANSWER,       '',   ,          ,           text,    Write the mail",
            "ASK_CUSTOMER, ' ',  ,          ,           text,    Write the mail",
            "THIRD_PARTY,  x,    ,          ,           origin,  where the problem comes from",
            "THIRD_PARTY,  x,    'drop it', ,           origin,  where the problem comes from",
            "WRONG_KIND,   x,    ,          ,           kind,    Choose the right kind",
            "WRONG_KIND,   x,    ,          USE,        kind,    already is of this kind",
            ",             x,    ,          ,           outcome, Choose what you make"})
    void saysWhichFieldIsWrong(String outcome, String text, String origin, String kind, String field, String detail) {
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", null, null, null, false, false, 1.0, true, "ursula"));
        Map<String, Object> answer = answer(outcome, text);
        answer.put("origin", origin);
        answer.put("kind", kind);

        HttpResponse<byte[]> refused = uma.post(desk + "/answer", answer);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("field").asText()).isEqualTo(field);
        assertThat(json(refused).path("detail").asText()).contains(detail);
        assertThat(drafts.find(request.number())).isEmpty();
        assertThat(messages.pending(request.number())).hasSize(1);
    }

    @Test
    void anAcceptedAnswerIsKeptAndTheCustomersMessagesAreTakenAccountOf() {
        assertThat(uma.post(desk + "/answer", answer("ANSWER", "Like this.")).statusCode()).isEqualTo(204);

        assertThat(drafts.find(request.number()).orElseThrow().text()).isEqualTo("Like this.");
        assertThat(messages.pending(request.number())).isEmpty();
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).as("the form completes the task")
                .isEqualTo(1);
    }

    @Test
    void anAnswerToWhatIsNotTheLastWordIsHeldBack() {
        Map<String, Object> answer = answer("ANSWER", "Like this.");
        Message late = customerWrites("Never mind, it crashed.");

        HttpResponse<byte[]> held = uma.post(desk + "/answer", answer);

        assertThat(held.statusCode()).isEqualTo(409);
        assertThat(json(held).path("messages")).extracting(JsonNode::asLong).containsExactly(late.id());
        assertThat(messages.pending(request.number())).hasSize(2);
        answer.put("lastSeenMessage", late.id());
        assertThat(uma.post(desk + "/answer", answer).statusCode()).isEqualTo(204);
        assertThat(messages.pending(request.number())).isEmpty();
    }

    @Test
    void anAutomaticReplyDoesNotHoldTheAnswerBack() {
        Map<String, Object> answer = answer("NO_ANSWER_NEEDED", "");
        messages.receive(request.number(), new IncomingMessage(null, null, null, "ada@customer.example", null, null,
                "Out of office", "Away", "Away", null, null, true, List.of()));

        assertThat(uma.post(desk + "/answer", answer).statusCode()).isEqualTo(204);
        assertThat(drafts.find(request.number())).isEmpty();
    }

    @Test
    void findsArticlesToInsert() {
        articleImports.importMarkdown(Map.of("en/merge.md", ("---\ntitle: Merge duplicate persons\nlanguage: en\n---\n"
                + "Open the person, choose Merge duplicates and pick the second person.")
                .getBytes(StandardCharsets.UTF_8)),
                "desk", "en", false);

        JsonNode found = ok(uma.get(API + "/articles?q=merge+duplicate+persons&language=en"));

        assertThat(found.path(0).path("title").asText()).isEqualTo("Merge duplicate persons");
        assertThat(found.path(0).path("url").asText()).startsWith("http");
    }

    @Test
    void showsTheConversationAsAPageOnWhichNothingRuns() {
        customerWrites("<script>alert(1)</script>");

        HttpResponse<byte[]> page = uma.get(API + "/requests/" + request.number() + "/conversation");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("How do I merge two persons?")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script>")
                .containsOnlyOnce("<script").containsPattern("<script src=\"/desk/desk-[0-9a-f]{32}\\.js\"")
                .contains("/attachments/").contains("tree ä.html");
    }

    @Test
    void foldsWhatAMailQuotesShowsPicturesWhereTheyStandAndSaysWhatIsNotShown() {
        Message message = messages.receive(request.number(), new IncomingMessage("<pictures@mail.example>", null, null,
                "ada@customer.example",
                null, null, "Pictures", "First:\n[image: one.png]\nSecond:\n[image: fake.png]\n> quoted words",
                "First:\n[image: one.png]\nSecond:\n[image: fake.png]",
                "<p>First: <img src=\"cid:one@x\"></p><p>Gone: <img src=\"cid:gone@x\"></p>", null, false,
                List.of(new NewAttachment("one.png", "image/png", "one@x", new byte[] {1}),
                        new NewAttachment("fake.png", "application/x-msdownload", null, new byte[] {'M', 'Z'}))));
        readings.keep(message.id(), new ParsingNote("Fri, 1 Jan 2077 00:00:00 +0000", 3));
        long picture = attachments.of(message.id()).get(0).id();

        String page = new String(uma.get(API + "/requests/" + request.number() + "/conversation").body(),
                StandardCharsets.UTF_8);

        assertThat(page).containsSubsequence("First:",
                "<img src=\"" + API + "/requests/" + request.number() + "/attachments/" + picture + "\"",
                "Second:", "[image: fake.png]", "<details>", "&gt; quoted words", "</details>",
                "3 images from elsewhere are not shown.", "Date written in the mail:", "Fri, 1 Jan 2077");
        HttpResponse<byte[]> formatted =
                uma.get(API + "/requests/" + request.number() + "/messages/" + message.id() + "/formatted");
        assertThat(formatted.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "img-src 'self'");
        assertThat(new String(formatted.body(), StandardCharsets.UTF_8)).contains(
                "<img src=\"../../attachments/" + picture + "\">",
                "[image is missing]");
        HttpResponse<byte[]> program = uma.get(
                API + "/requests/" + request.number() + "/attachments/" + attachments.of(message.id()).get(1).id());
        assertThat(program.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(program.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
        assertThat(program.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void givesOutAnUnreadableMailToWhoHasToHandleIt() {
        long mail = System.nanoTime();
        byte[] raw = "no mail at all".getBytes(StandardCharsets.UTF_8);
        when(quarantine.find(mail))
                .thenReturn(Optional.of(new QuarantinedMail(mail, "<mail@x.example>", Instant.now(), "",
                        "", "", "It has no sender.", List.of(), raw)));
        String path = API + "/mails/" + mail + "/raw";
        assertThat(uma.get(path).statusCode()).as("no task about it").isEqualTo(403);
        fixture.task(MailTasks.businessKey(mail - 1), "UserTask_HandleUnreadableMail", null, Map.of("mail", mail));
        assertThat(uma.get(path).statusCode()).as("her task is about another mail, and names this one").isEqualTo(403);
        fixture.task(MailTasks.businessKey(mail), "UserTask_HandleUnreadableMail", null, Map.of("mail", mail));

        assertThat(uma.get(path).body()).isEqualTo(raw);
        assertThat(uma.get(path).headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
        assertThat(new TasklistSession(port).logIn("cora").get(path).statusCode()).isEqualTo(403);
        assertThat(new TasklistSession(port).get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void showsWhereAnswersGoAndWhoTakesPartAndLetsAnAgentTakeSomebodyOut() {
        participants.add(request, "bob@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        participants.answerTo(request, "ada@work.example");

        JsonNode shown = ok(uma.get(desk)).path("request");
        assertThat(shown.path("answersTo").asText()).isEqualTo("ada@work.example");
        assertThat(shown.path("participants").findValuesAsText("address"))
                .containsExactlyInAnyOrder("ada@customer.example", "bob@b.example", "ada@work.example");
        String page = new String(uma.get(API + "/requests/" + request.number() + "/conversation").body(),
                StandardCharsets.UTF_8);
        assertThat(page)
                .contains("ada@work.example</strong>, as the sender asked (From: <span>ada@customer.example</span>)")
                .contains("bob@b.example").contains("gets a copy of what people answer");

        String path = API + "/requests/" + request.number() + "/participants?address=";
        assertThat(uma.delete(path + "bob@b.example").statusCode()).isEqualTo(204);
        assertThat(participants.include(request, "bob@b.example")).isFalse();
        assertThat(messages.of(request.number())).last().satisfies(note -> {
            assertThat(note.author()).isEqualTo("uma");
            assertThat(note.textBody()).contains("bob@b.example");
        });
        assertThat(uma.delete(path + "bob@b.example").statusCode()).isEqualTo(404);
        assertThat(json(uma.delete(path + "ada@customer.example")).path("detail").asText()).contains("is the customer");
        assertThat(new TasklistSession(port).delete(path + "ada@work.example").statusCode()).isIn(401, 403);
        assertThat(participants.include(request, "ada@work.example")).isTrue();
    }

    @Test
    void aWrongEntryInAFormIsRefusedWithASentenceAndTheTaskStays() {
        messages.consider(request.number(), messages.newestId(request.number()));
        Task reaching = fixture.taskBefore("correctAddress", request);
        fixture.tasks.setAssignee(reaching.getId(), "uma");
        var refused = uma.post("/camunda/api/engine/engine/default/task/" + reaching.getId() + "/submit-form",
                Map.of("variables", Map.of("customerAddress", Map.of("value", "ada at customer"))));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("message").asText())
                .contains("Enter the mail address of the customer, such as anna@example.org.");
        assertThat(fixture.tasks.createTaskQuery().taskId(reaching.getId()).count()).isOne();
    }

    @Test
    void showsTheMailsThatAreInNoConversationAndTakesOneIn() {
        when(quarantine.unassigned(51, 0)).thenReturn(List.of(
                new UnassignedMail(7, "<7@shop.example>", Instant.EPOCH, "news@shop.example", "<b>Offers</b>",
                        "It goes to many.", false),
                new UnassignedMail(6, "<6@x.example>", Instant.EPOCH, null, null, "It has no sender.", true),
                new UnassignedMail(5, "<agent@reply.example>", Instant.EPOCH, "uma@vendor.example", "Re: Answer",
                        "The answer was sent.", false)));
        when(quarantine.ignored(7)).thenReturn(true);
        when(quarantine.ignored(5)).thenReturn(true);
        when(quarantine.find(5)).thenReturn(
                Optional.of(new QuarantinedMail(5, "<agent@reply.example>", Instant.EPOCH, "uma@vendor.example",
                        "Re: Answer", "Choose Tools.", "The answer was sent.", List.of(), new byte[] {1})));
        jdbc.sql("insert into agent_reply (internet_id, token, result, taken_at) "
                + "values ('<agent@reply.example>', 'token', 'The answer was sent.', current_timestamp)").update();
        when(quarantine.find(7)).thenReturn(Optional
                .of(new QuarantinedMail(7, "<7@shop.example>", Instant.EPOCH, "news@shop.example", "Offers", "Buy.",
                        "It goes to many.", List.of(new QuarantinedMail.Header("list-id", "<x>")), new byte[] {1})));
        assertThat(new String(uma.get(API + "/mails").body(), StandardCharsets.UTF_8)).contains("&lt;b&gt;Offers")
                .contains("It goes to many.").contains("It has no sender.").contains("A task asks.")
                .contains("/mails/7/take-in")
                .doesNotContain("/mails/6/take-in").contains("an agent’s reply").doesNotContain("/mails/5/take-in");
        assertThat(new String(uma.get(API + "/mails/5").body(), StandardCharsets.UTF_8)).contains("Choose Tools.")
                .doesNotContain("Take it in");
        assertThat(uma.post(API + "/mails/5/take-in", Map.of()).statusCode()).isEqualTo(409);
        assertThat(new String(uma.get(API + "/mails/7").body(), StandardCharsets.UTF_8)).contains("list-id")
                .contains("&lt;x&gt;")
                .contains("Buy.").contains("Take it in");
        assertThat(uma.post(API + "/mails/7/take-in", Map.of()).statusCode()).isEqualTo(204);
        verify(quarantine).takeIn(7);
        assertThat(uma.post(API + "/mails/6/take-in", Map.of()).statusCode()).isEqualTo(409);
        assertThat(new TasklistSession(port).get(API + "/mails").statusCode()).isEqualTo(401);
    }

    @Test
    void showsTheHeadersOfAMailThatCitesAConversationBesideItsTask() {
        when(quarantine.headers(any())).thenReturn(List.of(new QuarantinedMail.Header("in-reply-to", "<cited@x>")));
        Task placing = fixture.taskOf(request, "UserTask_PlaceMail", null,
                Map.of("message", messages.of(request.number()).get(0).id(), "citedRequest",
                        request.number().toString()));
        assertThat(
                new String(uma.get(API + "/tasks/" + placing.getId() + "/conversation").body(), StandardCharsets.UTF_8))
                .contains("in-reply-to").contains("&lt;cited@x&gt;").doesNotContain("<script");
    }

    @Test
    void aTaskThatIsDoneIsSaidPlainly() {
        fixture.tasks.complete(task.getId());

        assertThat(json(uma.get(desk)).path("detail").asText()).contains("This task is done");
        assertThat(uma.post(desk + "/answer", answer("ANSWER", "x")).statusCode()).isEqualTo(404);
    }

    private Message customerWrites(String text) {
        return messages.receive(request.number(),
                IncomingMessage.written("ada@customer.example", "Ada", "Re: Merge", text,
                        List.of()));
    }

    private Map<String, Object> answer(String outcome, String text) {
        var answer = new HashMap<String, Object>();
        answer.put("outcome", outcome);
        answer.put("text", text);
        answer.put("lastSeenMessage",
                messages.of(request.number()).stream().mapToLong(Message::id).max().orElseThrow());
        return answer;
    }

    private static JsonNode ok(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        return json(answer);
    }
}
