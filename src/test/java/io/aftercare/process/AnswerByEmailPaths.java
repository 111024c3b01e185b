package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.verify;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.triage.TextTriage;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A person's answer, and what the customer makes of it. */
@ProcessPaths
class AnswerByEmailPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private IdentityService identities;
    @Autowired
    private TextTriage triage;

    @Test
    void aReplyReturnsToTheSameAgentAndAQuestionThatStaysOpenLapses() {
        path.owns("2026", path.today());
        path.begin();
        path.answer("ANSWER", "Please try this.");
        path.reply("It did not work.");
        assertThat(path.task(SupportRequest.ANSWER_TASK, "usage-support").getAssignee()).isEqualTo("ursula");
        path.answer("ASK_CUSTOMER", "Which version do you use?");
        assertThat(path.lastMail()).isEqualTo(Purpose.QUESTION);
        assertThat(path.request().outcome()).isEqualTo(Outcome.LAPSED);
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.LAPSED);
    }

    @Test
    void theWrongKindIsCorrectedLearnedAndGoesTheRightWay() {
        path.triageSays(Kind.COMMERCIAL, null, true);
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "WRONG_KIND", "kind", "USE"));
        verify(triage).learn(anyString(), any(), any(), any(), any());
        assertThat(path.request().kind()).isEqualTo(Kind.USE);
        assertThat(path.lastMail()).as("use is for owners").isEqualTo(Purpose.PROOF_REQUEST);
    }

    @Test
    void theWrongKindGoesToTheGroupOfTheRightOneAndNotBackToWhoGaveItAway() {
        path.owns("2026", path.today());
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "WRONG_KIND", "kind", "TECHNICAL"));
        assertThat(path.task(SupportRequest.ANSWER_TASK, "technical-support").getAssignee()).isNull();
    }

    @Test
    void aReplyIsForTheGroupWhenTheAgentHasLeft() {
        path.owns("2026", path.today());
        path.begin();
        path.answer("ANSWER", "Please try this.");
        identities.deleteUser("ursula");
        path.reply("It did not work.");
        assertThat(path.task(SupportRequest.ANSWER_TASK, "usage-support").getAssignee()).isNull();
    }

    @Test
    void anOutcomeThatIsNoneIsRefusedInWords() {
        path.owns("2026", path.today());
        path.begin();
        assertThatThrownBy(() -> path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "BOGUS")))
                .hasMessageContaining("choose one of").hasMessageContaining("ASK_CUSTOMER");
        assertThatThrownBy(() -> path.complete(SupportRequest.ANSWER_TASK, Map.of()))
                .hasMessageContaining("answerOutcome");
    }
}
