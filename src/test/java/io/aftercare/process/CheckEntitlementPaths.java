package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.entitlement.Licences;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whether support is open: proof of a purchase, refusal, objection and goodwill. */
@ProcessPaths
class CheckEntitlementPaths {

    @Autowired
    private KnowledgeBase knowledge;
    @Autowired
    private PathFixture path;
    @Autowired
    private Licences licences;
    @Autowired
    private HistoryService history;

    @Test
    void theLastDayOfTwoYearsCounts() {
        path.owns("2025", path.today().minusYears(2));
        path.begin();
        assertThat(path.decided("entitlement")).containsExactly("ENTITLED");
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aRefusalThatNobodyContestsStands() {
        path.owns("2025", path.today().minusYears(2).minusDays(1));
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL);
        assertThat(path.lastText()).contains("Rule 2");
        assertThat(path.request().outcome()).isEqualTo(Outcome.NOT_ENTITLED);
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.NOT_ENTITLED);
    }

    @Test
    void aRefusalNamesTheArticlesThatComeNearButNoneThatDidNotHelp() {
        var declined = article("test:merge", "Merge duplicate people");
        given(knowledge.near(anyString(), any())).willReturn(List.of(declined, article("test:undo", "Undo a merge")));
        path.owns("2025", path.today().minusYears(2).minusDays(1));
        path.begin();
        assertThat(path.lastText()).contains("Merge duplicate people", "Undo a merge", "https://help.example/article");

        path.anArticleIsFound();
        path.begin();
        path.reply("That does not work.");
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL);
        assertThat(path.lastText()).contains("Undo a merge").doesNotContain("Merge duplicate people");
    }

    private static Article article(String id, String title) {
        return new Article(id, "test", title, "en", Section.USE, null, "x", "<p>x</p>", Instant.EPOCH);
    }

    @Test
    void aContestedRefusalIsUpheld() {
        path.owns("2025", path.today().minusYears(3));
        path.begin();
        path.reply("But I use it every week!");
        path.task(SupportRequest.REVIEW_REFUSAL_TASK, "managers");
        path.fire("BoundaryEvent_ReviewRefusalOverdue");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "UPHOLD", "remark",
                "The upgrade is half price for you."));
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL_UPHELD);
        assertThat(path.lastText()).contains("half price");
        path.hasEnded(Outcome.NOT_ENTITLED);
    }

    @Test
    void aContestedRefusalIsLiftedAsGoodwill() {
        path.owns("2025", path.today().minusYears(2).minusDays(1));
        path.begin();
        path.reply("It is only one day.");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "GRANT", "remark", ""));
        assertThat(path.decided("entitlement")).containsExactly("EXPIRED", "GOODWILL");
        path.answer("ANSWER", "Gladly.");
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.ANSWERED);
    }

    @Test
    void theProofNeverComes() {
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.LAPSED);
    }

    @Test
    void theProofComesByReply() {
        licences.register(path.licence("PROOF-" + path.customer.substring(0, 8), "other-" + path.customer, "2026",
                path.today()), null, "en");
        path.begin();
        path.reply("My licence key is PROOF-" + path.customer.substring(0, 8));
        assertThat(path.decided("entitlement")).containsExactly("NO_PURCHASE", "ENTITLED");
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void afterTwoUselessProofsAPersonVerifiesThePurchase() {
        path.begin();
        path.reply("I bought it, believe me.");
        assertThat(path.lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        path.reply("I lost the key.");
        path.task(SupportRequest.VERIFY_PURCHASE_TASK, "commercial-support");
        path.fire("BoundaryEvent_VerifyPurchaseOverdue");
        path.complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", true, "licenceKey",
                "NEW-" + path.customer.substring(0, 8), "newLicenceProduct", PathFixture.PRODUCT, "newLicenceVersion",
                "2026",
                "newLicencePurchasedOn", path.today().minusDays(3).toString(), "remark",
                "Found in the shop's records."));
        assertThat(path.decided("entitlement")).containsExactly("NO_PURCHASE", "ENTITLED");
        assertThat(licences.of(path.customer)).hasSize(1);
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    /** What hands on from step to step what stands in our tables is not kept twice. */
    @Test
    void theHistoryKeepsWhatPeopleEnterAndTheWholeWay() {
        path.begin();
        path.reply("I bought it, believe me.");
        path.reply("I lost the key.");
        path.complete(SupportRequest.VERIFY_PURCHASE_TASK,
                Map.of("purchaseVerified", false, "remark", "No such order."));
        List<String> instances = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(path.number.toString()).list().stream().map(HistoricProcessInstance::getId)
                .toList();
        assertThat(history.createHistoricVariableInstanceQuery()
                .processInstanceIdIn(instances.toArray(String[]::new)).list())
                .extracting(HistoricVariableInstance::getName).contains("remark", "purchaseVerified")
                .doesNotContain("requestNumber", "subject", "kind", "language", "waitingFor", "message");
        assertThat(instances).allSatisfy(instance -> assertThat(history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance).count()).isPositive());
        assertThat(history.createHistoricTaskInstanceQuery().taskDefinitionKey(SupportRequest.VERIFY_PURCHASE_TASK)
                .processInstanceBusinessKey(path.number.toString()).finished().count()).isEqualTo(1);
        assertThat(history.createHistoricDecisionInstanceQuery().includeInputs().includeOutputs()
                .decisionDefinitionKey(SupportRequest.WAITING_TIMES_DECISION)
                .processInstanceId(instances.stream().filter(instance -> history.createHistoricDecisionInstanceQuery()
                        .processInstanceId(instance).decisionDefinitionKey(SupportRequest.WAITING_TIMES_DECISION)
                        .count() > 0).findFirst().orElseThrow())
                .list())
                .isNotEmpty().allSatisfy(decided -> {
                    assertThat(decided.getInputs()).isNotEmpty();
                    assertThat(decided.getOutputs()).isNotEmpty();
                });
    }

    @Test
    void aPurchaseThatCannotBeVerifiedEndsInARefusal() {
        path.begin();
        path.reply("I bought it, believe me.");
        path.reply("I lost the key.");
        path.complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", false, "remark",
                "No such order."));
        assertThat(path.decided("purchase")).containsExactly("NOT_VERIFIED");
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL);
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.NOT_ENTITLED);
    }

    @Test
    void whoOwnsAnotherProductIsToldWhatWasFoundAndAskedWhichOneItIsAbout() {
        path.bought(PathFixture.MOBILE, key("LM"), path.customer, "7.0", path.today().minusDays(10));
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        assertThat(path.lastText()).contains("Which product", "Lindenbaum Mobile, version 7.0", "10 November 2026",
                "no purchase of Lindenbaum").doesNotContain("none under your address");
        assertThat(path.reasons("entitlement")).singleElement().asString().contains("Lindenbaum Mobile, version 7.0");
        path.reply("It is about the mobile app.");
        assertThat(path.decided("entitlement")).containsExactly("NO_PURCHASE", "ENTITLED");
        assertThat(path.request().product()).isEqualTo(PathFixture.MOBILE);
        assertThat(path.decided("product")).containsExactly(PathFixture.MOBILE);
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        assertThat(path.variable(SupportRequest.ANSWER_TASK, "product")).isEqualTo(PathFixture.MOBILE);
    }

    @Test
    void aValidKeyOfAnotherProductProvesThatProduct() {
        path.bought(PathFixture.MOBILE, key("LM"), "other-" + path.customer, "7.0", path.today().minusDays(10));
        path.begin();
        assertThat(path.lastText()).contains("none under your address");
        path.reply("Here is my licence key: " + key("LM"));
        assertThat(path.decided("entitlement")).containsExactly("NO_PURCHASE", "ENTITLED");
        assertThat(path.request().product()).isEqualTo(PathFixture.MOBILE);
    }

    @Test
    void aKeyOfAnotherProductWhosePeriodIsOverIsRefusedForThatProduct() {
        path.bought(PathFixture.MOBILE, key("LM"), path.customer, "6.0", path.today().minusYears(3));
        path.begin();
        path.reply("My key is " + key("LM"));
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL);
        assertThat(path.lastText()).contains("Product: Lindenbaum Mobile", "Version on sale: 7.0");
    }

    @Test
    void whoNamesBothProductsIsAskedAgainAndThenAPersonLooks() {
        path.bought(PathFixture.MOBILE, key("LM"), path.customer, "7.0", path.today());
        path.begin();
        path.reply("Not Lindenbaum Mobile, I mean Lindenbaum.");
        assertThat(path.lastMail()).isEqualTo(Purpose.PROOF_REQUEST);
        assertThat(path.lastText()).contains("Thank you for your reply", "Lindenbaum Mobile, version 7.0")
                .doesNotContain("still could not find your purchase");
        path.reply("I told you.");
        path.task(SupportRequest.VERIFY_PURCHASE_TASK, "commercial-support");
        assertThat(path.variable(SupportRequest.VERIFY_PURCHASE_TASK, "otherPurchases")).asString()
                .contains("Lindenbaum Mobile, version 7.0", key("LM"));
        path.complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", false));
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL);
        assertThat(path.lastText()).contains("for another product", "Lindenbaum Mobile, version 7.0")
                .doesNotContain("could not find your purchase.");
    }

    private record Owned(String product, String version, int daysAgo) {

        String name() {
            return product.equals(PathFixture.PRODUCT) ? "Lindenbaum" : "Lindenbaum Mobile";
        }
    }

    /** Whatever is known of a customer, no letter says anything of it that the data do not. */
    @Test
    void everySentenceAboutPurchasesIsTrueOfTheData() {
        var desktop = new Owned(PathFixture.PRODUCT, "2026", 40);
        var expired = new Owned(PathFixture.PRODUCT, "2025", 800);
        var mobile = new Owned(PathFixture.MOBILE, "7.0", 50);
        var expiredMobile = new Owned(PathFixture.MOBILE, "6.0", 900);
        List<List<Owned>> holdings = List.of(List.of(), List.of(desktop), List.of(expired), List.of(mobile),
                List.of(expiredMobile), List.of(expired, mobile), List.of(desktop, expiredMobile),
                List.of(mobile, expiredMobile));
        List<String> products = new ArrayList<>(List.of(PathFixture.PRODUCT, PathFixture.MOBILE, "discontinued"));
        products.add(null);
        for (String language : List.of("en", "fr")) {
            for (String product : products) {
                for (List<Owned> owned : holdings) {
                    for (List<Owned> quoted : "fr".equals(language) ? List.of(holdings.get(0), holdings.get(3))
                            : holdings.subList(0, 5)) {
                        path.begins();
                        path.triageSays(Kind.USE, product, null, language);
                        tellsTheTruth(product, owned, quoted, language);
                        path.withdraw();
                    }
                }
            }
        }
    }

    private void tellsTheTruth(String product, List<Owned> owned, List<Owned> quoted, String language) {
        String what = language + ", about " + product + ", owns " + owned + ", quotes " + quoted;
        owned.forEach(each -> buy(each, "OWN", path.customer));
        quoted.forEach(each -> buy(each, "KEY", "other-" + path.customer));
        path.begin("How do I merge two people?" + (quoted.isEmpty() ? "" : " My key: " + key("KEY", quoted.get(0))));
        List<Owned> known = new ArrayList<>(owned);
        known.addAll(quoted);
        boolean inCatalogue = product != null && !product.equals("discontinued");
        List<Owned> fitting = known.stream().filter(each -> !inCatalogue || each.product().equals(product)).toList();
        Owned best = fitting.stream().min(Comparator.comparing(Owned::daysAgo)).orElse(null);
        if (best != null && best.daysAgo() < 730) {
            path.task(SupportRequest.ANSWER_TASK, "usage-support");
            assertThat(path.mails()).as(what).allMatch(mail -> mail.purpose() == Purpose.RECEIPT);
            return;
        }
        String text = path.lastText();
        boolean french = language.equals("fr");
        if (best != null) {
            assertThat(path.lastMail()).as(what).isEqualTo(Purpose.REFUSAL);
            assertThat(text).as(what).contains((french ? "Produit\u00a0: " : "Product: ") + best.name() + "\n",
                    (french ? "Version de votre licence\u00a0: " : "Version of your licence: ") + best.version(),
                    day(best, language));
            return;
        }
        for (int attempt = 1; attempt <= 2; attempt++) {
            text = path.lastText();
            assertThat(path.lastMail()).as(what).isEqualTo(Purpose.PROOF_REQUEST);
            saysWhatWasFound(text, known, language, what);
            assertThat(text.contains(french ? "nous n’en trouvons aucun à votre adresse" : "none under your address"))
                    .as(what).isEqualTo(known.isEmpty() && attempt == 1);
            path.reply("I do not know.");
        }
        path.complete(SupportRequest.VERIFY_PURCHASE_TASK, Map.of("purchaseVerified", false));
        assertThat(path.lastMail()).as(what).isEqualTo(Purpose.REFUSAL);
        saysWhatWasFound(path.lastText(), known, language, what);
        assertThat(path.lastText().contains(french ? "Nous n’avons pas retrouvé votre achat."
                : "We could not find "
                        + "your purchase."))
                .as(what).isEqualTo(known.isEmpty());
    }

    private static void saysWhatWasFound(String text, List<Owned> known, String language, String what) {
        for (Owned each : known) {
            assertThat(text).as(what).contains(each.name() + ", version " + each.version(), day(each, language));
        }
        if (known.isEmpty()) {
            assertThat(text).as(what).doesNotContain(", version ");
        }
    }

    private void buy(Owned owned, String prefix, String address) {
        path.bought(owned.product(), key(prefix, owned), address, owned.version(), day(owned));
    }

    private static LocalDate day(Owned owned) {
        return LocalDate.parse("2026-11-20").minusDays(owned.daysAgo());
    }

    private static String day(Owned owned, String language) {
        return day(owned).format(DateTimeFormatter.ofPattern("d MMMM yyyy",
                Locale.forLanguageTag(language))).replaceFirst("^1 (?=\\p{Ll})", "fr".equals(language)
                        ? "1er "
                        : "1 ");
    }

    private String key(String prefix, Owned owned) {
        return key(prefix + owned.version().replace(".", "") + owned.daysAgo());
    }

    private String key(String prefix) {
        return prefix + "-" + path.customer.substring(0, 8).toUpperCase(Locale.ROOT) + "-7";
    }

    @Test
    void whatAPersonEntersOfAPurchaseIsChecked() {
        String others = key("OTHER");
        path.bought(PathFixture.PRODUCT, others, "other-" + path.customer, "2026", path.today());
        toVerify();
        entered("", null, null, null, "licence key or order number");
        entered("-", null, null, null, "licence key or order number");
        entered(key("NEW"), null, null, null, "not known yet", "product, version and date of purchase");
        entered(key("NEW"), "lindenbaum", "2026", null, "date of purchase");
        entered(key("NEW"), "lindenbaum", "2026", "yesterday", "date of purchase");
        entered(key("NEW"), "Linde", "2026", "2026-11-02", "no product \"Linde\"", "lindenbaum");
        entered(key("NEW"), "lindenbaum", "2027", "2026-11-02", "no version \"2027\" of Lindenbaum", "2025, 2026");
        entered(key("NEW"), "lindenbaum", "2026", "2025-11-02", "Lindenbaum 2026 was released on 2025-11-03");
        entered(key("NEW"), "lindenbaum", "2026", "2026-11-21", "future");
        entered(others, null, null, null, "registered for other-" + path.customer, "not for " + path.customer);
        entered(others.toLowerCase(Locale.ROOT).replace("-", " "), null, null, null, "registered for other-");
        entered(others, "lindenbaum", "2025", "2025-11-02", "is known already", "2026");
        assertThat(licences.of(path.customer)).isEmpty();
        assertThat(path.decided("purchase")).isEmpty();

        path.complete(SupportRequest.VERIFY_PURCHASE_TASK,
                Map.of("purchaseVerified", true, "licenceKey", others, "otherCustomersLicence", true));
        assertThat(path.decided("purchase")).containsExactly("VERIFIED");
        assertThat(path.reasons("purchase")).singleElement().asString().contains(others, "other-" + path.customer);
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aPurchaseOnTheDayOfTheReleaseIsTaken() {
        toVerify();
        path.complete(SupportRequest.VERIFY_PURCHASE_TASK, entry(key("NEW"), "Lindenbaum", "2026", "2025-11-03"));
        assertThat(licences.of(path.customer)).singleElement()
                .satisfies(licence -> assertThat(licence.product()).isEqualTo("lindenbaum"));
    }

    private void toVerify() {
        path.begin();
        path.reply("I bought it, believe me.");
        path.reply("I lost the key.");
    }

    private void entered(String key, String product, String version, String day, String... says) {
        assertThatThrownBy(() -> path.complete(SupportRequest.VERIFY_PURCHASE_TASK, entry(key, product, version, day)))
                .satisfies(rejected -> assertThat(rejected.toString() + rejected.getCause()).contains(says));
        path.task(SupportRequest.VERIFY_PURCHASE_TASK, "commercial-support");
    }

    private static Map<String, Object> entry(String key, String product, String version, String day) {
        Map<String, Object> entry = new HashMap<>(Map.of("purchaseVerified", true, "licenceKey", key));
        entry.put("newLicenceProduct", product);
        entry.put("newLicenceVersion", version);
        entry.put("newLicencePurchasedOn", day);
        return entry;
    }

    @Test
    void aLicenceImportedAfterTheRefusalLiftsIt() {
        path.owns("2025", path.today().minusYears(3));
        path.begin();
        assertThat(path.lastMail()).isEqualTo(Purpose.REFUSAL);
        path.owns("2025", path.today().minusYears(3).plusDays(1));
        assertThat(path.decided("entitlement")).as("still over").containsExactly("EXPIRED");
        imported("2026");
        assertThat(path.decided("entitlement")).containsExactly("EXPIRED", "ENTITLED");
        assertThat(path.decided("facts")).containsExactly("CHANGED");
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aLicenceImportedWhileAProofIsAwaitedServesAsOne() {
        path.begin();
        imported("2026");
        assertThat(path.decided("entitlement")).containsExactly("NO_PURCHASE", "ENTITLED");
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aPurchaseThatTurnsOutToBeOverIsRefusedAsThat() {
        path.begin();
        path.owns("2025", path.today().minusYears(3));
        assertThat(path.decided("entitlement")).containsExactly("NO_PURCHASE", "EXPIRED");
        assertThat(path.lastText()).contains("The support period after your purchase is over.");
    }

    @Test
    void theManagerSeesTheLicenceThatWasImportedAndHasItCheckedAgain() {
        path.owns("2025", path.today().minusYears(3));
        path.begin();
        path.reply("But I bought it again!");
        int mails = path.mails().size();
        assertThatThrownBy(() -> path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "CHECK_AGAIN")))
                .hasMessageContaining("the refusal stands").hasMessageContaining("2025");
        imported("2026");
        assertThat(path.variable(SupportRequest.REVIEW_REFUSAL_TASK, "licensedVersion")).isEqualTo("2026");
        assertThat(path.variable(SupportRequest.REVIEW_REFUSAL_TASK, "supportUntil")).isEqualTo("2028-11-20");
        assertThat(path.toldAgain(SupportRequest.REVIEW_REFUSAL_TASK)).isEqualTo(2);
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "CHECK_AGAIN"));
        assertThat(path.decided("entitlement")).containsExactly("EXPIRED", "ENTITLED");
        assertThat(path.mails()).hasSize(mails);
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void aRefusalThatHasEndedIsTakenUpAgain() {
        path.owns("2025", path.today().minusYears(3));
        path.begin();
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.NOT_ENTITLED);
        imported("2026");
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
    }

    @Test
    void whoVerifiesAPurchaseSeesWhatIsKnownNow() {
        toVerify();
        path.bought(PathFixture.MOBILE, key("LM"), path.customer, "7.0", path.today());
        assertThat(path.variable(SupportRequest.VERIFY_PURCHASE_TASK, "otherPurchases")).asString()
                .contains("Lindenbaum Mobile, version 7.0");
        assertThat(path.toldAgain(SupportRequest.VERIFY_PURCHASE_TASK)).isEqualTo(2);
    }

    @Test
    void whatAManagerGrantedStaysWhateverIsKnownLater() {
        path.owns("2025", path.today().minusYears(3));
        path.begin();
        path.reply("It is only one day.");
        path.complete(SupportRequest.REVIEW_REFUSAL_TASK, Map.of("review", "GRANT", "remark", ""));
        imported("2026");
        assertThat(path.decided("entitlement")).containsExactly("EXPIRED", "GOODWILL");
    }

    @Test
    void theOneWhoAnswersIsToldToo() {
        path.owns("2025", path.today().minusDays(3));
        path.begin();
        imported("2026");
        assertThat(path.decided("facts")).containsExactly("CHANGED");
        assertThat(path.toldAgain(SupportRequest.ANSWER_TASK)).isEqualTo(2);
    }

    private void imported(String version) {
        path.bought(PathFixture.PRODUCT, key("NEW"), path.customer, version, path.today());
    }
}
