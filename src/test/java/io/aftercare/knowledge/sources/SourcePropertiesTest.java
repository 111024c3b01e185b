package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.knowledge.Section;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** The configuration: what it may say, and what the application says when it says something else. */
class SourcePropertiesTest {

    private static final String FIRST = "aftercare.knowledge.sources[0].";

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class)
            .withPropertyValues(FIRST + "name=guide", FIRST + "type=wordpress", FIRST + "url=https://help.example.org",
                    FIRST + "token=hush");

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({SourceProperties.class, ImportProperties.class})
    static class Bound {
    }

    @Test
    void oneSourceWithItsDefaults() {
        context.withPropertyValues(FIRST + "section=third-party", FIRST + "language=fr").run(started -> {
            SourceProperties all = started.getBean(SourceProperties.class);
            ArticleSource source = all.named("guide").orElseThrow();
            assertThat(source.every()).isEqualTo(Duration.ofHours(1));
            assertThat(source.languages()).containsExactly("fr");
            assertThat(source.section()).isEqualTo(Section.THIRD_PARTY);
            assertThat(all.fetching().longestWait()).isEqualTo(Duration.ofMinutes(1));
            assertThat(all.toString()).doesNotContain("hush");
        });
    }

    @Test
    void noSourceAtAll() {
        new ApplicationContextRunner().withUserConfiguration(Bound.class)
                .run(started -> assertThat(started.getBean(SourceProperties.class).sources()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sources[0].name=a b                              | letters, digits
            sources[0].name=                                 | letters, digits
            sources[0].type=joomla                           | joomla
            sources[0].url=                                  | is missing
            sources[0].url=https://me:secret@help.example    | holds a password
            sources[0].url=https://example.org/{language}    | set its languages
            sources[0].languages=english                     | no ISO 639-1
            sources[0].every=0s                              | every so often
            sources[1].name=guide                            | Two of
            fetching.longest-wait=5m                         | at most 3 minutes
            fetching.alarm-after=0                           | greater than 0
            """)
    void whatCannotBeIsRefusedAtTheStart(String property, String why) {
        context.withPropertyValues("aftercare.knowledge." + property).run(started -> {
            assertThat(started).hasFailed();
            assertThat(Stream.iterate(started.getStartupFailure(), cause -> cause != null, Throwable::getCause)
                    .map(Throwable::toString).collect(Collectors.joining("\n"))).contains(why);
        });
    }

    @Test
    void anIncompleteSecondSourceIsRefused() {
        context.withPropertyValues("aftercare.knowledge.sources[1].name=other")
                .run(started -> assertThat(started).hasFailed());
        assertThatThrownBy(() -> new ArticleSource("x", ArticleSource.Type.ZENDESK, "https://x.example", "zz", null,
                Duration.ofHours(1), null, null, null, null)).hasMessageContaining("\"zz\"");
    }
}
