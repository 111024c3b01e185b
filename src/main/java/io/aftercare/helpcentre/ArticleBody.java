package io.aftercare.helpcentre;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The text of an article made fit for a small screen and the keyboard. */
final class ArticleBody {

    private ArticleBody() {
    }

    /**
     * Its HTML in which what may be wider than a phone scrolls by itself, and can be reached by keyboard to do so.
     *
     * @param html of the article or of another text of ours
     * @param wide what such a part is called, in the language of the text
     */
    static String of(String html, String wide) {
        Document page = Jsoup.parseBodyFragment(html);
        page.outputSettings().prettyPrint(false);
        for (Element part : page.select("table, pre")) {
            if (part.parent().closest("table, pre") == null) {
                part.wrap("<div class=\"scroll\" tabindex=\"0\" role=\"group\"></div>").parent().attr("aria-label",
                        wide);
            }
        }
        return page.body().html();
    }
}
