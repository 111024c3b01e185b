package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Imports;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import io.aftercare.process.Corrections.Correction;
import io.aftercare.process.Corrections.Effect;
import io.aftercare.testing.StartsApplication;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** What triage found is the same with the request and in its process, whoever found it, corrected it or came back. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = {
        "spring.datasource.url=jdbc:h2:mem:triage-result;DB_CLOSE_DELAY=-1", "camunda.bpm.job-execution.enabled=false",
        "camunda.bpm.authorization.enabled=false", "aftercare.support.address=support@aftercare.example",
        "aftercare.data=target/test-data/triage-result", "aftercare.requests.look-for-pending-every=1h"})
@StartsApplication
class TriageResultPathsTest {

    private static final String PRODUCT = "lindenbaum";

    @Autowired
    RequestProcess process;
    @Autowired
    Corrections corrections;
    @Autowired
    Requests requests;
    @Autowired
    Messages messages;
    @Autowired
    Decisions decisions;
    @Autowired
    Licences licences;
    @Autowired
    Imports imports;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    IdentityService identities;
    @Autowired
    Clock clock;
    @MockitoBean
    TextTriage triage;
    @MockitoBean
    KnowledgeBase knowledge;

    private final String customer = UUID.randomUUID() + "@customers.example";
    private RequestNumber number;

    @BeforeEach
    void aCustomerWithALicence() {
        imports.loadProducts("""
                product,name,aliases,version,released,on_sale
                lindenbaum,Lindenbaum,,2025,2024-11-04,false
                lindenbaum,Lindenbaum,,2026,2025-11-03,true
                """.getBytes(StandardCharsets.UTF_8), false);
        licences.register(new Licence("KEY-" + customer, null, customer, PRODUCT, null, "2026", LocalDate.now(clock)),
                "Anna", "en");
        given(triage.answersIn(any())).willReturn(true);
        given(knowledge.answers(anyString(), any())).willReturn(List.of());
        given(knowledge.named(any(), any())).willReturn(Optional.empty());
        given(knowledge.linkTo(any())).willReturn("https://help.example/article");
    }

    @Test
    void whatTheMachineFoundStandsWithTheRequestAndInItsProcess() {
        TriageResult found = found(Kind.TECHNICAL, "2025", "PRINTER", false, false);
        begin(found);

        assertThat(request().triage()).isEqualTo(found);
        assertThat(variables(SupportRequest.PROCESS)).containsAllEntriesOf(givenBack(found));
        assertThat(variables(SupportRequest.ANSWER_BY_EMAIL_PROCESS)).containsAllEntriesOf(givenBack(found));
    }

    @Test
    void aMachineThatIsWhollySureIsNotTakenForAPersonWhoSaysTheSame() {
        begin(new TriageResult(Kind.USE, "en", PRODUCT, null, null, false, false, 1.0, false, Decision.PROCESS));

        complete(SupportRequest.TRIAGE_TASK,
                Map.of("supportRequested", true, "kind", "USE", "language", "en", "product", PRODUCT));

        assertThat(request().triage().decidedBy()).isEqualTo("ursula");
        assertThat(decisions.of(number)).filteredOn(decision -> decision.subject().equals("triage"))
                .extracting(Decision::decidedBy).containsExactly(Decision.PROCESS, "ursula");
    }

    @Test
    void anOriginThatAPersonNamesWhileArticlesAreOfferedHasBeenFound() {
        var article = new Article("test:merge", "test", "Merge duplicate people", "en", Section.USE, null,
                "Choose Tools, Merge.", "<p>Choose Tools, Merge.</p>", Instant.EPOCH);
        given(knowledge.answers(anyString(), any()))
                .willReturn(List.of(new Hit(article, 9, true, () -> "Choose Tools, Merge.")));
        given(knowledge.byId(any())).willReturn(List.of(article));
        begin(found(Kind.USE, null, null, false, false));

        assertThat(correct(new Correction(Kind.TECHNICAL, null, null, null, "PRINTER"))).isEqualTo(Effect.GOES_ON);
        process.customerWrote(number, written("It still does not print."));

        List<io.aftercare.conversation.Message> conversation = messages.of(number);
        assertThat(conversation.get(conversation.size() - 1).purpose()).isEqualTo(Purpose.REDIRECT);
    }

