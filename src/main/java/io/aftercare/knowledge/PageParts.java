package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * Makes plain elements of what a reader sees of a page, however it was built: what folds open gets its heading, a tab
 * stands above its panel, a picture is what it is described by, a form its texts. Says what is left out of it.
 */
final class PageParts {

    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> BLOCKS = Set.of("address", "article", "aside", "blockquote", "center", "details",
            "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
            "h6", "header", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul");
    private static final Set<String> WITHIN_A_LINE = Set.of("a", "b", "em", "i", "label", "small", "span", "strong");
    private static final Evaluator HEADING_WITHIN = Selector.evaluatorOf("h1, h2, h3, h4, h5, h6");
    private static final Evaluator LINES_WITHIN = Selector.evaluatorOf("p, ul, ol, table, dl, pre, blockquote");
    private static final Evaluator FIELD_WITHIN = Selector.evaluatorOf("input, select, textarea");
    /** As page builders and style libraries name them. */
    private static final Evaluator LISTS_OF_TABS = Selector.evaluatorOf("[role=tablist], ul.tabs, ol.tabs, .tabs > ul, "
            + ".ui-tabs-nav, .nav-pills, .nav-tabs, .tabs-nav, .tab-nav, .tabs__nav, .tab-titles, .tabs-titles, "
            + ".kt-tabs-title-list, .et_pb_tabs_controls, .elementor-tabs-wrapper, .tab-links, .tabs-menu, "
            + ".tab-header, .tab-headers, .tabs-header, .tablist, .tab-list, .tabs__list, .tab");
    private static final Evaluator LIST_OF_TABS = Selector.evaluatorOf("[role=tablist], ul, ol, nav, div");
    private static final Map<String, String> TABLES = Map.of("table", "table", "grid", "table", "row", "tr", "cell",
            "td", "gridcell", "td", "columnheader", "th", "rowheader", "th", "list", "ul", "listitem", "li");
    private static final int HEADING = 1;
    private static final int CODE = 2;
    private static final int TEXT = 4;
    private static final int LONGEST_QUESTION = 400;
    private static final int LONGEST_CAPTION = 500;
    private static final int MOST_OPTIONS = 50;
    /** What cameras, programs and screens call pictures that nobody has described. */
    private static final Pattern UNDESCRIBED = Pattern.compile(
            "(?i)\\S*\\.(?:png|jpe?g|gif|webp|svg|bmp|avif|tiff?)|(?:img|dsc|image|bild|picture|photo|screen ?shot"
                    + "|capture(?: d['’]écran)?|screen capture|untitled|clipboard|grafik|figure|logo|icon|thumbnail"
                    + "|placeholder|spacer)[\\s\\d_:.,()@x–-]*(?:at |à |um )?[\\d\\s_:.,hx–-]*(?:am|pm)?|[^\\p{L}]*");
    private static final Pattern EMOJI = Pattern.compile("[^\\p{L}\\p{N}\\s]{1,8}");
    private static final Pattern PICTURE_FILE =
            Pattern.compile("(?i)[^?#]*\\.(?:png|jpe?g|gif|webp|svg|avif)(?:[?#].*)?");
    private static final Pattern PLAYER = Pattern.compile("(?i)(?:youtube|vimeo|wistia|loom)?\\s*(?:embedded )?"
            + "(?:video|audio|content|media|embed|iframe)?\\s*(?:player)?\\s*\\d*");

    private static final Pattern NAMED_IN_SCRIPT = Pattern.compile("['\"]#?([\\w-]{1,100})['\"]");

    private final Element body;
    private final SiteFurniture furniture;
    private final LeftOutParts leftOut;
    private final List<Element> gone = new ArrayList<>();
    private final Map<String, Element> byId = new HashMap<>();
    private final Map<Element, Element> tableOf = new IdentityHashMap<>();
    private final Map<Element, Integer> surroundings = new IdentityHashMap<>();
    private final Set<Element> tabsDone = Collections.newSetFromMap(new IdentityHashMap<>());

    private PageParts(Element body, LeftOutParts leftOut) {
        this.body = body;
        this.leftOut = leftOut;
        body.getAllElements().stream().filter(element -> element.attributesSize() > 0)
                .filter(element -> !element.id().isEmpty())
                .forEach(element -> byId.putIfAbsent(element.id(), element));
        this.furniture = new SiteFurniture(body);
    }

    /** Changes the page and says which of its elements are to be removed. */
    static List<Element> make(Element body, LeftOutParts leftOut) {
        var parts = new PageParts(body, leftOut);
        parts.tables();
        parts.tabs();
        parts.all();
        parts.needlessBreaks();
        return parts.gone;
    }

    private void all() {
        Set<Element> within = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Element element : body.getAllElements()) {
            if (element == body) {
                continue;
            }
            if (within.contains(element.parent())) {
                within.add(element);
                continue;
            }
            String what = furniture.leftOut(element);
            if (what == null) {
                what = made(element);
                surroundings.put(element, surroundings.getOrDefault(element.parent(), 0) | surrounds(element));
            }
            if (what != null) {
                within.add(element);
                gone.add(element);
                if (!what.isEmpty()) {
                    leftOut.add(what);
                }
            }
        }
    }

