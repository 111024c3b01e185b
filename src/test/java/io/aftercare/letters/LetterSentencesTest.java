package io.aftercare.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The bundles of the letters agree with each other and with the templates. */
class LetterSentencesTest {

    private final Properties english = bundle("letters_en.properties");
    private final Properties french = bundle("letters_fr.properties");

    @Test
    void bothLanguagesHaveTheSameSentencesWithTheSamePlaceholders() {
        assertThat(french.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames()).allSatisfy(key -> {
            assertThat(placeholders(french.getProperty(key))).isEqualTo(placeholders(english.getProperty(key)));
            assertThat(french.getProperty(key)).isNotEmpty();
        });
    }

    @Test
    void everySentenceATemplateAsksForIsThere() throws IOException {
        for (var template : new PathMatchingResourcePatternResolver().getResources("classpath:letters/*.*")) {
            if (!template.getFilename().endsWith(".properties")) {
                var asked = Pattern.compile("#\\{([a-z][a-z.-]+)")
                        .matcher(template.getContentAsString(StandardCharsets.UTF_8));
                while (asked.find()) {
                    assertThat(english).as(template.getFilename()).containsKey(asked.group(1));
                }
            }
        }
    }

    @Test
    void apostrophesAreTypographicSinceMessageFormatTakesTheOthersForQuotingMarks() {
        assertThat(english.values()).noneMatch(sentence -> sentence.toString().contains("'"));
        assertThat(french.values()).noneMatch(sentence -> sentence.toString().contains("'"));
    }

    @Test
    void frenchPunctuationStandsAfterAnUnbreakableSpace() {
        assertThat(french.values()).allSatisfy(sentence -> {
            String rule = "U+00A0 or U+202F instead of a blank before : ; ? ! » and after «";
            assertThat(sentence.toString()).as(rule).doesNotContainPattern("[^\u00a0\u202f][;?!»]");
            assertThat(sentence.toString()).as(rule).doesNotContainPattern("[^\u00a0\u202f]:");
            assertThat(sentence.toString()).as(rule).doesNotContainPattern("«[^\u00a0\u202f]");
        });
    }

    /**
     * Whoever disagrees with a rule, whoever was asked for proof twice and whoever wrote to a person reaches one;
     * nobody else surely does.
     */
    @Test
    void noSentencePromisesAPersonWhereARuleMayAnswer() {
        List<String> kept = List.of("contest", "offer.person", "proof.last", "redirect.contest", "upheld.intro");
        assertThat(english.entrySet())
                .filteredOn(sentence -> sentence.getValue().toString().matches("(?is).*\\ba person\\b.*"))
                .extracting(sentence -> sentence.getKey().toString()).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(french.entrySet())
                .filteredOn(sentence -> sentence.getValue().toString().matches("(?is).*\\bune personne\\b.*"))
                .extracting(sentence -> sentence.getKey().toString()).containsExactlyInAnyOrderElementsOf(kept);
    }

    private static TreeSet<String> placeholders(String sentence) {
        var found = new TreeSet<String>();
        var placeholder = Pattern.compile("\\{\\d+}").matcher(sentence);
        while (placeholder.find()) {
            found.add(placeholder.group());
        }
        return found;
    }

    private static Properties bundle(String name) {
        var bundle = new Properties();
        try (var reader = new InputStreamReader(new ClassPathResource("letters/" + name).getInputStream(),
                StandardCharsets.UTF_8)) {
            bundle.load(reader);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return bundle;
    }
}
