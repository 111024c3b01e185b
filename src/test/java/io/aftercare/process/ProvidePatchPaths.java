package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestState;
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

    @Test
    void whoOwnsTheVersionOnSaleAndWritesAboutAnotherIsAskedAndRefusedByTheVersionThatDecided() {
        defect("2026", "Version 2025 crashes when I merge.");
        assertThat(path.lastMail()).isEqualTo(Purpose.QUESTION);
        assertThat(path.lastText()).contains("Version of your licence: 2026", "Version you write about: 2025",
                "which version");
        assertThat(path.decided("patch")).containsExactly("VERSION_UNCLEAR");
        path.reply("I use the 2025.");
        assertThat(path.decided("patch")).containsExactly("VERSION_UNCLEAR", "PATCH_REFUSED");
        assertThat(path.reasons("patch").get(1)).contains("version written about: 2025", "Decided by version 2025");
        assertThat(path.lastMail()).isEqualTo(Purpose.PATCH_REFUSAL);
        assertThat(path.lastText()).contains("Version 2025 is not the one on sale", "Version of your licence: 2026",
                "Version you write about: 2025", "Your licence is for version 2026").doesNotContain("Upgrade to");
        path.reply("That is unfair.");
        assertThat(path.variable(SupportRequest.REVIEW_REFUSAL_TASK, "decidingVersion")).isEqualTo("2025");
        assertThat(path.variable(SupportRequest.REVIEW_REFUSAL_TASK, "versionNamed")).isEqualTo("2025");
    }

    @Test
    void whatTheAgentWroteDoesNotWaitUntilTheCustomerHasToldTheVersion() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2026", path.today().minusDays(3));
        path.begin("Version 2025 crashes when I merge.");
        path.answer("DEFECT_CONFIRMED", "Until then, switch it off.");
        assertThat(path.lastMail()).isEqualTo(Purpose.QUESTION);
        assertThat(path.lastText()).contains("Until then, switch it off.");
        path.reply("It is 2026.");
        assertThat(path.lastMail()).isEqualTo(Purpose.DEFECT_CONFIRMED);
        assertThat(path.lastText()).doesNotContain("switch it off");
    }

    /** Support is not closed to whoever gets no patch. */
    @Test
    void anUpheldRefusalOfAPatchDoesNotSayThatSupportHasToOpenAgain() {
        defect("2025", "It crashes when I merge. I have version 2025.");
        assertThat(path.lastText()).doesNotContain("Version you write about");
        path.reply("That is unfair.");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "UPHOLD"));
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL_UPHELD);
        assertThat(path.lastText()).contains("We go on helping you", "Upgrade to version 2026")
                .doesNotContain("Support opens again");
    }

    @Test
    void theReminderOfTheVersionDoesNotSayThatTheRequestIsClosed() {
        defect("2026", "Version 2025 crashes when I merge.");
        path.fire("BoundaryEvent_ReminderDue");
        assertThat(path.lastMail()).isEqualTo(Purpose.REMINDER);
        assertThat(path.lastText()).contains("which version you use", "we decide about the patch")
                .doesNotContain("we close the request");
        path.fire("BoundaryEvent_WaitingTimeOver");
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
    }

    @Test
    void whoUsesTheVersionOnSaleAfterAllGetsThePatch() {
        defect("2026", "Version 2025 crashes when I merge.");
        path.reply("Sorry, it is 2026.");
        path.task(SupportRequest.PROVIDE_PATCH_TASK, "maintenance");
        assertThat(path.decided("patch")).containsExactly("VERSION_UNCLEAR", "PATCH_DUE");
    }

    @Test
    void whoTellsNoVersionIsAnsweredByAPerson() {
        defect("2026", "Version 2025 crashes when I merge.");
        path.reply("Where do I see that?");
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
    }

    @Test
    void whoDoesNotSayWhichVersionItIsGetsWhatTheVersionWrittenAboutGives() {
        defect("2026", "Version 2025 crashes when I merge.");
        path.fire("BoundaryEvent_WaitingTimeOver");
        assertThat(path.lastMail()).isEqualTo(Purpose.PATCH_REFUSAL);
        assertThat(path.lastText()).contains("Version 2025 is not the one on sale");
    }

    @Test
    void aLicenceOfAnOlderVersionThanTheOneWrittenAboutIsAskedAboutToo() {
        defect("2025", "Lindenbaum 2026 crashes when I merge.");
        assertThat(path.lastMail()).isEqualTo(Purpose.QUESTION);
        path.reply("2026");
        assertThat(path.lastMail()).isEqualTo(Purpose.PATCH_REFUSAL);
        assertThat(path.lastText()).contains("Version 2025 is not the one on sale", "Version of your licence: 2025",
                "Version you write about: 2026");
        assertThat(path.reasons("patch").get(1)).contains("Decided by version 2025");
    }

    @Test
    void theVersionOfAnOlderLicenceIsNothingThatTheCustomerWroteAbout() {
        path.triageSays(Kind.TECHNICAL, PathFixture.PRODUCT, "2025", "en");
        path.bought(PathFixture.PRODUCT, "OLD-" + path.customer.substring(0, 8), path.customer, "2025",
                path.today().minusYears(1));
        path.owns("2026", path.today());
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        assertThat(path.decided("patch")).containsExactly("PATCH_DUE");
    }

    @Test
    void aRefusedPatchPromisesNoSupportUntilADayThatIsOver() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2025", path.today().minusYears(2).minusDays(1));
        path.begin();
        path.reply("It is only one day.");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "GRANT", "remark", ""));
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        assertThat(path.lastMail()).isEqualTo(Purpose.PATCH_REFUSAL);
        assertThat(path.lastText()).contains("We go on helping you").doesNotContain("until 19 November 2026");
    }

    private void defect(String licensedVersion, String text) {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns(licensedVersion, path.today().minusDays(3));
        path.begin(text);
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
    }

    private void defectOfOlderVersion() {
        path.triageSays(Kind.TECHNICAL, null, true);
        path.owns("2025", path.today().minusMonths(2));
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
    }

    @Test
    void aLicenceOfTheVersionOnSaleThatIsImportedAfterTheRefusalBringsThePatch() {
        defectOfOlderVersion();
        path.bought(PathFixture.PRODUCT, "NEW-" + path.customer.substring(0, 8), path.customer, "2026", path.today());
        assertThat(path.decided("patch")).containsExactly("PATCH_REFUSED", "PATCH_DUE");
        path.task(SupportRequest.PROVIDE_PATCH_TASK, "maintenance");
    }

    @Test
    void aManagerHasARefusedPatchCheckedAgain() {
        defectOfOlderVersion();
        path.reply("I have the new one, too.");
        path.bought(PathFixture.PRODUCT, "NEW-" + path.customer.substring(0, 8), path.customer, "2026", path.today());
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "CHECK_AGAIN"));
        path.task(SupportRequest.PROVIDE_PATCH_TASK, "maintenance");
    }
}