    /** Asked once of each element, and not of all around it again and again. */
    private static int surrounds(Element element) {
        return switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6", "summary" -> HEADING;
            case "pre", "code" -> CODE;
            case "table", "p" -> TEXT;
            default -> 0;
        };
    }

    private boolean within(Element element, int what) {
        return (surroundings.getOrDefault(element.parent(), 0) & what) != 0;
    }

    /** What is left out; empty for what no reader misses, null for what stays. */
    private String made(Element element) {
        switch (element.normalName()) {
            case "img", "area" -> {
                return picture(element);
            }
            case "svg" -> {
                return drawing(element);
            }
            case "video", "audio", "iframe", "object", "embed" -> {
                return embedded(element);
            }
            case "input" -> {
                return input(element);
            }
            case "select" -> {
                becomes(element, "span", options(element));
                return null;
            }
            case "textarea" -> {
                String text = element.wholeText().strip();
                becomes(element, "pre", text);
                return text.isEmpty() ? "" : null;
            }
            case "xmp", "plaintext", "listing" -> {
                becomes(element, "pre", element.wholeText() + element.data());
                return null;
            }
            case "summary" -> element.tagName(has(element, HEADING_WITHIN) ? "div" : "h4");
            case "legend" -> element.tagName("h4");
            case "tt" -> element.tagName("code");
            case "figcaption" -> element.tagName("p");
            case "a" -> link(element);
            default -> any(element);
        }
        if (element.normalName().indexOf('-') > 0) {
            heading(element);
        }
        apart(element);
        return null;
    }

    /** What only arranges a page is no table: its cells are parts of the page. */
    private void tables() {
        Set<Element> data = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Element> several = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Element> pages = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Element> ofTables = new ArrayList<>();
        for (Element element : body.getAllElements()) {
            String name = element.normalName();
            // From the outermost inwards: the one around has been seen.
            Element around = name.equals("table") || element.parent() == null ? null : tableOf.get(element.parent());
            Element table = name.equals("table") ? element : around;
            if (table == null) {
                continue;
            }
            tableOf.put(element, table);
            switch (name) {
                case "th", "caption" -> data.add(table);
                case "h1", "h2", "h3", "h4", "h5", "h6", "ol", "pre" -> pages.add(table);
                case "table" -> {
                    if (tableOf.get(element.parent()) != null) {
                        pages.add(tableOf.get(element.parent()));
                    }
                    ofTables.add(element);
                }
                case "td" -> {
                    Element before = element.previousElementSibling();
                    if (before != null && before.normalName().equals("td")) {
                        several.add(table);
                    }
                    ofTables.add(element);
                }
                case "tr", "tbody", "thead", "tfoot" -> ofTables.add(element);
                default -> {
                }
            }
        }
        ofTables.stream().filter(element -> {
            Element table = tableOf.get(element);
            return !data.contains(table) && (pages.contains(table) || !several.contains(table));
        }).forEach(element -> element.tagName("div"));
    }

    private void any(Element element) {
        if (element.attributesSize() == 0
                && !element.normalName().equals("label") && !element.normalName().equals("button")) {
            return;
        }
        String asTable = TABLES.get(element.attr("role").toLowerCase(Locale.ROOT));
        if (asTable != null && (element.normalName().equals("div") || element.normalName().equals("span"))) {
            element.tagName(asTable);
        } else if (isQuestion(element)) {
            element.tagName("h4");
        } else if (element.normalName().equals("label") && (has(element, FIELD_WITHIN) || besideField(element))) {
            element.tagName("p");
        }
    }

    private void link(Element link) {
        if (isQuestion(link)) {
            link.tagName("h4");
        } else if (PICTURE_FILE.matcher(link.attr("href")).matches() && link.ownText().isBlank()) {
            // It shows the picture larger, of which the description stays.
            link.tagName("span");
        }
    }

    /** Whether it opens what stands behind it: its words are the heading of that. */
    private boolean isQuestion(Element element) {
        if (within(element, HEADING | TEXT)
                || !SiteFurniture.opens(element) && !SiteFurniture.isNamedAsQuestion(element)) {
            return false;
        }
        int length = SiteFurniture.characters(element, LONGEST_QUESTION + 1);
        return length > 0 && length <= LONGEST_QUESTION && !has(element, HEADING_WITHIN)
                && !has(element, LINES_WITHIN);
    }

    private static boolean besideField(Element label) {
        Element next = label.nextElementSibling();
        Element previous = label.previousElementSibling();
        return next != null && isField(next) || previous != null && isField(previous) || label.hasAttr("for");
    }

    private static boolean isField(Element element) {
        return Set.of("input", "select", "textarea", "br").contains(element.normalName());
    }

    private String picture(Element picture) {
        String described = described(picture.attr("alt").isBlank() ? picture.attr("aria-label") : picture.attr("alt"));
        if (EMOJI.matcher(picture.attr("alt").strip()).matches()) {
            becomes(picture, "span", picture.attr("alt").strip());
            return null;
        }
        if (described == null || saidBeside(picture, described)) {
            return described == null ? "picture without a description" : "";
        }
        boolean alone = alone(picture);
        becomes(picture, alone ? "p" : "span", alone ? described : " " + described + " ");
        return null;
    }

    private String drawing(Element svg) {
        Element title = svg.selectFirst("> title");
        String described = described(title == null ? svg.attr("aria-label") : title.wholeText() + title.data());
        if (described == null || !svg.attr("role").equals("img")) {
            return "";
        }
        becomes(svg, "span", " " + described + " ");
        return null;
    }

    private static String described(String words) {
        String text = words.strip().replaceAll("\\s+", " ");
        return text.length() > 2_000 || UNDESCRIBED.matcher(text).matches() ? null : text;
    }

    /** The caption below often repeats the description. */
    private static boolean saidBeside(Element picture, String described) {
        Element figure = picture.parent();
        for (int depth = 0; figure != null && depth < 4 && !figure.normalName().equals("figure"); depth++) {
            figure = figure.parent();
        }
        Element caption = figure == null || !figure.normalName().equals("figure") ? null
                : figure.children().stream().filter(child -> child.normalName().equals("figcaption")
                        || child.normalName().equals("p")).findFirst().orElse(null);
        return caption != null && caption.text().strip().equalsIgnoreCase(described);
    }

    /** Whether it stands on a line of its own: nothing but links and the like around it, and no text beside. */
    private static boolean alone(Element picture) {
        Node node = picture;
        while (true) {
            if (beside(node.previousSibling(), false) || beside(node.nextSibling(), true)) {
                return false;
            }
            Node parent = node.parent();
            if (parent == null || BLOCKS.contains(parent.nodeName()) || parent.nodeName().equals("body")) {
                return parent != null && !Set.of("p", "td", "th").contains(parent.nodeName())
                        && !HEADINGS.contains(parent.nodeName());
            }
            node = parent;
        }
    }

    private static boolean beside(Node sibling, boolean forward) {
        Node node = sibling;
        while (node instanceof TextNode text && text.isBlank()) {
            node = forward ? node.nextSibling() : node.previousSibling();
        }
        return node instanceof TextNode
                || node instanceof Element element && WITHIN_A_LINE.contains(element.normalName());
    }

    /** A video by its title, as a link where that leads somewhere. */
    private String embedded(Element element) {
        String title = described(element.attr("title").isBlank() ? element.attr("aria-label") : element.attr("title"));
        if (title == null || PLAYER.matcher(title).matches()) {
            return switch (element.normalName()) {
                case "audio" -> "sound without a title";
                case "video" -> "video without a title";
                default -> "embedded page without a title";
            };
        }
        String address = element.hasAttr("src") ? element.attr("src") : element.attr("data-src");
        Node next = element.nextSibling();
        boolean inText = next instanceof TextNode text && !text.isBlank()
                || Set.of("p", "td", "th").contains(element.parent().normalName());
        becomes(element, inText ? "span" : "p", "");
        if (address.regionMatches(true, 0, "https://", 0, 8)) {
            element.appendElement("a").attr("href", address).text(title);
        } else {
            element.appendText(title);
        }
        return null;
    }

    private static String input(Element input) {
        String type = input.attr("type").toLowerCase(Locale.ROOT);
        String words = switch (type) {
            case "submit", "button", "reset" -> input.attr("value");
            case "image" -> input.attr("alt");
            case "hidden", "checkbox", "radio", "password" -> "";
            default -> input.hasAttr("readonly") || input.hasAttr("disabled") ? input.attr("value")
                    : input.attr("placeholder");
        };
        if (words.isBlank()) {
            return "";
        }
        becomes(input, input.hasAttr("readonly") ? "code" : "span", " " + words.strip() + " ");
        return null;
    }

    private static String options(Element select) {
        return " " + String.join(" / ", select.select("option").stream().limit(MOST_OPTIONS).map(Element::text)
                .filter(text -> !text.isBlank()).toList()) + " ";
    }

    /** Elements of a site's own making have their heading as an attribute. */
    private static void heading(Element element) {
        for (String name : new String[] {"summary", "heading", "header", "question", "title", "label", "videotitle"}) {
            String words = element.attr(name).strip();
            if (!words.isEmpty() && words.length() <= LONGEST_QUESTION) {
                element.prependElement("h4").text(words);
                return;
            }
        }
    }

    /** A style sheet sets them apart: title and description of a box, a name and its value. */
    private void apart(Element element) {
        if (WITHIN_A_LINE.contains(element.normalName()) && element.nextSibling() instanceof Element next
                && WITHIN_A_LINE.contains(next.normalName())
                && (element.hasAttr("class") && next.hasAttr("class")
                        || element.hasAttr("href") && next.hasAttr("href"))
                && !within(element, CODE)) {
            element.appendText(" ");
        }
    }

    /** The title of each tab comes to stand above its panel. */
    private void tabs() {
        for (Element list : body.select(LISTS_OF_TABS)) {
            List<Element> tabs = list.select("[role=tab]");
            if (tabs.isEmpty() && list.is(LIST_OF_TABS)) {
                tabs = list.select("a[href^=#], button, [data-tab], [data-target]").stream()
                        .filter(tab -> !tab.text().isBlank()).toList();
                int said = tabs.stream().mapToInt(tab -> tab.text().length() + 1).sum();
                tabs = list.text().length() > said ? List.of() : tabs;
            }
            List<Element> unpaired = new ArrayList<>();
            for (Element tab : tabs) {
                Element panel = panelOf(tab);
                if (panel == null) {
                    unpaired.add(tab);
                } else {
                    above(panel, tab);
                }
            }
            List<Element> panels = unpaired.size() == tabs.size() && !tabs.isEmpty()
                    ? panelsBehind(list, tabs.size())
                    : List.of();
            for (int index = 0; index < panels.size(); index++) {
                above(panels.get(index), tabs.get(index));
            }
        }
        for (Element again : body.select("[role=tab]")) {
            // Narrow screens show the same title once more.
            if (again.childNodeSize() > 0 && tabsDone.contains(panelOf(again))) {
                again.empty();
            }
        }
    }

    private Element panelOf(Element tab) {
        for (String name : new String[] {"aria-controls", "href", "data-bs-target", "data-target", "data-tab",
                "data-toggle-target"}) {
            String id = tab.attr(name).strip();
            Element panel = byId.get(id.startsWith("#") ? id.substring(1) : id);
            if (!id.isEmpty() && panel != null && panel != tab) {
                return panel;
            }
        }
        var named = NAMED_IN_SCRIPT.matcher(tab.attr("onclick"));
        while (named.find()) {
            if (byId.get(named.group(1)) != null) {
                return byId.get(named.group(1));
            }
        }
        Element labelled = tab.id().isEmpty() ? null : furniture.labelledBy(tab.id());
        return labelled == tab ? null : labelled;
    }

    /** As many as there are tabs, in the same order, in what follows the list or the one around it. */
    private static List<Element> panelsBehind(Element list, int number) {
        Element around = list;
        for (int depth = 0; depth < 3 && around != null && !around.normalName().equals("body"); depth++) {
            List<Element> siblings = new ArrayList<>();
            Element next = around.nextElementSibling();
            while (next != null && siblings.size() <= number) {
                siblings.add(next);
                next = next.nextElementSibling();
            }
            if (!siblings.isEmpty() && siblings.get(0).childrenSize() == number) {
                return siblings.get(0).children();
            }
            List<Element> panels = siblings.stream().filter(SiteFurniture::isPanel).toList();
            if (panels.size() == number) {
                return panels;
            }
            around = around.parent();
        }
        return List.of();
    }

    private void above(Element panel, Element tab) {
        String title = tab.text().strip();
        if (tabsDone.add(panel) && !title.isEmpty() && title.length() <= LONGEST_CAPTION) {
            Element first = panel.children().stream().findFirst().orElse(null);
            boolean said = first != null && HEADINGS.contains(first.normalName()) && first.text().strip().equals(title);
            if (!said) {
                panel.prependElement("h4").text(title);
            }
        }
        tab.empty();
    }

    /** A block begins on a line of its own anyway. */
    private void needlessBreaks() {
        for (Element line : body.select("br[data-short-code]")) {
            Node before = line.previousSibling();
            while (isBlank(before)) {
                before = before.previousSibling();
            }
            Node behind = line.nextSibling();
            while (isBlank(behind)) {
                behind = behind.nextSibling();
            }
            if (before == null || behind == null || before.nodeName().equals("br")
                    || BLOCKS.contains(before.nodeName()) || BLOCKS.contains(behind.nodeName())) {
                gone.add(line);
            }
        }
    }

    private static boolean isBlank(Node node) {
        return node instanceof TextNode text && text.isBlank()
                || node instanceof Element element && element.normalName().equals("p") && element.childNodeSize() == 0;
    }

    private static boolean has(Element element, Evaluator wanted) {
        return element.selectFirst(wanted) != null;
    }

    /** Only text within: what was no mark-up before does not become any. */
    private static void becomes(Element element, String tag, String text) {
        element.empty();
        element.clearAttributes();
        element.tagName(tag);
        element.appendChild(new TextNode(text));
    }

    /** What was raw, such as the text of an unknown element, is text. */
    static void withoutRawText(Element body) {
        List<DataNode> raw = new ArrayList<>();
        body.forEachNode(node -> {
            if (node instanceof DataNode data) {
                raw.add(data);
            }
        });
        raw.forEach(node -> node.replaceWith(new TextNode(node.getWholeData())));
    }
}
