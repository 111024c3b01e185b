package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.IncomingPost;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.OutgoingLetters;
import io.aftercare.conversation.OutgoingPost;
import io.aftercare.conversation.ParkedMail;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.UndeliveredLetter.Problem;
import io.aftercare.conversation.UndeliveredLetters;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import io.aftercare.stories.EngineTime;
import io.aftercare.testing.OwnJvm;
import io.aftercare.triage.OriginSignal;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.community.process_test_coverage.spring_test.common.ProcessEngineCoverageProperties;
import org.camunda.community.process_test_coverage.spring_test.platform7.ProcessEngineCoverageConfiguration;
import org.camunda.community.process_test_coverage.spring_test.platform7.ProcessEngineCoverageTestExecutionListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.mail.MailSendException;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/**
 * Goes every way through every diagram with the real steps, tables and letters; only triage, search and the transport of
 * mail are told what to say. All elements of all diagrams must be covered: see target/process-test-coverage.
 */
@OwnJvm
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = {
        "spring.datasource.url=jdbc:h2:mem:paths;DB_CLOSE_DELAY=-1", "camunda.bpm.job-execution.enabled=false",
        "aftercare.support.address=support@aftercare.example", "aftercare.data=target/test-data/paths",
        "aftercare.requests.look-for-pending-every=1h"})
