package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The request as a whole: replies at any time, withdrawal, the end and what comes after it. */
@ProcessPaths
class SupportRequestPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private RequestProcess process;
    @Autowired
    private Messages messages;
    @Autowired
    private TaskService tasks;
    @Autowired
    private Clock clock;

    @Test
    void whoComesBackTwiceIsReopenedOnce() {
        path.anArticleIsFound();
        path.owns("2026", path.today());
        path.begin();
        process.choose(path.number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        assertThat(process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER)).isTrue();
        assertThat(process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER)).isFalse();
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aSecondObjectionDoesNotOutliveTheReviewItWasReadIn() {
        path.owns("2025", path.today().minusYears(3));
        path.begin();
        path.reply("But I use it every week!");
        path.reply("And I told all my friends.");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "UPHOLD"));
        process.deliverPending(path.number);
        path.hasEnded(Outcome.NOT_ENTITLED);
    }

    @Test
    void whoReachesAPersonStraightAwayIsToldTheNumberAndTheDayOnce() {
        path.owns("2026", path.today());
        path.begin();
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(sent()).containsExactly(Purpose.RECEIPT);
        assertThat(path.lastText()).contains(path.number.toString()).contains("by 24 November 2026");
        path.answer("ANSWER", "Please try this.");
        path.reply("It did not work.");
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
        path.reply("Oh, it does.");
        assertThat(sent()).containsExactly(Purpose.RECEIPT, Purpose.ANSWER);
    }

    @Test
    void whoWaitsForTheTriageIsToldSoAndNotAgainWhenAPersonHasIt() {
        path.triageSays(Kind.COMMERCIAL, null, false);
        path.begin();
        assertThat(sent()).containsExactly(Purpose.RECEIPT);
        path.complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", true, "kind", "COMMERCIAL"));
        path.task(SupportRequest.ANSWER_TASK, "commercial-support");
        assertThat(sent()).containsExactly(Purpose.RECEIPT);
    }

    @Test
    void whoWroteOnTheContactFormGetsTheMailToReplyTo() {
        path.owns("2026", path.today());
        path.number = process.beginAfterHelp(Channel.WEB, path.written("Merge?", "How do I merge two people?"), "fr")
                .number();
        assertThat(sent()).containsExactly(Purpose.RECEIPT);
    }

    @Test
    void whoGetsAnotherLetterGetsNoReceipt() {
        path.anArticleIsFound();
        path.owns("2026", path.today());
        path.begin();
        path.reply("That was not it.");
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(sent()).containsExactly(Purpose.ARTICLE_OFFER);
    }

    @Test
    void anAutomatonGetsNoReceipt() {
        path.triageSays(Kind.COMMERCIAL, null, false);
        path.number = process.begin(Channel.MAIL, new IncomingMessage("<" + UUID.randomUUID() + "@x>", null, null,
                path.customer, null, null, "Ticket received", "We have got it.", "We have got it.", null,
                new byte[] {1}, true, List.of()), null, null).number();
        path.open(SupportRequest.TRIAGE_TASK);
        assertThat(sent()).isEmpty();
    }

    private List<Purpose> sent() {
        return path.mails().stream().filter(mail -> mail.direction() == Direction.OUT).map(Message::purpose).toList();
    }

    @Test
    void aRefusedRequestThatComesBackIsNotSupportedByTheBackDoor() {
        path.owns("2025", path.today().minusYears(3));
        path.begin();
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.reply("Hello?");
        assertThat(path.decided("entitlement")).containsExactly("EXPIRED", "EXPIRED");
        path.task(SupportRequest.REVIEW_REFUSAL_TASK, "managers");
        assertThat(sent()).as("what was said once").containsExactly(Purpose.REFUSAL);
    }

    @Test
    void theDayOfTheQuestionCountsNotTheDayOfTheDecision() {
        path.owns("2025", path.today().minusYears(2));
        path.anArticleIsFound();
        path.begin();
        ClockUtil.setCurrentTime(Date.from(clock.instant().plus(Duration.ofDays(2))));
        process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER);
        assertThat(path.decided("entitlement")).containsExactly("ENTITLED");
    }

    @Test
    void theCustomerWithdrawsAndAPersonsTaskGoes() {
        path.owns("2026", path.today());
        path.begin();
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(process.choose(path.number, CustomerChoice.WITHDRAW, null)).isTrue();
        assertThat(path.lastMail()).isEqualTo(Purpose.WITHDRAWAL_CONFIRMED);
        path.hasEnded(Outcome.WITHDRAWN);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(path.number.toString()).list()).isEmpty();
    }

    @Test
    void aReplyThatNobodyWaitsForIsNotLost() {
        path.owns("2026", path.today());
        path.begin();
        path.answer("ANSWER", "Please try this.");
        // As when it is committed while the answer is: neither the agent nor the process has seen it.
        messages.receive(path.number, path.written("Re: Merge duplicates?", "One more thing: it is version 2026."));
        assertThat(messages.pending(path.number)).hasSize(1);

        process.deliverPending(path.number);

        assertThat(messages.pending(path.number)).isEmpty();
        assertThat(path.task(SupportRequest.ANSWER_TASK, "usage-support").getAssignee()).isEqualTo("ursula");
    }

    @Test
    void aReplyAfterTheEndReopensTheRequestWithAPerson() {
        path.anArticleIsFound();
        path.owns("2026", path.today());
        path.begin();
        process.choose(path.number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        path.reply("I was too quick: it came back today.");
        assertThat(path.request().state()).isEqualTo(RequestState.OPEN);
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aThankYouAfterTheEndReopensNothing() {
        path.anArticleIsFound();
        path.begin();
        process.choose(path.number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        path.reply("That solved it, thank you!");
        path.hasEnded(Outcome.SOLVED_BY_ARTICLE);
        assertThat(messages.pending(path.number)).isEmpty();
    }

    @Test
    void aReplyDoesTheSameAsAClick() {
        path.anArticleIsFound();
        path.begin();
        path.reply("That solved it, thank you!");
        path.hasEnded(Outcome.SOLVED_BY_ARTICLE);
    }

    @Test
    void anAutomaticMailIsKeptButIsNoReply() {
        path.anArticleIsFound();
        path.begin();
        process.customerWrote(path.number, new IncomingMessage("<" + UUID.randomUUID() + "@x>", null, null,
                path.customer, null,
                null, "Out of office", "I am away.", "I am away.", null, new byte[] {1}, true, List.of()));
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
        assertThat(messages.of(path.number)).hasSize(3);
    }

    @Test
    void oneAutomaticMailOfEachCauseHoweverOftenAndFastTheCustomerWrites() throws Exception {
        path.anArticleIsFound();
        path.begin();
        RequestNumber hammered = path.number;
        var threads = java.util.concurrent.Executors.newFixedThreadPool(4);
        var tries = new java.util.ArrayList<java.util.concurrent.Future<?>>();
        for (int i = 0; i < 24; i++) {
            int round = i;
            tries.add(threads.submit(() -> {
                ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T09:30:00Z")));
                if (round % 3 == 0) {
                    process.choose(hammered, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER);
                } else {
                    process.customerWrote(hammered, path.written("Re: Merge duplicates?",
                            "It does not help, attempt " + round + "."));
                }
            }));
        }
        for (var one : tries) {
            try {
                one.get(60, java.util.concurrent.TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException collided) {
                // Two at the same instant: one of them is rolled back and is tried again by the intake.
                assertThat(collided.getCause()).isInstanceOf(RuntimeException.class);
            }
        }
        threads.shutdown();
        List<Purpose> sent = path.mails().stream().filter(mail -> mail.automatic() && mail.direction() == Direction.OUT)
                .map(Message::purpose).toList();
        // The proof is asked for twice at most, the second time because what came was none; then a person looks at it.
        assertThat(sent).containsOnly(Purpose.ARTICLE_OFFER, Purpose.PROOF_REQUEST);
        assertThat(sent).containsOnlyOnce(Purpose.ARTICLE_OFFER).hasSizeBetween(2, 3);
    }
}
