package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.BDDMockito.given;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.TriageResult;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import io.aftercare.triage.OriginMatch;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whose the problem is: ours, or a third party's to which the customer is sent. */
@ProcessPaths
class ClearOriginPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private RequestProcess process;
    @Autowired
    private Decisions decisions;
    @Autowired
    private TextTriage triage;
    @Autowired
    private KnowledgeBase knowledge;

    @Test
    void aWeakSignSendsNobodyAwayUntilAPersonNamesTheOrigin() {
        given(triage.triage(anyString(), any(), any())).willReturn(new Triage(
                new TriageResult(Kind.TECHNICAL, "en", PathFixture.PRODUCT, null, "PRINTER", false, false, 0.95, true,
                        Decision.PROCESS),
                "Told so.", List.of("Told so."), List.of()));
        path.owns("2026", path.today());
        path.begin();
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(path.decided("origin")).containsExactly("OURS");
    }

    @Test
    void aRedirectQuotesWhatTheCustomerWroteInTheLetterAndInTheRecord() {
        given(triage.triage(anyString(), any(), any())).willReturn(new Triage(
                new TriageResult(Kind.TECHNICAL, "en", PathFixture.PRODUCT, null, "PRINTER", true, false, 0.95, true,
                        Decision.PROCESS),
                "Told so.", List.of("Told so."), List.of(new OriginMatch("PRINTER",
                        "the printer does not do what it should", "white sheets", "I get only white sheets", true))));
        path.owns("2026", path.today());
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.REDIRECT);
        assertThat(path.lastText()).contains("What points to it in your request: “I get only white sheets”");
        assertThat(decisions.of(path.number)).anySatisfy(decision -> {
            assertThat(decision.rule()).contains("4");
            assertThat(decision.reason()).contains("\"white sheets\"", "the printer does not do what it should");
        });
    }

    @Test
    void aThirdPartysProblemIsRedirected() {
        path.triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
        path.owns("2026", path.today());
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.REDIRECT);
        assertThat(path.lastText()).contains("Rules 4 and 5").contains("antivirus");
        assertThat(path.request().outcome()).isEqualTo(Outcome.REDIRECTED);
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.REDIRECTED);
    }

    /** Offered by mail, shown with the form, linked by an agent, or named by an earlier redirect: it did not help. */
    @Test
    void aRedirectNamesNoArticleThatTheCustomerWasToldOfBefore() {
        var antivirus = new Article("test:antivirus", "test", "Let the antivirus alone", "en", Section.TECHNICAL, null,
                "Open it.", "<p>Open it.</p>", Instant.EPOCH);
        given(knowledge.named(any(), any())).willReturn(Optional.of(antivirus));
        path.triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);

        path.owns("2026", path.today());
        path.begin();
        assertThat(path.lastText()).as("told for the first time").contains("Let the antivirus alone");

        given(knowledge.linkedIn(contains("Let the antivirus alone"))).willReturn(List.of(antivirus));
        path.reply("That does not help, it is yours.");
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "ANTIVIRUS"));
        assertThat(path.mails()).extracting(Message::purpose).filteredOn(purpose -> purpose != Purpose.RECEIPT)
                .containsExactly(Purpose.REDIRECT, Purpose.REDIRECT);
        assertThat(path.lastText()).as("told by the first redirect").doesNotContain("Let the antivirus alone");

        given(knowledge.answers(anyString(), any())).willReturn(List.of(new Hit(antivirus, 0.9, true, () -> "")));
        given(knowledge.byId(any())).willReturn(List.of(antivirus));
        path.begin();
        path.reply("It does not work.");
        assertThat(path.mails()).extracting(Message::purpose).filteredOn(purpose -> purpose != Purpose.RECEIPT)
                .containsExactly(Purpose.ARTICLE_OFFER, Purpose.REDIRECT);
        assertThat(path.lastText()).as("mailed").doesNotContain("Let the antivirus alone");

        path.number = process.beginAfterHelp(Channel.WEB, path.written("Antivirus", "It blocks."), "en").number();
        assertThat(path.mails()).extracting(Message::purpose).filteredOn(purpose -> purpose != Purpose.RECEIPT)
                .containsExactly(Purpose.REDIRECT);
        assertThat(path.lastText()).as("shown beside the form").doesNotContain("Let the antivirus alone");

        given(knowledge.answers(anyString(), any())).willReturn(List.of());
        path.triageSays(Kind.TECHNICAL, null, true);
        path.begin();
        path.answer("ANSWER", "Please read Let the antivirus alone.");
        path.reply("It does not work.");
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "ANTIVIRUS"));
        assertThat(path.lastMail()).isEqualTo(Purpose.REDIRECT);
        assertThat(path.lastText()).as("linked by an agent").doesNotContain("Let the antivirus alone");
    }

    @Test
    void whoSaysStillYoursReachesAPerson() {
        path.triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
        path.owns("2026", path.today());
        path.begin();
        process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, null);
        assertThat(path.decided("origin")).containsExactly("THIRD_PARTY", "CONTESTED");
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
    }

    @Test
    void aDamagedFileIsNeverRedirected() {
        given(triage.triage(anyString(), any(), any())).willReturn(new Triage(
                new TriageResult(Kind.TECHNICAL, "en", PathFixture.PRODUCT, null, "ANTIVIRUS", true, true, 0.99, true,
                        Decision.PROCESS),
                "Damaged.", List.of("A damaged file is mentioned."), List.of()));
        path.owns("2026", path.today());
        path.begin();
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(path.mails()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT);
    }

    @Test
    void anAgentRedirectsAndTheCustomerAccepts() {
        path.owns("2026", path.today());
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "PRINTER"));
        assertThat(path.lastMail()).isEqualTo(Purpose.REDIRECT);
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.REDIRECTED);
    }

    @Test
    void anAgentRedirectsAndTheCustomerDoesNotAccept() {
        path.owns("2026", path.today());
        path.begin();
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "PRINTER"));
        path.reply("Every other program prints.");
        assertThat(path.task(SupportRequest.ANSWER_TASK, "usage-support").getAssignee()).isEqualTo("ursula");
    }
}
