package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestState;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Articles that are offered before a person answers. */
@ProcessPaths
class OfferArticlesPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private RequestProcess process;
    @Autowired
    private Messages messages;
    @Autowired
    private TaskService tasks;

    @Test
    void anArticleSolvesIt() {
        path.anArticleIsFound();
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.ARTICLE_OFFER);
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);

        assertThat(process.choose(path.number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER)).isTrue();

        path.hasEnded(Outcome.SOLVED_BY_ARTICLE);
        assertThat(process.choose(path.number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER)).as("a second click")
                .isFalse();
    }

    @Test
    void nobodySaysWhetherTheArticleHelped() {
        path.anArticleIsFound();
        path.begin();
        path.fire("BoundaryEvent_ReminderDue");
        assertThat(path.lastMail()).isEqualTo(Purpose.REMINDER);
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.LAPSED);
    }

    @Test
    void theArticleDoesNotHelpAndAPersonAnswers() {
        path.anArticleIsFound();
        path.owns("2026", path.today().minusYears(1));
        path.begin();
        path.reply("Sorry, I still do not see the menu you describe.");

        Task task = path.task(SupportRequest.ANSWER_TASK, "usage-support");
        path.fire("BoundaryEvent_AnswerRequestOverdue");
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getPriority()).isEqualTo(100);

        path.answer("ANSWER", "The menu is called Tools.");
        assertThat(path.lastMail()).isEqualTo(Purpose.ANSWER);
        assertThat(path.request().outcome()).as("should the customer stay silent").isEqualTo(Outcome.ANSWERED);
        path.fire("BoundaryEvent_ReminderDue");
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.ANSWERED);
    }

    @Test
    void whoDeclinedTheArticlesOfTheContactFormReachesAPersonAndIsNotMailedThemAgain() {
        path.anArticleIsFound();
        path.owns("2026", path.today());

        path.number = process.beginAfterHelp(Channel.WEB, path.written("Merge duplicates?",
                "How do I merge two people?"), "en").number();

        assertThat(path.mails()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT);
        assertThat(path.decided("articles")).containsExactly("DECLINED");
        assertThat(messages.pending(path.number)).isEmpty();
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aSecondClickIsNoAnswerToTheNextLetter() {
        path.anArticleIsFound();
        path.begin();
        assertThat(process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER)).isTrue();
        assertThat(path.lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        assertThat(process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER)).isFalse();
        assertThat(path.mails()).hasSize(2);
    }

    @Test
    void aPostscriptDuringTriageByHandIsNoVerdictOnTheArticle() {
        path.anArticleIsFound();
        path.triageSays(Kind.USE, null, false);
        path.begin();
        path.reply("PS: version 2026.");
        path.complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", true, "kind", "USE", "language", "en"));
        process.deliverPending(path.number);
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
        assertThat(path.lastMail()).isEqualTo(Purpose.ARTICLE_OFFER);
    }
}
