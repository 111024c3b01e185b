package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives of articles that were made with page builders and help desks: all that a reader sees. */
class ArticleFormatsTest {

    /** Beside each page stands the text that is to come of it, and what is left out. */
    @ParameterizedTest
    @ValueSource(strings = {"elementor", "gutenberg", "kadence", "divi", "wpbakery", "zendesk", "freshdesk", "others"})
    void nothingThatAReaderSeesIsLost(String format) throws IOException {
        ArticleText read = ArticleText.of(file(format + ".html"), "https://help.example.org/");
        assertThat(read.text() + "\n--- " + new TreeMap<>(read.leftOut()) + "\n").isEqualTo(file(format + ".txt"));
        assertThat(Jsoup.parse(read.html()).select("script, style, img, button, form, iframe, [class], [hidden]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "<p hidden='until-found'>A</p> | A",
            "<button aria-expanded=false aria-controls=x>Q</button><div id=x hidden>A</div> | Q\\nA",
            "<div class=toggle-content aria-hidden=true><p>A</p></div> | A",
            "<p>A <i class=material-icons aria-hidden=true>info</i></p> | A",
            "<p>A</p><div hidden>B</div> | A",
            "<p>Press <button>Save</button>, then <input type=button value=OK>.</p> | Press Save, then OK .",
            "<label>Name <input></label><label for=m>Mail</label> | Name\\nMail",
            "<ul><li>One<img alt='The second window'></li></ul> | - One The second window",
            "<p><img alt='screenshot 2024-05-01 at 10.11.12'><img alt='IMG_1.png'><img alt=''>A</p> | A",
            "<figure><img alt='The fan'><figcaption>The fan</figcaption></figure> | The fan",
            "<blockquote><p>A</p><footer>Ada</footer></blockquote> | A\\nAda",
            "<main><p>A</p><aside>B</aside></main><footer>C</footer><header>D</header> | A\\nB",
            "<nav class=tabs role=tablist><a role=tab href='#x'>T</a></nav><div id=x>A</div> | T\\nA",
            "<a class=accordion-toggle data-toggle=collapse href='#x'>Q</a><div id=x class=collapse>A</div> | Q\\nA",
            "[x_box title=A]B[/x_box]C | A\\nB\\nC",
            "[faq question='Why?' answer='So.'] | Why?\\nSo.",
            "[tabs][tab name=Mac]A[/tab][tab name=Linux]B[/tab][/tabs] | Mac\\nA\\nLinux\\nB",
            "[tab 'Mac OS']A[/tab][expand More about it]B[/expand] | Mac OS\\nA\\nMore about it\\nB",
            "<aside class='elementor-widget-box'>A</aside><aside class='widget_text'>B</aside> | A",
            "<ul class=tabs><li><a href='#m'>Mac</a></li></ul><div id=m><p>A</p></div> | Mac\\nA",
            "<ul><li><a href='#m'>Mac</a></li></ul><h2 id=m>Mac</h2><p>A</p> | - Mac\\nMac\\nA",
            "<input type=checkbox id=c><label for=c>Q</label><div>A</div> | Q\\nA",
            "<dl class=faq><dt>Q</dt><dd hidden>A</dd></dl> | Q\\nA",
            "<div class=accordion><div class=accordion-header>Q</div><div class=accordion-body hidden>A</div></div> "
                    + "| Q\\nA",
            "<table><tr><th scope=row>F2</th><td>Rename</td></tr></table> | F2 ¦ Rename",
            "<fieldset><legend>Paper</legend><label><input type=radio>A4</label></fieldset> | Paper\\nA4",
            "un[b]believ[/b]able [year] | unbelievable [year]",
            "[caption id=a]<img src=x.png alt='A dialog'> Its caption[/caption] | A dialog Its caption",
            "Text [/s] and [help] and [a b] and [1] | Text [/s] and [help] and [a b] and [1]"})
    void membersOfTheFamily(String html, String text) {
        assertThat(ArticleText.of(html, null).text().replace("\n", "\\n").replace('|', '¦')).isEqualTo(text);
    }

    @Test
    void whatIsLeftOutIsCounted() {
        assertThat(ArticleText.of("<script>1</script><nav>a</nav><script>2</script><img src=a><p>Text</p>"
                + "[tablepress id=1][unheard_of x=1]", null).leftOut())
                .isEqualTo(Map.of("script", 2, "navigation", 1, "picture without a description", 1,
                        "short code [tablepress]", 1, "short code [unheard_of]", 1));
    }

    /** What was text in a foreign element must not become mark-up. */
    @Test
    void rawTextStaysText() {
        for (String element : new String[] {"xmp", "plaintext", "noembed", "noframes", "iframe", "textarea", "title"}) {
            String html = ArticleText.of("<" + element + " title='A film'><script>alert(1)</script></" + element + ">",
                    null).html();
            assertThat(Jsoup.parse(html).select("script")).as(element).isEmpty();
        }
    }

    private static String file(String name) throws IOException {
        return Files.readString(Questions.resource("formats/" + name));
    }
}
