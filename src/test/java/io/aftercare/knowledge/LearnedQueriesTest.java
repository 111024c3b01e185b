package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.knowledge.KnowledgeFixture.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What customers called it makes others find the article, and an article that did not help is not offered again. */
class LearnedQueriesTest {

    private static final List<String> ADA = List.of("Ada Byron", "ada@example.org");
    private static final String SPARROWS =
            "Sparrows\nHello,\nthe grey sparrows on my fan chart look squashed. Call +33 6 12 34 56 78.\n"
                    + "Regards\nAda Byron";

    @TempDir
    private Path data;
    private KnowledgeFixture fixture;
    private Node node;

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    @Test
    void aSolvedRequestMakesAWordingByWhichOthersFindTheArticle() {
        begin(KnowledgeFixture.onH2());
        assertThat(found("squashed grey sparrows")).doesNotContain("guide:pictures");
        long request = solved("guide:pictures", SPARROWS);
        assertThat(node.learning().learnedQueries().of("guide:pictures")).singleElement().satisfies(wording -> {
            assertThat(wording.text()).isEqualTo("Sparrows. the grey sparrows on my fan chart look squashed. Call.");
            assertThat(wording.request()).isEqualTo(request);
        });
        assertThat(found("squashed grey sparrows")).startsWith("guide:pictures");
        assertThat(node.knowledge().search("My sparrows are grey and squashed on the fan chart, why?", "en", 3).get(0)
                .confident())
                .isTrue();
    }

    @Test
    void aCodeThatACustomerSawFindsTheArticleThatHelped() {
        begin(KnowledgeFixture.onH2());
        assertThat(found("LB-4719")).isEmpty();
        solved("guide:pictures", "Sparrows\nThe grey sparrows on my fan chart look squashed and it says LB-4719."
                + " My order is AB-20417.");
        assertThat(learnedQueries()).singleElement().asString().contains("LB-4719").doesNotContain("AB-20417");
        assertThat(found("LB-4719")).startsWith("guide:pictures");
        assertThat(found("What does lb 4719 mean for my tree?")).startsWith("guide:pictures");
        Hit learned = first("The grey sparrows on my fan chart look squashed and it says LB-4719.");
        assertThat(learned.article().id()).isEqualTo("guide:pictures");
        assertThat(learned.score()).isGreaterThan(0.95);
        assertThat(learned.confident()).isTrue();
        // Nobody has learned what this one means: the same words do not make up for it.
        Hit unknown = first("The grey sparrows on my fan chart look squashed and it says LB-4718.");
        assertThat(unknown.score()).isLessThanOrEqualTo(ArticleSearch.WITHOUT_THE_CODE);
        assertThat(unknown.confident()).isFalse();
    }

    private Hit first(String question) {
        return node.knowledge().search(question, "en", 3).get(0);
    }

    @Test
    void aCodeThatWasLearnedInOneLanguageServesTheTranslation() {
        begin(KnowledgeFixture.onH2());
        node.imports().importMarkdown(Map.of("a.md", text("---\ntitle: Squashed birds\nlanguage: en\n"
                + "translation: birds\n---\nChoose a larger box."), "b.md",
                text("---\ntitle: Oiseaux aplatis\nlanguage: fr\ntranslation: birds\n---\n"
                        + "Choisissez une plus grande case.")),
                "twins", null, true);
        long request = solved("twins:a", "Sparrows\nThe grey sparrows on my fan chart are flat, it says LB-4719.");
        assertThat(node.knowledge().search("J'ai l'erreur LB-4719, que faire ?", "fr", 3))
                .extracting(hit -> hit.article().id()).startsWith("twins:b");
        assertThat(node.knowledge().search("J'ai l'erreur LB-4718, que faire ?", "fr", 3)).isEmpty();
        node.learning().feedback().notSolved(request);
        fixture.refresh(node);
        assertThat(node.knowledge().search("J'ai l'erreur LB-4719, que faire ?", "fr", 3)).isEmpty();
    }

