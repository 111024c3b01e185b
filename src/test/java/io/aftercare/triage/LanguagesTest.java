package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    private static final Languages LANGUAGES = new Languages();

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void tellsTheLanguageOfEveryShippedExample(String language) throws Exception {
        try (var reader = new InputStreamReader(getClass().getResourceAsStream("/triage/examples-" + language + ".csv"),
                StandardCharsets.UTF_8);
                var lines = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
            assertThat(lines.stream().map(line -> line.get("text")).filter(text -> !LANGUAGES.of(text, null, "en").equals(language)))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // known  | text                                                     | language
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
        "fr       | ''                                                       | fr",
    })
    void tellsTheLanguageUnlessTheTextIsTooShortToChangeWhatIsKnown(String known, String text, String language) {
        assertThat(LANGUAGES.of(text, known, "en")).isEqualTo(language);
    }

    @Test
    void quotedLinesDoNotCount() {
        assertThat(LANGUAGES.of("Merci beaucoup pour votre aide.\n> Thank you for writing to us. We have found an article for you.\n"
                + "> It explains how to merge duplicates in your tree.", null, "en")).isEqualTo("fr");
    }
}
