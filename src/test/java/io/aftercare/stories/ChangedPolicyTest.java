package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.ports.AnswerTarget;
import io.aftercare.entitlement.Imports;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SupportRequest;
import io.aftercare.testing.StartsApplication;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * A designer changes a number of the policy and deploys the table into the running application: from then on every
 * letter, page, explanation and recorded decision says the new number in both languages, and agrees with its dates.
 */
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.MOCK, properties = {
        "spring.datasource.url=jdbc:h2:mem:changed-policy;DB_CLOSE_DELAY=-1", "camunda.bpm.job-execution.enabled=false",
        "aftercare.support.address=support@aftercare.example", "aftercare.data=target/test-data/changed-policy",
        "aftercare.requests.look-for-pending-every=1h", "aftercare.letters.shop=https://shop.example/"})
@Import(EngineTime.class)
class ChangedPolicyTest {

    private static final String PRODUCT = "lindenbaum";
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final String NUMBER =
            "(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|une?|deux|trois|quatre"
                    + "|cinq|sept|huit|neuf|dix|onze|douze)";
    private static final Pattern PERIOD = Pattern.compile("(?<![\\p{L}\\d])" + NUMBER
            + "[\\s\u00a0-]+(?:years?|months?|ans?|années?|mois)(?!\\p{L})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Autowired
    private WebApplicationContext context;
    @Autowired
    private RequestProcess process;
    @Autowired
    private Messages messages;
    @Autowired
    private Decisions decisions;
    @Autowired
    private Drafts drafts;
    @Autowired
    private Licences licences;
    @Autowired
    private Imports imports;
    @Autowired
    private ProcessEngine engine;
    @Autowired
    private RepositoryService repository;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private ManagementService management;
    @Autowired
    private IdentityService identities;
    @Autowired
    private AnswerTarget promise;
    @MockitoBean
    private TextTriage triage;
    @MockitoBean
    private KnowledgeBase knowledge;

    private final String customer = UUID.randomUUID() + "@customers.example";
    private RequestNumber number;
    private MockMvc web;

    @BeforeEach
    void catalogue() {
        on(TODAY);
        web = MockMvcBuilders.webAppContextSetup(context).build();
        imports.loadProducts("""
                product,name,aliases,version,released,on_sale
                lindenbaum,Lindenbaum,,2025,2024-11-04,false
                lindenbaum,Lindenbaum,,2026,2025-11-03,true
                """.getBytes(StandardCharsets.UTF_8), false);
        given(knowledge.answers(anyString(), any())).willReturn(List.of());
        given(knowledge.linkTo(any())).willReturn("https://help.example/article");
    }

    @AfterEach
    void asItWas() throws IOException {
        identities.clearAuthentication();
        deploy("support-entitlement", "", "");
        deploy("waiting-times", "", "");
        ClockUtil.reset();
    }

    @ParameterizedTest
    @CsvSource({"P3Y,en,three years", "P3Y,fr,trois ans", "P1Y,en,one year", "P1Y,fr,un an", "P18M,en,18 months",
            "P18M,fr,18 mois", "P2Y,en,two years", "P2Y,fr,deux ans"})
    void whoAsksOnTheLastDayIsEntitledAndWhoAsksADayLaterIsNot(String period, String language, String words)
            throws Exception {
        supportIsOpenFor(period);
        triageSays(Kind.USE, language);
        owns("2025", TODAY.minus(Period.parse(period)));
        begin();
        assertThat(entitlement().result()).isEqualTo("ENTITLED");
        assertThat(entitlement().rule()).contains("for " + english(words) + " after");
        assertThat(entitlement().reason()).contains("support open until 2026-11-20");
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT);
        everythingSays(words, english(words));

        on(TODAY.plusDays(1));
        begin();
        assertThat(entitlement().result()).isEqualTo("EXPIRED");
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.REFUSAL);
        letterSays(
                language.equals("fr") ? "pendant " + words + " après l’achat" : "for " + words + " after the purchase");
        letterSays(language.equals("fr") ? "de nouveau ouverte pendant " + words + " si"
                : "opens again for " + words + " when");
        letterSays(written(TODAY, language));
        letterSays(written(TODAY.minus(Period.parse(period)), language));
        letterSays("/policy?lang=" + language + "#rule-2");
        everythingSays(words, english(words));

