package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.embedding.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which articles are offered as answers, and in which language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersTest {

    private static final String LOCKED = "Access violation at address 00405F in module lindenbaum";

    private KnowledgeBase knowledge;

    @BeforeAll
    void importArticles(@TempDir Path data) {
        KnowledgeFixture.Node node = KnowledgeFixture.onH2().node(data);
        knowledge = node.knowledge();
        var files = new TreeMap<String, byte[]>();
        write(files, "en/locked.md", LOCKED, "Another program holds the file. Close it.");
        write(files, "en/merge.md", "Merge duplicate people", "Choose People, then Merge.");
        write(files, "en/chart.md", "Print a wall chart", "Choose Documents, then Wall Chart.");
        write(files, "fr/fusion.md", "Fusionner des personnes en double", "Choisissez Personnes, puis Fusionner.");
        write(files, "fr/mural.md", "Imprimer un arbre mural", "Choisissez Documents, puis Arbre mural.");
        write(files, "fr/wall-chart.md", "Wall chart", "Wall chart est le nom anglais de l'arbre mural.");
        node.imports().importMarkdown(files, "guide", null, true);
    }

    @Test
    void theAskersLanguageComesFirst() {
        assertThat(knowledge.answers("Fusionner des personnes en double", "fr")).extracting(hit -> hit.article().id())
                .containsExactly("guide:fr-fusion");
        assertThat(knowledge.answers("Print a wall chart", "en")).isNotEmpty()
                .allMatch(hit -> hit.article().language().equals("en"));
        // The English article is surer, but a French one is confident, too.
        assertThat(knowledge.answers("Wall chart", "fr")).isNotEmpty()
                .allMatch(hit -> hit.article().language().equals("fr"));
    }

    @Test
    void anArticleFoundInAnotherLanguageIsGivenInTheAskersWhereItIsTranslated(@TempDir Path folder) {
        KnowledgeFixture.Node node = KnowledgeFixture.onH2().node(folder);
        var files = new TreeMap<String, byte[]>();
        files.put("a.md", ("---\ntitle: " + LOCKED + "\nlanguage: en\ntranslation: locked\n---\nAnother program "
                + "holds the file. Close it.").getBytes(StandardCharsets.UTF_8));
        files.put("b.md", ("---\ntitle: Fichier occupé\nlanguage: fr\ntranslation: locked\n---\n"
                + "Fermez l'autre programme.").getBytes(StandardCharsets.UTF_8));
        write(files, "en/merge.md", "Merge duplicate people", "Choose People, then Merge.");
        node.imports().importMarkdown(files, "guide", null, true);
        assertThat(node.knowledge().answers("Erreur\n" + LOCKED, "fr")).singleElement().satisfies(hit -> {
            assertThat(hit.article().title()).isEqualTo("Fichier occupé");
            assertThat(hit.confident()).isTrue();
            assertThat(hit.passage()).isEqualTo("Fermez l'autre programme.");
        });
        assertThat(node.knowledge().answers(LOCKED, "en")).first()
                .satisfies(hit -> assertThat(hit.article().id()).isEqualTo("guide:a"));
    }

    @Test
    void anotherLanguageServesOnlyWhereTheAskersIsNotKnown() {
        // No model reads both languages.
        assertThat(knowledge.answers("Erreur\n" + LOCKED, "fr")).isEmpty();
        assertThat(knowledge.answers(LOCKED, null)).extracting(hit -> hit.article().id())
                .containsExactly("guide:en-locked");
    }

    @Test
    void aPageInOneLanguageShowsArticlesOfAnotherByWordsOnlyToWhoMayAskInThat() {
        assertThat(knowledge.elsewhere("mural", "en", 3)).extracting(hit -> hit.article().id())
                .contains("guide:fr-mural");
        assertThat(knowledge.elsewhere("Comment imprimer un arbre mural ?", "en", 3)).extracting(
                hit -> hit.article().id()).contains("guide:fr-mural");
        // This is French and only quotes English words.
        assertThat(knowledge.elsewhere("Que dois-je faire quand il y a access violation ?", "fr", 3)).isEmpty();
        assertThat(knowledge.elsewhere("Where do I find the mural?", "en", 3)).isEmpty();
        assertThat(knowledge.elsewhere(" ", "en", 3)).isEmpty();
    }

    @Test
    void aListOfResultsShowsNoHeadingWithoutWhatStandsUnderIt() {
        assertThat(preview("Printing\nChoose Documents.\n…\nOn paper\n" + "Choose a large sheet of paper. ".repeat(9)))
                .isEqualTo("Printing\nChoose Documents.");
        assertThat(preview("Close it.\n…\nOpen it.")).isEqualTo("Close it.\n…\nOpen it.");
        assertThat(preview("Printing\n" + "Choose a large sheet of paper. ".repeat(9))).hasSizeGreaterThan(200);
        assertThat(preview("")).isEmpty();
    }

    private static String preview(String passage) {
        return new Hit(null, 1, true, () -> passage).preview();
    }

    @Test
    void aQuestionFindsAnArticleInAnotherLanguageByAModelThatReadsBoth(@TempDir Path data) throws IOException {
        var fixture = KnowledgeFixture.onH2(Map.of("aftercare.knowledge.confidence", "0",
                "aftercare.meaning.models.all.path", TinyModel.write(data.resolve("model")).toString(),
                "aftercare.meaning.models.all.languages", "*"));
        KnowledgeFixture.Node node = fixture.node(data);
        var files = new TreeMap<String, byte[]>();
        write(files, "en/invoice.md", "Invoice", "Invoice.");
        write(files, "en/chart.md", "Chart", "Chart.");
        write(files, "fr/telephone.md", "Téléphone", "Téléphone.");
        node.imports().importMarkdown(files, "guide", null, true);
        node.vectors().await(60);
        assertThat(node.vectors().state()).containsEntry("fr", "words and meaning");
        assertThat(node.knowledge().answers("facture", "fr").get(0).article().id()).isEqualTo("guide:en-invoice");
        assertThat(node.knowledge().answers("facture", "de").get(0).article().id()).isEqualTo("guide:en-invoice");
        assertThat(node.knowledge().answers("téléphone", "fr").get(0).article().id()).isEqualTo("guide:fr-telephone");
        node.close();
    }

    @Test
    void nothingIsOfferedThatIsNotConfident() {
        assertThat(knowledge.search("Ma chaise est cassée dans le module, chart", null, 3)).isNotEmpty();
        assertThat(knowledge.answers("Ma chaise est cassée dans le module, chart", "fr")).isEmpty();
        assertThat(knowledge.answers("", "fr")).isEmpty();
        assertThat(knowledge.answers(null, null)).isEmpty();
    }

    /** For whom nobody answers, what comes near is better than nothing; what has nothing to do with it is not. */
    @Test
    void whatComesNearIsNamedAndWhatIsFarIsNot() {
        assertThat(knowledge.near("How can the chart of my family be put on a wall as a poster?", "en"))
                .extracting(Article::id).containsExactly("guide:en-chart");
        assertThat(knowledge.near("The chair in my kitchen is broken and the module of the oven too", "en")).isEmpty();
        assertThat(knowledge.near("How can the chart of my family be put on a wall?", "fr"))
                .allMatch(article -> article.language().equals("fr"));
        assertThat(knowledge.near("", "en")).isEmpty();
    }

    private static void write(Map<String, byte[]> files, String path, String title, String text) {
        files.put(path, ("---\ntitle: " + title + "\n---\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
