package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestState;
import io.aftercare.entitlement.Imports;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What people decided stands: how a request has ended, by what the customer does next, and what must never happen then.
 * Each row is gone through for each thing a customer can do. Meanwhile the data have become as unfavourable as they
 * can: the purchase has turned out to be older than the support period, and the text full of signs of an antivirus.
 */
@ProcessPaths
class StandingDecisionsPaths {

    /** Letters by which a rule sends somebody away or asks for something first. */
    private static final Set<Purpose> OF_A_RULE = EnumSet.of(Purpose.ARTICLE_OFFER, Purpose.PROOF_REQUEST,
            Purpose.REFUSAL, Purpose.REFUSAL_UPHELD, Purpose.REDIRECT, Purpose.PATCH_REFUSAL);

    /** Who has it when the customer comes back. */
    private enum Next {
        /** Nobody had decided anything: the rules go on where they stopped. */
        RULES,
        /** Whoever of the group takes it. */
        GROUP,
        /** The one who had it. */
        SAME_PERSON,
        /** The managers, who look at the refusal again. */
        MANAGERS
    }

    private enum Ended {
        SOLVED_BY_AN_ARTICLE(Outcome.SOLVED_BY_ARTICLE, Next.RULES, path -> {
            path.anArticleIsFound();
            path.begin();
            path.reply("That solved it, thank you!");
        }),
        NO_REPLY_TO_THE_ARTICLES(Outcome.LAPSED, Next.RULES, path -> {
            path.anArticleIsFound();
            path.begin();
            path.silence();
        }),
        NO_PROOF_CAME(Outcome.LAPSED, Next.RULES, path -> {
            path.begin();
            path.silence();
        }),
        REFUSED_AND_ACCEPTED(Outcome.NOT_ENTITLED, Next.MANAGERS, path -> {
            path.refused();
            path.silence();
        }),
        REFUSAL_UPHELD(Outcome.NOT_ENTITLED, Next.MANAGERS, path -> {
            path.refused();
            path.reply("But I use it every week!");
            path.review("UPHOLD");
        }),
        REFUSAL_UPHELD_TWICE(Outcome.NOT_ENTITLED, Next.MANAGERS, path -> {
            path.refused();
            path.reply("But I use it every week!");
            path.review("UPHOLD");
            path.reply("You have overlooked my second purchase.");
            path.review("UPHOLD");
        }),
        PURCHASE_NOT_VERIFIED(Outcome.NOT_ENTITLED, Next.MANAGERS, path -> {
            path.begin();
            path.reply("I bought it, believe me.");
            path.reply("I lost the key.");
            path.complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", false));
            path.silence();
        }),
        WITHDRAWN_DURING_A_REVIEW(Outcome.WITHDRAWN, Next.MANAGERS, path -> {
            path.refused();
            path.reply("But I use it every week!");
            path.withdraw();
        }),
        STOPPED_AFTER_A_REFUSAL(Outcome.CLOSED_WITHOUT_ANSWER, Next.MANAGERS, path -> {
            path.refused();
            path.stopped();
        }),
        STOPPED_DURING_A_REVIEW(Outcome.CLOSED_WITHOUT_ANSWER, Next.MANAGERS, path -> {
            path.refused();
            path.reply("But I use it every week!");
            path.stopped();
        }),
        STOPPED_AFTER_AN_ANSWER(Outcome.CLOSED_WITHOUT_ANSWER, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.answer("ANSWER", "Please try this.");
            path.stopped();
        }),
        STOPPED_WHILE_ASKED_FOR_PROOF(Outcome.CLOSED_WITHOUT_ANSWER, Next.GROUP, path -> {
            path.begin();
            path.stopped();
        }),
        ASKED_BACK(Outcome.LAPSED, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.answer("ASK_CUSTOMER", "Which version do you use?");
            path.silence();
        }),
        ANSWERED_AS_ANOTHER_KIND(Outcome.ANSWERED, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "WRONG_KIND", "kind", "USE"));
            path.answer("ANSWER", "Please try this.");
            path.silence();
        }),
        ANSWERED_TWICE(Outcome.ANSWERED, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.answer("ANSWER", "Please try this.");
            path.reply("It did not help.");
            path.answer("ANSWER", "Then try that.");
            path.reply("That solved it, thank you!");
        }),
        GOODWILL_WITHOUT_A_PATCH(Outcome.PATCH_REFUSED, Next.MANAGERS, path -> {
            path.refused();
            path.reply("It is only one day.");
            path.review("GRANT");
            path.defectConfirmed();
            path.silence();
        }),
        WITHDRAWN_WHILE_THE_VERSION_WAS_ASKED(Outcome.WITHDRAWN, Next.SAME_PERSON, path -> {
            path.versionAsked();
            path.withdraw();
        }),
        ANSWERED_OUT_OF_GOODWILL(Outcome.ANSWERED, Next.SAME_PERSON, path -> {
            path.refused();
            path.reply("It is only one day.");
            path.review("GRANT");
            path.answer("ANSWER", "Gladly.");
            path.silence();
        }),
        WITHDRAWN_AFTER_GOODWILL(Outcome.WITHDRAWN, Next.GROUP, path -> {
            path.refused();
            path.reply("It is only one day.");
            path.review("GRANT");
            path.withdraw();
        }),
        REDIRECTED_BY_A_RULE(Outcome.REDIRECTED, Next.GROUP, path -> {
            path.redirected();
            path.silence();
        }),
        REDIRECT_ACCEPTED(Outcome.REDIRECTED, Next.GROUP, path -> {
            path.redirected();
            path.reply("That solved it, thank you!");
        }),
        WITHDRAWN_AFTER_A_REDIRECT(Outcome.WITHDRAWN, Next.GROUP, path -> {
            path.redirected();
            path.withdraw();
        }),
        REDIRECT_CONTESTED_AND_WITHDRAWN(Outcome.WITHDRAWN, Next.GROUP, path -> {
            path.contested();
            path.withdraw();
        }),
        REDIRECT_CONTESTED_AND_ANSWERED(Outcome.ANSWERED, Next.SAME_PERSON, path -> {
            path.contested();
            path.answer("ANSWER", "Please try this.");
            path.silence();
        }),
        REDIRECT_CONTESTED_AND_ASKED_BACK(Outcome.LAPSED, Next.SAME_PERSON, path -> {
            path.contested();
            path.answer("ASK_CUSTOMER", "Which version do you use?");
            path.silence();
        }),
        REDIRECT_CONTESTED_AND_PATCHED(Outcome.PATCHED, Next.SAME_PERSON, path -> {
            path.contested();
            path.defectConfirmed();
            path.patched();
        }),
        DEFECT_CONFIRMED_AND_WITHDRAWN(Outcome.WITHDRAWN, Next.SAME_PERSON, path -> {
            path.contested();
            path.defectConfirmed();
            path.withdraw();
        }),
        REDIRECTED_BY_A_PERSON(Outcome.REDIRECTED, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "ANTIVIRUS"));
            path.silence();
        }),
        ANSWERED(Outcome.ANSWERED, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.answer("ANSWER", "Please try this.");
            path.silence();
        }),
        WITHDRAWN_AFTER_AN_ANSWER(Outcome.WITHDRAWN, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.answer("ANSWER", "Please try this.");
            path.withdraw();
        }),
        NO_ANSWER_NEEDED(Outcome.CLOSED_WITHOUT_ANSWER, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
        }),
        NOT_FOR_SUPPORT(Outcome.CLOSED_WITHOUT_ANSWER, Next.SAME_PERSON, path -> {
            path.triageSays(Kind.TECHNICAL, "ANTIVIRUS", false);
            path.owns("2026", path.today());
            path.begin();
            path.complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", false));
        }),
        PATCHED(Outcome.PATCHED, Next.SAME_PERSON, path -> {
            path.withAPerson();
            path.defectConfirmed();
            path.patched();
        }),
        PATCH_REFUSED(Outcome.PATCH_REFUSED, Next.MANAGERS, path -> {
            path.patchRefused();
            path.silence();
        }),
        PATCH_REFUSAL_UPHELD(Outcome.PATCH_REFUSED, Next.MANAGERS, path -> {
            path.patchRefused();
            path.reply("I bought it two months ago.");
            path.review("UPHOLD");
        }),
        HELPED_WITHOUT_A_PATCH(Outcome.ANSWERED, Next.SAME_PERSON, path -> {
            path.patchRefused();
            path.reply("Is there no way around it?");
            path.review("HELP");
            path.answer("ANSWER", "There is.");
            path.silence();
        }),
        PATCHED_AS_A_FAVOUR(Outcome.PATCHED, Next.SAME_PERSON, path -> {
            path.patchRefused();
            path.reply("I bought it two months ago.");
            path.review("GRANT");
            path.patched();
        });

        private final Outcome outcome;
        private final Next next;
        private final Consumer<Way> way;

        Ended(Outcome outcome, Next next, Consumer<Way> way) {
            this.outcome = outcome;
            this.next = next;
            this.way = way;
        }
    }

    @Autowired
    private PathFixture path;
    @Autowired
    private RequestProcess process;
    @Autowired
    private TaskService tasks;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private Messages messages;
    @Autowired
    private AddressCorrections corrections;
    @Autowired
    private ChangedPurchases changed;
    @Autowired
    private Imports imports;

    @ParameterizedTest
    @EnumSource(Ended.class)
    void whoComesBackByMailReachesWhoeverHadIt(Ended row) {
        int before = endedAs(row);
        path.reply("It still does not work.");
        comesBack(row, before);
    }

    @ParameterizedTest
    @EnumSource(Ended.class)
    void whoComesBackByAnOldLinkReachesWhoeverHadIt(Ended row) {
        int before = endedAs(row);
        boolean reopened = process.choose(path.number, CustomerChoice.STILL_NEEDS_HELP, null);
        assertThat(reopened).as("a request that was withdrawn comes back by mail only")
                .isEqualTo(row.outcome != Outcome.WITHDRAWN);
        if (reopened) {
            comesBack(row, before);
        }
    }

    @ParameterizedTest
    @EnumSource(Ended.class)
    void thanksAbsencesOldLinksAndSilenceChangeNothing(Ended row) {
        int before = endedAs(row);
        path.reply("That solved it, thank you!");
        process.customerWrote(path.number, new IncomingMessage("<" + UUID.randomUUID() + "@x>", null, null,
                path.customer, null, null, "Out of office", "I am away.", "I am away.", null, new byte[] {1}, true,
                List.of()));
        assertThat(process.choose(path.number, CustomerChoice.SOLVED, null)).isFalse();
        assertThat(process.choose(path.number, CustomerChoice.WITHDRAW, null)).isFalse();
        process.deliverPending(path.number);
        assertThat(path.request().outcome()).isEqualTo(row.outcome);
        assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        assertThat(letters()).hasSize(before);
    }

    /** Nothing that was said in the second round is forgotten in the third. */
    @ParameterizedTest
    @EnumSource(value = Ended.class, names = {"SOLVED_BY_AN_ARTICLE", "NO_REPLY_TO_THE_ARTICLES", "NO_PROOF_CAME"},
            mode = EnumSource.Mode.EXCLUDE)
    void whoComesBackTwiceIsNotSentAwayByARuleTheSecondTime(Ended row) {
        endedAs(row);
        path.reply("It still does not work.");
        process.choose(path.number, CustomerChoice.WITHDRAW, null);
        int before = letters().size();
        path.reply("I need you after all.");
        comesBack(row, before);
    }

    /** The second is there before anybody has read the first. */
    @ParameterizedTest
    @EnumSource(value = Ended.class, names = {"ANSWERED", "REFUSAL_UPHELD", "REDIRECTED_BY_A_RULE", "PATCH_REFUSED",
            "WITHDRAWN_DURING_A_REVIEW", "STOPPED_AFTER_A_REFUSAL"})
    void whoWritesTwiceInAMinuteHasOneTaskAndBothAreRead(Ended row) {
        int before = endedAs(row);
        path.reply("It still does not work.");
        path.reply("And: thank you, that solved it? No, it did not.");
        comesBack(row, before);
        assertThat(messages.pending(path.number)).hasSize(1);
        process.deliverPending(path.number);
        comesBack(row, before);
    }

    @ParameterizedTest
    @EnumSource(value = Ended.class, names = {"ANSWERED", "REFUSAL_UPHELD", "REDIRECTED_BY_A_RULE", "PATCH_REFUSED",
            "WITHDRAWN_DURING_A_REVIEW", "STOPPED_AFTER_A_REFUSAL"})
    void whoComesBackUnderACorrectedAddressReachesWhoeverHadIt(Ended row) {
        int before = endedAs(row);
        corrections.correct(path.number, "right-" + path.customer, "ursula");
        path.customer = "right-" + path.customer;
        path.reply("It still does not work.");
        comesBack(row, before);
    }

    /** What is known of purchases changes while nothing is asked: it sends nobody away and opens nothing twice. */
    @ParameterizedTest
    @EnumSource(value = Ended.class, names = {"ANSWERED", "REFUSAL_UPHELD", "REDIRECTED_BY_A_RULE", "PATCH_REFUSED",
            "WITHDRAWN_DURING_A_REVIEW", "STOPPED_AFTER_A_REFUSAL"})
    void aPurchaseThatTurnsOutOlderOpensNothingAndSendsNothing(Ended row) {
        int before = endedAs(row);
        path.owns("2025", path.today().minusYears(4));
        changed.look();
        assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        assertThat(letters()).hasSize(before);
    }

    @Test
    void goodwillIsHelpByAPersonWhateverTheSignsSay() {
        way().refused();
        path.reply("It is only one day.");
        way().review("GRANT");
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.REFUSAL);
    }

    @Test
    void whoContestedARedirectIsNotRefusedByARuleWhenAPersonFindsAnotherKind() {
        way().contested();
        path.owns("2025", path.today().minusYears(3));
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "WRONG_KIND", "kind", "USE"));
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.REDIRECT);
    }

    @Test
    void whomAPersonHasAnsweredIsNotRefusedByARuleWhenAnotherFindsAnotherKind() {
        way().withAPerson();
        path.answer("ANSWER", "Please try this.");
        path.reply("It did not work.");
        path.owns("2025", path.today().minusYears(3));
        path.complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "WRONG_KIND", "kind", "USE"));
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT, Purpose.ANSWER);
    }

    @Test
    void helpWithoutAPatchIsHelpByTheSamePersonWhateverTheSignsSay() {
        way().contested();
        path.owns("2025", path.today().minusMonths(2));
        way().defectConfirmed();
        path.reply("Is there no way around it?");
        path.owns("2025", path.today().minusYears(3));
        way().review("HELP");
        assertThat(path.task(SupportRequest.ANSWER_TASK, "technical-support").getAssignee()).isEqualTo("ursula");
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.REDIRECT, Purpose.PATCH_REFUSAL);
    }

    @Test
    void aPatchThatAManagerGrantsWhenTheCustomerComesBackIsMade() {
        way().patchRefused();
        way().silence();
        path.reply("I bought it two months ago.");
        way().review("GRANT");
        way().patched();
        assertThat(path.request().outcome()).isEqualTo(Outcome.PATCHED);
    }

    @Test
    void aPurchaseThatTurnsUpMeanwhileOpensSupportWithAPersonAndNoRule() {
        way().refused();
        way().silence();
        path.owns("2026", path.today());
        path.reply("I have bought the new version now.");
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.REFUSAL);
    }

    @Test
    void whatAPersonVerifiedIsNotAskedForAgain() {
        imports.loadProducts("""
                product,name,aliases,version,released,on_sale
                lindenbaum-mobile,Lindenbaum Mobile,,2021,2020-11-04,true
                """.getBytes(StandardCharsets.UTF_8), false);
        path.begin();
        path.reply("I bought it, believe me.");
        path.reply("I lost the key.");
        path.complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", true, "licenceKey",
                "NEW-" + path.customer.substring(0, 8), "newLicenceProduct", "lindenbaum-mobile", "newLicenceVersion",
                "2021", "newLicencePurchasedOn", path.today().minusYears(3).toString()));
        way().silence();
        int before = letters().size();
        path.reply("Please look again.");
        comesBack(Ended.REFUSED_AND_ACCEPTED, before);
        assertThat(path.decided("entitlement")).containsExactly("NO_PURCHASE", "EXPIRED", "EXPIRED");
    }

    @Test
    void theRequestThatGoesOnFromAnUpheldRefusalIsNotRefusedByARule() {
        endedAs(Ended.REFUSAL_UPHELD);
        path.triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
        path.number = process.begin(io.aftercare.conversation.Channel.MAIL,
                path.written("Re: Merge duplicates?", "You promised to look again."), null, path.number).number();
        path.task(SupportRequest.REVIEW_REFUSAL_TASK, "managers");
        assertThat(letters()).extracting(Message::purpose).doesNotContainAnyElementsOf(OF_A_RULE);
    }

    @Test
    void theRequestThatGoesOnFromAContestedRedirectIsNotRedirectedByARule() {
        endedAs(Ended.REDIRECTED_BY_A_RULE);
        path.owns("2026", path.today());
        path.number = process.begin(io.aftercare.conversation.Channel.MAIL,
                path.written("Re: Merge duplicates?", "I have no antivirus."), null, path.number).number();
        path.task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(letters()).extracting(Message::purpose).doesNotContainAnyElementsOf(OF_A_RULE);
    }

    /** @return how many letters had been sent by then */
    private int endedAs(Ended row) {
        path.triageSays(Kind.TECHNICAL, null, true);
        row.way.accept(way());
        assertThat(path.request().state()).isEqualTo(RequestState.CLOSED);
        assertThat(path.request().outcome()).isEqualTo(row.outcome);
        path.triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
        if (row.next != Next.RULES) {
            path.owns("2025", path.today().minusYears(3));
        }
        return letters().size();
    }

    private void comesBack(Ended row, int before) {
        if (row.next == Next.RULES) {
            assertThat(letters().subList(before, letters().size())).extracting(Message::purpose)
                    .containsExactly(Purpose.PROOF_REQUEST);
            return;
        }
        assertThat(letters().subList(before, letters().size())).extracting(Message::purpose)
                .as("what a rule sends").doesNotContainAnyElementsOf(OF_A_RULE);
        assertThat(path.request().state()).isEqualTo(RequestState.OPEN);
        Task task = tasks.createTaskQuery().processInstanceBusinessKey(path.number.toString()).singleResult();
        assertThat(task).as("the one task").isNotNull();
        assertThat(task.getTaskDefinitionKey()).isEqualTo(
                row.next == Next.MANAGERS ? SupportRequest.REVIEW_REFUSAL_TASK : SupportRequest.ANSWER_TASK);
        assertThat(task.getAssignee()).isEqualTo(row.next == Next.SAME_PERSON ? "ursula" : null);
    }

    private List<Message> letters() {
        return path.mails().stream()
                .filter(mail -> mail.direction() == io.aftercare.conversation.Direction.OUT
                        && mail.purpose() != Purpose.WITHDRAWAL_CONFIRMED)
                .toList();
    }

    private Way way() {
        return new Way(path, process, runtime);
    }

    /** What leads a request to its end. */
    private record Way(PathFixture path, RequestProcess process, RuntimeService runtime) {

        void triageSays(Kind kind, String origin, boolean sure) {
            path.triageSays(kind, origin, sure);
        }

        void anArticleIsFound() {
            path.anArticleIsFound();
        }

        void owns(String version, java.time.LocalDate purchasedOn) {
            path.owns(version, purchasedOn);
        }

        java.time.LocalDate today() {
            return path.today();
        }

        void begin() {
            path.begin();
        }

        void reply(String text) {
            path.reply(text);
        }

        void answer(String outcome, String text) {
            path.answer(outcome, text);
        }

        void complete(String task, Map<String, Object> variables) {
            path.complete(task, variables);
        }

        void silence() {
            path.fire("BoundaryEvent_WaitingTimeOver");
        }

        void withdraw() {
            process.choose(path.number, CustomerChoice.WITHDRAW, null);
        }

        void stopped() {
            runtime.createProcessInstanceQuery().processInstanceBusinessKey(path.number.toString())
                    .processDefinitionKey(SupportRequest.PROCESS).list()
                    .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "Tidied up"));
        }

        void versionAsked() {
            owns("2026", today());
            path.begin("Version 2025 crashes when I merge.");
            defectConfirmed();
        }

        void refused() {
            triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
            owns("2025", today().minusYears(2).minusDays(1));
            begin();
        }

        void review(String decision) {
            complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", decision));
        }

        void redirected() {
            triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
            owns("2026", today());
            begin();
        }

        void contested() {
            redirected();
            reply("I have none.");
        }

        void withAPerson() {
            owns("2026", today());
            begin();
        }

        void defectConfirmed() {
            complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        }

        void patched() {
            complete(SupportRequest.PROVIDE_PATCH_TASK, Map.of("patchLink", "https://downloads.example/patch"));
        }

        void patchRefused() {
            owns("2025", today().minusMonths(2));
            begin();
            defectConfirmed();
        }
    }
}
