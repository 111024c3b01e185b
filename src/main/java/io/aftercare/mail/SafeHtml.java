package io.aftercare.mail;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;

/**
 * HTML of a mail by allow-list: no script, form or style; remote images, which would tell the sender who reads, are
 * replaced by their description; embedded images and links stay.
 *
 * @param html         safe to show
 * @param text         the same as plain text, what is quoted marked by {@code >}
 * @param remoteImages how many were replaced
 */
record SafeHtml(String html, String text, int remoteImages) {

    private static final Set<String> BLOCKS = Set.of("p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5",
            "h6", "blockquote", "pre", "hr", "dl", "dt", "dd", "li", "section", "article", "header", "footer", "address",
            "center", "form", "fieldset");
    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "title", "template", "noscript");
    private static final Safelist ALLOWED = Safelist.relaxed().addTags("hr", "s", "font", "center")
            .removeProtocols("img", "src", "http", "https").addProtocols("img", "src", "cid", "data")
            .addProtocols("a", "href", "tel").addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow");

    static SafeHtml of(String original) {
        Document document = Jsoup.parse(original);
        int remote = 0;
        for (Element image : document.select("img")) {
            String source = image.attr("src").strip().toLowerCase(Locale.ROOT);
            if (source.startsWith("cid:") || source.startsWith("data:image/")) {
                continue;
            }
            remote++;
            String description = image.attr("alt").strip();
            image.replaceWith(new TextNode(description.isEmpty() ? "[image]" : "[image: " + description + "]"));
        }
        String text = text(document);
        Document clean = new Cleaner(ALLOWED).clean(document);
        clean.select("a[href]").forEach(link -> link.attr("title", link.attr("href")));
        clean.outputSettings().prettyPrint(false);
        return new SafeHtml(MailText.clean(clean.body().html()), text, remote);
    }

    /** Plain text as HTML, for a mail that mixes both. */
    static String ofText(String text) {
        return "<p>" + Entities.escape(text).replace("\n", "<br>") + "</p>";
    }

    private static String text(Document document) {
        var writer = new TextWriter();
        document.traverse(writer);
        return MailText.clean(writer.finished());
    }

    /** Writes line by line; each line begins with a mark for every quotation around it. */
    private static final class TextWriter implements NodeVisitor {

        private static final int DEEPEST_QUOTATION = 20;

        private final StringBuilder text = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private int quoted;
        private int preformatted;
        private int unseen;
        private int quotedBefore;
        private boolean blankBefore;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof Element element) {
                String tag = element.normalName();
                unseen += UNSEEN.contains(tag) ? 1 : 0;
                if (BLOCKS.contains(tag)) {
                    endLine(false);
                }
                switch (tag) {
                    case "br" -> endLine(line.toString().isBlank());
                    case "blockquote" -> quoted++;
                    case "pre" -> preformatted++;
                    case "li" -> line.append("- ");
                    case "td", "th" -> line.append(line.isEmpty() ? "" : " ");
                    case "img" -> line.append(element.attr("alt").isBlank() ? "" : "[" + element.attr("alt").strip() + "]");
                    default -> { }
                }
            } else if (node instanceof TextNode words && unseen == 0) {
                if (preformatted > 0) {
                    String[] lines = words.getWholeText().split("\n", -1);
                    for (int i = 0; i < lines.length; i++) {
                        line.append(lines[i]);
                        if (i + 1 < lines.length) {
                            endLine(line.toString().isBlank());
                        }
                    }
                } else {
                    String one = words.getWholeText().replaceAll("[\\s\\u00A0]+", " ");
                    boolean spaced = line.isEmpty() || line.charAt(line.length() - 1) == ' ';
                    line.append(spaced && one.startsWith(" ") ? one.substring(1) : one);
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            String tag = element.normalName();
            unseen -= UNSEEN.contains(tag) ? 1 : 0;
            if (tag.equals("a") && unseen == 0) {
                String target = element.attr("href").strip();
                if (target.matches("(?i)https?://.*") && !element.text().contains(target)) {
                    line.append(" <").append(target).append('>');
                }
            }
            if (BLOCKS.contains(tag)) {
                endLine(tag.equals("p") || tag.matches("h[1-6]"));
            }
            if (tag.equals("blockquote")) {
                quoted--;
                blankBefore = true;
            }
            preformatted -= tag.equals("pre") ? 1 : 0;
        }

        /** @param leavesBlank whether a blank line follows; never more than one in a row, and none at the end */
        private void endLine(boolean leavesBlank) {
            String finished = preformatted > 0 ? line.toString().stripTrailing() : line.toString().strip();
            line.setLength(0);
            if (!finished.isEmpty()) {
                if (blankBefore && !text.isEmpty()) {
                    text.append(mark(Math.min(quoted, quotedBefore)).stripTrailing()).append('\n');
                }
                text.append(mark(quoted)).append(finished).append('\n');
                quotedBefore = quoted;
                blankBefore = false;
            }
            blankBefore |= leavesBlank;
        }

        private static String mark(int quoted) {
            return "> ".repeat(Math.min(quoted, DEEPEST_QUOTATION));
        }

        private String finished() {
            endLine(false);
            return text.toString().strip();
        }
    }
}
