package io.aftercare.letters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerLinksTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "<p>Solved? <a href=\"https://help.example/requests/s3cret/solved?letter=ANSWER\">Yes</a></p>",
            "<p><a href='HTTPS://help.example/requests/s3cret/still-need-help'><b>No</b></a></p>",
            "<p>https://help.example/requests/s3cret/withdraw</p>",
            "<a href=\"https://safe.example/?u=https%3A%2F%2Fhelp.example%2Frequests%2Fs3cret%2Fsolved\">x</a>",
            "<form action=\"https://help.example/requests/s3cret/solved\"><button>Yes</button></form>",
            "<img src=\"https://help.example/requests/s3cret/solved\">",
            "<a title=\"https://help.example/requests/s3cret/solved\" href=\"https://x.example/\">x</a>"})
    void takesEveryLinkOutOfAPage(String html) {
        assertThat(CustomerLinks.removedFromHtml(html)).doesNotContain("s3cret")
                .contains("[a link for the customer]");
    }

    @Test
    void leavesEverythingElse() {
        String html = "<html><head></head><body><p>See <a href=\"https://help.example/articles/a?b=1&amp;c=2\">it</a>"
                + "</p></body></html>";
        assertThat(CustomerLinks.removedFromHtml(html)).isEqualTo(html);
    }
}
