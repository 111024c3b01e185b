package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.BDDMockito.willDoNothing;
import static org.mockito.BDDMockito.willThrow;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.ports.CustomerMailSender;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an administrator does in Cockpit to an instance: the request follows the engine, and no customer is lost. */
@ProcessPaths
class StoppedRequestPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private RequestProcess process;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private Messages messages;
    @Autowired
    private Decisions decisions;
    @Autowired
    private Drafts drafts;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private RepositoryService repository;
    @Autowired
    private ManagementService management;
    @Autowired
    private CustomerMailSender sender;
    @Autowired
    private HealthIndicator requestsHealthIndicator;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeletedInstanceClosesTheRequestWithTheReasonAndALaterMailReachesAPerson(boolean withoutListeners) {
        path.triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
        path.owns("2026", path.today());
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.REDIRECT);

        runtime.deleteProcessInstance(instance(SupportRequest.PROCESS).getId(), "A test of the shop", withoutListeners,
                true);

        stopped("A test of the shop");
        assertThat(process.choose(path.number, CustomerChoice.WITHDRAW, null)).isFalse();
        assertThat(process.choose(path.number, CustomerChoice.SOLVED, null)).isFalse();
        path.reply("Hello? I am still waiting.");
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(path.request().state()).isEqualTo(RequestState.OPEN);
    }

    @Test
    void whoeverDeletesTheInstanceOfACalledProcessHasEndedTheRequest() {
        path.anArticleIsFound();
        path.begin();
        runtime.deleteProcessInstance(instance(SupportRequest.AWAIT_CUSTOMER_PROCESS).getId(), "By mistake");
        assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(path.number.toString()).list())
                .extracting(ProcessInstance::getProcessDefinitionId)
                .allMatch(left -> left.startsWith(SupportRequest.OUTGOING_MAIL_PROCESS));
        assertThat(process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, null)).isTrue();
        path.open(SupportRequest.ANSWER_TASK);
    }

    @Test
    void aDraftOutlivesTheRequest() {
        path.owns("2026", path.today());
        path.begin();
        drafts.save(path.number, "ursula", "Please try");
        runtime.deleteProcessInstance(instance(SupportRequest.PROCESS).getId(), null);
        stopped("ended in the engine");
        assertThat(drafts.find(path.number).map(Drafts.Draft::text)).contains("Please try");
    }

    @Test
    void aDraftOutlivesAWithdrawalAndIsSentOnlyOnceSomebodyTookItUp() {
        path.owns("2026", path.today());
        path.begin();
        drafts.save(path.number, "ursula", "Please try");
        path.withdraw();
        path.hasEnded(Outcome.WITHDRAWN);
        assertThat(drafts.find(path.number).map(Drafts.Draft::text)).contains("Please try");

        path.reply("I was too fast, it still fails.");
        path.open(SupportRequest.ANSWER_TASK);
        assertThat(drafts.find(path.number).map(Drafts.Draft::text)).as("offered").contains("Please try");
        assertThat(drafts.toSend(path.number)).as("not sent by itself").isEmpty();

        path.answer("ANSWER", "Please try this.");
        assertThat(path.lastMail()).isEqualTo(Purpose.ANSWER);
        assertThat(path.lastText()).contains("Please try this.");
        assertThat(drafts.find(path.number)).isEmpty();
    }

    /** As when the rows of the engine are gone and nobody was told. */
    @ParameterizedTest
    @ValueSource(strings = {"mail", "withdrawal by mail", "still", "solved", "withdraw", "dismiss"})
    void whatIsNoLongerInTheEngineIsNoticedWhenTheCustomerComesBack(String how) {
        path.anArticleIsFound();
        path.owns("2026", path.today());
        path.begin();
        runtime.deleteProcessInstance(instance(SupportRequest.PROCESS).getId(), "Gone");
        jdbc.sql("update request set state = 'WAITING', outcome = 'LAPSED', closed_at = null where id = :id")
                .param("id", path.number.value()).update();
        switch (how) {
            case "mail" -> path.reply("It does not help.");
            case "withdrawal by mail" -> path.reply("I no longer need an answer, please close my request.");
            case "still" -> assertThat(process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP,
                    Purpose.ARTICLE_OFFER)).isTrue();
            case "solved" -> assertThat(process.choose(path.number, CustomerChoice.SOLVED, null)).isFalse();
            case "withdraw" -> assertThat(process.choose(path.number, CustomerChoice.WITHDRAW, null)).isFalse();
            default -> process.dismiss(path.number, SupportRequest.MailPlace.NOWHERE);
        }
        if (how.equals("mail") || how.equals("still")) {
            path.open(SupportRequest.ANSWER_TASK);
        } else {
            assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        }
        assertThat(messages.pending(path.number)).isEmpty();
    }

    @Test
    void whatIsWrittenToASuspendedRequestWaitsWithAnAlarmUntilItIsActivated() {
        path.anArticleIsFound();
        path.owns("2026", path.today());
        path.begin();
        String waiting = instance(SupportRequest.AWAIT_CUSTOMER_PROCESS).getId();
        runtime.suspendProcessInstanceById(waiting);
        assertThat(requestsHealthIndicator.health().getStatus()).isEqualTo(Status.UP);

        path.reply("It does not help.");
        process.deliverPending(path.number);

        assertThat(messages.of(path.number)).last().satisfies(
                note -> assertThat(note.textBody()).contains("suspended this request in Cockpit"));
        assertThat(messages.pending(path.number)).hasSize(1);
        assertThat(process.onHold(path.number)).isTrue();
        assertThat(requestsHealthIndicator.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(requestsHealthIndicator.health().getDetails().get("trouble").toString()).contains("Cockpit");
        for (CustomerChoice choice : CustomerChoice.values()) {
            assertThat(process.choose(path.number, choice, null)).as(choice.name()).isFalse();
        }

        runtime.activateProcessInstanceById(waiting);
        process.deliverPending(path.number);
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(requestsHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
    }

    /** A definition, not an instance: what needs it cannot begin, and is said to whoever tries, in words. */
    @ParameterizedTest
    @ValueSource(strings = {SupportRequest.PROCESS, SupportRequest.OUTGOING_MAIL_PROCESS})
    void nothingBeginsWhileTheProcessIsSuspendedAndHealthSaysSo(String suspended) {
        path.anArticleIsFound();
        long before = requestsKept();
        repository.suspendProcessDefinitionByKey(suspended);
        try {
            assertThatThrownBy(path::begin).isInstanceOf(SuspendedInEngineException.class)
                    .hasMessageContaining("An administrator has suspended").hasMessageNotContaining("ENGINE");
            assertThat(requestsKept()).isEqualTo(before);
            assertThat(requestsHealthIndicator.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(requestsHealthIndicator.health().getDetails().get("trouble").toString()).contains(suspended);
        } finally {
            repository.activateProcessDefinitionByKey(suspended);
        }
        assertThat(requestsHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
        path.begin();
    }

    @Test
    void nothingThatHasEndedIsOpenedAgainWhileTheProcessIsSuspended() {
        path.owns("2026", path.today());
        path.begin();
        path.answer("ANSWER", "Please try this.");
        path.reply("Thank you, that solved it!");
        assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        repository.suspendProcessDefinitionByKey(SupportRequest.PROCESS);
        try {
            assertThatThrownBy(() -> process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, null))
                    .isInstanceOf(SuspendedInEngineException.class);
            assertThatThrownBy(() -> path.reply("It came back."))
                    .isInstanceOf(SuspendedInEngineException.class);
            assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        } finally {
            repository.activateProcessDefinitionByKey(SupportRequest.PROCESS);
        }
        path.reply("It came back.");
        path.open(SupportRequest.ANSWER_TASK);
    }

    /** What a request calls may be suspended: that stops nobody, as little as what it has begun before. */
    @Test
    void whatIsUnderWayGoesOnThroughSuspendedDefinitions() {
        path.anArticleIsFound();
        path.owns("2026", path.today());
        path.begin();
        List<String> suspended = List.of(SupportRequest.PROCESS, SupportRequest.ANSWER_BY_EMAIL_PROCESS,
                SupportRequest.CHECK_ENTITLEMENT_PROCESS);
        suspended.forEach(repository::suspendProcessDefinitionByKey);
        try {
            assertThat(process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, null)).isTrue();
            path.open(SupportRequest.ANSWER_TASK);
        } finally {
            suspended.forEach(repository::activateProcessDefinitionByKey);
        }
    }

    @Test
    void aReplyToWhichALetterWouldFollowIsNotLostWhileLettersAreSuspended() {
        path.begin();
        repository.suspendProcessDefinitionByKey(SupportRequest.OUTGOING_MAIL_PROCESS);
        try {
            assertThatThrownBy(() -> path.reply("I lost the key.")).isInstanceOf(SuspendedInEngineException.class);
            assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
        } finally {
            repository.activateProcessDefinitionByKey(SupportRequest.OUTGOING_MAIL_PROCESS);
        }
        path.reply("I lost the key.");
        assertThat(path.lastText()).contains("We still could not find your purchase");
    }

    /** What failed goes on by the button that gives it new tries, with the request as it is by then. */
    @Test
    void aLetterThatIsRetriedGoesOutAndTheRequestIsWhereItWas() {
        path.owns("2026", path.today());
        path.begin();
        path.answer("ANSWER", "Please try this.");
        Message letter = path.mails().get(path.mails().size() - 1);
        Job sending = management.createJobQuery().activityId("Task_SendMail").list().stream()
                .filter(job -> Objects.equals(letter.id(),
                        runtime.getVariable(job.getProcessInstanceId(), SupportRequest.MESSAGE.name())))
                .findFirst().orElseThrow();
        willThrow(new IllegalStateException("Away")).given(sender).send(letter.id());
        for (int failure = 0; failure < 2; failure++) {
            assertThatThrownBy(() -> management.executeJob(sending.getId())).hasMessageContaining("Away");
            management.setJobRetries(sending.getId(), 1 - failure);
        }
        assertThat(runtime.createIncidentQuery().configuration(sending.getId()).count()).isEqualTo(1);
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
        path.reply("It did not work.");
        path.open(SupportRequest.ANSWER_TASK);

        willDoNothing().given(sender).send(letter.id());
        management.setJobRetries(sending.getId(), 1);
        management.executeJob(sending.getId());
        assertThat(runtime.createIncidentQuery().configuration(sending.getId()).count()).isZero();
        assertThat(path.request().state()).isEqualTo(RequestState.OPEN);
        path.open(SupportRequest.ANSWER_TASK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete", "claim", "assign"})
    void whoWorksOnATaskThatIsGoneIsToldInWords(String how) {
        path.owns("2026", path.today());
        path.begin();
        String task = path.open(SupportRequest.ANSWER_TASK).getId();
        runtime.deleteProcessInstance(instance(SupportRequest.PROCESS).getId(), "By mistake");
        assertThatThrownBy(() -> {
            switch (how) {
                case "complete" -> tasks.complete(task, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
                case "claim" -> tasks.claim(task, "ursula");
                default -> tasks.setAssignee(task, "ursula");
            }
        }).hasMessageContaining("This task is done, or an administrator has ended it")
                .hasMessageNotContaining("null");
    }

    private long requestsKept() {
        return jdbc.sql("select count(*) from request").query(Long.class).single();
    }

    @Test
    void whereTheRootAloneIsSuspendedNothingGoesOnEither() {
        path.anArticleIsFound();
        path.begin();
        String root = instance(SupportRequest.PROCESS).getId();
        runtime.suspendProcessInstanceById(root);
        path.reply("I no longer need an answer, please close my request.");
        assertThat(messages.pending(path.number)).hasSize(1);
        runtime.activateProcessInstanceById(root);
        process.deliverPending(path.number);
        assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
    }

    @Test
    void whoCompletesASuspendedTaskIsToldInWords() {
        path.owns("2026", path.today());
        path.begin();
        String answering = instance(SupportRequest.ANSWER_BY_EMAIL_PROCESS).getId();
        runtime.suspendProcessInstanceById(answering);
        assertThatThrownBy(
                () -> path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED")))
                .hasMessageContaining("An administrator has suspended this").hasMessageNotContaining("ENGINE");
        assertThatThrownBy(() -> tasks.claim(path.open(SupportRequest.ANSWER_TASK).getId(), "ursula"))
                .hasMessageContaining("An administrator has suspended this").hasMessageNotContaining("ENGINE");
        runtime.activateProcessInstanceById(answering);
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
        path.hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
    }

    @Test
    void aRequestThatIsMovedToAPersonIsOursAndOneThatIsMovedToAWaitIsTheCustomers() {
        path.owns("2026", path.today());
        path.begin();
        path.answer("ANSWER", "Please try this.");
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
        runtime.createProcessInstanceModification(instance(SupportRequest.ANSWER_BY_EMAIL_PROCESS).getId())
                .cancelAllForActivity("CallActivity_AwaitReply").startBeforeActivity(SupportRequest.ANSWER_TASK)
                .execute();
        assertThat(path.request().state()).isEqualTo(RequestState.OPEN);
        assertThat(process.choose(path.number, CustomerChoice.SOLVED, null)).isFalse();
        runtime.createProcessInstanceModification(instance(SupportRequest.ANSWER_BY_EMAIL_PROCESS).getId())
                .cancelAllForActivity(SupportRequest.ANSWER_TASK).startBeforeActivity("CallActivity_AwaitReply")
                .execute();
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
        path.reply("It did not work.");
        path.open(SupportRequest.ANSWER_TASK);
    }

    @Test
    void aRequestThatWaitsTwiceSinceItWasModifiedStillTakesAReply() {
        path.owns("2026", path.today());
        path.begin();
        path.answer("ANSWER", "Please try this.");
        runtime.createProcessInstanceModification(instance(SupportRequest.ANSWER_BY_EMAIL_PROCESS).getId())
                .startBeforeActivity("CallActivity_AwaitReply").execute();
        path.reply("It did not work.");
        path.open(SupportRequest.ANSWER_TASK);
    }

    @Test
    void aRequestWhoseLastActivityIsCancelledHasEnded() {
        path.owns("2026", path.today());
        path.begin();
        runtime.createProcessInstanceModification(instance(SupportRequest.PROCESS).getId())
                .cancelAllForActivity("CallActivity_AnswerByEmail").execute();
        assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        path.reply("Hello?");
        path.open(SupportRequest.ANSWER_TASK);
    }

    private void stopped(String reason) {
        assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        assertThat(path.request().outcome()).isEqualTo(Outcome.CLOSED_WITHOUT_ANSWER);
        assertThat(decisions.of(path.number)).last().extracting(Decision::result, Decision::reason)
                .satisfies(said -> assertThat(said.toString()).contains("STOPPED").contains(reason));
    }

    private ProcessInstance instance(String process) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(path.number.toString())
                .processDefinitionKey(process).list().get(0);
    }
}
