package io.aftercare.letters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTextTest {

    @Test
    void keepsParagraphsAndLines() {
        assertThat(AnswerText.toHtml("One\ntwo\n\nthree")).isEqualTo("<p>One<br>two</p>\n<p>three</p>\n");
    }

    @Test
    void keepsLists() {
        assertThat(AnswerText.toHtml("Do:\n- first\n  go on\n- second\nThen:\n3. third\n4) fourth"))
                .isEqualTo("<p>Do:</p>\n<ul><li>first<br>go on</li><li>second</li></ul>\n<p>Then:</p>\n"
                        + "<ol start=\"3\"><li>third</li><li>fourth</li></ol>\n");
    }

    @Test
    void escapesAllElseAndTakesNothingForMarkdown() {
        assertThat(AnswerText.toHtml("<script>a && b</script> *.ged my_file_name"))
                .isEqualTo("<p>&lt;script&gt;a &amp;&amp; b&lt;/script&gt; *.ged my_file_name</p>\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "See https://a.example/x?b=1&c=2.|See <a "
                    + "href=\"https://a.example/x?b=1&amp;c=2\">https://a.example/x?b=1&amp;c=2</a>.",
            "(https://a.example/x)|(<a href=\"https://a.example/x\">https://a.example/x</a>)",
            "https://a.example/x_(y)|<a href=\"https://a.example/x_(y)\">https://a.example/x_(y)</a>",
            "https://a.example/\"onclick=1|<a href=\"https://a.example/\">https://a.example/</a>&quot;onclick=1",
            "javascript:alert(1)|javascript:alert(1)"})
    void makesAddressesLinks(String text, String html) {
        assertThat(AnswerText.toHtml(text)).isEqualTo("<p>" + html + "</p>\n");
    }

    @Test
    void survivesOddText() {
        assertThat(AnswerText.toHtml("\n\n")).isEmpty();
        assertThat(AnswerText.toHtml("- a\n\n\n- b\r\nhttps://!!!")).contains("<li>a</li>", "<li>b</li>", "https://");
    }
}
