package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.entitlement.Licences;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
}
