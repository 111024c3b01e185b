package io.aftercare.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "**Save** first.|<strong>Save</strong> first.|*Save* first.",
            "(**Save _now_**)|(<strong>Save <em>now</em></strong>)|(*Save _now_*)",
            "See [the guide](https://a.example/x_(y)_z).|See <a href=\"https://a.example/x_(y)_z\">the guide</a>.|"
                    + "See the guide (https://a.example/x_(y)_z).",
            "[a@b.example](mailto:a@b.example)|<a href=\"mailto:a@b.example\">a@b.example</a>|a@b.example",
            "**https://a.example/x**|<strong><a href=\"https://a.example/x\">https://a.example/x</a></strong>|"
                    + "*https://a.example/x*",
            "[**a** <b>](https://a.example)|<a href=\"https://a.example\">**a** &lt;b&gt;</a>|"
                    + "**a** <b> (https://a.example)"})
    void makesMarksWhatTheySay(String text, String html, String plain) {
        assertThat(AnswerText.toHtml(text)).isEqualTo("<p>" + html + "</p>\n");
        assertThat(AnswerText.toPlain(text)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_file_name", "*.ged and *.txt", "2*3*4", "2**3**4", "# 7", "C:\\_new_\\x", "__init__",
            "** no **", "_ no _", "**", "[x](javascript:alert)", "![x]", "a_b and c_d", "--", "`x`", "/_x_/", "***"})
    void takesForAMarkOnlyWhatNobodyTypesByAccident(String text) {
        assertThat(AnswerText.toHtml(text)).doesNotContain("<em>", "<strong>", "<a ", "<h1>", "<hr>", "<code>")
                .contains(text);
        assertThat(AnswerText.toPlain(text)).isEqualTo(text);
    }

    @Test
    void keepsQuotations() {
        String text = "You wrote:\n> It **fails**.\n> - always\n>\n> > before\nTry this.";
        assertThat(AnswerText.toHtml(text)).isEqualTo("<p>You wrote:</p>\n<blockquote><p>It <strong>fails</strong>.</p>"
                + "\n<ul><li>always</li></ul>\n<blockquote><p>before</p>\n</blockquote>\n</blockquote>\n"
                + "<p>Try this.</p>\n");
        assertThat(AnswerText.toPlain(text)).isEqualTo(text.replace("**", "*"));
    }

    @Test
    @Timeout(20)
    void readsMarksWithoutEndInTime() {
        for (String mark : List.of("**a ", "_a ", "[a](https://", "[", "> ", "**_")) {
            assertThat(AnswerText.toHtml(mark.repeat(10_000))).isNotEmpty();
            assertThat(AnswerText.toPlain(mark.repeat(10_000))).isNotEmpty();
        }
    }

    @Test
    void survivesOddText() {
        assertThat(AnswerText.toHtml("\n\n")).isEmpty();
        assertThat(AnswerText.toHtml("- a\n\n\n- b\r\nhttps://!!!")).contains("<li>a</li>", "<li>b</li>", "https://");
    }
}
