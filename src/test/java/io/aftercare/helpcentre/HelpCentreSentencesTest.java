package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The bundles of the help centre agree with each other and with the templates. */
class HelpCentreSentencesTest {

    private final Properties english = bundle("messages.properties");
    private final Properties french = bundle("messages_fr.properties");

    @Test
    void bothLanguagesHaveTheSameSentencesWithTheSamePlaceholders() {
        assertThat(french.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames()).allSatisfy(key -> assertThat(placeholders(french.getProperty(key)))
                .isEqualTo(placeholders(english.getProperty(key))));
    }

    @Test
    void everySentenceATemplateAsksForIsThere() throws IOException {
        var templates = new PathMatchingResourcePatternResolver();
        for (String folder : List.of("helpcentre", "error")) {
            for (var template : templates.getResources("classpath:templates/" + folder + "/*.html")) {
                var asked = Pattern.compile("#\\{([a-z][A-Za-z0-9.]+)")
                        .matcher(template.getContentAsString(StandardCharsets.UTF_8));
                while (asked.find()) {
                    assertThat(english).as(template.getFilename()).containsKey(asked.group(1));
                }
            }
        }
    }

    @Test
    void punctuationIsTypographic() {
        assertThat(english.values()).noneMatch(sentence -> sentence.toString().contains("'"));
        assertThat(french.values()).allSatisfy(sentence -> {
            assertThat(sentence.toString()).doesNotContain("'").doesNotContainPattern("[^\u00a0\u202f][;?!»]")
                    .doesNotContainPattern("[^\u00a0\u202f]:").doesNotContainPattern("«[^\u00a0\u202f]");
        });
    }

    @Test
    void noSentencePromisesAPersonWhereARuleMayAnswer() {
        assertThat(english.entrySet())
                .filteredOn(sentence -> sentence.getValue().toString().matches("(?is).*\\ba person\\b.*"))
                .extracting(sentence -> sentence.getKey().toString()).containsExactly("sent.by");
        assertThat(french.entrySet())
                .filteredOn(sentence -> sentence.getValue().toString().matches("(?is).*\\bune personne\\b.*"))
                .extracting(sentence -> sentence.getKey().toString()).containsExactly("sent.by");
    }

    private static List<String> placeholders(String sentence) {
        return Pattern.compile("\\{(\\d+)").matcher(sentence).results().map(found -> found.group(1)).sorted().toList();
    }

    private static Properties bundle(String name) {
        var bundle = new Properties();
        try (var reader = new InputStreamReader(new ClassPathResource("helpcentre/" + name).getInputStream(),
                StandardCharsets.UTF_8)) {
            bundle.load(reader);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return bundle;
    }
}
