package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

    private static final LanguageDetector LANGUAGE_DETECTOR = new LanguageDetector();

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void tellsTheLanguageOfEveryShippedExample(String language) throws Exception {
        try (var reader = new InputStreamReader(getClass().getResourceAsStream("/triage/examples-" + language + ".csv"),
                StandardCharsets.UTF_8);
                var lines = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
            assertThat(lines.stream().map(line -> line.get("text"))
                    .filter(text -> !LANGUAGE_DETECTOR.of(text, null, "en").equals(language)))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // known | text | language
            "         | Merci                                                    | fr",
            "         | Bonjour                                                  | fr",
            "         | OK thanks                                                | en",
            "         | How do I merge duplicates?                               | en",
            "         | Comment fusionner des doublons ?                         | fr",
            "fr       | OK thanks                                                | fr",
            "en       | Merci                                                    | en",
            "fr       | Lindenbaum 2025                                          | fr",
            "fr       | Licence key: LB25-7K2M-QX81                              | fr",
            "en       | Bonjour, je ne peux plus ouvrir mon arbre depuis hier.   | fr",
            "fr       | Hello, I can no longer open my tree since yesterday.     | en",
            "         | Ich habe das Programm gekauft, aber es startet nicht.    | de",
            "         | ¿Cómo puedo importar un archivo GEDCOM en el programa?   | es",
            "         | Come posso importare un file GEDCOM nel programma?       | it",
            "         | Hoe kan ik een GEDCOM-bestand importeren?                | nl",
            "de       | Danke                                                    | de",
            "         | 12345                                                    | en",
            "         | 问题                                                     | zh",
            "         | 您好，请问如何合并家谱中重复的人？我的奶奶出现了两次。谢谢！ | zh",
            "fr       | 您好，请问如何在 Lindenbaum 中合并家谱中重复的人？        | zh",
            "         | 家系図で重複した人物を統合するにはどうすればよいですか。   | ja",
            "         | 가계도에서 중복된 사람을 어떻게 합치나요?                 | ko",
            "         | Как объединить дубликаты людей в моём дереве?            | ru",
            "         | Πώς συγχωνεύω διπλά άτομα στο δέντρο μου;                | el",
            "         | كيف أدمج الأشخاص المكررين في شجرتي؟                      | ar",
            "         | כיצד ממזגים אנשים כפולים בעץ שלי?                        | he",
            "         | จะรวมคนที่ซ้ำกันในแผนผังครอบครัวได้อย่างไร                     | th",
            "         | Merhaba, programı satın aldım ama açılmıyor, soy ağacımı nasıl geri yükleyebilirim? | tr",
            "         | Jó napot, megvettem a programot, de sajnos nem indul el, és nem tudom megnyitni a fájlt. | hu",
            "         | Hei, ostin ohjelman mutta se ei käynnisty lainkaan, miten voin palauttaa sukupuuni? | fi",
            "         | Γ is a letter of my tree, how do I merge it?             | en",
            "fr       | ''                                                       | fr",
    })
    void tellsTheLanguageUnlessTheTextIsTooShortToChangeWhatIsKnown(String known, String text, String language) {
        assertThat(LANGUAGE_DETECTOR.of(text, known, "en")).isEqualTo(language);
    }

    @Test
    void quotedLinesDoNotCount() {
        assertThat(LANGUAGE_DETECTOR.of(
                "Merci beaucoup pour votre aide.\n> Thank you for writing to us. We have found an article for you.\n"
                        + "> It explains how to merge duplicates in your tree.",
                null, "en")).isEqualTo("fr");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "fr | Merci                       | fr", "fr | Thanks                  | fr",
            "en | OK merci                | en",
            "fr | Danke                       | fr", "en | Danke schön             | en",
            "de | OK thanks               | de",
            "fr | Ok                          | fr", "fr | Best regards, John      | fr",
            "en | Bonjour, merci !        | en",
    })
    void aShortMailDoesNotFlipIt(String known, String text, String language) {
        assertThat(LANGUAGE_DETECTOR.of(text, known, "en")).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "-  | fr | Bonjour, le logiciel affiche \"The application was unable to start correctly, click OK to "
                    + "close the "
                    + "application and contact your administrator\" au démarrage. Que faire ?",
            "en | fr | Bonjour, j'obtiens « Access violation at address 00402A in module program.exe, read of "
                    + "address 00 » quand "
                    + "j'ouvre mon arbre.",
            "-  | en | Hello, the program says “Le fichier est introuvable ou endommagé, veuillez contacter le "
                    + "support technique” "
                    + "when I open my tree.",
    })
    void anErrorMessageInAnotherLanguageDoesNotCount(String known, String language, String text) {
        assertThat(LANGUAGE_DETECTOR.of(text, known, "en")).isEqualTo(language);
    }

    @Test
    void neitherDoLinesOfALog() {
        assertThat(LANGUAGE_DETECTOR
                .of("Il plante à l'ouverture, voici le journal :\nError: could not open the database file, it is "
                        + "locked by another process\nCaused by: the file is being used by another program\n"
                        + "[WARN] retrying to connect to the server in five seconds", null, "en"))
                .isEqualTo("fr");
    }

    @Test
    void theTextOutweighsItsSubject() {
        assertThat(LANGUAGE_DETECTOR
                .of("Problem with the synchronisation of my tree and the pictures\nBonjour, depuis hier la "
                        + "synchronisation ne se termine plus, que dois-je faire ?", null, "en"))
                .isEqualTo("fr");
        assertThat(LANGUAGE_DETECTOR
                .of("Problème de synchronisation de mon arbre avec le téléphone\nHello, since yesterday it does "
                        + "not finish any more. What shall I do?", "fr", "en"))
                .isEqualTo("en");
        assertThat(LANGUAGE_DETECTOR.of("Comment fusionner des doublons dans mon arbre ?\nThanks", null, "en"))
                .isEqualTo("fr");
    }

    @Test
    void doubtsALanguageOnlyWhereTheTextIsLongAndClearlyInAnother() {
        String french = "Ouvrez la fiche de la personne, choisissez Fusionner dans le menu, puis comparez les deux "
                + "fiches ligne par ligne. Cochez ce qui doit rester et confirmez avec Enregistrer. Rien n'est perdu.";
        assertThat(LANGUAGE_DETECTOR.otherThanSaid(french, "en")).contains("fr");
        assertThat(LANGUAGE_DETECTOR.otherThanSaid(french, "fr")).isEmpty();
        assertThat(LANGUAGE_DETECTOR.otherThanSaid("Ouvrez la fiche de la personne.", "en")).isEmpty();
        String english = "Open the person's record, choose Merge in the menu, then compare both records line by line. "
                + "Tick what is to stay and confirm with Save. Nothing is lost by that, and you can undo it.";
        assertThat(LANGUAGE_DETECTOR.otherThanSaid(english, "fr")).contains("en");
        assertThat(LANGUAGE_DETECTOR.otherThanSaid(english, "en")).isEmpty();
        String german = "Öffnen Sie die Person, wählen Sie im Menü Zusammenführen und vergleichen Sie beide Einträge "
                + "Zeile für Zeile. Haken Sie an, was bleiben soll, und bestätigen Sie mit Speichern. Nichts geht "
                + "verloren.";
        assertThat(LANGUAGE_DETECTOR.otherThanSaid(german, "de")).isEmpty();
        assertThat(LANGUAGE_DETECTOR.otherThanSaid(german, "fr")).contains("de");
    }
}
