package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeVisitor;
import org.jsoup.select.Selector;

/**
 * The content of a web page or Markdown file, made safe and plain.
 *
 * @param html    headings, paragraphs, lists, tables and links only
 * @param text    the same without mark-up, one block a line
 * @param leftOut what of the page is no part of these, by what it is called in a report, with how often
 */
public record ArticleText(String html, String text, Map<String, Integer> leftOut) {

    private static final Safelist KEPT = new Safelist()
            .addTags("h2", "h3", "h4", "h5", "h6", "p", "br", "ol", "ul", "li", "dl", "dt", "dd", "strong", "em", "b",
                    "i",
                    "u", "code", "pre", "kbd", "samp", "sub", "sup", "blockquote", "table", "caption", "thead", "tbody",
                    "tfoot", "tr", "th", "td", "a")
            .addAttributes("a", "href").addAttributes("ol", "start")
            .addAttributes("td", "colspan", "rowspan").addAttributes("th", "colspan", "rowspan")
            .addProtocols("a", "href", "http", "https", "mailto")
            .addEnforcedAttribute("a", "rel", "nofollow noopener");
    /** Elements within elements. */
    private static final int DEEPEST = 100;
    /** Parts of a page that begin on a line of their own. */
    private static final String PARTS =
            "div, section, article, main, details, figure, center, address, fieldset, aside, header, footer, "
                    + "form, hgroup";
    private static final Set<String> A_LINE = Set.of("pre", "td", "th", "h2", "h3", "h4", "h5", "h6");
    private static final Evaluator PREFORMATTED = Selector.evaluatorOf("pre");
    private static final Set<String> BLOCKS =
            Set.of("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "ol", "ul", "li", "dl",
                    "dt", "dd", "pre", "blockquote", "table", "caption", "tr");
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final Pattern MARKER = Pattern.compile("(?:\\d+\\.|-) ");
    private static final String WITH_LINES_OF_ITS_OWN = PARTS + ", " + String.join(", ", BLOCKS);
    /**
     * @param content HTML of any quality
     * @param baseUrl what relative links are relative to; null drops them and keeps their words
     */
    public static ArticleText of(String content, String baseUrl) {
        var leftOut = new LeftOutParts();
        Document page = parsed(ShortCodes.replaced(content, leftOut), baseUrl == null ? "" : baseUrl);
        remove(PageParts.make(page.body(), leftOut));
        page.select("h1").tagName("h2");
        // What is not kept loses its tag, and with it the line break that a browser shows; innermost first.
        Set<Element> around = aroundLinesOfTheirOwn(page.body());
        List<Element> parts = new ArrayList<>(page.body().select(PARTS));
        Collections.reverse(parts);
        Set<Element> withinALine = withinALine(page.body());
        for (Element part : parts) {
            if (withinALine.contains(part)) {
                part.prependText(" ");
            } else if (!around.contains(part)) {
                part.tagName("p");
            }
        }
        Document clean = new Cleaner(KEPT).clean(page);
        if (!clean.select("a:not([href])").tagName("span").isEmpty()) {
            clean = new Cleaner(KEPT).clean(clean);
        }
        // Removed images leave empty links and paragraphs behind, innermost first.
        for (String inner : new String[] {"a", "strong", "em", "b", "i", "u", "p", "li", "ol", "ul", "h2", "h3", "h4",
                "h5",
                "h6"}) {
            remove(clean.select(inner).stream().filter(element -> !element.hasText()).toList());
        }
        clean.outputSettings().prettyPrint(false);
        PageParts.withoutRawText(clean.body());
        return new ArticleText(storable(clean.body().html()).strip(), storable(plain(clean.body())), leftOut.counts());
    }

    /** HTML of any quality, flattened where it is nested more deeply than any article. */
    private static Document parsed(String html, String baseUrl) {
        Document page = Document.createShell(baseUrl);
        List<Node> nodes =
                Parser.htmlParser().setMaxDepth(DEEPEST).parseFragmentInput(html, page.body(), baseUrl);
        page.body().appendChildren(List.copyOf(nodes));
        return page;
    }