        reply("But I use it all the time!");
        complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "UPHOLD", "remark", "Sorry."));
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.REFUSAL, Purpose.REFUSAL_UPHELD);
        letterSays(
                language.equals("fr") ? "pendant " + words + " après l’achat" : "for " + words + " after the purchase");
        letterSays(written(TODAY, language));
        everythingSays(words, english(words));
    }

    @ParameterizedTest
    @CsvSource({"P3Y,en,three years", "P3Y,fr,trois ans", "P1Y,fr,un an", "P18M,en,18 months", "P90D,fr,90 jours"})
    void whosePurchaseIsNotFoundReadsForHowLongSupportWouldBeOpen(String period, String language, String words)
            throws Exception {
        supportIsOpenFor(period);
        triageSays(Kind.TECHNICAL, language);
        begin();
        letterSays(language.equals("fr") ? "pendant " + words + " à compter" : "for " + words + " from the purchase");
        reply("I lost it.");
        letterSays(language.equals("fr") ? "pendant " + words + " à compter" : "for " + words + " from the purchase");
        reply("I really did.");
        complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", false, "remark", "None."));
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.PROOF_REQUEST, Purpose.PROOF_REQUEST,
                Purpose.REFUSAL);
        letterSays(
                language.equals("fr") ? "pendant " + words + " après l’achat" : "for " + words + " after the purchase");
        everythingSays(words, english(words));
    }

    @ParameterizedTest
    @CsvSource({"P3Y,en", "P1Y,fr", "P18M,en"})
    void aRefusedPatchSaysUntilWhenSupportGoesOn(String period, String language) throws Exception {
        supportIsOpenFor(period);
        triageSays(Kind.TECHNICAL, language);
        LocalDate bought = TODAY.minusMonths(2);
        owns("2025", bought);
        begin();
        complete(SupportRequest.ANSWER_TASK, Map.of("answerOutcome", "DEFECT_CONFIRMED"));
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT, Purpose.PATCH_REFUSAL);
        letterSays((language.equals("fr") ? "jusqu’au " : "until ")
                + written(bought.plus(Period.parse(period)), language));
        assertThat(PERIOD.matcher(shown(last())).find()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"P3Y,2027-02-28", "P1Y,2025-02-28", "P18M,2025-08-29", "P4Y,2028-02-29", "P90D,2024-05-29"})
    void aPurchaseOnTheTwentyNinthOfFebruaryEndsOnADayThatThereIs(String period, LocalDate lastDay) throws Exception {
        supportIsOpenFor(period);
        triageSays(Kind.USE, "en");
        owns("2025", LocalDate.of(2024, 2, 29));
        on(lastDay);
        begin();
        assertThat(entitlement().result()).isEqualTo("ENTITLED");
        on(lastDay.plusDays(1));
        begin();
        assertThat(entitlement().result()).isEqualTo("EXPIRED");
        letterSays(written(lastDay, "en"));
    }

    /** The old period belongs to the dates of the refusal; the new one to what would be bought today. */
    @Test
    void aRefusalThatIsUpheldAfterTheChangeKeepsThePeriodItWasDecidedWith() throws Exception {
        supportIsOpenFor("P1Y");
        triageSays(Kind.USE, "en");
        owns("2025", TODAY.minusYears(1).minusDays(1));
        begin();
        supportIsOpenFor("P3Y");
        reply("But I use it all the time!");
        complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "UPHOLD"));
        letterSays("for one year after the purchase");
        letterSays(written(TODAY.minusDays(1), "en"));
        letterSays("opens again for three years when");
    }

    @ParameterizedTest
    @CsvSource({"P3Y,three years,trois ans", "P1Y,one year,un an", "P18M,18 months,18 mois", "P45D,45 days,45 jours"})
    void thePagesSayIt(String period, String english, String french) throws Exception {
        supportIsOpenFor(period);
        assertThat(page("/?lang=en").select(".kinds .for").eachText())
                .contains("For owners of a licence, for " + english + " from the purchase.");
        assertThat(page("/?lang=fr").select(".kinds .for").eachText())
                .contains("Pour les titulaires d’une licence, pendant " + french + " à compter de l’achat.");
        assertThat(page("/policy?lang=en").text()).contains("for " + english + " after the purchase",
                english + " from the purchase");
        assertThat(page("/policy?lang=fr").text()).contains("pendant " + french + " après l’achat",
                french + " à compter de l’achat");
        identities.setAuthentication("uma", List.of("usage-support"));
        assertThat(page("/camunda/api/aftercare/policy").text()).contains("for " + english + " after the purchase");
        for (String path : List.of("/?lang=en", "/?lang=fr", "/policy?lang=en", "/policy?lang=fr",
                "/camunda/api/aftercare/policy",
                "/articles?lang=en", "/contact?lang=en", "/contact?lang=fr")) {
            noOtherPeriod(page(path).text(), english, french);
        }
    }

    @Test
    void waitingTimesAreThoseOfTheTable() throws Exception {
        triageSays(Kind.USE, "en");
        anArticleIsFound();
        deploy("waiting-times", Map.of("<text>4</text>", "<text>6</text>", "<text>14</text>", "<text>17</text>"));
        begin();
        Job reminder = job("BoundaryEvent_ReminderDue");
        assertThat(LocalDate.ofInstant(reminder.getDuedate().toInstant(), ZONE)).isEqualTo(TODAY.plusDays(6));
        on(TODAY.plusDays(6));
        management.executeJob(reminder.getId());
        assertThat(letters()).extracting(Message::purpose).containsExactly(Purpose.ARTICLE_OFFER, Purpose.REMINDER);
        letterSays("If we hear nothing by " + written(TODAY.plusDays(17), "en"));
        assertThat(shown(last())).doesNotContainPattern("(?i)\\b(days?|weeks?) ago");

        assertThat(row("/policy?lang=en", "whether the articles we sent you help")).containsExactly("six days",
                "17 days");
        assertThat(row("/policy?lang=fr", "si les articles envoyés vous aident")).containsExactly("six jours",
                "17 jours");
        assertThat(row("/policy?lang=en", "whether you contest a refusal")).containsExactly("no reminder", "30 days");
        assertThat(row("/policy?lang=fr", "si vous contestez un refus")).containsExactly("pas de rappel", "30 jours");
    }

    @Test
    void theDayByWhichAPersonAnswersFollowsTheTableAtOnce() throws Exception {
        Instant before = promise.latest().orElseThrow();
        deploy("response-targets", "<text>16</text>", "<text>64</text>");
        assertThat(promise.latest().orElseThrow()).isAfter(before.plus(Duration.ofDays(5)));
        deploy("response-targets", "", "");
        assertThat(promise.latest()).contains(before);
    }

    /** FEEL makes nothing of such a period, which would close support for everybody. */
    @Test
    void aTableThatDoesNotSayItsNumbersIsNotDeployed() throws Exception {
        assertThatThrownBy(() -> supportIsOpenFor("P2J")).hasStackTraceContaining("\"P2J\" is no support period")
                .hasStackTraceContaining("support-entitlement");
        assertThatThrownBy(() -> deploy("support-entitlement", "name=\"supportPeriod\" typeRef=\"string\" biodi",
                "name=\"period\" typeRef=\"string\" biodi")).hasStackTraceContaining("output supportPeriod");
        assertThatThrownBy(() -> deploy("waiting-times", "name=\"endAfterDays\"", "name=\"end\""))
                .hasStackTraceContaining("names no days for ARTICLE_VERDICT");
        triageSays(Kind.USE, "en");
        owns("2026", TODAY);
        begin();
        assertThat(entitlement().result()).isEqualTo("ENTITLED");
    }

    @Test
    void aRuleThatADecisionCitesLinksToThePolicy() throws Exception {
        triageSays(Kind.TECHNICAL, "en");
        owns("2026", TODAY);
        begin();
        identities.setAuthentication("tina", List.of("technical-support"));
        Document page = page("/camunda/api/aftercare/requests/" + number + "/conversation");
        List<String> links = page.select("td a[href*=policy]").eachAttr("href");
        assertThat(links).contains("/camunda/api/aftercare/policy#rule-1", "/camunda/api/aftercare/policy#rule-2",
                "/camunda/api/aftercare/policy#rule-4");
        Document policy = page("/camunda/api/aftercare/policy");
        assertThat(links).allSatisfy(
                link -> assertThat(policy.getElementById(link.substring(link.indexOf('#') + 1))).isNotNull());
        assertThat(page.text())
                .contains("Rule 2: use and technical support are open for two years after the purchase.");
    }

    // ---- how it is said above

    /** All that was written and recorded, and the page that shows it, name this period and no other. */
    private void everythingSays(String words, String english) throws Exception {
        for (Message letter : letters()) {
            noOtherPeriod(letter.textBody(), words);
            noOtherPeriod(Jsoup.parse(letter.htmlBody()).text(), words);
        }
        assertThat(decisions.of(number))
                .allSatisfy(decision -> noOtherPeriod(decision.rule() + " " + decision.reason(), english));
        identities.setAuthentication("uma", List.of("usage-support"));
        noOtherPeriod(page("/camunda/api/aftercare/requests/" + number + "/conversation").text(), words, english);
        identities.clearAuthentication();
    }

    private static void noOtherPeriod(String text, String... allowed) {
        assertThat(PERIOD.matcher(text).results()
                .map(found -> found.group().replace('\u00a0', ' ').toLowerCase(Locale.ROOT)))
                .as(text).isSubsetOf(allowed);
    }

    private static String english(String words) {
        return switch (words) {
            case "trois ans" -> "three years";
            case "deux ans" -> "two years";
            case "un an" -> "one year";
            case "18 mois" -> "18 months";
            case "90 jours" -> "90 days";
            default -> words;
        };
    }

    private static String written(LocalDate day, String language) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.forLanguageTag(language)).format(day);
    }

    private void letterSays(String words) {
        assertThat(last().textBody()).contains(words);
        Document html = Jsoup.parse(last().htmlBody());
        assertThat(html.text() + html.select("a").eachAttr("href")).contains(words);
    }

    private static String shown(Message letter) {
        return letter.textBody() + Jsoup.parse(letter.htmlBody()).text();
    }

    private Message last() {
        return letters().get(letters().size() - 1);
    }

    private List<Message> letters() {
        return messages.of(number).stream().filter(message -> message.internetId() != null).toList();
    }

    private Decision entitlement() {
        return decisions.of(number).stream().filter(decision -> decision.subject().equals("entitlement"))
                .reduce((first, second) -> second).orElseThrow();
    }

    private Document page(String path) throws Exception {
        var response = web.perform(get(path)).andReturn().getResponse();
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
    }

    private List<String> row(String path, String label) throws Exception {
        return page(path).select("tr").stream().filter(row -> row.text().startsWith(label)).findFirst().orElseThrow()
                .select("td").eachText().stream().skip(1).toList();
    }

    private void supportIsOpenFor(String period) throws IOException {
        deploy("support-entitlement", "P2Y", period);
    }

    private void deploy(String table, String shipped, String changed) throws IOException {
        deploy(table, Map.of(shipped, changed));
    }

    private void deploy(String table, Map<String, String> changes) throws IOException {
        String file = Files.readString(Path.of("processes", table + ".dmn"));
        for (var change : changes.entrySet()) {
            assertThat(file).contains(change.getKey());
            file = file.replace(change.getKey(), change.getValue());
        }
        repository.createDeployment().name("changed " + table).addString("processes/" + table + ".dmn", file).deploy();
    }

    private static void on(LocalDate day) {
        ClockUtil.setCurrentTime(Date.from(day.atTime(10, 30).atZone(ZONE).toInstant()));
    }

    private void triageSays(Kind kind, String language) {
        given(triage.triage(anyString(), any(), any())).willReturn(new Triage(
                new TriageResult(kind, language, PRODUCT, null, null, false, false, 0.95, true, Decision.PROCESS),
                "Told so by the test.", List.of("Told so by the test."), List.of()));
    }

    private void anArticleIsFound() {
        var article = new Article("test:merge", "test", "Merge duplicate people", "en", Section.USE, null,
                "Choose Tools, Merge.", "<p>Choose Tools, Merge.</p>", Instant.EPOCH);
        given(knowledge.answers(anyString(), any()))
                .willReturn(List.of(new Hit(article, 9, true, () -> "Choose Tools, Merge.")));
        given(knowledge.byId(any())).willReturn(List.of(article));
    }

    private void owns(String version, LocalDate purchasedOn) {
        licences.register(
                new Licence("KEY-" + customer.substring(0, 8), null, customer, PRODUCT, null, version, purchasedOn),
                "Anna", "en");
    }

    private void begin() {
        number = process.begin(Channel.MAIL, IncomingMessage.written(customer, "Anna", "Merge duplicates?",
                "How do I merge two people?", List.of()), null, null).number();
    }

    private void reply(String text) {
        process.customerWrote(number,
                IncomingMessage.written(customer, "Anna", "Re: Merge duplicates?", text, List.of()));
    }

    private void complete(String task, Map<String, Object> variables) {
        String id = tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).taskDefinitionKey(task)
                .singleResult().getId();
        identities.setAuthenticatedUserId("maria");
        try {
            engine.getProcessEngineConfiguration().setAuthorizationEnabled(false);
            drafts.save(number, "maria", "Sorry.");
            tasks.complete(id, new HashMap<>(variables));
        } finally {
            identities.clearAuthentication();
            engine.getProcessEngineConfiguration().setAuthorizationEnabled(true);
        }
    }

    private Job job(String activity) {
        return management.createJobQuery().activityId(activity).list().stream().filter(job -> number.toString().equals(
                runtime.createProcessInstanceQuery().processInstanceId(job.getProcessInstanceId()).singleResult()
                        .getBusinessKey()))
                .findFirst().orElseThrow();
    }
}