    @Test
    void aWordingIsFoundByItsMeaningToo() {
        begin(KnowledgeFixture.byEmbedding());
        String asked = "Why do the little birds appear flattened?";
        assertThat(found(asked)).doesNotContain("guide:pictures");
        int parts = node.vectors().size();
        solved("guide:pictures", SPARROWS);
        assertThat(node.vectors().size()).isEqualTo(parts + 1);
        assertThat(found(asked)).startsWith("guide:pictures");
        assertThat(confident("Little grey birds of my fan chart appear flattened, why?")).isTrue();
    }

    @Test
    void anAgentRemovesAWordingForGood() {
        begin(KnowledgeFixture.onH2());
        long request = solved("guide:pictures", SPARROWS);
        long wording = node.learning().learnedQueries().of("guide:pictures").get(0).id();
        assertThat(node.learning().learnedQueries().remove("guide:merge", wording, "amy")).isFalse();
        assertThat(node.learning().learnedQueries().remove("guide:pictures", wording, "amy")).isTrue();
        assertThat(node.learning().learnedQueries().remove("guide:pictures", wording, "amy")).isFalse();
        fixture.refresh(node);
        assertThat(found("squashed grey sparrows")).doesNotContain("guide:pictures");
        assertThat(fixture.jdbc.sql("select text_body from learned_query").query(String.class).single()).isEmpty();
        node.learning().feedback().mailed(request, SPARROWS, ADA, "en", List.of("guide:pictures"));
        node.learning().feedback().solved(request);
        assertThat(node.learning().learnedQueries().of("guide:pictures")).isEmpty();
    }

    @Test
    void wordingsGoWithTheArticleAndWithTheRequest() {
        begin(KnowledgeFixture.onH2());
        long request = solved("guide:pictures", SPARROWS);
        solved("guide:merge", "The twin ghosts in my pedigree haunt me");
        fixture.jdbc.sql("delete from request where id = :id").param("id", request).update();
        fixture.refresh(node);
        assertThat(found("squashed grey sparrows")).doesNotContain("guide:pictures");
        assertThat(fixture.jdbc.sql("select count(*) from article_offer").query(Long.class).single()).isEqualTo(2);
        assertThat(fixture.jdbc.sql("select count(*) from article_offer_question").query(Long.class).single())
                .isEqualTo(1);
        fixture.change(node, () -> fixture.articles.delete("guide:merge"));
        assertThat(fixture.jdbc.sql("select count(*) from learned_query").query(Long.class).single()).isZero();
    }

