package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.embedding.EmbeddingProperties;
import io.aftercare.embedding.SentenceModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Articles are found by what a question means, and the work for it is done once, beside the requests. */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddingSearchTest {

    private final KnowledgeFixture fixture = KnowledgeFixture.byEmbedding();

    @TempDir
    private Path data;

    @Test
    void findsAnArticleThatSharesNoWordWithTheQuestion() {
        var node = fixture.node(data);
        write(node, "a", "Terminate a subscription", "en");
        write(node, "b", "Print a wall chart", "en");
        write(node, "c", "Connect a telephone", "en");
        // Words alone answer while nothing has been read yet.
        assertThat(found(node, "print the chart", "en")).startsWith("guide:b");
        node.vectors().await(60);
        assertThat(found(node, "I want to cancel my membership", "en")).startsWith("guide:a");
        assertThat(found(node, "print the chart", "en")).startsWith("guide:b");
    }

    @Test
    void aMistypedWordIsReadAsTheWordOfTheArticles() {
        var node = fixture.node(data);
        write(node, "a", "Restore a damaged file", "en");
        write(node, "b", "Réparer un fichier endommagé", "fr");
        assertThat(found(node, "resotre damgaed", "en")).containsExactly("guide:a");
        assertThat(found(node, "fihcier endomagé", "fr")).containsExactly("guide:b");
        assertThat(node.knowledge().search("resotre a damgaed file", "en", 1).get(0).passage()).isNotBlank();
    }

    @Test
    void aWordOfTheLanguageIsNotTakenForASlipOfThePen() throws IOException {
        var node = fixture.node(data);
        write(node, "a", "Change the colour of a house", "en");
        // "horse" is one letter from "house", but a word of its own.
        assertThat(spellCorrected(node, "a hotel and a horse", "en")).isEqualTo("a hotel and a horse");
        assertThat(spellCorrected(node, "the coluor of the huose", "en")).isEqualTo("the colour of the house");
    }

    @Test
    void aMistypedWordThatNoArticleHasIsReadAsTheWordOfTheLanguage() throws IOException {
        var node = fixture.node(data);
        write(node, "a", "Change the colour of a house", "en");
        assertThat(spellCorrected(node, "i recieved teh wrogn telepohne", "en"))
                .isEqualTo("i received the wrong telephone");
        // Two slips in a long word; derived from known words; shortened, not mistyped.
        assertThat(spellCorrected(node, "a certificaje and restocked kettles, don't", "en"))
                .isEqualTo("a certificate and restocked kettles, don't");
    }

    @Test
    void aNameIsNotTakenForAMistypedWordOfTheLanguage() throws IOException {
        var node = fixture.node(data);
        write(node, "a", "Import from Heredis", "en");
        assertThat(spellCorrected(node, "does it run with Nortun, NVDX or xk7dr", "en"))
                .isEqualTo("does it run with Nortun, NVDX or xk7dr");
        assertThat(spellCorrected(node, "Importing from Heerdis", "en")).isEqualTo("Importing from heredis");
    }

    @Test
    void theNameOfAThingThatNoArticleHasIsNotMistypedInAnotherLanguageEither() throws IOException {
        var node = fixture.node(data);
        write(node, "a", "Corriger les lieux", "fr");
        assertThat(spellCorrected(node, "une version pour linux", "fr")).isEqualTo("une version pour linux");
        assertThat(spellCorrected(node, "corriger les leiux", "fr")).isEqualTo("corriger les lieux");
    }

    @Test
    void onlyTheArticleThatChangedIsReadAgain(CapturedOutput output) {
        var node = fixture.node(data);
        write(node, "a", "Restore a damaged file", "en");
        write(node, "b", "Print a wall chart", "en");
        node.vectors().await(60);
        write(node, "b", "Print a very large chart", "en");
        node.vectors().await(60);
        assertThat(output).contains("Read the meaning of 2 parts of articles; 0 were known already.");
        assertThat(node.vectors().size()).isEqualTo(4);
        assertThat(found(node, "plotting a poster", "en")).startsWith("guide:b");
    }

    @Test
    void aTextThatIsKnownElsewhereIsNotReadAgain(CapturedOutput output) {
        var node = fixture.node(data);
        write(node, "a", "Restore a damaged file", "en");
        node.vectors().await(60);
        write(node, "moved", "Restore a damaged file", "en");
        node.vectors().await(60);
        assertThat(output).contains("Read the meaning of 0 parts of articles; 2 were known already.");
    }

    @Test
    void aRestartReadsNothingAgain(CapturedOutput output) throws IOException {
        var node = fixture.node(data);
        write(node, "a", "Restore a damaged file", "en");
        node.vectors().await(60);
        node.close();
        int before = output.getAll().split("Read the meaning", -1).length;
        var again = fixture.node(data);
        again.vectors().await(60);
        assertThat(again.vectors().serves("en")).isTrue();
        assertThat(again.vectors().size()).isEqualTo(2);
        assertThat(output.getAll().split("Read the meaning", -1)).hasSize(before);
    }

    @Test
    void whatAnotherNodeImportedIsFoundByMeaningHereToo(@TempDir Path otherData) {
        var node = fixture.node(data);
        var other = fixture.node(otherData);
        write(node, "a", "Print a wall chart", "en");
        other.index().refresh();
        other.vectors().await(60);
        write(node, "b", "Terminate a subscription", "en");
        assertThat(found(other, "I want to cancel my membership", "en")).doesNotContain("guide:b");
        other.index().refresh();
        other.vectors().await(60);
        assertThat(found(other, "I want to cancel my membership", "en")).startsWith("guide:b");
    }

    @Test
    void nothingIsReadBeforeTheApplicationIsReady() {
        var node = fixture.node(data);
        write(node, "a", "Print a wall chart", "en");
        node.vectors().refresh();
        assertThat(data.resolve("vectors")).doesNotExist();
        assertThat(node.vectors().state("en")).isEqualTo("words alone until its sentence model is loaded");
        assertThat(node.vectors().state("fr")).isEqualTo("words alone");
        node.vectors().begin();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> node.vectors().serves("en"));
    }

    @Test
    void aWithdrawnArticleLosesItsVectors() {
        var node = fixture.node(data);
        write(node, "a", "Restore a damaged file", "en");
        write(node, "b", "Print a wall chart", "en");
        node.vectors().await(60);
        fixture.change(node, () -> fixture.articles.delete("guide:b"));
        assertThat(node.vectors().size()).isEqualTo(2);
        assertThat(found(node, "plotting a poster", "en")).doesNotContain("guide:b");
    }

    @Test
    void aKillWhileReadingLeavesWhatWasCommittedAndTheRestIsAdded() throws IOException {
        var node = fixture.node(data);
        write(node, "a", "Restore a damaged file", "en");
        node.vectors().await(60);
        node.close();
        // What a killed writer leaves: files no commit names, and its lock file.
        Files.writeString(data.resolve("vectors/_zz.vec"), "half a segment");
        Files.writeString(data.resolve("vectors/pending_segments_9"), "half a commit");
        Files.writeString(data.resolve("vectors/write.lock"), "");
        var again = fixture.node(data);
        write(again, "b", "Terminate a subscription", "en");
        again.vectors().await(60);
        assertThat(again.vectors().size()).isEqualTo(4);
        assertThat(found(again, "I want to cancel my membership", "en")).startsWith("guide:b");
    }

    @Test
    void damagedVectorsAreMadeAnew() throws IOException {
        var node = fixture.node(data);
        write(node, "a", "Terminate a subscription", "en");
        node.vectors().await(60);
        node.close();
        try (var files = Files.list(data.resolve("vectors"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "rubbish");
            }
        }
        var again = fixture.node(data);
        again.vectors().await(60);
        again.vectors().await(60);
        assertThat(again.vectors().serves("en")).isTrue();
        assertThat(found(again, "I want to cancel my membership", "en")).startsWith("guide:a");
    }

    @Test
    void whatWasReadStaysWhenTheDatabaseFailsForAWhile(CapturedOutput output) {
        var node = fixture.node(data);
        write(node, "a", "Terminate a subscription", "en");
        node.vectors().await(60);
        fixture.jdbc.sql("alter table article rename to article_away").update();
        fixture.articles.changed();
        node.vectors().await(60);
        fixture.jdbc.sql("alter table article_away rename to article").update();
        write(node, "b", "Print a wall chart", "en");
        node.vectors().await(60);
        assertThat(output)
                .contains("their vectors in " + data.resolve("vectors").toAbsolutePath() + " stay as they are");
        assertThat(output).doesNotContain("made anew");
        assertThat(node.vectors().serves("en")).isTrue();
        assertThat(output.getAll().split("Read the meaning of 2 parts of articles; 0 were known already", -1))
                .hasSize(3);
    }

    @Test
    void frenchHasNoModelAndIsSearchedByWords() {
        var node = fixture.node(data);
        write(node, "a", "Restaurer un fichier endommagé", "fr");
        node.vectors().await(60);
        assertThat(node.vectors().serves("fr")).isFalse();
        assertThat(node.vectors().size()).isZero();
        assertThat(found(node, "fichiers endommagés", "fr")).containsExactly("guide:a");
    }

    @Test
    void anyModelOfOnesOwnServesALanguageAndIsLoadedOnceForSeveral(@TempDir Path models) throws IOException {
        copy("/bge-small-en-v1.5-q.onnx", models.resolve("model.onnx"));
        copy("/bge-small-en-v1.5-q-tokenizer.json", models.resolve("tokenizer.json"));
        var own = KnowledgeFixture.onH2(Map.of("aftercare.meaning.models.fr.path",
                models.resolve("model.onnx").toString(), "aftercare.meaning.models.fr.pooling", "cls",
                "aftercare.meaning.models.de.path", models.resolve("model.onnx").toString(),
                "aftercare.meaning.models.de.pooling", "cls"));
        var shared = new SentenceModels(new Binder(new MapConfigurationPropertySource(own.settings))
                .bindOrCreate("aftercare.meaning", EmbeddingProperties.class), data);
        shared.load(Set.of("de", "fr"));
        assertThat(shared.of("fr")).containsSame(shared.of("de").orElseThrow());
        var node = own.node(data);
        write(node, "a", "Terminate a subscription", "fr");
        write(node, "b", "Print a wall chart", "fr");
        node.vectors().await(60);
        assertThat(node.vectors().state()).containsEntry("fr", "words and meaning");
        assertThat(found(node, "I want to cancel my membership", "fr")).startsWith("guide:a");
    }

    @Test
    void aModelThatIsNotThereIsSaidAndWordsServe(CapturedOutput output) {
        var own = KnowledgeFixture.onH2(Map.of("aftercare.meaning.models.fr.path", "/no/such/model.onnx"));
        var node = own.node(data);
        write(node, "a", "Restaurer un fichier endommagé", "fr");
        node.vectors().await(60);
        write(node, "b", "Imprimer un arbre", "fr");
        node.vectors().await(60);
        assertThat(found(node, "fichier endommagé", "fr")).startsWith("guide:a");
        assertThat(node.vectors().state().get("fr")).contains("words alone", "There is no file /no/such/model.onnx");
        assertThat(output.getAll().split("language 'fr' are searched by words alone", -1)).hasSize(2);
    }

    @Test
    void switchedOffItIsSaidAndWordsServe(CapturedOutput output) {
        var off = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", "false"));
        var node = off.node(data);
        write(node, "a", "Restore a damaged file", "en");
        node.vectors().await(60);
        assertThat(output).contains("by words alone (aftercare.meaning.enabled=false)");
        assertThat(data.resolve("vectors")).doesNotExist();
        assertThat(found(node, "damaged file", "en")).containsExactly("guide:a");
    }

    private static String spellCorrected(KnowledgeFixture.Node node, String question, String language) {
        return node.index().search(searcher -> new Spelling(new Analysis()).spellCorrected(searcher.getIndexReader(),
                CustomerQuestion.of(question, 100), language)).gist();
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream content = EmbeddingSearchTest.class.getResourceAsStream(resource)) {
            Files.copy(content, file);
        }
    }

    private static void write(KnowledgeFixture.Node node, String name, String title, String language) {
        node.imports().importMarkdown(Map.of(name + ".md", ("# " + title + "\n\n" + title + ".").getBytes(
                StandardCharsets.UTF_8)), "guide", language, false);
    }

    private static List<String> found(KnowledgeFixture.Node node, String question, String language) {
        return node.knowledge().search(question, language, 5).stream().map(hit -> hit.article().id()).toList();
    }
}
