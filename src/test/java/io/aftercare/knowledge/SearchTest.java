package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Search takes whatever a mail may hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {

    private KnowledgeBase knowledge;

    @BeforeAll
    void importArticles(@TempDir Path data) {
        KnowledgeFixture.Node node = KnowledgeFixture.onH2().node(data);
        knowledge = node.knowledge();
        node.imports().importMarkdown(Questions.articles(), Questions.SOURCE, null, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"merge AND (duplicates OR", "title_en:* [a TO", "\"merge", "merge~ ^9 -duplicates !", "a/b\\c",
                    "\uD800 merge \uDFFF", "merge\u0000duplicates", "\u202Emerge duplicates", "😀😀 merge", "\n\n\n",
                    "?", "\t-- \n>",
                    "%s %n {0} ${x}", "Re: Re: \n-- \n"})
    void takesAnyCharacters(String query) {
        assertThat(knowledge.search(query, "en", 5)).hasSizeLessThanOrEqualTo(5)
                .allSatisfy(hit -> assertThat(hit.passage()).isNotNull());
        assertThat(knowledge.search(query, null, 5)).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void findsArticlesOfWhichOneHasNoWordInItsText(@TempDir Path other) {
        KnowledgeFixture.Node node = KnowledgeFixture.onH2().node(other);
        KnowledgeBase few = node.knowledge();
        node.imports().importMarkdown(Map.of("a.md", "# Install Lindenbaum\n\n…".getBytes(StandardCharsets.UTF_8),
                "b.md", "# Lindenbaum prints\n\nPrint your charts.".getBytes(StandardCharsets.UTF_8)), null, "en",
                true);
        assertThat(few.search("install lindenbaum", "en", 5)).extracting(hit -> hit.article().title())
                .containsExactly("Install Lindenbaum", "Lindenbaum prints");
    }

    @Test
    void takesRandomCharacters() {
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(300), 0, 0x3000).forEach(character -> text.append((char) character));
            knowledge.search("merge " + text, round % 2 == 0 ? "fr" : null, 3).forEach(Hit::passage);
        }
    }

    @Test
    void takesAWholeMailOfAnyLengthInShortTime() {
        var random = new Random(42);
        var story = new StringBuilder("Merge duplicates?\nHow do I merge duplicate people?\n");
        while (story.length() < 300_000) {
            story.append(Integer.toString(random.nextInt(1 << 30), 36)).append(random.nextInt(9) == 0 ? ".\n" : " ");
        }
        knowledge.search(story.toString(), "en", 5);
        long begin = System.nanoTime();
        List<Hit> hits = knowledge.search(story.toString(), "en", 5);
        hits.forEach(Hit::passage);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(hits.get(0).article().id()).isEqualTo("guide:en-merge-duplicates");
    }

    @Test
    void searchesFast() {
        String mail = Questions.in("en").get(1).text();
        for (int warm = 0; warm < 50; warm++) {
            knowledge.search(mail, "en", 5);
        }
        long begin = System.nanoTime();
        for (int round = 0; round < 100; round++) {
            knowledge.search(mail, "en", 5);
        }
        Duration each = Duration.ofNanos((System.nanoTime() - begin) / 100);
        System.out.println("Search of a mail: " + each.toNanos() / 1000 + " µs");
        assertThat(each).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void boundsTheNumberOfHits() {
        assertThat(knowledge.search("tree file arbre fichier", null, 1000)).hasSize(50);
        assertThat(knowledge.search("tree file", "en", 0)).hasSize(1);
        assertThat(knowledge.search("tree file", "en-GB", 3)).hasSize(3);
        assertThat(knowledge.search("tree file", "xx", 3)).isEmpty();
    }

    @Test
    void looksForThePassageOnlyWhenItIsAskedFor(@TempDir Path other) {
        var fixture = KnowledgeFixture.onH2();
        KnowledgeFixture.Node node = fixture.node(other);
        KnowledgeBase few = node.knowledge();
        node.imports().importMarkdown(
                Map.of("a.md", "# Print a chart\n\nChoose Print.".getBytes(StandardCharsets.UTF_8)), null, "en", true);
        // An article of which no passage can be made.
        fixture.jdbc.sql("alter table article alter column html_body set null").update();
        fixture.jdbc.sql("update article set html_body = null").update();
        Hit hit = few.search("print a chart", "en", 1).get(0);
        assertThatThrownBy(hit::passage).isInstanceOf(RuntimeException.class);
    }

    @Test
    void showsThePassageThatAnswers() {
        Hit hit = knowledge
                .search("How do I undo the merge when I merged the wrong people after closing the file?", "en", 1)
                .get(0);
        assertThat(hit.article().id()).isEqualTo("guide:en-merge-duplicates");
        assertThat(hit.passage()).contains("If you merged the wrong people", "Edit > Undo")
                .hasSizeLessThanOrEqualTo(401)
                .doesNotContain("<", "**");
        assertThat(hit.passage().split("\n…\n")).allMatch(hit.article().text()::contains);
    }

    @Test
    void everyPassageOfEveryArticleIsMadeOfWholeSentencesAndWholeLists() {
        assertThat(knowledge.all(null)).hasSize(68).allSatisfy(article -> {
            for (String asked : List.of(article.title(), "Does it work if you then choose the file?",
                    "que faire si le fichier manque")) {
                String passage = knowledge.passage(article, asked, null);
                assertThat(passage).isNotBlank().hasSizeLessThan(Excerpts.LONGEST + 150);
                PassagesTest.isWhole(passage);
                List<String> all = article.text().lines().toList();
                List<String> steps = passage.lines().filter(line -> isStep(article, line)).toList();
                if (steps.size() > 1) {
                    int first = all.indexOf(steps.get(0));
                    int last = all.indexOf(steps.get(steps.size() - 1));
                    assertThat(all.subList(first, last + 1)).isEqualTo(steps);
                    assertThat(first > 0 && isStep(article, all.get(first - 1))).as(passage).isFalse();
                    assertThat(last + 1 < all.size() && isStep(article, all.get(last + 1))).as(passage).isFalse();
                }
            }
        });
    }

    private static boolean isStep(Article article, String line) {
        return line.matches("(?:\\d+\\.|-) .*") && !article.html().contains(">" + line + "</h");
    }

    @Test
    void readsPastQuotesGreetingsAndSignatures() {
        CustomerQuestion question = CustomerQuestion.of("""
                Re: RE: TR: Print
                Dear team,

                how do I print
                a chart?

                Thank you, Anna

                On 3 May 2026 at 10:12, Support wrote:
                > your invoice
                --\u0020
                Anna Smith, Best Antivirus Ltd""", 6000);
        assertThat(question.subject()).isEqualTo("Print");
        assertThat(question.sentences()).containsExactly("how do I print a chart?");
    }

    @Test
    void readsLinesWithMarksThatNothingIntroducesAsTheCustomersOwn() {
        assertThat(CustomerQuestion.of("""
                Print
                The program says

                > It stops with error 17
                > when a chart is printed

                What now?""", 6000).sentences())
                .containsExactly("The program says", "It stops with error 17 when a chart is printed",
                        "What now?");
        assertThat(CustomerQuestion.of("""
                Print
                Am 05.03.2024 um 09:12 schrieb Support:
                > Which version?
                2026
                > Which printer?
                A laser printer""", 6000).sentences()).containsExactly("2026", "A laser printer");
    }

    @Test
    void looksUpArticlesInTheOrderAskedFor() {
        assertThat(knowledge.byId(List.of("guide:fr-add-marriage", "guide:none", "guide:en-add-marriage",
                "guide:fr-add-marriage"))).extracting(Article::id)
                .containsExactly("guide:fr-add-marriage", "guide:en-add-marriage");
        assertThat(knowledge.byId(List.of())).isEmpty();
        assertThat(knowledge.article("guide:none")).isEmpty();
        assertThat(knowledge.all("fr")).hasSize(34).allMatch(article -> article.language().equals("fr"));
        assertThat(knowledge.all(null)).hasSize(68);
    }
}