    /** Parent by parent: to take one after another out of thousands takes hours. */
    private static void remove(List<Element> elements) {
        Set<Node> removed = Collections.newSetFromMap(new IdentityHashMap<>());
        removed.addAll(elements);
        Set<Element> parents = Collections.newSetFromMap(new IdentityHashMap<>());
        elements.forEach(element -> parents.add(element.parent()));
        for (Element parent : parents) {
            List<Node> kept = parent.childNodes().stream().filter(child -> !removed.contains(child)).toList();
            parent.empty();
            parent.appendChildren(kept);
        }
    }

    /** All elements that have another one within that begins on a line of its own; each is looked at once. */
    private static Set<Element> aroundLinesOfTheirOwn(Element body) {
        Set<Element> around = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Element line : body.select(WITH_LINES_OF_ITS_OWN)) {
            Element parent = line.parent();
            while (parent != null && around.add(parent)) {
                parent = parent.parent();
            }
        }
        return around;
    }

    /** All elements within one that is shown as a line; from the outermost inwards. */
    private static Set<Element> withinALine(Element body) {
        Set<Element> within = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Element element : body.getAllElements()) {
            if (within.contains(element.parent())
                    || element.parent() != null && A_LINE.contains(element.parent().normalName())) {
                within.add(element);
            }
        }
        return within;
    }

    /** A heading or title with entities decoded and tags removed, on one line. */
    public static String line(String html) {
        return storable(Jsoup.parseBodyFragment(html).text()).strip();
    }

    /** Without the characters no database or mail takes: control characters and halves of surrogate pairs. */
    public static String storable(String text) {
        var kept = new StringBuilder(text.length());
        text.codePoints().filter(character -> character == '\n' || character == '\t'
                || !Character.isISOControl(character) && (character < 0xD800 || character > 0xDFFF))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** The text of a part of the kept HTML, one block a line; a list item with its marker. */
    static String plain(Element body) {
        var text = new StringBuilder();
        var steps = new IdentityHashMap<Element, Integer>();
        body.traverse(new NodeVisitor() {
            private int cells;

            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    Element parent = words.parent() == null ? body : words.parent();
                    boolean kept = parent.closest(PREFORMATTED) != null;
                    append(kept ? words.getWholeText() : words.text());
                } else if (BLOCKS.contains(node.nodeName())) {
                    newLine();
                    if (node.nodeName().equals("ol")) {
                        // Counted once for all: each step counting those before it takes hours for a long list.
                        int count = 0;
                        for (Element step : ((Element) node).children()) {
                            steps.put(step, count++);
                        }
                    } else if (node.nodeName().equals("li")) {
                        text.append(marker((Element) node, steps.get(node)));
                    }
                } else if (CELLS.contains(node.nodeName())) {
                    if (!atLineStart()) {
                        text.append(text.charAt(text.length() - 1) == ' ' ? "| " : " | ");
                    }
                    cells++;
                }
            }

            @Override
            public void tail(Node node, int depth) {
                cells -= CELLS.contains(node.nodeName()) ? 1 : 0;
                if (BLOCKS.contains(node.nodeName())) {
                    newLine();
                }
            }

            private void append(String words) {
                boolean spaced = atLineStart() || text.charAt(text.length() - 1) == ' ';
                text.append(spaced ? words.stripLeading() : words);
            }

            private boolean atLineStart() {
                return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
            }

            private void newLine() {
                if (cells > 0) {
                    // A row is one line, whatever its cells hold.
                    append(" ");
                    return;
                }
                // A paragraph inside a step stays on the step's line.
                if (!atLineStart() && !MARKER.matcher(text.substring(text.lastIndexOf("\n") + 1)).matches()) {
                    while (text.charAt(text.length() - 1) == ' ') {
                        text.setLength(text.length() - 1);
                    }
                    text.append('\n');
                }
            }
        });
        return text.toString().strip();
    }

    /** @param before how many stand before it in its list; null when that is not counted yet */
    private static String marker(Element step, Integer before) {
        Element list = step.parent();
        if (list == null || !list.nodeName().equals("ol")) {
            return "- ";
        }
        int first = list.attr("start").matches("\\d{1,6}") ? Integer.parseInt(list.attr("start")) : 1;
        return first + (before == null ? list.children().indexOf(step) : before) + ". ";
    }
}
