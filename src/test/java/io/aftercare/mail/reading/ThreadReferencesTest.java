package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadReferencesTest {

    @ParameterizedTest
    @ValueSource(strings = {"References: <a@x> <b@y> <c@z>", "References: <a@x>,<b@y>,<c@z>",
            "References: <a@x>\r\n\t<b@\r\n y>\r\n  <c@z>", "References: a@x b@y c@z", "References: <a@x> b@y <c@z",
            "References: \"<a@x>\" '<b@y>' <<c@z>>", "References: <a@x>; junk, <b@y>junk (comment) <c@z>.",
            "References: <a@x>\r\nReferences: <b@y> <c@z>"})
    void understandsReferencesHoweverTheyAreWrittenTheNewestFirst(String header) {
        assertThat(cited(header)).containsExactly("<c@z>", "<b@y>", "<a@x>");
    }

    @Test
    void believesInReplyToBeforeReferences() {
        assertThat(cited("References: <a@x> <b@y>\r\nIn-Reply-To: Your mail of Monday <a@x>")).startsWith("<a@x>")
                .contains("<b@y>");
    }

    @Test
    void looksAtTheLastTwentyOnly() {
        String references = IntStream.range(0, 500).mapToObj(i -> "<" + i + "@x>").collect(Collectors.joining("\r\n "));
        assertThat(cited("References: " + references)).hasSize(20).startsWith("<499@x>").endsWith("<480@x>");
        assertThat(cited("In-Reply-To: " + references)).hasSize(20);
    }

    private static java.util.List<String> cited(String headers) {
        return ThreadReferences.of(MailReader.read(Mails.raw("From: ada@a.example\r\n" + headers + "\r\n\r\ntext")))
                .internetIds();
    }
}
