package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArticleTextTest {

    @Test
    void partsOfAPageStayApart() {
        assertThat(text("<div>One<div>Two</div>three</div><section>Four</section><div><p>Five</p></div>"))
                .isEqualTo("One\nTwo\nthree\nFour\nFive");
    }

    @Test
    void whatFoldsOpenKeepsItsHeading() {
        assertThat(ArticleText.of("<details><summary>Windows</summary>Press it.</details>", null).html())
                .contains("<h4>Windows</h4>").contains("Press it.");
        assertThat(text("[accordion][toggle title=&#8221;On a Mac&#8221; open=1]Press it.[/toggle][/accordion]"))
                .isEqualTo("On a Mac\nPress it.");
        assertThat(text("[su_spoiler style='x' title=\"Why & how\"]Because.[/su_spoiler]"))
                .isEqualTo("Why & how\nBecause.");
    }

    @Test
    void blocksCommentsAndWhatSurroundsAnArticleGo() {
        assertThat(text(
                "<!-- wp:paragraph {\"x\": 1} --><p>Text</p><!-- /wp:paragraph --><div class='article-votes'>Helpful?"
                        + "</div><div class='related-articles'>More</div><ul class='share-links'><li>Post</li></ul>"
                        + "<span aria-hidden='true'>»</span>"))
                .isEqualTo("Text");
    }

    @Test
    void tablesListsAndCodeStayReadable() {
        assertThat(text(
                "<table><tr><th>Key</th><th>Effect</th></tr><tr><td><div>F2</div><div>or double "
                        + "click</div></td><td>Rename</td></tr></table>"
                        + "<ul><li><div>One</div><ol start='3'><li><p>Deep</p></li></ol></li></ul><pre>a\n  b</pre>"))
                .isEqualTo("Key | Effect\nF2 or double click | Rename\n- One\n3. Deep\na\n  b");
    }

    @Test
    void aLinkedImageWithoutADescriptionLeavesItsCaption() {
        assertThat(ArticleText.of(
                "<figure><a href='x.png'><img src='x.png'></a><figcaption>Picture</figcaption></figure><p>Text</p>",
                "https://help.example.org/"))
                .satisfies(read -> assertThat(read.text()).isEqualTo("Picture\nText"))
                .satisfies(read -> assertThat(read.html()).doesNotContain("x.png"));
    }

    private static String text(String html) {
        return ArticleText.of(html, "https://help.example.org/").text();
    }
}
