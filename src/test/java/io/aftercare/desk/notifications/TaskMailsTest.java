package io.aftercare.desk.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.conversation.ports.SenderProof;
import io.aftercare.conversation.ports.StaffMailSender;
import io.aftercare.conversation.ports.StaffMessage;
import io.aftercare.desk.DeskFixture;
import io.aftercare.desk.DeskTest;
import io.aftercare.desk.TasklistBrowser;
import io.aftercare.desk.TasklistSession;
import io.aftercare.desk.notifications.NotificationChoice.Moment;
import io.aftercare.desk.notifications.NotificationChoice.Tasks;
import io.aftercare.process.SupportRequest;
import io.aftercare.stories.EngineTime;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import io.aftercare.process.Staff;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.mail.MailSendException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Who is written to about which task, when, and that the task never suffers from it. */
@DeskTest
@Import(EngineTime.class)
@TestPropertySource(properties = {"aftercare.desk.mail.look-for-digests-every=24h", "aftercare.desk.holidays=fr"})
@ExtendWith(OutputCaptureExtension.class)
class TaskMailsTest {

    private static final String PAGE = "/camunda/api/aftercare/notifications";

    @LocalServerPort
    private int port;
    @Autowired
    private DeskFixture fixture;
    @Autowired
    private ManagementService management;
    @Autowired
    private IdentityService identities;
    @Autowired
    private NotificationChoices choices;
    @Autowired
    private TaskDigest digest;
    @Autowired
    private Staff staff;
    @Autowired
    private AgentReplies replies;
    @MockitoBean
    private StaffMailSender mailSender;
    @MockitoSpyBean
    private TaskMailModel model;

    private final List<StaffMessage> sent = new ArrayList<>();
    private Request request;

