package io.aftercare.mail.reading;

import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What HTML may contain that we show, written down once more and independently of the code that makes it so. */
public final class AllowList {

    private static final Set<String> TAGS =
            Set.of("html", "head", "body", "a", "b", "blockquote", "br", "caption", "center",
                    "cite", "code", "col", "colgroup", "dd", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4",
                    "h5", "h6", "hr", "i", "img",
                    "li", "ol", "p", "pre", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "table",
                    "tbody", "td", "tfoot", "th",
                    "thead", "tr", "u", "ul");
    private static final Map<String, Set<String>> ATTRIBUTES =
            Map.ofEntries(Map.entry("a", Set.of("href", "title", "rel")),
                    Map.entry("blockquote", Set.of("cite")), Map.entry("q", Set.of("cite")),
                    Map.entry("col", Set.of("span", "width")),
                    Map.entry("colgroup", Set.of("span", "width")),
                    Map.entry("img", Set.of("align", "alt", "height", "src", "title", "width")),
                    Map.entry("ol", Set.of("start", "type")), Map.entry("ul", Set.of("type")),
                    Map.entry("table", Set.of("summary", "width")),
                    Map.entry("td", Set.of("abbr", "axis", "colspan", "rowspan", "width")),
                    Map.entry("th", Set.of("abbr", "axis", "colspan", "rowspan", "scope", "width")));

    private AllowList() {
    }

    /** Null has nothing to object to. */
    public static void holds(String html) {
        if (html == null) {
            return;
        }
        Document document = Jsoup.parse(html);
        document.traverse((node, depth) -> {
            if (node instanceof Comment || node instanceof DataNode) {
                throw new AssertionError("Not allowed: " + node);
            }
            if (node instanceof Element element && !(node instanceof Document)) {
                holds(element);
            }
        });
    }

    private static void holds(Element element) {
        if (!TAGS.contains(element.normalName())) {
            throw new AssertionError("Not allowed: <" + element.normalName() + ">");
        }
        for (Attribute attribute : element.attributes()) {
            String value = attribute.getValue().strip();
            boolean allowed = ATTRIBUTES.getOrDefault(element.normalName(), Set.of()).contains(attribute.getKey())
                    && switch (attribute.getKey()) {
                        case "href" -> value.matches("(?is)(?:https?|ftp|mailto|tel):.*");
                        case "src" -> value.matches("(?is)(?:cid:|data:image/(?:png|gif|jpe?g|webp|bmp);base64,).*");
                        case "cite" -> value.matches("(?is)https?:.*");
                        default -> true;
                    };
            if (!allowed) {
                throw new AssertionError("Not allowed: <" + element.normalName() + " " + attribute + ">");
            }
        }
    }
}
