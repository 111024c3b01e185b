package io.aftercare.desk.savedreplies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.desk.AnswerGaps;
import io.aftercare.triage.TextTriage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

class FirstRepliesTest {

    @Test
    void thoseOfTheDemoAreWrittenInEveryLanguage() {
        List<ReplyEntry> shipped = FirstReplies.read("classpath:demo/saved-replies.yaml", new DefaultResourceLoader());

        assertThat(shipped).hasSizeGreaterThan(3).allSatisfy(reply -> assertThat(reply.texts().keySet())
                .containsExactlyInAnyOrderElementsOf(TextTriage.answeredLanguages()));
        assertThat(shipped).as("one that must be filled in").anySatisfy(reply -> assertThat(
                AnswerGaps.in(AnswerGaps.fill(reply.texts().get("en"), Map.of("product", "Heirloom")))).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just words", "- a\n- b", "title: x", "- title: 5\n  texts: {en: x}",
            "- texts: {en: x}", "- title: x\n  texts: {}", "- {title: x, texts: {tlh: x}}", "- !!java.io.File [x]"})
    void whatIsWrongIsSaidInASentence(String yaml) {
        ResourceLoader files = new DefaultResourceLoader() {
            @Override
            public Resource getResource(String location) {
                return new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8));
            }
        };
        assertThatThrownBy(() -> FirstReplies.read("file:replies.yaml", files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The saved replies of file:replies.yaml cannot be taken in: ");
    }

    @Test
    void aGapIsWhatStandsInDoubleBraces() {
        assertThat(AnswerGaps.in("a {{x}} b {{ y z }} {{x}} {{}} {one} {{no\nline}} {{{deep}}}"))
                .containsExactly("{{x}}", "{{ y z }}", "{{}}", "{{deep}}");
        assertThat(AnswerGaps.in(null)).isEmpty();
        assertThat(AnswerGaps.fill("{{ A.b }} $1 {{c}}", Map.of("a.b", "{{c}}$2\\", "c", "d")))
                .as("what is put in is not looked at again").isEqualTo("{{c}}$2\\ $1 d");
    }
}
