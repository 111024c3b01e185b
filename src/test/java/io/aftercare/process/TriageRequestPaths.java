package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.verify;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.UnreadableText;
import io.aftercare.triage.TextTriage;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a request is, who is sure of it, and what a correction sets in motion. */
@ProcessPaths
class TriageRequestPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private Corrections corrections;
    @Autowired
    private Decisions decisions;
    @Autowired
    private TaskService tasks;
    @Autowired
    private TextTriage triage;
    @Autowired
    private RequestProcess requestProcess;

    @Test
    void aPersonDecidesWhatTheTriageIsNotSureOfAndTheTriageLearns() {
        path.triageSays(Kind.USE, null, false);
        path.begin();
        path.task(SupportRequest.TRIAGE_TASK, "usage-support");
        path.fire("BoundaryEvent_TriageRequestOverdue");

        path.complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", true, "kind", "COMMERCIAL", "language",
                "fr",
                "product", "", "version", "", "origin", ""));

        verify(triage).learn(anyString(), any(), any(), any(), any());
        assertThat(path.request().kind()).isEqualTo(Kind.COMMERCIAL);
        assertThat(path.request().language()).isEqualTo("fr");
        path.task(SupportRequest.ANSWER_TASK, "commercial-support");
    }

    @Test
    void whatCannotBeReadGetsNoAutomaticAnswerByItsSubject() {
        path.anArticleIsFound();
        String text = UnreadableText.because("it is encrypted (S/MIME)");
        path.number = requestProcess.begin(Channel.MAIL, path.written("How do I merge duplicates?", text), null, null)
                .number();
        path.task(SupportRequest.TRIAGE_TASK, "usage-support");
        assertThat(path.mails()).extracting(Message::purpose).doesNotContain(Purpose.ARTICLE_OFFER);
        path.owns("2026", path.today());
        path.complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", true, "kind", "USE", "language", "en",
                "product", PathFixture.PRODUCT, "version", "", "origin", ""));
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(path.mails()).extracting(Message::purpose).doesNotContain(Purpose.ARTICLE_OFFER);
    }

    @Test
    void whatIsNoRequestIsClosedWithoutAnswer() {
        path.triageSays(Kind.USE, null, false);
        path.begin();
        path.complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", false));
        path.hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
        assertThat(path.mails()).extracting(Message::purpose).as("sent before anybody looked at it")
                .containsExactly(Purpose.RECEIPT);
    }

    @Test
    void aCommercialQuestionIsNeverCheckedForEntitlement() {
        path.triageSays(Kind.COMMERCIAL, null, true);
        path.begin();
        path.task(SupportRequest.ANSWER_TASK, "commercial-support");
        assertThat(path.decided("entitlement")).isEmpty();
        path.answer("NO_ANSWER_NEEDED", "");
        path.hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
    }

    @Test
    void whoCorrectsTheKindInFrontOfAnAnswerSendsTheRequestOnByAllRulesOfThatKind() {
        path.triageSays(Kind.COMMERCIAL, null, true);
        path.owns("2025", path.today().minusYears(3));
        path.begin();
        path.task(SupportRequest.ANSWER_TASK, "commercial-support");

        assertThat(correct(Kind.TECHNICAL, null)).isEqualTo(Corrections.Effect.GOES_ON);

        assertThat(path.request().kind()).isEqualTo(Kind.TECHNICAL);
        assertThat(path.decided("entitlement")).containsExactly("EXPIRED");
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL);
        assertThat(decisions.of(path.number)).anySatisfy(decision -> {
            assertThat(decision.reason()).isEqualTo("Corrected: kind from commercial to technical.");
            assertThat(decision.decidedBy()).isEqualTo("ursula");
        });
        verify(triage).learn(anyString(), any(), org.mockito.ArgumentMatchers.eq(Kind.TECHNICAL), any(),
                org.mockito.ArgumentMatchers.eq("ursula"));
    }

    @Test
    void aCorrectionIsTakenBackByAnother() {
        path.triageSays(Kind.USE, null, true);
        path.owns("2026", path.today());
        path.begin();

        correct(Kind.COMMERCIAL, null);
        path.task(SupportRequest.ANSWER_TASK, "commercial-support");
        correct(Kind.USE, null);

        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(path.decided("triage")).containsExactly("USE", "COMMERCIAL", "USE");
    }

    @Test
    void whoCorrectsWhatTheTriageAsksForHasAnsweredIt() {
        path.triageSays(Kind.USE, null, false);
        path.begin();
        correct(Kind.COMMERCIAL, null);
        path.task(SupportRequest.ANSWER_TASK, "commercial-support");
        assertThat(path.decided("triage")).containsExactly("USE", "COMMERCIAL");
    }

    @Test
    void aCorrectionWhileArticlesAreOfferedCountsWhenTheyDoNotHelp() {
        path.anArticleIsFound();
        path.begin();
        assertThat(correct(Kind.COMMERCIAL, null)).isEqualTo(Corrections.Effect.GOES_ON);
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
        path.reply("That was not it.");
        path.task(SupportRequest.ANSWER_TASK, "commercial-support");
    }

    @Test
    void aCorrectionElsewhereOrOfAColleaguesTaskOrAfterTheEndOnlyTeaches() {
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        assertThat(correct(Kind.COMMERCIAL, null)).isEqualTo(Corrections.Effect.STAYS);
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);

        path.triageSays(Kind.COMMERCIAL, null, true);
        path.begin();
        Task theirs = path.task(SupportRequest.ANSWER_TASK, "commercial-support");
        tasks.claim(theirs.getId(), "tina");
        assertThat(correct(Kind.USE, null)).isEqualTo(Corrections.Effect.AT_A_COLLEAGUE);
        assertThat(tasks.createTaskQuery().taskId(theirs.getId()).singleResult().getAssignee()).isEqualTo("tina");

        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
        assertThat(correct(Kind.TECHNICAL, null)).isEqualTo(Corrections.Effect.ENDED);
        assertThat(path.request().kind()).isEqualTo(Kind.TECHNICAL);
        path.hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
    }

    @Test
    void whoTriagesAfterAColleaguesCorrectionHasTheLastWordOnProductAndVersionToo() {
        path.triageSays(Kind.USE, null, false);
        path.begin();
        tasks.claim(path.open(SupportRequest.TRIAGE_TASK).getId(), "tina");
        assertThat(correct(Kind.USE, null)).isEqualTo(Corrections.Effect.AT_A_COLLEAGUE);

        path.complete(SupportRequest.TRIAGE_TASK, Map.of("kind", "USE", "supportRequested", true, "version", "2025"));

        assertThat(path.request().version()).isEqualTo("2025");
    }

    @Test
    void anOriginAloneIsRememberedForTheAgentAndSendsNobodyAway() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2026", path.today());
        path.begin();
        assertThat(correct(Kind.TECHNICAL, "PRINTER")).isEqualTo(Corrections.Effect.SAME_KIND);
        assertThat(path.request().origin()).isEqualTo("PRINTER");
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(path.mails()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT);
    }

    @Test
    void aCorrectionThatMakesNoSenseChangesNothingAndSaysWhatToGive() {
        path.begin();
        assertThatThrownBy(() -> correct(null, null)).hasMessageContaining("COMMERCIAL, USE or TECHNICAL");
        assertThatThrownBy(() -> correct(Kind.USE, "WEATHER")).hasMessageContaining("WEATHER");
        assertThat(path.decided("triage")).containsExactly("USE");
    }

    private Corrections.Effect correct(Kind kind, String origin) {
        return corrections.correct(path.number, new Corrections.Correction(kind, null, null, null, origin), "ursula");
    }
}