@Import({EngineTime.class, ProcessEngineCoverageConfiguration.class, ProcessPathsTest.EverythingCovered.class})
@TestExecutionListeners(listeners = ProcessEngineCoverageTestExecutionListener.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
class ProcessPathsTest {

    @TestConfiguration
    static class EverythingCovered {

        @Bean
        @Primary
        ProcessEngineCoverageProperties coverage() {
            return ProcessEngineCoverageProperties.builder().assertClassCoverageAtLeast(1.0).build();
        }

        @Bean
        @Primary
        OutgoingPost watchedOutgoingPost() {
            return mock(OutgoingPost.class);
        }

        @Bean
        @Primary
        IncomingPost watchedIncomingPost() {
            return mock(IncomingPost.class);
        }
    }

    private static final String PRODUCT = "lindenbaum";

    @Autowired
    private RequestProcess process;
    @Autowired
    private MailTasks mailTasks;
    @Autowired
    private Corrections corrections;
    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private OutgoingLetters outgoing;
    @Autowired
    private Attachments attachments;
    @Autowired
    private Participants participants;
    @Autowired
    private UndeliveredLetters undelivered;
    @Autowired
    private Redelivery redelivery;
    @Autowired
    private Decisions decisions;
    @Autowired
    private Drafts drafts;
    @Autowired
    private Licences licences;
    @Autowired
    private io.aftercare.entitlement.Imports imports;
    @Autowired
    private ProcessEngine engine;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private ManagementService management;
    @Autowired
    private HistoryService history;
    @Autowired
    private IdentityService identities;
    @Autowired
    private Clock clock;
    @MockitoBean
    private TextTriage triage;
    @MockitoBean
    private KnowledgeBase knowledge;
    @MockitoBean
    private io.aftercare.conversation.StaffPost staffPost;
    @Autowired
    private OutgoingPost outgoingPost;
    @Autowired
    private IncomingPost incomingPost;

    private final String customer = UUID.randomUUID() + "@customers.example";
    private RequestNumber number;

    @BeforeEach
    void catalogue() {
        // A day of which there is one two years before, unlike a 29 February.
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T09:30:00Z")));
        if (identities.createUserQuery().userId("ursula").count() == 0) {
            identities.saveUser(ursula());
        }
        init(engine);
        reset(outgoingPost, incomingPost);
        imports.loadProducts("""
                product,name,aliases,version,released,on_sale
                lindenbaum,Lindenbaum,,2025,2024-11-04,false
                lindenbaum,Lindenbaum,,2026,2025-11-03,true
                """.getBytes(StandardCharsets.UTF_8), false);
        given(knowledge.answers(anyString(), any())).willReturn(List.of());
        given(knowledge.linkTo(any())).willReturn("https://help.example/article");
        given(knowledge.named(any(), any())).willReturn(Optional.empty());
        triageSays(Kind.USE, null, true);
    }

    @AfterEach
    void backToday() {
        ClockUtil.reset();
    }

    // ---- articles

    @Test
    void anArticleSolvesIt() {
        anArticleIsFound();
        begin();
        assertThat(lastMail()).isEqualTo(Purpose.ARTICLE_OFFER);
        assertThat(request().state()).isEqualTo(RequestState.WAITING);

        assertThat(process.choose(number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER)).isTrue();

        hasEnded(Outcome.SOLVED_BY_ARTICLE);
        assertThat(process.choose(number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER)).as("a second click").isFalse();
    }

    @Test
    void nobodySaysWhetherTheArticleHelped() {
        anArticleIsFound();
        begin();
        fire("BoundaryEvent_ReminderDue");
        assertThat(lastMail()).isEqualTo(Purpose.REMINDER);
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.LAPSED);
    }

    @Test
    void theArticleDoesNotHelpAndAPersonAnswers() {
        anArticleIsFound();
        owns("2026", today().minusYears(1));
        begin();
        reply("Sorry, I still do not see the menu you describe.");

        Task task = task(SupportRequest.ANSWER_TASK, "usage-support");
        fire("BoundaryEvent_AnswerRequestOverdue");
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getPriority()).isEqualTo(100);

        answer("ANSWER", "The menu is called Tools.");
        assertThat(lastMail()).isEqualTo(Purpose.ANSWER);
        assertThat(request().outcome()).as("should the customer stay silent").isEqualTo(Outcome.ANSWERED);
        fire("BoundaryEvent_ReminderDue");
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.ANSWERED);
    }

    @Test
    void whoDeclinedTheArticlesOfTheContactFormReachesAPersonAndIsNotMailedThemAgain() {
        anArticleIsFound();
        owns("2026", today());

        number = process.beginAfterHelp(Channel.WEB, written("Merge duplicates?", "How do I merge two people?"), "en").number();

        assertThat(mails()).isEmpty();
        assertThat(decided("articles")).containsExactly("DECLINED");
        assertThat(messages.pending(number)).isEmpty();
        task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    // ---- triage

    @Test
    void aPersonDecidesWhatTheTriageIsNotSureOfAndTheTriageLearns() {
        triageSays(Kind.USE, null, false);
        begin();
        task(SupportRequest.TRIAGE_TASK, "usage-support");
        fire("BoundaryEvent_TriageRequestOverdue");

        complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", true, "kind", "COMMERCIAL", "language", "fr",
                "product", "", "version", "", "origin", ""));

        verify(triage).learn(anyString(), any(), any(), any(), any());
        assertThat(request().kind()).isEqualTo(Kind.COMMERCIAL);
        assertThat(request().language()).isEqualTo("fr");
        task(SupportRequest.ANSWER_TASK, "commercial-support");
    }

    @Test
    void whatIsNoRequestIsClosedWithoutAnswer() {
        triageSays(Kind.USE, null, false);
        begin();
        complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", false));
        hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
        assertThat(mails()).isEmpty();
    }

    @Test
    void aCommercialQuestionIsNeverCheckedForEntitlement() {
        triageSays(Kind.COMMERCIAL, null, true);
        begin();
        task(SupportRequest.ANSWER_TASK, "commercial-support");
        assertThat(decided("entitlement")).isEmpty();
        answer("NO_ANSWER_NEEDED", "");
        hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
    }

    // ---- corrections after the triage

    @Test
    void whoCorrectsTheKindInFrontOfAnAnswerSendsTheRequestOnByAllRulesOfThatKind() {
        triageSays(Kind.COMMERCIAL, null, true);
        owns("2025", today().minusYears(3));
        begin();
        task(SupportRequest.ANSWER_TASK, "commercial-support");

        assertThat(correct(Kind.TECHNICAL, null)).isEqualTo(Corrections.Effect.GOES_ON);

        assertThat(request().kind()).isEqualTo(Kind.TECHNICAL);
        assertThat(decided("entitlement")).containsExactly("EXPIRED");
        assertThat(lastMail()).isEqualTo(Purpose.REFUSAL);
        assertThat(decisions.of(number)).anySatisfy(decision -> {
            assertThat(decision.reason()).isEqualTo("Corrected: kind from commercial to technical.");
            assertThat(decision.decidedBy()).isEqualTo("ursula");
        });
        verify(triage).learn(anyString(), any(), org.mockito.ArgumentMatchers.eq(Kind.TECHNICAL), any(), org.mockito.ArgumentMatchers.eq("ursula"));
    }

    @Test
    void aCorrectionIsTakenBackByAnother() {
        triageSays(Kind.USE, null, true);
        owns("2026", today());
        begin();

        correct(Kind.COMMERCIAL, null);
        task(SupportRequest.ANSWER_TASK, "commercial-support");
        correct(Kind.USE, null);

        task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(decided("triage")).containsExactly("USE", "COMMERCIAL", "USE");
    }

    @Test
    void whoCorrectsWhatTheTriageAsksForHasAnsweredIt() {
        triageSays(Kind.USE, null, false);
        begin();
        correct(Kind.COMMERCIAL, null);
        task(SupportRequest.ANSWER_TASK, "commercial-support");
        assertThat(decided("triage")).containsExactly("USE", "COMMERCIAL");
    }

    @Test
    void aCorrectionWhileArticlesAreOfferedCountsWhenTheyDoNotHelp() {
        anArticleIsFound();
        begin();
        assertThat(correct(Kind.COMMERCIAL, null)).isEqualTo(Corrections.Effect.GOES_ON);
        assertThat(request().state()).isEqualTo(RequestState.WAITING);
        reply("That was not it.");
        task(SupportRequest.ANSWER_TASK, "commercial-support");
    }

    @Test
    void aCorrectionElsewhereOrOfAColleaguesTaskOrAfterTheEndOnlyTeaches() {
        begin();
        assertThat(lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        assertThat(correct(Kind.COMMERCIAL, null)).isEqualTo(Corrections.Effect.STAYS);
        assertThat(request().state()).isEqualTo(RequestState.WAITING);

        triageSays(Kind.COMMERCIAL, null, true);
        begin();
        Task theirs = task(SupportRequest.ANSWER_TASK, "commercial-support");
        tasks.claim(theirs.getId(), "tina");
        assertThat(correct(Kind.USE, null)).isEqualTo(Corrections.Effect.AT_A_COLLEAGUE);
        assertThat(tasks.createTaskQuery().taskId(theirs.getId()).singleResult().getAssignee()).isEqualTo("tina");

        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
        assertThat(correct(Kind.TECHNICAL, null)).isEqualTo(Corrections.Effect.ENDED);
        assertThat(request().kind()).isEqualTo(Kind.TECHNICAL);
        hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
    }

    @Test
    void whoTriagesAfterAColleaguesCorrectionHasTheLastWordOnProductAndVersionToo() {
        triageSays(Kind.USE, null, false);
        begin();
        tasks.claim(open(SupportRequest.TRIAGE_TASK).getId(), "tina");
        assertThat(correct(Kind.USE, null)).isEqualTo(Corrections.Effect.AT_A_COLLEAGUE);

        complete(SupportRequest.TRIAGE_TASK, Map.of("kind", "USE", "supportRequested", true, "version", "2025"));

        assertThat(request().version()).isEqualTo("2025");
    }

    @Test
    void anOriginAloneIsRememberedForTheAgentAndSendsNobodyAway() {
        triageSays(Kind.TECHNICAL, null, true);
        owns("2026", today());
        begin();
        assertThat(correct(Kind.TECHNICAL, "PRINTER")).isEqualTo(Corrections.Effect.SAME_KIND);
        assertThat(request().origin()).isEqualTo("PRINTER");
        task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(mails()).isEmpty();
    }

    @Test
    void aWeakSignSendsNobodyAwayUntilAPersonNamesTheOrigin() {
        given(triage.triage(anyString(), any(), any())).willReturn(
                new Triage(new TriageResult(Kind.TECHNICAL, "en", PRODUCT, null, "PRINTER",
                        false, false, 0.95, true, Decision.PROCESS),
                        "Told so.", List.of("Told so."), List.of()));
        owns("2026", today());
        begin();
        task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(decided("origin")).containsExactly("OURS");
    }

    @Test
    void aRedirectQuotesWhatTheCustomerWroteInTheLetterAndInTheRecord() {
        given(triage.triage(anyString(), any(), any())).willReturn(
                new Triage(new TriageResult(Kind.TECHNICAL, "en", PRODUCT, null, "PRINTER", true,
                        false, 0.95, true, Decision.PROCESS),
                        "Told so.", List.of("Told so."), List.of(new OriginSignal("PRINTER",
                        "the printer does not do what it should", "white sheets", "I get only white sheets", true))));
        owns("2026", today());
        begin();
        assertThat(lastMail()).isEqualTo(Purpose.REDIRECT);
        assertThat(lastText()).contains("from what you write: “I get only white sheets”");
        assertThat(decisions.of(number)).anySatisfy(decision -> {
            assertThat(decision.rule()).contains("4");
            assertThat(decision.reason()).contains("\"white sheets\"", "the printer does not do what it should");
        });
    }

    @Test
    void aCorrectionThatMakesNoSenseChangesNothingAndSaysWhatToGive() {
        begin();
        assertThatThrownBy(() -> correct(null, null)).hasMessageContaining("COMMERCIAL, USE or TECHNICAL");
        assertThatThrownBy(() -> correct(Kind.USE, "WEATHER")).hasMessageContaining("WEATHER");
        assertThat(decided("triage")).containsExactly("USE");
    }

    private Corrections.Effect correct(Kind kind, String origin) {
        return corrections.correct(number, new Corrections.Correction(kind, null, null, null, origin), "ursula");
    }

    // ---- entitlement

    @Test
    void theLastDayOfTwoYearsCounts() {
        owns("2025", today().minusYears(2));
        begin();
        assertThat(decided("entitlement")).containsExactly("ENTITLED");
        task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aRefusalThatNobodyContestsStands() {
        owns("2025", today().minusYears(2).minusDays(1));
        begin();
        assertThat(lastMail()).isEqualTo(Purpose.REFUSAL);
        assertThat(lastText()).contains("Rule 2");
        assertThat(request().outcome()).isEqualTo(Outcome.NOT_ENTITLED);
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.NOT_ENTITLED);
    }

    @Test
    void aContestedRefusalIsUpheld() {
        owns("2025", today().minusYears(3));
        begin();
        reply("But I use it every week!");
        task(SupportRequest.REVIEW_REFUSAL_TASK, "managers");
        fire("BoundaryEvent_ReviewRefusalOverdue");
        complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "UPHOLD", "remark", "The upgrade is half price for you."));
        assertThat(lastMail()).isEqualTo(Purpose.REFUSAL_UPHELD);
        assertThat(lastText()).contains("half price");
        hasEnded(Outcome.NOT_ENTITLED);
    }

    @Test
    void aContestedRefusalIsLiftedAsGoodwill() {
        owns("2025", today().minusYears(2).minusDays(1));
        begin();
        reply("It is only one day.");
        complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "GRANT", "remark", ""));
        assertThat(decided("entitlement")).containsExactly("EXPIRED", "GOODWILL");
        answer("ANSWER", "Gladly.");
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.ANSWERED);
    }

    @Test
    void theProofNeverComes() {
        begin();
        assertThat(lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.LAPSED);
    }

    @Test
    void theProofComesByReply() {
        licences.register(licence("PROOF-" + customer.substring(0, 8), "other-" + customer, "2026", today()), null, "en");
        begin();
        reply("My licence key is PROOF-" + customer.substring(0, 8));
        assertThat(decided("entitlement")).containsExactly("NO_PURCHASE", "ENTITLED");
        task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void afterTwoUselessProofsAPersonVerifiesThePurchase() {
        begin();
        reply("I bought it, believe me.");
        assertThat(lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        reply("I lost the key.");
        task(SupportRequest.VERIFY_PURCHASE_TASK, "commercial-support");
        fire("BoundaryEvent_VerifyPurchaseOverdue");
        complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", true, "licenceKey",
                "NEW-" + customer.substring(0, 8), "newLicenceProduct", PRODUCT, "newLicenceVersion", "2026",
                "newLicencePurchasedOn", today().minusDays(3).toString(), "remark", "Found in the shop's records."));
        assertThat(decided("entitlement")).containsExactly("NO_PURCHASE", "ENTITLED");
        assertThat(licences.of(customer)).hasSize(1);
        task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aPurchaseThatCannotBeVerifiedEndsInARefusal() {
        begin();
        reply("I bought it, believe me.");
        reply("I lost the key.");
        complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", false, "remark", "No such order."));
        assertThat(decided("purchase")).containsExactly("NOT_VERIFIED");
        assertThat(lastMail()).isEqualTo(Purpose.REFUSAL);
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.NOT_ENTITLED);
    }

    // ---- origin

    @Test
    void aThirdPartysProblemIsRedirected() {
        triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
        owns("2026", today());
        begin();
        assertThat(lastMail()).isEqualTo(Purpose.REDIRECT);
        assertThat(lastText()).contains("Rules 4 and 5").contains("antivirus");
        assertThat(request().outcome()).isEqualTo(Outcome.REDIRECTED);
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.REDIRECTED);
    }

    @Test
    void whoSaysStillYoursReachesAPerson() {
        triageSays(Kind.TECHNICAL, "ANTIVIRUS", true);
        owns("2026", today());
        begin();
        process.choose(number, CustomerChoice.STILL_NEEDS_HELP, null);
        assertThat(decided("origin")).containsExactly("THIRD_PARTY", "CONTESTED");
        task(SupportRequest.ANSWER_TASK, "technical-support");
    }

    @Test
    void aDamagedFileIsNeverRedirected() {
        given(triage.triage(anyString(), any(), any())).willReturn(
                new Triage(new TriageResult(Kind.TECHNICAL, "en", PRODUCT, null, "ANTIVIRUS",
                        true, true, 0.99, true, Decision.PROCESS),
                        "Damaged.", List.of("A damaged file is mentioned."), List.of()));
        owns("2026", today());
        begin();
        task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(mails()).isEmpty();
    }

    @Test
    void anAgentRedirectsAndTheCustomerAccepts() {
        owns("2026", today());
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "PRINTER"));
        assertThat(lastMail()).isEqualTo(Purpose.REDIRECT);
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.REDIRECTED);
    }

    @Test
    void anAgentRedirectsAndTheCustomerDoesNotAccept() {
        owns("2026", today());
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "PRINTER"));
        reply("Every other program prints.");
        assertThat(task(SupportRequest.ANSWER_TASK, "usage-support").getAssignee()).isEqualTo("ursula");
    }

    // ---- answer

    @Test
    void aReplyReturnsToTheSameAgentAndAQuestionThatStaysOpenLapses() {
        owns("2026", today());
        begin();
        answer("ANSWER", "Please try this.");
        reply("It did not work.");
        assertThat(task(SupportRequest.ANSWER_TASK, "usage-support").getAssignee()).isEqualTo("ursula");
        answer("ASK_CUSTOMER", "Which version do you use?");
        assertThat(lastMail()).isEqualTo(Purpose.QUESTION);
        assertThat(request().outcome()).isEqualTo(Outcome.LAPSED);
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.LAPSED);
    }

    @Test
    void theWrongKindIsCorrectedLearnedAndGoesTheRightWay() {
        triageSays(Kind.COMMERCIAL, null, true);
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "WRONG_KIND", "kind", "USE"));
        verify(triage).learn(anyString(), any(), any(), any(), any());
        assertThat(request().kind()).isEqualTo(Kind.USE);
        assertThat(lastMail()).as("use is for owners").isEqualTo(Purpose.PROOF_REQUEST);
    }

    @Test
    void theWrongKindGoesToTheGroupOfTheRightOneAndNotBackToWhoGaveItAway() {
        owns("2026", today());
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "WRONG_KIND", "kind", "TECHNICAL"));
        assertThat(task(SupportRequest.ANSWER_TASK, "technical-support").getAssignee()).isNull();
    }

    @Test
    void aReplyIsForTheGroupWhenTheAgentHasLeft() {
        owns("2026", today());
        begin();
        answer("ANSWER", "Please try this.");
        identities.deleteUser("ursula");
        reply("It did not work.");
        assertThat(task(SupportRequest.ANSWER_TASK, "usage-support").getAssignee()).isNull();
    }

    // ---- patch

    @Test
    void aDefectOfTheVersionOnSaleIsPatched() {
        triageSays(Kind.TECHNICAL, null, true);
        owns("2026", today());
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        task(SupportRequest.PROVIDE_PATCH_TASK, "maintenance");
        fire("BoundaryEvent_ProvidePatchOverdue");
        complete(SupportRequest.PROVIDE_PATCH_TASK, Map.of("patchLink", "https://downloads.example/patch", "patchNotes", "Close the program first."));
        assertThat(lastMail()).isEqualTo(Purpose.PATCH);
        assertThat(lastText()).contains("https://downloads.example/patch");
        hasEnded(Outcome.PATCHED);
    }

    @Test
    void aDefectOfAnOlderVersionGetsNoPatchButSupport() {
        defectOfOlderVersion();
        assertThat(lastMail()).isEqualTo(Purpose.PATCH_REFUSAL);
        assertThat(lastText()).contains("Rule 3");
        assertThat(decided("entitlement")).containsExactly("ENTITLED");
        fire("BoundaryEvent_WaitingTimeOver");
        hasEnded(Outcome.PATCH_REFUSED);
    }

    @Test
    void theAgentsWorkaroundGoesWithTheRefusedPatch() {
        triageSays(Kind.TECHNICAL, null, true);
        owns("2025", today().minusMonths(2));
        begin();
        answer("DEFECT_CONFIRMED", "Until then, save under another name.");
        assertThat(lastMail()).isEqualTo(Purpose.PATCH_REFUSAL);
        assertThat(lastText()).contains("Until then, save under another name.");
        assertThat(drafts.find(number)).isEmpty();
    }

    @Test
    void anOutcomeThatIsNoneIsRefusedInWords() {
        owns("2026", today());
        begin();
        assertThatThrownBy(() -> complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "BOGUS")))
                .hasMessageContaining("choose one of").hasMessageContaining("ASK_CUSTOMER");
        assertThatThrownBy(() -> complete(SupportRequest.ANSWER_TASK, Map.of())).hasMessageContaining("answerOutcome");
    }

    @Test
    void aCallIsNotRegisteredUnderWhatIsNoAddress() {
        for (String address : List.of("not an address", "a@b.example,c@d.example", "x@y.example\r\nBcc: evil@z.example", "a@b")) {
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS,
                    Map.of("customerAddress", address, "subject", "Invoice", "requestText", "Asks for the invoice.")))
                    .hasMessageContaining("mail address");
        }
    }

    @Test
    void aRefusedPatchIsGranted() {
        defectOfOlderVersion();
        reply("I bought it two months ago.");
        complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "GRANT"));
        complete(SupportRequest.PROVIDE_PATCH_TASK, Map.of("patchLink", "https://downloads.example/patch", "patchNotes", ""));
        hasEnded(Outcome.PATCHED);
    }

    @Test
    void helpGoesOnWithoutAPatch() {
        defectOfOlderVersion();
        reply("Is there no way around it?");
        complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "HELP"));
        task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(decided("review")).containsExactly("HELP");
    }

    @Test
    void aReopenedRequestGetsNoPatchForAnOlderVersionEither() {
        triageSays(Kind.TECHNICAL, null, true);
        owns("2025", today().minusMonths(2));
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
        reply("It does need an answer.");
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        assertThat(decided("patch")).containsExactly("PATCH_REFUSED");
    }

    @Test
    void aContestedRedirectIsRememberedWhenHelpGoesOnWithoutAPatch() {
        triageSays(Kind.TECHNICAL, null, true);
        owns("2025", today().minusMonths(2));
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "THIRD_PARTY", "origin", "ANTIVIRUS"));
        reply("I have none.");
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        reply("Is there no way around it?");
        complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "HELP"));
        task(SupportRequest.ANSWER_TASK, "technical-support");
        assertThat(decided("origin")).containsExactly("OURS", "THIRD_PARTY", "CONTESTED", "OURS");
    }

    // ---- around it

    @Test
    void aSecondClickIsNoAnswerToTheNextLetter() {
        anArticleIsFound();
        begin();
        assertThat(process.choose(number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER)).isTrue();
        assertThat(lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        assertThat(process.choose(number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER)).isFalse();
        assertThat(mails()).hasSize(2);
    }

    @Test
    void whoComesBackTwiceIsReopenedOnce() {
        anArticleIsFound();
        owns("2026", today());
        begin();
        process.choose(number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        assertThat(process.choose(number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER)).isTrue();
        assertThat(process.choose(number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER)).isFalse();
        task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aSecondObjectionDoesNotOutliveTheReviewItWasReadIn() {
        owns("2025", today().minusYears(3));
        begin();
        reply("But I use it every week!");
        reply("And I told all my friends.");
        complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "UPHOLD"));
        process.deliverPending(number);
        hasEnded(Outcome.NOT_ENTITLED);
    }

    @Test
    void aPostscriptDuringTriageByHandIsNoVerdictOnTheArticle() {
        anArticleIsFound();
        triageSays(Kind.USE, null, false);
        begin();
        reply("PS: version 2026.");
        complete(SupportRequest.TRIAGE_TASK, Map.of("supportRequested", true, "kind", "USE", "language", "en"));
        process.deliverPending(number);
        assertThat(request().state()).isEqualTo(RequestState.WAITING);
        assertThat(lastMail()).isEqualTo(Purpose.ARTICLE_OFFER);
    }

    @Test
    void aRefusedRequestThatComesBackIsNotSupportedByTheBackDoor() {
        owns("2025", today().minusYears(3));
        begin();
        fire("BoundaryEvent_WaitingTimeOver");
        reply("Hello?");
        assertThat(decided("entitlement")).containsExactly("EXPIRED", "EXPIRED");
        assertThat(lastMail()).isEqualTo(Purpose.REFUSAL);
    }

    @Test
    void theDayOfTheQuestionCountsNotTheDayOfTheDecision() {
        owns("2025", today().minusYears(2));
        anArticleIsFound();
        begin();
        ClockUtil.setCurrentTime(Date.from(clock.instant().plus(Duration.ofDays(2))));
        process.choose(number, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER);
        assertThat(decided("entitlement")).containsExactly("ENTITLED");
    }

    @Test
    void theCustomerWithdrawsAndAPersonsTaskGoes() {
        owns("2026", today());
        begin();
        task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(process.choose(number, CustomerChoice.WITHDRAW, null)).isTrue();
        assertThat(lastMail()).isEqualTo(Purpose.WITHDRAWAL_CONFIRMED);
        hasEnded(Outcome.WITHDRAWN);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).list()).isEmpty();
    }

    @Test
    void aReplyThatNobodyWaitsForIsNotLost() {
        owns("2026", today());
        begin();
        reply("One more thing: it is version 2026.");
        assertThat(messages.pending(number)).hasSize(1);
        answer("ANSWER", "Please try this.");

        process.deliverPending(number);

        assertThat(messages.pending(number)).isEmpty();
        assertThat(task(SupportRequest.ANSWER_TASK, "usage-support").getAssignee()).isEqualTo("ursula");
    }

    @Test
    void aReplyAfterTheEndReopensTheRequestWithAPerson() {
        anArticleIsFound();
        owns("2026", today());
        begin();
        process.choose(number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        reply("I was too quick: it came back today.");
        assertThat(request().state()).isEqualTo(RequestState.OPEN);
        task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aThankYouAfterTheEndReopensNothing() {
        anArticleIsFound();
        begin();
        process.choose(number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        reply("That solved it, thank you!");
        hasEnded(Outcome.SOLVED_BY_ARTICLE);
        assertThat(messages.pending(number)).isEmpty();
    }

    @Test
    void aReplyDoesTheSameAsAClick() {
        anArticleIsFound();
        begin();
        reply("That solved it, thank you!");
        hasEnded(Outcome.SOLVED_BY_ARTICLE);
    }

    @Test
    void anAutomaticMailIsKeptButIsNoReply() {
        anArticleIsFound();
        begin();
        process.customerWrote(number, new IncomingMessage("<" + UUID.randomUUID() + "@x>", null, null, customer, null,
                null, "Out of office", "I am away.", "I am away.", null, new byte[] {1}, true, List.of()));
        assertThat(request().state()).isEqualTo(RequestState.WAITING);
        assertThat(messages.of(number)).hasSize(3);
    }

    @Test
    void everyMailGoesOutByAJobThatIsRetried() {
        anArticleIsFound();
        begin();
        Message offer = messages.of(number).get(1);
        verify(outgoingPost, never()).send(anyLong());
        doThrow(new MailSendException("down")).doNothing().when(outgoingPost).send(offer.id());
        Job job = job("Task_SendMail");
        try {
            management.executeJob(job.getId());
        } catch (RuntimeException down) {
            assertThat(down).hasMessageContaining("down");
        }
        assertThat(job("Task_SendMail").getRetries()).as("of the retries in the diagram").isEqualTo(6);
        management.executeJob(job.getId());
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(number.toString())
                .processDefinitionKey(SupportRequest.OUTGOING_MAIL_PROCESS).count()).isZero();
    }

    @Test
    void theAgentsOfATasksGroupAreWrittenTo() {
        User agent = identities.createUserQuery().userId("ursula").singleResult();
        agent.setEmail("ursula@aftercare.example");
        identities.saveUser(agent);
        if (identities.createUserQuery().userId("ursula").memberOfGroup("usage-support").count() == 0) {
            identities.createMembership("ursula", "usage-support");
        }
        owns("2026", today());
        begin();
        task(SupportRequest.ANSWER_TASK, "usage-support");
        fire("Task_ComposeStaffMails");
        verify(staffPost, never()).carry(any());
        fire("Task_SendStaffMail");
        verify(staffPost).carry(any());
    }

    @Test
    void anAgentRegistersATelephoneCall() {
        triageSays(Kind.COMMERCIAL, null, true);
        runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS, Map.of("customerAddress", customer,
                "customerName", "Anna", "subject", "Invoice", "requestText", "Asks for the invoice.", "language", "fr"));
        Request registered = requests.list(null, null, null, customer, 10, 0).get(0);
        assertThat(registered.channel()).isEqualTo(Channel.PHONE);
        assertThat(messages.textOf(registered.number())).contains("Asks for the invoice.");
    }

    // ---- unreadable mail

    @Test
    void anUnreadableMailIsTakenInAgain() {
        String task = parked(7);
        fire("BoundaryEvent_HandleUnreadableMailOverdue", "MAIL-7");
        tasks.complete(task, Map.of("mailHandling", "TAKE_IN_AGAIN"));
        verify(incomingPost).takeIn(7);
    }

    @Test
    void anUnreadableMailIsRegisteredByHand() {
        tasks.complete(parked(8), Map.of("mailHandling", "REGISTER_BY_HAND", "customerAddress", customer,
                "subject", "Help", "requestText", "Reads like a question about charts.", "language", "en"));
        Request registered = requests.list(null, null, null, customer, 10, 0).get(0);
        assertThat(attachments.of(messages.of(registered.number()).get(0).id())).hasSize(1);
        verify(incomingPost).close(8, "Registered as " + registered.number() + " by process.");
    }

    @Test
    void anUnreadableMailIsDiscarded() {
        tasks.complete(parked(9), Map.of("mailHandling", "DISCARD", "remark", "Spam"));
        verify(incomingPost).close(9, "Discarded by process: Spam");
    }

    @Test
    void oneAutomaticMailOfEachCauseHoweverOftenAndFastTheCustomerWrites() throws Exception {
        anArticleIsFound();
        begin();
        RequestNumber hammered = number;
        var threads = java.util.concurrent.Executors.newFixedThreadPool(4);
        var tries = new java.util.ArrayList<java.util.concurrent.Future<?>>();
        for (int i = 0; i < 24; i++) {
            int round = i;
            tries.add(threads.submit(() -> {
                ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T09:30:00Z")));
                if (round % 3 == 0) {
                    process.choose(hammered, CustomerChoice.STILL_NEEDS_HELP, Purpose.ARTICLE_OFFER);
                } else {
                    process.customerWrote(hammered, written("Re: Merge duplicates?", "It does not help, attempt " + round + "."));
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
        List<Purpose> sent = mails().stream().filter(mail -> mail.automatic() && mail.direction() == Direction.OUT)
                .map(Message::purpose).toList();
        // The proof is asked for twice at most, the second time because what came was none; then a person looks at it.
        assertThat(sent).containsOnly(Purpose.ARTICLE_OFFER, Purpose.PROOF_REQUEST);
        assertThat(sent).containsOnlyOnce(Purpose.ARTICLE_OFFER).hasSizeBetween(2, 3);
    }

    // ---- a stranger cites a conversation

    @Test
    void aStrangersMailJoinsTheConversationItCitesAndItsOwnRequestEndsWithoutAMail() {
        RequestNumber cited = conversationOfAnotherCustomer();
        begin();
        String task = citing(cited);
        fire("BoundaryEvent_PlaceMailOverdue");

        tasks.complete(task, Map.of("mailPlace", "CITED_CONVERSATION"));

        hasEnded(Outcome.JOINED);
        assertThat(mails()).isEmpty();
        assertThat(request().joinedInto()).isEqualTo(cited);
        assertThat(notes(number)).last().asString().contains(cited.toString());
        assertThat(messages.of(cited)).anySatisfy(message -> {
            assertThat(message.fromAddress()).isEqualTo(customer);
            assertThat(message.textBody()).isEqualTo("How do I merge two people?");
        });
        assertThat(participants.include(requests.get(cited), customer)).isTrue();
        // It waited for its own customer's answer; the joined message counts as one.
        assertThat(requests.get(cited).state()).isEqualTo(RequestState.OPEN);
        assertThat(messages.pending(cited)).isEmpty();
    }

    @Test
    void aRequestThatHasEndedMeanwhileStaysAsItEndedWhenItIsJoined() {
        RequestNumber cited = conversationOfAnotherCustomer();
        begin();
        String task = citing(cited);
        process.choose(number, CustomerChoice.WITHDRAW, null);
        hasEnded(Outcome.WITHDRAWN);

        tasks.complete(task, Map.of("mailPlace", "CITED_CONVERSATION"));

        hasEnded(Outcome.WITHDRAWN);
        assertThat(request().joinedInto()).isEqualTo(cited);
        assertThat(messages.of(cited)).extracting(Message::fromAddress).contains(customer);
    }

    @Test
    void aClosedConversationReopensWhenAStrangersMailJoinsIt() {
        RequestNumber cited = conversationOfAnotherCustomer();
        process.choose(cited, CustomerChoice.WITHDRAW, null);
        begin();
        tasks.complete(citing(cited), Map.of("mailPlace", "CITED_CONVERSATION"));
        assertThat(requests.get(cited).state()).isEqualTo(RequestState.OPEN);
    }

    @Test
    void aStrangersMailStaysARequestOfItsOwn() {
        RequestNumber cited = conversationOfAnotherCustomer();
        begin();
        tasks.complete(citing(cited), Map.of("mailPlace", "OWN_REQUEST"));
        assertThat(request().state()).isEqualTo(RequestState.OPEN);
        assertThat(notes(number)).last().asString().contains("stays a request of its own");
        assertThat(participants.include(requests.get(cited), customer)).isFalse();
        assertThat(messages.of(cited)).extracting(Message::fromAddress).doesNotContain(customer);
    }

    @Test
    void aStrangersMailOfNoInterestIsDiscardedWithoutAMail() {
        RequestNumber cited = conversationOfAnotherCustomer();
        begin();
        tasks.complete(citing(cited), Map.of("mailPlace", "NOWHERE", "remark", "Spam"));
        hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
        assertThat(mails()).isEmpty();
        assertThat(notes(number)).last().asString().contains("Spam");
    }

    private RequestNumber conversationOfAnotherCustomer() {
        anArticleIsFound();
        triageSays(Kind.COMMERCIAL, null, true);
        RequestNumber other = process.begin(Channel.MAIL, IncomingMessage.written(UUID.randomUUID() + "@customers.example",
                "Bea", "Merge", "How?", List.of()), null, null).number();
        assertThat(requests.get(other).state()).isEqualTo(RequestState.WAITING);
        given(knowledge.answers(anyString(), any())).willReturn(List.of());
        return other;
    }

    private String citing(RequestNumber cited) {
        mailTasks.askWhereItBelongs(messages.of(number).get(0), cited, "It cites the number " + cited + ".");
        return task(SupportRequest.PLACE_MAIL_TASK, "usage-support").getId();
    }

    private List<String> notes(RequestNumber of) {
        return messages.of(of).stream().filter(message -> message.direction() == Direction.NOTE).map(Message::textBody).toList();
    }

    // ---- letters that did not arrive

    @Test
    void aLetterThatBouncedIsSentAgainToAnotherAddress() {
        Message letter = bounced(Problem.BOUNCED);
        task(SupportRequest.REACH_CUSTOMER_TASK, "usage-support");
        fire("BoundaryEvent_ReachCustomerOverdue");
        complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "CORRECT_ADDRESS", "customerAddress", "right-" + customer));
        assertThat(request().customerAddress()).isEqualTo("right-" + customer);
        assertThat(mails().get(mails().size() - 1)).satisfies(copy -> {
            assertThat(copy.toAddress()).isEqualTo("right-" + customer);
            assertThat(copy.textBody()).isEqualTo(letter.textBody());
        });
    }

    @Test
    void aLetterThatBouncedIsSentAgainToTheSameAddress() {
        bounced(Problem.BOUNCED);
        complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "SEND_AGAIN"));
        assertThat(mails()).filteredOn(mail -> mail.purpose() == Purpose.ARTICLE_OFFER).hasSize(2);
    }

    @Test
    void aLetterThatBouncedIsLeft() {
        Message letter = bounced(Problem.BOUNCED);
        complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "LEAVE", "remark", "Reached by telephone."));
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(mails()).filteredOn(mail -> mail.purpose() == Purpose.ARTICLE_OFFER).hasSize(1);
    }

    @Test
    void tooManyAutomaticMailsAreTheManagersConcern() {
        bounced(Problem.TOO_MANY);
        task(SupportRequest.REACH_CUSTOMER_TASK, "managers");
    }

    private Message bounced(Problem problem) {
        anArticleIsFound();
        begin();
        Message letter = mails().get(mails().size() - 1);
        outgoing.markFailed(letter.id());
        undelivered.keep(letter, problem, "5.1.1", "It did not arrive.", true, true);
        redelivery.tell(number);
        return letter;
    }

    // ---- how it is said above

    private void triageSays(Kind kind, String origin, boolean sure) {
        given(triage.triage(anyString(), any(), any())).willReturn(
                new Triage(new TriageResult(kind, "en", PRODUCT, null, origin, origin != null,
                                false, sure ? 0.95 : 0.4, sure, Decision.PROCESS),
                                "Told so by the test.", List.of("Told so by the test."), List.of()));
    }

    private void anArticleIsFound() {
        var article = new Article("test:merge", "test", "Merge duplicate people", "en", Section.USE, null,
                "Choose Tools, Merge.", "<p>Choose Tools, Merge.</p>", Instant.EPOCH);
        given(knowledge.answers(anyString(), any())).willReturn(List.of(new Hit(article, 9, true, () -> "Choose Tools, Merge.")));
        given(knowledge.byId(any())).willReturn(List.of(article));
    }

    private void owns(String version, LocalDate purchasedOn) {
        licences.register(licence("KEY-" + customer.substring(0, 8), customer, version, purchasedOn), "Anna", "en");
    }

    private static Licence licence(String key, String address, String version, LocalDate purchasedOn) {
        return new Licence(key, null, address, PRODUCT, null, version, purchasedOn);
    }

    private void defectOfOlderVersion() {
        triageSays(Kind.TECHNICAL, null, true);
        owns("2025", today().minusMonths(2));
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
    }

    private void begin() {
        number = process.begin(Channel.MAIL, written("Merge duplicates?", "How do I merge two people?"), null, null).number();
    }

    private void reply(String text) {
        process.customerWrote(number, written("Re: Merge duplicates?", text));
    }

    private IncomingMessage written(String subject, String text) {
        return IncomingMessage.written(customer, "Anna", subject, text, List.of());
    }

    private String parked(long mail) {
        given(incomingPost.parked(mail)).willReturn(Optional.of(new ParkedMail(mail, "<" + mail + "@x.example>", Instant.EPOCH, "a@x.example", "?", "",
                "It has no sender.", List.of(), new byte[] {1})));
        mailTasks.handleByHand(mail, "It has no sender.", "?", "a@x.example");
        return tasks.createTaskQuery().processInstanceBusinessKey("MAIL-" + mail).singleResult().getId();
    }

    private void answer(String outcome, String text) {
        drafts.save(number, "ursula", text);
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", outcome));
    }

    private void complete(String taskKey, Map<String, Object> variables) {
        Task task = open(taskKey);
        identities.setAuthenticatedUserId("ursula");
        try {
            engine.getProcessEngineConfiguration().setAuthorizationEnabled(false);
            tasks.complete(task.getId(), new HashMap<>(variables));
        } finally {
            identities.clearAuthentication();
            engine.getProcessEngineConfiguration().setAuthorizationEnabled(true);
        }
    }

    private User ursula() {
        User ursula = identities.newUser("ursula");
        ursula.setFirstName("Ursula");
        ursula.setPassword("Quite-1-Secret");
        return ursula;
    }

    private Task task(String taskKey, String group) {
        Task task = open(taskKey);
        assertThat(tasks.getIdentityLinksForTask(task.getId())).anyMatch(link -> group.equals(link.getGroupId()));
        assertThat(task.getDueDate()).isAfter(Date.from(clock.instant()));
        return task;
    }

    private Task open(String taskKey) {
        Task task = tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).taskDefinitionKey(taskKey).singleResult();
        assertThat(task).as(taskKey).isNotNull();
        return task;
    }

    private void fire(String timer) {
        fire(timer, number.toString());
    }

    private void fire(String activity, String businessKey) {
        management.executeJob(job(activity, businessKey).getId());
    }

    private Job job(String activity) {
        return job(activity, number.toString());
    }

    private Job job(String activity, String businessKey) {
        List<Job> jobs = management.createJobQuery().activityId(activity).list().stream()
                .filter(job -> businessKey.equals(runtime.createProcessInstanceQuery()
                        .processInstanceId(job.getProcessInstanceId()).singleResult().getBusinessKey())).toList();
        assertThat(jobs).as("job of " + activity).hasSize(1);
        return jobs.get(0);
    }

    private void hasEnded(Outcome outcome) {
        assertThat(request().state()).isEqualTo(RequestState.CLOSED);
        assertThat(request().outcome()).isEqualTo(outcome);
        HistoricProcessInstance main = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number.toString()).processDefinitionKey(SupportRequest.PROCESS).singleResult();
        assertThat(main.getEndTime()).isNotNull();
    }

    private Request request() {
        return requests.get(number);
    }

    private List<String> decided(String subject) {
        return decisions.of(number).stream().filter(decision -> decision.subject().equals(subject)).map(Decision::result).toList();
    }

    private List<Message> mails() {
        return messages.of(number).stream().filter(message -> message.internetId() != null).toList();
    }

    private Purpose lastMail() {
        return mails().get(mails().size() - 1).purpose();
    }

    private String lastText() {
        return mails().get(mails().size() - 1).textBody();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
