package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.BDDMockito.given;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A call that an agent writes down. */
@ProcessPaths
class RegisterRequestPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private Licences licences;
    @Autowired
    private TextTriage triage;
    @Autowired
    private KnowledgeBase knowledge;
    @Autowired
    private LearningConsent consent;

    @Test
    void aCallIsNotRegisteredUnderWhatIsNoAddress() {
        for (String address : List.of("not an address", "a@b.example,c@d.example",
                "x@y.example\r\nBcc: evil@z.example", "a@b")) {
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS,
                    Map.of("customerAddress", address, "subject", "Invoice", "requestText", "Asks for the invoice.")))
                    .hasMessageContaining("mail address");
        }
    }

    /** Mails to them would reach ourselves, and start conversations with ourselves. */
    @Test
    void noCallIsRegisteredUnderOurOwnAddressOrThatOfAColleague() {
        path.colleague("ursula", "Ursula@desk.example");
        for (String address : List.of("support@aftercare.example", " SUPPORT@aftercare.example",
                "support+0123456789abcdef@aftercare.example")) {
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS,
                    Map.of("customerAddress", address, "subject", "Invoice", "requestText", "Asks for the invoice.")))
                    .hasMessageContaining("is our own address");
        }
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS,
                Map.of("customerAddress", "ursula@DESK.example", "subject", "Invoice", "requestText", "Asks.")))
                .hasMessageContaining("is the address of a colleague");
    }

    @Test
    void anAgentRegistersATelephoneCall() {
        path.triageSays(Kind.COMMERCIAL, null, true);
        runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS, Map.of("customerAddress",
                path.customer,
                "customerName", "Anna", "subject", "Invoice", "requestText", "Asks for the invoice.", "language",
                "fr"));
        Request registered = registered();
        assertThat(registered.channel()).isEqualTo(Channel.PHONE);
        assertThat(messages.textOf(registered.number())).contains("Asks for the invoice.");
    }

    @Test
    void theNumberIsGivenBackAndTheLetterThanksForTheCall() {
        path.anArticleIsFound();
        var started = register(Map.of("language", "fr"));
        path.number = registered().number();
        assertThat(started.getBusinessKey()).isEqualTo(path.number.toString());
        assertThat(path.lastMail()).isEqualTo(Purpose.ARTICLE_OFFER);
        assertThat(path.lastText()).contains("Merci de votre appel.").doesNotContain("nous avoir écrit");
    }

    @Test
    void productVersionAndKeyThatWereSaidCountMoreThanWhatTheTextSeemsToName() {
        licences.register(new Licence("ZZ99-PHONE-" + path.customer.substring(0, 8), null, "other@customers.example",
                "lindenbaum", null, "2025", path.today()), null, "en");
        given(triage.triage(anyString(), any(), any())).willReturn(new Triage(new TriageResult(Kind.USE, "en",
                "something-else", "9", null, false, false, 0.95, true, Decision.PROCESS), "Told so.", List.of(),
                List.of()));
        register(Map.of("product", "LINDENBAUM 2025", "licenceKey", "ZZ99-PHONE-" + path.customer.substring(0, 8)));
        Request registered = registered();
        assertThat(registered.product()).isEqualTo("lindenbaum");
        assertThat(registered.version()).isEqualTo("2025");
        assertThat(registered.licenceKey()).startsWith("ZZ99-PHONE-");
        assertThat(messages.textOf(registered.number())).contains("Product: Lindenbaum 2025", "ZZ99-PHONE-");
    }

    @Test
    void whatTheCatalogueDoesNotHaveIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> register(Map.of("product", "Birnbaum")))
                .hasMessageContaining("no product \"Birnbaum\"")
                .hasMessageContaining("Lindenbaum");
        assertThatThrownBy(() -> register(Map.of("product", "Lindenbaum 1999")))
                .hasMessageContaining("no version \"1999\"").hasMessageContaining("2026");
        assertThatThrownBy(() -> register(Map.of("toldArticle", "https://help.example/none")))
                .hasMessageContaining("No article stands at the address");
        assertThat(requests.list(null, null, null, path.customer, 10, 0)).isEmpty();
    }

    @Test
    void whoWasToldAnArticleGetsNoneByMail() {
        path.anArticleIsFound();
        path.owns("2026", path.today());
        register(Map.of("helpConsulted", true));
        path.number = registered().number();
        assertThat(path.mails()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT);
        assertThat(path.decided("articles")).containsExactly("DECLINED");
        path.task(SupportRequest.ANSWER_TASK, "usage-support");

        given(knowledge.linkedIn(contains("https://help.example/article"))).willReturn(List.of(new Article("test:merge",
                "test", "Merge", "en", Section.USE, null, "x", "<p>x</p>", Instant.EPOCH)));
        register(Map.of("toldArticle", "https://help.example/article"));
        path.number = registered().number();
        assertThat(path.mails()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT);
        assertThat(path.decided("articles")).containsExactly("TOLD", "DECLINED");
    }

    @Test
    void whatWasAnsweredOnTheTelephoneIsKeptAsAnsweredAndNothingIsMailed() {
        path.anArticleIsFound();
        register(Map.of("answerGiven", "Choose Tools, Merge."));
        Request answered = registered();
        path.number = answered.number();
        assertThat(answered.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(answered.kind()).isEqualTo(Kind.USE);
        assertThat(path.mails()).isEmpty();
        assertThat(messages.pending(path.number)).isEmpty();
        assertThat(messages.of(path.number)).extracting(Message::textBody)
                .contains("Answered on the telephone:\nChoose Tools, Merge.");
        assertThat(path.decided("answer")).containsExactly("ANSWER");
        path.owns("2026", path.today());
        path.reply("It does not merge them after all.");
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void whoSaysNoOnTheTelephoneIsNotLearnedFrom() {
        register(Map.of("noLearning", false));
        assertThat(consent.refused(path.customer)).isFalse();
        register(Map.of("noLearning", true));
        assertThat(consent.refused(path.customer)).isTrue();
    }

    private ProcessInstance register(Map<String, Object> said) {
        var all = new HashMap<String, Object>(Map.of("customerAddress", path.customer, "subject", "Merging",
                "requestText", "Asks how to merge two people.", "language", "en"));
        all.putAll(said);
        return runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS, all);
    }

    private Request registered() {
        return requests.list(null, null, null, path.customer, 10, 0).stream()
                .max(Comparator.comparing(request -> request.number().value())).orElseThrow();
    }
}
