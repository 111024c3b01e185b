package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A question finds an article by a word that is inflected, accented or coded differently there. */
class AnalysisTest {

    private final Analysis analysis = new Analysis();

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource({
            "en, duplicates, duplicate", "en, naïve, naive", "en, merging, merge",
            "fr, l'arbre, arbres", "fr, l’arbre, arbre", "fr, d'une sauvegarde, sauvegardes",
            "fr, qu’exporte, exporter",
            "fr, généalogie, genealogie", "fr, clés, cle", "fr, clef, clé", "fr, problèmes, probleme",
            "fr, œuvre, oeuvre",
            "fr, jusqu'à l'église, eglise", "fr, régionaux, regional", "fr, imprimez, imprimé",
            "fr, imprimait, imprimer",
            "fr, imprimee, imprimée", "fr, prélèvera, prelever", "fr, perd, perdue", "fr, inscrivez, inscrites",
            "fr, reçois, recevoir", "fr, j'ai reçu, reçoit", "fr, obtiens, obtenir", "fr, paie, payer",
            "fr, e-mail, courriel", "fr, mails, email", "fr, rdv, rendez-vous", "fr, mdp, mot de passe",
            "fr, mise à jour, màj", "fr, renouvelle, renouvellement", "fr, disparaît, disparu",
            "en, e-mail, email", "en, bought, buying", "en, log in, login", "en, forgotten, forgot",
            "de, Bäume, Baum", "de, Größe, Grösse", "de, ueberschrift, Überschrift", "de, Dateien, Datei",
            "de, sichern, Sicher", "de, Straße, Strasse", "de, Einstellungen-Dialog, Einstellung",
            "es, copias, copia", "es, impresión, impresion", "es, tamaños, tamaño", "es, archivos, archivo",
            "it, l'albero, alberi", "it, dell'archivio, archivio", "it, città, citta", "it, stampanti, stampante",
            "nl, bomen, boom", "nl, bestanden, bestand", "nl, geïnstalleerd, geinstalleerd",
            "pt, impressões, impressão", "pt, ficheiros, ficheiro", "pt, instalação, instalacao",
            "da, filerne, fil", "da, sikkerhedskopier, sikkerhedskopi", "sv, filerna, fil", "sv, träden, träd",
            "no, filene, fil", "nb, filene, fil", "nn, filene, fil", "fi, tiedostot, tiedosto",
            "fi, tiedostossa, tiedosto",
            "pl, pliki, plik", "pl, kopiowania, kopiowanie", "cs, soubory, soubor", "cs, stromů, strom",
            "ru, файлы, файл",
            "ru, ёлка, елка", "ru, деревьев, деревья", "hu, fájlok, fájl", "ro, fișierele, fișier",
            "tr, dosyalar, dosya",
            "ca, l'arbre, arbre", "el, αρχεία, αρχείο", "bg, файлове, файл", "uk, Файл, файл", "hr, čekić, cekic",
            "ar, الملفات, ملفات", "hi, फ़ाइलें, फ़ाइल"})
    void findsAWordThatIsWrittenDifferently(String language, String asked, String inArticle) {
        assertThat(analysis.terms(language, asked)).as(asked)
                .containsAnyElementsOf(analysis.terms(language, inArticle));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {
            "en | 0x80070005", "en | GEDCOM 5.5.1", "de | 0x80070005", "fr | GEDCOM 5.5.1", "en | KB5034441",
            "sv | x86"})
    void anErrorCodeOrAVersionIsFoundAsAWhole(String language, String code) {
        List<String> terms = analysis.terms(language, "before " + code + ", after");
        for (String part : code.toLowerCase(Locale.ROOT).split(" ")) {
            assertThat(terms).contains(analysis.terms(language, part).get(0)).contains(part);
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({"startup.log, startup log", "settings_dialog, settings dialog", "Windows11, windows 11",
            "GEDCOM5.5.1, gedcom 5.5.1",
            "Lindenbaum-2026, lindenbaum 2026", "file.Then, file then", "_lead_, _lead_", "UTF-8, utf8",
            "pre\u00ADface, preface",
            "e\u0301te\u0301s, étés", "ﬁle, file", "Ｗｉｎｄｏｗｓ, windows", "non\u00A0breaking, non breaking",
            "zero\u200Bwidth, zerowidth"})
    void theSameWordsInAnotherCodingAreTheSame(String one, String other) {
        assertThat(analysis.words(one)).isEqualTo(analysis.words(other));
    }

    @ParameterizedTest
    @CsvSource({"de, 'Guten Tag, ich habe eine Frage. Vielen Dank und freundliche Grüße'", "de, fuer die ueber und",
            "es, 'Hola, buenos días, gracias. Un saludo'", "it, 'Buongiorno, grazie mille. Cordiali saluti'",
            "nl, 'Goedendag, alvast bedankt. Met vriendelijke groet'",
            "pt, 'Bom dia, obrigado. Com os melhores cumprimentos'",
            "fr, 'Bonjour, je n''arrive pas a le faire, qu''est-ce que c''est ? Merci d''avance'",
            "fr, 'etes vous la, ou deja meme'",
            "en, 'Hello, I don''t know. Kind regards'"})
    void courtesyAndGrammarSayNothing(String language, String text) {
        assertThat(analysis.terms(language, text)).isEmpty();
    }

    @Test
    void anAccentThatMakesAnotherWordCountsAndMayBeLeftOutAllTheSame() {
        assertThat(analysis.terms("sv", "får")).contains("får", "far");
        assertThat(analysis.terms("sv", "far")).containsExactly("far");
        assertThat(analysis.terms("fr", "pêche")).isEqualTo(analysis.terms("fr", "peche"));
    }

    @Test
    void textWithoutSpacesIsFoundByPairsOfCharacters() {
        assertThat(analysis.terms("zh", "恢复损坏的文件")).contains("损坏", "文件");
        assertThat(analysis.terms("ja", "破損したファイルを復元")).contains("破損", "復元");
        assertThat(analysis.terms("ko", "손상된 파일")).contains("파일");
        assertThat(analysis.terms("th", "กู้คืนไฟล์ที่เสียหาย")).hasSizeGreaterThan(1);
    }

    @Test
    void aGermanCompoundSharesRunsOfLettersWithItsParts() {
        var compound = new HashSet<>(analysis.characterNGrams("Stammbaumdatei"));
        assertThat(compound).containsAll(analysis.characterNGrams("Stammbaum"))
                .containsAll(analysis.characterNGrams("Datei"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx", "", "tlh"})
    void aLanguageNobodyKnowsIsSplitIntoWordsWithAndWithoutAccents(String language) {
        assertThat(analysis.terms(language, "Élan of the Files")).containsExactly("elan", "élan", "of", "the", "files");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageTakesAnyText(String language) {
        assertThat(analysis.terms(language, "")).isEmpty();
        assertThat(analysis.terms(language, "\uD800 \u0000 😀 \u202E l' d’ ' -- 5.5.1 0x80070005 2000"))
                .contains("5.5.1", "0x80070005", "2000");
        assertThat(analysis.terms(language, "Lindenbaum")).hasSizeBetween(1, 2);
    }

    /** All that a question or an article may be said to be in. */
    static Stream<String> languages() {
        Set<String> all = new HashSet<>(List.of(Locale.getISOLanguages()));
        all.removeIf(language -> language.length() != 2);
        return all.stream().sorted();
    }
}