    @Test
    void likeWordingsAndEmptyOnesAreNotLearnedAndTheMostDifferentAreKept() {
        begin(KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", "false",
                "aftercare.knowledge.learning.wordings-per-article", "2")));
        solved("guide:pictures", "It fails");
        solved("guide:pictures", SPARROWS);
        solved("guide:pictures", "Sparrows\nThe grey sparrows on a fan chart look squashed, call!");
        assertThat(learnedQueries()).hasSize(1);
        solved("guide:pictures", "My uncle's moustache is cropped off the portrait");
        solved("guide:pictures", "My uncle's beard and moustache is cropped off the portrait completely");
        assertThat(learnedQueries()).containsExactly(
                "My uncle's beard and moustache is cropped off the portrait completely",
                "Sparrows. the grey sparrows on my fan chart look squashed. Call.");
    }

    @Test
    void whatIsHardlyMoreThanNamesAndNumbersIsNotKept() {
        begin(KnowledgeFixture.onH2());
        for (String shell : List.of("My name is Ada Byron and I live in London. Please call me soon.",
                "Order 4711\nMy name is Ada Byron, my order number is 4711 and my address is 12 Baker Street. It is "
                        + "urgent.",
                "Problem\nMy licence key is HM26-A1B2-C3D4-E5F6 and my customer number 88121. I have a problem.")) {
            solved("guide:pictures", shell);
        }
        assertThat(learnedQueries()).isEmpty();
        solved("guide:pictures",
                "My name is Ada Byron. My licence key HM26-A1B2-C3D4-E5F6 is refused after reinstalling.");
        assertThat(learnedQueries()).singleElement().asString().contains("refused after reinstalling")
                .doesNotContain("Ada", "HM26");
    }

    @Test
    void inFrenchTooWhatIsHardlyMoreThanNamesAndNumbersIsNotKept() {
        begin(KnowledgeFixture.onH2());
        node.imports().importMarkdown(Map.of("images.md", text("# Images d'un tableau\n\nChoisissez leur taille.")),
                "aide", "fr", true);
        solved("aide:images",
                "Commande\nJe m'appelle Ada Byron, ma commande n° 8812 et mon téléphone est le 06 12 34 56 78. C'est "
                        + "urgent.");
        assertThat(node.learning().learnedQueries().of("aide:images")).isEmpty();
        solved("aide:images", "Je m'appelle Ada Byron. Les moineaux gris de mon éventail sont écrasés.");
        assertThat(node.learning().learnedQueries().of("aide:images")).hasSize(1);
    }

    @Test
    void aWordingMakesOnlyItsOwnArticleBeLookedAt() {
        begin(KnowledgeFixture.byEmbedding());
        int parts = node.vectors().size();
        // Another article was changed, of which the node has not been told yet.
        fixture.jdbc.sql("update article set text_body = :text where id = 'guide:merge'")
                .param("text", IntStream.range(0, 60)
                        .mapToObj(step -> "Compare the two people before you do step " + step + ".")
                        .collect(Collectors.joining(" ")))
                .update();
        long request = solved("guide:pictures", SPARROWS);
        assertThat(node.vectors().size()).isEqualTo(parts + 1);
        node.learning().feedback().notSolved(request);
        fixture.refresh(node);
        assertThat(node.vectors().size()).as("and when it is taken back").isEqualTo(parts);
        solved("guide:pictures", SPARROWS);
        fixture.change(node, () -> {});
        assertThat(node.vectors().size()).isGreaterThan(parts + 2);
    }

    @Test
    void anAgentsAnswerThatLeadsToAnArticleTeachesItAndACustomerWhoComesBackUnteachesIt() {
        begin(KnowledgeFixture.onH2());
        long request = fixture.request();
        node.learning().feedback().answered(request, SPARROWS, ADA,
                "Please see https://help.aftercare.example/articles/guide:pictures. Kind regards");
        assertThat(learnedQueries()).hasSize(1);
        node.learning().feedback().notSolved(request);
        assertThat(learnedQueries()).isEmpty();
        node.learning().feedback().answered(fixture.request(), SPARROWS, ADA, "Choose File, then Print.");
        assertThat(learnedQueries()).isEmpty();
    }

    @Test
    void anAgentsAnswerTeachesByALinkCopiedFromASearchAndIsSentWhateverItsLinksLookLike() {
        begin(KnowledgeFixture.onH2());
        node.learning().feedback().answered(fixture.request(), SPARROWS, ADA,
                "See https://help.aftercare.example/articles/100%-sure.");
        assertThat(learnedQueries()).isEmpty();
        node.learning().feedback().answered(fixture.request(), SPARROWS, ADA,
                "See https://help.aftercare.example/articles/guide:pictures?q=squashed#helped");
        assertThat(learnedQueries()).hasSize(1);
    }

    @Test
    void anArticleThatDidNotHelpIsNotOfferedForNearlyTheSameWordsAgain() {
        begin(KnowledgeFixture.onH2());
        String asked = "Merge duplicates\nHow do I merge duplicate people in my tree?";
        assertThat(offered(asked)).isTrue();
        for (int customer = 0; customer < 5; customer++) {
            long request = fixture.request();
            node.learning().feedback().mailed(request, asked, ADA, "en", List.of("guide:merge"));
            fixture.refresh(node);
            assertThat(offered(asked)).as("neither silence nor a few refusals decide").isTrue();
            node.learning().feedback().notSolved(request);
            fixture.refresh(node);
        }
        assertThat(offered(asked)).isFalse();
        assertThat(offered("How would I merge the duplicate people of my tree?")).isFalse();
        assertThat(offered("Two records of the same person: merge duplicate people?")).isTrue();
        assertThat(found(asked)).as("who searches finds it still").startsWith("guide:merge");
        solved("guide:merge", asked);
        assertThat(offered(asked)).as("another was helped").isTrue();
    }

    @Test
    void votesOfReadersAreLimitedAndForbidNothingAlone() {
        begin(KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", "false",
                "aftercare.knowledge.learning.votes-per-day", "12")));
        String asked = "How do I merge duplicate people in my tree?";
        for (int i = 0; i < 30; i++) {
            node.learning().feedback().didNotHelp("guide:merge", asked);
        }
        node.learning().feedback().helped("guide:pictures", null);
        node.learning().feedback().helped("guide:none", asked);
        fixture.refresh(node);
        assertThat(offered(asked)).isTrue();
        assertThat(node.learning().records().tally("guide:merge").orElseThrow().votedUseless()).isEqualTo(12);
        assertThat(node.learning().records().tally("guide:pictures").orElseThrow().votedHelpful()).isEqualTo(1);
        assertThat(fixture.jdbc.sql("select count(*) from learned_query").query(Long.class).single()).isZero();
    }

    @Test
    void aFormClosedAsAnsweredCountsButTeachesNoWords() {
        begin(KnowledgeFixture.onH2());
        String asked = "How do I merge duplicate people in my tree?";
        node.learning().feedback().shown("a", asked, ADA, "en", List.of("guide:merge"));
        node.learning().feedback().shown("a", asked + " Please.", ADA, null, List.of("guide:merge"));
        node.learning().feedback().formSolved("a");
        node.learning().feedback().shown("b", asked, ADA, "", List.of("guide:merge"));
        node.learning().feedback().formNotSolved("b", fixture.request());
        node.learning().feedback().shown("c", asked, ADA, "en", List.of("guide:merge"));
        assertThat(node.learning().records().months()).containsExactly(
                new ArticleRecords.Month("2026-05", "en", 3, 1, 1, 1, 0.5));
        assertThat(fixture.jdbc.sql("select count(*) from learned_query").query(Long.class).single()).isZero();
    }

    private void begin(KnowledgeFixture begun) {
        fixture = begun;
        node = fixture.node(data);
        node.imports().importMarkdown(Map.of(
                "pictures.md",
                text("# Pictures on a chart\n\nChoose the size of pictures in the settings of the chart."),
                "merge.md",
                text("# Merge duplicate people\n\nOpen Tools, choose Merge, and compare the duplicates one by one. "
                        + "People who are the same become one person in your tree."),
                "invoice.md", text("# Find an invoice\n\nYour invoices are in your account under Orders.")), "guide",
                "en", true);
        node.vectors().await(120);
    }

    private static byte[] text(String markdown) {
        return markdown.getBytes(StandardCharsets.UTF_8);
    }

    private long solved(String article, String question) {
        long request = fixture.request();
        node.learning().feedback().mailed(request, question, ADA, "en", List.of(article));
        node.learning().feedback().solved(request);
        fixture.refresh(node);
        return request;
    }

    private boolean offered(String question) {
        return node.knowledge().search(question, "en", 3).stream()
                .anyMatch(hit -> hit.article().id().equals("guide:merge") && hit.confident());
    }

    private String[] found(String question) {
        return node.knowledge().search(question, "en", 3).stream().map(hit -> hit.article().id())
                .toArray(String[]::new);
    }

    private boolean confident(String question) {
        Hit first = node.knowledge().search(question, "en", 3).get(0);
        return first.article().id().equals("guide:pictures") && first.confident();
    }

    private List<String> learnedQueries() {
        return node.learning().learnedQueries().of("guide:pictures").stream().map(LearnedQueries.LearnedQuery::text)
                .toList();
    }
}