    @BeforeEach
    void people() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T09:30:00Z")));
        reset(model);
        doAnswer(call -> sent.add(call.getArgument(0))).when(mailSender).send(any());
        for (String id : List.of("uma", "ugo", "una")) {
            fixture.person(id, "usage-support");
            var user = identities.createUserQuery().userId(id).singleResult();
            user.setEmail(id.equals("una") ? null : id + "@aftercare.example");
            identities.saveUser(user);
            choices.save(id, new NotificationChoice(Tasks.EVERY, Moment.AT_ONCE));
        }
        fixture.tasks.createTaskQuery().list().forEach(task -> fixture.tasks.complete(task.getId()));
        work();
        sent.clear();
        request = fixture.request(UUID.randomUUID() + "@customers.example", "Merge duplicates?",
                "How do I merge two people?");
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b@evil.example", "ugo@a.example, eve@e.example", "ugo@a.example\r\nBcc: eve@e.example",
            "Ugo <ugo@a.example>", "support@aftercare.example", "support+x@aftercare.example"})
    void whoseAddressIsNoneIsNotWrittenToAndTheLogSaysWhy(String address, CapturedOutput output) {
        var ugo = identities.createUserQuery().userId("ugo").singleResult();
        ugo.setEmail(address);
        identities.saveUser(ugo);
        task();
        work();
        assertThat(sent).extracting(StaffMessage::to).containsExactly("uma@aftercare.example");
        assertThat(output).contains("No mail is sent to the user ugo").contains("Correct it in Admin");
        assertThat(staff.find("ugo").orElseThrow().address()).isNull();
    }

    @Test
    void everybodyOfTheGroupWithAnAddressIsWrittenToOnceAndEachHasAReplyAddressOfTheirOwn() {
        Task task = task();
        work();
        assertThat(sent).extracting(StaffMessage::to).containsExactlyInAnyOrder("uma@aftercare.example",
                "ugo@aftercare.example");
        assertThat(sent).extracting(StaffMessage::token).doesNotHaveDuplicates()
                .allMatch(token -> token.length() == 32);
        assertThat(sent).extracting(StaffMessage::internetId).doesNotHaveDuplicates();
        assertThat(sent.get(0).text()).contains("How do I merge two people?").contains(task.getId());
        assertThat(replies.wrote(sent.get(0).internetId())).as("known again when it comes back").isTrue();
        assertThat(replies.wrote("<x@customers.example>")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"EVERY, AT_ONCE, true, true", "OWN, AT_ONCE, false, true", "NONE, AT_ONCE, false, false",
            "EVERY, DIGEST, false, false"})
    void eachChoosesWhichTasksAndWhen(Tasks tasks, Moment moment, boolean ofTheGroup, boolean own) {
        choices.save("uma", new NotificationChoice(tasks, moment));
        Task task = task();
        work();
        assertThat(sent.stream().anyMatch(mail -> mail.to().startsWith("uma"))).isEqualTo(ofTheGroup);
        sent.clear();

        assignBy("maria", task, "uma");
        work();
        assertThat(sent.stream().anyMatch(mail -> mail.to().startsWith("uma") && mail.text().contains("yours now")))
                .isEqualTo(own);
        assertThat(sent).noneMatch(mail -> mail.to().startsWith("ugo"));
    }

    @Test
    void aDesignerIsMailedNoCustomersTextEvenOfATaskThatWasGivenToHer() {
        fixture.person("dora", "designers");
        var dora = identities.createUserQuery().userId("dora").singleResult();
        dora.setEmail("dora@aftercare.example");
        identities.saveUser(dora);
        Task task = task();
        choices.save("dora", new NotificationChoice(Tasks.EVERY, Moment.AT_ONCE));
        assignBy("maria", task, "dora");
        work();
        choices.save("dora", new NotificationChoice(Tasks.EVERY, Moment.DIGEST));
        at("2026-11-23T09:00:00+01:00");
        assertThat(sent).noneMatch(mail -> mail.to().startsWith("dora"));

        identities.createMembership("dora", "usage-support");
        at("2026-11-24T09:00:00+01:00");
        assertThat(sent).filteredOn(mail -> mail.to().startsWith("dora")).hasSize(1);
        identities.deleteUser("dora");
    }

    @Test
    void whoHasLeftTheDeskGetsNothingOutOfItByAReply() {
        task();
        work();
        StaffMessage told = sent.stream().filter(mail -> mail.to().startsWith("uma")).findFirst().orElseThrow();
        sent.clear();
        identities.deleteMembership("uma", "usage-support");
        try {
            assertThat(replies.take(reply(told.token(), "#claim"))).contains("not yours to see");
            work();
            assertThat(sent).singleElement().satisfies(mail -> assertThat(mail.subject() + mail.text())
                    .contains(request.number().toString()).doesNotContain("merge two people", "Merge duplicates"));
        } finally {
            identities.createMembership("uma", "usage-support");
        }
    }

    @Test
    void whoTakesATaskIsNotTold() {
        Task task = task();
        work();
        sent.clear();
        assignBy("uma", task, "uma");
        work();
        assertThat(sent).isEmpty();
    }

    @Test
    void aTaskThatIsDoneBeforeTheMailsAreComposedIsNotMailed() {
        Task task = task();
        fixture.tasks.complete(task.getId());
        work();
        assertThat(sent).isEmpty();
    }

    @Test
    void whateverFailsInComposingLeavesTheTaskUsable() {
        doThrow(new IllegalStateException("The search is broken.")).when(model).of(any(), any());
        Task task = task();
        Job compose = management.createJobQuery().activityId("Task_ComposeStaffMails").singleResult();
        assertThatThrownBy(() -> management.executeJob(compose.getId())).hasMessageContaining("The search is broken.");
        assertThat(management.createJobQuery().jobId(compose.getId()).singleResult().getRetries())
                .as("it is tried again").isPositive();

        fixture.tasks.complete(task.getId());
        reset(model);
        work();
        assertThat(sent).isEmpty();
    }

    @Test
    void aMailIsTriedAgainWithTheSameMessageIdUntilTheServerTakesIt() {
        choices.save("ugo", new NotificationChoice(Tasks.NONE, Moment.AT_ONCE));
        var tried = new ArrayList<String>();
        doAnswer(call -> {
            tried.add(call.<StaffMessage>getArgument(0).internetId());
            if (tried.size() == 1) {
                throw new MailSendException("down");
            }
            return null;
        }).when(mailSender).send(any());
        task();
        management.executeJob(management.createJobQuery().activityId("Task_ComposeStaffMails").singleResult().getId());
        Job send = management.createJobQuery().activityId("Task_SendStaffMail").singleResult();
        assertThatThrownBy(() -> management.executeJob(send.getId())).hasMessageContaining("down");
        management.executeJob(send.getId());
        assertThat(tried).hasSize(2);
        assertThat(tried.get(0)).isEqualTo(tried.get(1));
        assertThat(management.createJobQuery().activityId("Task_SendStaffMail").count()).isZero();
    }

    @Test
    void theDigestComesAtItsTimeOnceAndOnlyInWorkingHours() {
        choices.save("uma", new NotificationChoice(Tasks.EVERY, Moment.DIGEST));
        choices.save("ugo", new NotificationChoice(Tasks.NONE, Moment.AT_ONCE));
        Task own = task();
        fixture.tasks.setAssignee(own.getId(), "uma");
        Request second =
                fixture.request(UUID.randomUUID() + "@customers.example", "Print?", "How do I print the tree?");
        fixture.taskOf(second, SupportRequest.ANSWER_TASK, null, Map.of());

        at("2026-11-28T10:00:00+01:00"); // a Saturday
        assertThat(sent).isEmpty();
        at("2026-11-30T08:59:00+01:00");
        assertThat(sent).isEmpty();
        at("2026-11-30T09:00:00+01:00");
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).to()).isEqualTo("uma@aftercare.example");
        assertThat(sent.get(0).text()).contains("2 tasks wait", request.number().toString(), second.number().toString(),
                "How do I print the tree?");
        at("2026-11-30T09:01:00+01:00");
        at("2026-11-30T17:00:00+01:00");
        assertThat(sent).as("once a day").hasSize(1);
        at("2026-12-01T09:00:30+01:00");
        assertThat(sent).as("they still wait").hasSize(2);
    }

    @Test
    void aDigestOnAHolidayWaitsForTheNextOpening() {
        choices.save("uma", new NotificationChoice(Tasks.EVERY, Moment.DIGEST));
        task();
        at("2026-12-25T12:00:00+01:00");
        assertThat(sent).noneMatch(mail -> mail.subject().equals("One task waits for you"));
        at("2026-12-28T09:00:00+01:00");
        assertThat(sent).filteredOn(mail -> mail.subject().equals("One task waits for you")).hasSize(1);
    }

    @Test
    void anEntryOfADigestIsRepliedToAtItsOwnAddressAndTheDigestItselfIsNot() {
        choices.save("uma", new NotificationChoice(Tasks.EVERY, Moment.DIGEST));
        choices.save("ugo", new NotificationChoice(Tasks.NONE, Moment.AT_ONCE));
        Task task = task();
        at("2026-11-23T09:00:00+01:00");
        StaffMessage list = sent.get(0);
        sent.clear();

        replies.take(reply(list.token(), "Choose Tools."));
        work();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).text()).contains("cannot be told which of them", "Choose Tools.");
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);

        String entry = list.text().replaceAll("(?s).*Reply to: support\\+([0-9a-f]{32})@.*", "$1");
        assertThat(replies.take(reply(entry, "Choose Tools."))).contains("#answer by");
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).isZero();
    }

    @Test
    void aNoteReachesWhoIsMentionedAsChosenAndAReplyToItsMailIsANote() {
        choices.save("ugo", new NotificationChoice(Tasks.NONE, Moment.AT_ONCE));
        Task task = task();
        work();
        sent.clear();
        fixture.messages.note(request.number(), "una", "For @uma and @ugo: see @nobody.");
        work();
        assertThat(sent).extracting(StaffMessage::to).containsExactly("uma@aftercare.example");
        assertThat(sent.get(0).subject()).startsWith("[" + request.number() + "] una Tester mentioned you");
        assertThat(sent.get(0).text()).contains("For @uma and @ugo: see @nobody.");
        assertThat(sent.get(0).html()).contains("Internal note, not for the customer");

        assertThat(replies.take(reply(sent.get(0).token(), "It is the cache.")))
                .contains("kept as a note by uma Tester");
        assertThat(fixture.messages.of(request.number())).last().satisfies(note -> {
            assertThat(note.direction()).isEqualTo(Direction.NOTE);
            assertThat(note.author()).isEqualTo("uma");
            assertThat(note.textBody()).isEqualTo("It is the cache.");
        });
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).as("nothing is answered").isEqualTo(1);

        sent.clear();
        fixture.tasks.complete(task.getId());
        choices.save("uma", new NotificationChoice(Tasks.OWN, Moment.DIGEST));
        fixture.messages.note(request.number(), "una", "@Uma Tester once more.");
        work();
        assertThat(sent).as("it waits for the digest").isEmpty();
        at("2026-11-25T09:00:00+01:00");
        assertThat(sent).extracting(StaffMessage::subject).containsExactly("Notes for you");
        assertThat(sent.get(0).text()).contains("una Tester mentioned you: @Uma Tester once more.");
        assertThat(sent.get(0).html()).contains("Internal notes for you, not for customers")
                .doesNotContain("tasks wait");
        sent.clear();
        assertThat(new TasklistSession(port).logIn("uma").get("/camunda/api/aftercare/requests/" + request.number()
                + "/conversation").statusCode()).isEqualTo(200);
        at("2026-11-26T09:00:00+01:00");
        assertThat(sent).as("it has been shown").isEmpty();
    }

    @Test
    void thePageShowsAndKeepsWhatAnAgentChose() {
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        HttpResponse<byte[]> page = uma.get(PAGE);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("uma@aftercare.example",
                "value=\"EVERY\" checked", "09:00");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'",
                "script-src 'nonce-");

        assertThat(uma.put(PAGE, Map.of("tasks", "OWN", "moment", "DIGEST")).statusCode()).isEqualTo(200);
        assertThat(choices.of("uma")).isEqualTo(new NotificationChoice(Tasks.OWN, Moment.DIGEST));
        assertThat(choices.of("ugo")).as("each for oneself")
                .isEqualTo(new NotificationChoice(Tasks.EVERY, Moment.AT_ONCE));
        assertThat(uma.put(PAGE, Map.of("tasks", "OWN")).statusCode()).isEqualTo(400);
        assertThat(uma.put(PAGE, Map.of("tasks", "odd", "moment", "DIGEST")).statusCode()).isEqualTo(400);
        assertThat(new TasklistSession(port).get(PAGE).statusCode()).isEqualTo(401);
        assertThat(new TasklistSession(port).put(PAGE, Map.of("tasks", "NONE", "moment", "DIGEST")).statusCode())
                .isEqualTo(401);
        assertThat(choices.of("uma").tasks()).isEqualTo(Tasks.OWN);
    }

    @Test
    @NeedsTool(Tool.CHROMIUM)
    void thePageWorksInABrowser() {
        try (TasklistBrowser browser = TasklistBrowser.start()) {
            var errors = new ArrayList<String>();
            var page = browser.logIn(port, "uma", errors);
            page.navigate("http://localhost:" + port + PAGE);
            page.locator("input[value=NONE]").check();
            page.click("button[type=submit]");
            page.waitForSelector("text=Saved.");
            page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions()
                    .setPath(java.nio.file.Path.of("target/notifications.png")));
            assertThat(choices.of("uma")).isEqualTo(new NotificationChoice(Tasks.NONE, Moment.AT_ONCE));
            assertThat(errors).isEmpty();
        }
    }

    // ---- how it is said above

    private Task task() {
        return fixture.taskOf(request, SupportRequest.ANSWER_TASK, null, Map.of());
    }

    private void assignBy(String person, Task task, String assignee) {
        identities.setAuthentication(person, List.of(person.equals("maria") ? "managers" : "usage-support"));
        try {
            if (person.equals(assignee)) {
                fixture.tasks.claim(task.getId(), assignee);
            } else {
                fixture.tasks.setAssignee(task.getId(), assignee);
            }
        } finally {
            identities.clearAuthentication();
        }
    }

    private void at(String moment) {
        ClockUtil.setCurrentTime(Date.from(java.time.OffsetDateTime.parse(moment).toInstant()));
        digest.writeAll();
        work();
    }

    /** Does what the job executor would. */
    private void work() {
        for (String activity : List.of("Task_ComposeStaffMails", "Task_SendStaffMail")) {
            management.createJobQuery().activityId(activity).list().forEach(job -> management.executeJob(job.getId()));
        }
    }

    private static AgentReply reply(String token, String text) {
        return new AgentReply(List.of(token), List.of(), "<" + UUID.randomUUID() + "@aftercare.example>",
                "uma@aftercare.example",
                SenderProof.UNKNOWN, false, text, text, List.of());
    }
}