    @Test
    void aCorrectionThatLeavesTheKindReachesEveryCopy() {
        begin(found(Kind.TECHNICAL, "2025", null, false, false));

        assertThat(correct(new Correction(Kind.TECHNICAL, "fr", null, "2026", "PRINTER"))).isEqualTo(Effect.SAME_KIND);

        TriageResult said =
                new TriageResult(Kind.TECHNICAL, "fr", PRODUCT, "2026", "PRINTER", true, false, 1.0, true, "ursula");
        assertThat(request().triage()).isEqualTo(said);
        assertThat(variables(SupportRequest.PROCESS)).containsAllEntriesOf(TriageVariables.of(said));
        assertThat(variables(SupportRequest.ANSWER_BY_EMAIL_PROCESS)).containsAllEntriesOf(TriageVariables.of(said));
    }

    @Test
    void aCorrectionThatSendsTheRequestOnGoesWithIt() {
        begin(found(Kind.COMMERCIAL, "2025", null, false, false));

        assertThat(correct(new Correction(Kind.USE, "fr", null, "2026", null))).isEqualTo(Effect.GOES_ON);

        assertThat(request().triage().decidedBy()).isEqualTo("ursula");
        assertThat(variables(SupportRequest.PROCESS)).containsAllEntriesOf(givenBack(request().triage()))
                .containsEntry("kind", "USE").containsEntry("language", "fr").containsEntry("version", "2026");
        assertThat(variables(SupportRequest.ANSWER_BY_EMAIL_PROCESS))
                .containsAllEntriesOf(givenBack(request().triage()));
    }

    @Test
    void whoReopensARequestFindsAllThatWasKnownAndWhatTheTextSaysNow() {
        begin(found(Kind.TECHNICAL, "2025", "PRINTER", false, false));
        correct(new Correction(Kind.TECHNICAL, "fr", null, "2026", null));
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "NO_ANSWER_NEEDED"));
        assertThat(request().closed()).isTrue();
        given(triage.triage(anyString(), any(), any()))
                .willReturn(because(found(Kind.USE, null, "PRINTER", true, true)));

        assertThat(process.choose(number, CustomerChoice.STILL_NEEDS_HELP, null)).isTrue();

        TriageResult known =
                new TriageResult(Kind.TECHNICAL, "fr", PRODUCT, "2026", "PRINTER", true, true, 1.0, true, "ursula");
        assertThat(request().triage()).isEqualTo(known);
        assertThat(variables(SupportRequest.PROCESS)).containsAllEntriesOf(TriageVariables.of(known));
    }

    private static TriageResult found(Kind kind, String version, String origin, boolean strong, boolean damaged) {
        return new TriageResult(kind, "en", PRODUCT, version, origin, strong, damaged, 0.87, true, Decision.PROCESS);
    }

    private static Triage because(TriageResult result) {
        return new Triage(result, "Told so by the test.", List.of("Told so by the test."), List.of());
    }

    /** How sure it is and who decided it stays in the process that triages. */
    private static Map<String, Object> givenBack(TriageResult result) {
        Map<String, Object> variables = TriageVariables.of(result);
        variables.keySet().removeAll(List.of("confidence", "triageSure", "triagedBy"));
        return variables;
    }

    private void begin(TriageResult found) {
        given(triage.triage(anyString(), any(), any())).willReturn(because(found));
        number = process.begin(Channel.MAIL, written("It does not print."), null, null).number();
    }

    private Effect correct(Correction correction) {
        return corrections.correct(number, correction, "ursula");
    }

    private IncomingMessage written(String text) {
        return IncomingMessage.written(customer, "Anna", "Printing", text, List.of());
    }

    private void complete(String task, Map<String, Object> variables) {
        identities.setAuthenticatedUserId("ursula");
        try {
            tasks.complete(tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).taskDefinitionKey(task)
                    .singleResult().getId(), new HashMap<>(variables));
        } finally {
            identities.clearAuthentication();
        }
    }

    private Map<String, Object> variables(String process) {
        return runtime.getVariables(runtime.createProcessInstanceQuery().processInstanceBusinessKey(number.toString())
                .processDefinitionKey(process).singleResult().getId());
    }

    private Request request() {
        return requests.get(number);
    }
}
