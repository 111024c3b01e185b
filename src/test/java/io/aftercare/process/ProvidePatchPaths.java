package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A confirmed defect: a patch for the version on sale, support for older ones. */
@ProcessPaths
class ProvidePatchPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private Drafts drafts;

    @Test
    void aDefectOfTheVersionOnSaleIsPatched() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2026", path.today());
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        path.task(SupportRequest.PROVIDE_PATCH_TASK, "maintenance");
        path.fire("BoundaryEvent_ProvidePatchOverdue");
        path.complete(SupportRequest.PROVIDE_PATCH_TASK, Map.of("patchLink", "https://downloads.example/patch",
                "patchNotes", "Close the program first."));
        assertThat(path.lastMail()).isEqualTo(Purpose.PATCH);
        assertThat(path.lastText()).contains("https://downloads.example/patch");
        path.hasEnded(Outcome.PATCHED);
    }

    @Test
    void aConfirmedDefectIsToldAtOnceWithWhatTheAgentWroteAndTheDay() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2026", path.today());
        path.begin();
        path.answer("DEFECT_CONFIRMED", "Until then, save under another name.");
        assertThat(path.lastMail()).isEqualTo(Purpose.DEFECT_CONFIRMED);
        // 80 working hours from a Friday morning on.
        assertThat(path.lastText()).contains("Until then, save under another name.").contains("December 2026");
        assertThat(drafts.find(path.number)).isEmpty();
        path.task(SupportRequest.PROVIDE_PATCH_TASK, "maintenance");
    }

    @Test
    void aPatchThatAManagerGrantsIsToldAtOnceToo() {
        defectOfOlderVersion();
        path.reply("I bought it two months ago.");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "GRANT"));
        assertThat(path.lastMail()).isEqualTo(Purpose.DEFECT_CONFIRMED);
    }

    @Test
    void aDefectOfAnOlderVersionGetsNoPatchButSupport() {
        defectOfOlderVersion();
        assertThat(path.lastMail()).isEqualTo(Purpose.PATCH_REFUSAL);
        assertThat(path.lastText()).contains("Rule 3");
        assertThat(path.decided("entitlement")).containsExactly("ENTITLED");
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.PATCH_REFUSED);
    }

    @Test
    void theAgentsWorkaroundGoesWithTheRefusedPatch() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2025", path.today().minusMonths(2));
        path.begin();
        path.answer("DEFECT_CONFIRMED", "Until then, save under another name.");
        assertThat(path.lastMail()).isEqualTo(Purpose.PATCH_REFUSAL);
        assertThat(path.lastText()).contains("Until then, save under another name.");
        assertThat(drafts.find(path.number)).isEmpty();
    }

    @Test
    void aRefusedPatchIsGranted() {
        defectOfOlderVersion();
        path.reply("I bought it two months ago.");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "GRANT"));
        path.complete(SupportRequest.PROVIDE_PATCH_TASK, Map.of("patchLink", "https://downloads.example/patch",
                "patchNotes", ""));
        path.hasEnded(Outcome.PATCHED);
    }

    @Test
    void helpGoesOnWithoutAPatch() {
        defectOfOlderVersion();
        path.reply("Is there no way around it?");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "HELP"));
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(path.decided("review")).containsExactly("HELP");
    }

    @Test
    void aReopenedRequestGetsNoPatchForAnOlderVersionEither() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2025", path.today().minusMonths(2));
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
        path.reply("It does need an answer.");
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        assertThat(path.decided("patch")).containsExactly("PATCH_REFUSED");
    }

    @Test
    void aContestedRedirectIsRememberedWhenHelpGoesOnWithoutAPatch() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2025", path.today().minusMonths(2));
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "ANTIVIRUS"));
        path.reply("I have none.");
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        path.reply("Is there no way around it?");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "HELP"));
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(path.decided("origin")).containsExactly("OURS", "THIRD_PARTY", "CONTESTED");
    }

    private void defectOfOlderVersion() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2025", path.today().minusMonths(2));
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
    }
}
