package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.embedding.EmbeddingProperties;
import io.aftercare.embedding.PlayedSentenceModel;
import io.aftercare.embedding.SentenceModels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an article is quoted with, so that a customer sees why it is offered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PassagesTest {

    private static final String STEPS =
            "<ol><li>Open the chart.</li><li>Choose <b>Print</b>.</li><li>Take the zebra paper.</li></ol>";

    private SentenceModels models;
    private Passages passages;

    @BeforeAll
    void withTheEnglishModel(@TempDir Path data) {
        models = new SentenceModels(new EmbeddingProperties(true, Map.of()), data);
        models.load(Set.of("en"));
        passages = new Passages(new Analysis(), models);
    }

    @Test
    void aListIsQuotedWholeWithWhatLeadsUpToIt() {
        assertThat(quoted("<h2>Printing</h2><p>It is easy. Do this:</p>" + STEPS + "<p>" + filler(4) + "</p>",
                "zebra paper"))
                .startsWith(
                        "Printing\nIt is easy. Do this:\n1. Open the chart.\n2. Choose Print.\n3. Take the zebra "
                                + "paper.");
    }

    @Test
    void ofALongListOneWholeStepIsQuotedAndNotSomeOfThem() {
        String list = "<ol><li>" + filler(3) + "</li><li>" + filler(3) + "</li><li>Feed the zebra.</li><li>" + filler(3)
                + "</li></ol>";
        assertThat(quoted("<p>Do this:</p>" + list, "zebra")).isEqualTo("3. Feed the zebra.");
    }

    @Test
    void aNestedListAndAStepOfSeveralParagraphsAreOneList() {
        String list =
                "<ol><li><p>Open it.</p><p>It takes a while.</p><ul><li>on Windows</li><li>on a Mac</li></ul></li>"
                        + "<li>Feed the zebra.</li></ol>";
        assertThat(quoted(list, "zebra"))
                .isEqualTo("1. Open it.\nIt takes a while.\n- on Windows\n- on a Mac\n2. Feed the zebra.");
    }

    @Test
    void sentencesAreWholeAlsoBehindAbbreviationsAndNumbers() {
        for (String sentence : List.of("Ask Dr. Zebra or M. Dupont, e.g. by mail.",
                "The zebra of St. Gallen is no. 5 in the list.",
                "Is it a zebra? yes, it is.", "Zebras were added in version 3.14 of the program.")) {
            assertThat(quoted("<p>" + filler(4) + " " + sentence + " " + filler(4) + "</p>", "zebra zebras"))
                    .contains(sentence)
                    .satisfies(PassagesTest::isWhole);
        }
    }

    @Test
    void whatHasNoSentencesIsCutBehindAWord() {
        String endless = "zebra ".repeat(300);
        assertThat(quoted("<p>" + endless + "</p>", "zebra")).hasSizeLessThanOrEqualTo(Excerpts.LONGEST + 1)
                .endsWith("zebra…");
        assertThat(quoted("<p>" + "z".repeat(3000) + "</p>", "zebra")).hasSizeLessThanOrEqualTo(Excerpts.LONGEST + 1);
    }

    @Test
    void loosePiecesQuotationsAndTablesAreQuotedToo() {
        assertThat(quoted("Loose <b>zebra</b> words.<br>More.", "zebra")).isEqualTo("Loose zebra words.\nMore.");
        assertThat(quoted("<blockquote><p>" + filler(5) + "</p><p>A zebra said so.</p></blockquote>", "zebra"))
                .contains("A zebra said so.");
        assertThat(quoted("<table><tr><th>Animal</th><th>Colour</th></tr><tr><td>zebra</td><td>both</td></tr></table>",
                "zebra"))
                .isEqualTo("Animal | Colour\nzebra | both");
        assertThat(quoted("<blockquote>".repeat(20_000) + "<p>A zebra said so.</p>", "zebra"))
                .contains("A zebra said so.");
        assertThat(quoted("", "zebra")).isEmpty();
    }

    /** What is wrong the customer knows; what to do about it is quoted, however the article says it. */
    @Test
    void theStepsAreQuotedAndNotTheIntroduction() {
        String introduction = "<p>The printer prints a blank zebra page when the zebra driver is old.</p>";
        String elsewhere = "<h2>Watch out</h2><ul><li>Ink is dear.</li></ul><h2>Who helps</h2><p>The maker.</p>";
        for (String steps : List.of(STEPS, "<p>Do this:</p><ul><li>Open the chart.</li><li>Print.</li></ul>",
                "<p>1. Open the chart.</p><p>2. Choose Print.</p>",
                "<p>Step 1: Open the chart.</p><p>Step 2: Print.</p>",
                "<p>1) Open the chart.<br>2) Print.</p>",
                "<ol><li>Open the chart. " + filler(4) + "</li><li>" + filler(5) + "</li></ol>")) {
            for (String begin : List.of(introduction, "<h2>Symptoms</h2>" + introduction,
                    "<h2>Présentation :</h2>" + introduction)) {
                for (boolean byMeaning : List.of(true, false)) {
                    Article article = article("en", begin + "<h2>Putting it right</h2>" + steps + elsewhere);
                    CustomerQuestion asked = question("The printer prints a blank zebra page");
                    assertThat(byMeaning ? passages.byEmbedding(article, asked, "en")
                            : passages.byWords(article, asked)).as(steps).contains("Open the chart")
                            .doesNotContain("blank zebra");
                }
            }
        }
    }

    @Test
    void whereAnotherSectionAnswersItsStepsOrWordsAreQuoted() {
        String html = "<p>Two people are merged like that.</p><h2>Merging</h2>" + STEPS.replace("zebra", "white")
                + "<h2>Wrong people merged</h2><p>Take the zebra back by undoing it.</p><h2>Zebra colours</h2>"
                + "<p>Colours are chosen at will.</p><ol><li>Open colours.</li></ol>";
        assertThat(quoted(html, "take back, undoing"))
                .isEqualTo("Wrong people merged\nTake the zebra back by undoing it.");
        assertThat(quoted(html, "colours at will")).contains("1. Open colours.");
        assertThat(quoted("<p>A zebra has stripes.</p><h2>Food</h2><p>It eats grass.</p>", "zebra stripes"))
                .isEqualTo("A zebra has stripes.");
    }

    /** What people have labelled in sets of questions; {@code PassageBench} measures all of them. */
    @Test
    void theSentenceThatAnswersIsShown() {
        for (String set : List.of("en-router", "en-bookkeeping", "fr-compta", "fr-admin")) {
            List<LabelledPassages.Labelled> labels = LabelledPassages.in(Questions.resource("sets/" + set));
            assertThat(labels.stream().filter(label -> label.answeredBy(passages.byWords(label.article(),
                    question(label.question())))).count()).as(set)
                    .isGreaterThanOrEqualTo(Math.round(0.9 * labels.size()));
        }
    }

    @Test
    void aFactBesideTheStepsIsShownWithThem() {
        String html = "<p>Submit the return like this.</p>" + STEPS + "<p>" + filler(2) + "</p>"
                + "<p>When the zebra office is busy, it is sent again every ten minutes.</p>";
        assertThat(quoted(html, "How often is it tried when the zebra office is busy?"))
                .contains("sent again every ten minutes");
        assertThat(quoted("<p>It needs 4 GB of zebra memory and a disk of its own, and nothing else.</p><h2>Setting it "
                + "up</h2>" + STEPS.replace("zebra", "white"), "zebra memory"))
                .contains("4 GB of zebra memory");
    }

    @Test
    void stepsAndLinesOfCodeAreNeverCut() {
        String step = "Enter the zebra. Then wait. " + filler(8);
        assertThat(quoted("<p>" + filler(4) + "</p><ol><li>Open it.</li><li>" + step + "</li></ol>", "zebra"))
                .isEqualTo("2. " + step);
        String command = "zebra --all. Name=x. " + "y".repeat(900);
        assertThat(quoted("<p>" + filler(4) + "</p><pre>" + command + "\nother. Line</pre>", "zebra"))
                .contains(command).doesNotContain("…\n");
        assertThat(
                quoted("<p>" + filler(3) + "</p><p>Enter this:</p><pre>zebra --all\nzebra --none</pre>", "zebra all"))
                .contains("Enter this:\nzebra --all\nzebra --none");
        String byHand =
                "<p>1. Open the list. It takes a while.</p><p>2. Take the zebra. Close it. " + filler(2) + "</p>";
        assertThat(quoted(byHand, "zebra"))
                .startsWith("1. Open the list. It takes a while.\n2. Take the zebra. Close it.");
    }

    @Test
    void aRowOfALongTableKeepsTheHeadsOfItsColumns() {
        String rows = "<tr><td>lion</td><td>" + filler(4) + "</td></tr>";
        assertThat(quoted("<table><thead><tr><th>Animal</th><th>Colour</th></tr></thead><tbody>" + rows + rows
                + "<tr><td>zebra</td><td>both</td></tr></tbody></table>", "zebra"))
                .isEqualTo("Animal | Colour\nzebra | both");
    }

    @Test
    void thePassageNearestInMeaningIsQuotedThoughItSharesNoWord() {
        Article article = article("en", "<h2>Payment</h2><p>Cards and transfers are accepted.</p><h2>Ending it</h2>"
                + "<p>Nobody has to stay: leave whenever you like.</p><h2>Delivery</h2><p>Parcels leave the same "
                + "day.</p>");
        assertThat(passages.byEmbedding(article, question("I want to cancel my membership"), "en"))
                .isEqualTo("Ending it\nNobody has to stay: leave whenever you like.");
        // By words alone there is nothing to go by but the beginning.
        assertThat(passages.byWords(article, question("My membership"))).startsWith("Payment");
    }

    @Test
    void aQuestionInALanguageTheModelDoesNotKnowIsMatchedByWords() {
        Article article = article("en", "<h2>Payment</h2><p>Cards and transfers are accepted.</p><h2>Errors</h2>"
                + "<p>The text \"Access violation at 00405F\" means that the file is locked.</p>");
        assertThat(passages.byEmbedding(article, question("Bonjour, que veut dire « Access violation » ?"), "fr"))
                .isEqualTo("Errors\nThe text \"Access violation at 00405F\" means that the file is locked.");
    }

    @Test
    void whereTheModelFailsTheWordsChoose() {
        Article article = article("en", "<p>" + filler(8) + "</p><p>Take the zebra paper.</p><p>" + filler(8) + "</p>");
        assertThat(new Passages(new Analysis(), PlayedSentenceModel.models()).byEmbedding(article,
                question("zebra paper for a " + PlayedSentenceModel.UNREADABLE), "en")).contains("zebra");
    }

    private String quoted(String html, String asked) {
        return passages.byWords(article("en", html), question(asked));
    }

    private static CustomerQuestion question(String text) {
        return CustomerQuestion.of(text, 6000);
    }

    private static Article article(String language, String html) {
        ArticleText text = ArticleText.of(html, null);
        return new Article("guide:a", "guide", "Title", language, null, null, text.text(), text.html(), Instant.EPOCH);
    }

    private static String filler(int sentences) {
        return ("Here is a sentence of about one hundred characters "
                + "that tells nothing about animals of any kind at all. ")
                .repeat(sentences).strip();
    }

    static void isWhole(String passage) {
        String[] lines = passage.split("\n");
        assertThat(lines[lines.length - 1]).as(passage)
                .matches("(?s).*(?:[.!?…»”\"']|^(?:\\d+\\.|-) .*|.* \\| .*|[\\p{L}\\p{N}]+)$");
    }
}
