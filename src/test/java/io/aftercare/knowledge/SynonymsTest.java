package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever asks with other words than the article's finds it; a vendor has words of its own. */
class SynonymsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1} ~ {2}")
    @CsvSource({"fr, désinstaller, supprimer", "fr, mdp, mot de passe", "fr, code secret, mot de passe",
            "fr, égaré, perte",

            "fr, aïeux, ancêtres", "fr, extrait de naissance, acte de naissance", "en, wipe, delete",
            "en, money back, refund", "en, forebears, ancestor", "de, Kennwort, Passwort", "de, Vorfahren, Ahne"})
    void sayTheSame(String language, String one, String other) {
        var analysis = new Analysis();
        var means = analysis.terms(language, one);
        means.addAll(means.stream().flatMap(term -> analysis.synonyms(language, term).stream()).toList());
        assertThat(means).containsAnyElementsOf(analysis.terms(language, other));
    }

    @Test
    void anArticleWithTheWordItselfComesBeforeOneWithASynonym() throws IOException {
        var node = KnowledgeFixture.onH2().node(folder.resolve("data"));
        store(node, "Cantine : supprimer un repas", "Cantine : annuler un repas");
        assertThat(node.knowledge().search("comment annuler un repas", "fr", 5)).extracting(hit -> hit.article().id())
                .containsExactly("guide:1", "guide:0");
        assertThat(node.knowledge().search("comment supprimer un repas", "fr", 5))
                .extracting(hit -> hit.article().id()).containsExactly("guide:0", "guide:1");
        node.close();
    }

    @Test
    void aVendorsWordsFindItsArticlesAndAreReadAnewWhenTheApplicationStarts() throws IOException {
        Path words = Files.createDirectories(folder.resolve("words"));
        Path data = folder.resolve("data");
        var fixture = KnowledgeFixture.onH2();
        var before = fixture.node(data, new Analysis(Synonyms.with(words)));
        store(before, "Le badge Orion", "Le boîtier");
        assertThat(before.knowledge().search("où est mon sésame", "fr", 3)).isEmpty();
        before.close();
        Files.writeString(words.resolve("fr.txt"), "# ours\n\nsésame, badge Orion, passe-partout maison\n");
        var after = fixture.node(data, new Analysis(Synonyms.with(words)));
        assertThat(after.knowledge().search("où est mon sésame", "fr", 3)).extracting(hit -> hit.article().title())
                .containsExactly("Le badge Orion");
        after.close();
    }

    @Test
    void aVendorSaysThatTwoWordsAreNotTheSameWithIt() throws IOException {
        Files.writeString(folder.resolve("en.txt"), "- invoice, bill\n");
        assertThat(new Analysis().synonyms("en", "invoic")).contains("bill", "statement");
        assertThat(new Analysis(Synonyms.with(folder)).synonyms("en", "invoic")).contains("statement")
                .doesNotContain("bill");
    }

    @Test
    void whatIsWrongInAFileIsToldByItsLine() throws IOException {
        Files.writeString(folder.resolve("fr.txt"), """
                # badge and co.
                badge, sésame
                badge sésame
                badge,, sésame
                - badge
                badge, le petit carré de plastique gris
                """);
        Files.writeString(folder.resolve("french.txt"), "a, b");
        Files.write(folder.resolve("de.txt"), "Schlüssel, Dietrich".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Synonyms.with(folder)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("fr.txt, line 3: write at least two words",
                        "fr.txt, line 4: there is nothing but a comma", "fr.txt, line 5: write at least two",
                        "fr.txt, line 6: an expression has 4 words at most", "french.txt is not named by a language",
                        "de.txt is not coded in UTF-8")
                .hasMessageNotContainingAny("line 1:", "line 2:");
    }

    @Test
    void withoutAFolderThereAreTheApplicationsOwn() {
        assertThat(Synonyms.with(folder.resolve("none")).fingerprint()).isEqualTo(Synonyms.shipped().fingerprint());
    }

    private static void store(KnowledgeFixture.Node node, String... titles) throws IOException {
        Path articles = Files.createTempDirectory("articles");
        for (int i = 0; i < titles.length; i++) {
            Files.writeString(articles.resolve(i + ".md"), "---\nid: " + i + "\ntitle: \"" + titles[i]
                    + "\"\nlanguage: fr\nsection: use\nmodified: 2026-05-04\n---\n\nVoici la marche.\n");
        }
        node.imports().importMarkdown(articles, Questions.SOURCE, null, true);
    }
}
