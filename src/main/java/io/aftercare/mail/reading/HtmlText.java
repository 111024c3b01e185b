package io.aftercare.mail.reading;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * HTML as plain text, line by line; each line begins with a mark for every quotation around it. Where a mail program
 * marks a signature or the mail it answers in the HTML only, the marks of plain text are written.
 */
final class HtmlText implements NodeVisitor {

    private static final Set<String> BLOCKS =
            Set.of("p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5",
                    "h6", "blockquote", "pre", "hr", "dl", "dt", "dd", "li", "section", "article", "header", "footer",
                    "address",
                    "center", "form", "fieldset");
    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "title", "template", "noscript");
    private static final Set<String> ANSWERED_BELOW = Set.of("divrplyfwdmsg", "olk_src_body_section", "appendonsend",
            "mail-editor-reference-message-container");
    private static final Set<String> SIGNATURE_IDS =
            Set.of("signature", "ms-outlook-mobile-signature", "applemailsignature");
    private static final Set<String> SIGNATURE_CLASSES = Set.of("gmail_signature", "moz-signature");
    private static final String RULE = "________________________________";
    private static final int DEEPEST_QUOTATION = 20;
    /** Places of that kind that are looked at; a reply has one or two. */
    private static final int MOST_PLACES = 50;

    private final Map<String, String> pictures;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private String lastLine = "";
    private int quoted;
    private int preformatted;
    private int unseen;
    private int places;
    private int quotedBefore;
    private boolean blankBefore;

    private HtmlText(Map<String, String> pictures) {
        this.pictures = pictures;
    }

    /** @param pictures names of the embedded pictures by Content-ID */
    static String of(Document document, Map<String, String> pictures) {
        var writer = new HtmlText(pictures);
        document.traverse(writer);
        writer.endLine(false);
        return MailText.clean(writer.text.toString().strip());
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof Element element) {
            begin(element);
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
            quoted -= indented(element) ? 0 : 1;
            blankBefore = true;
        }
        preformatted -= tag.equals("pre") ? 1 : 0;
    }

    private void begin(Element element) {
        String tag = element.normalName();
        unseen += UNSEEN.contains(tag) ? 1 : 0;
        if (BLOCKS.contains(tag)) {
            endLine(false);
        }
        mark(element);
        switch (tag) {
            case "br" -> endLine(line.toString().isBlank());
            case "hr" -> rule();
            case "blockquote" -> quoted += indented(element) ? 0 : 1;
            case "pre" -> preformatted++;
            case "li" -> line.append("- ");
            case "td", "th" -> line.append(line.isEmpty() ? "" : " ");
            case "img" -> line.append(picture(element));
            default -> {
            }
        }
    }

    /**
     * Whether a passage is only set off, as by the button for it in Gmail, Apple Mail and Outlook: it has a margin and
     * says that it has no border, and nothing that marks a quotation.
     */
    private static boolean indented(Element blockquote) {
        String style = blockquote.attr("style").replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        return !blockquote.hasAttr("type") && !blockquote.hasAttr("cite")
                && (blockquote.hasClass("webkit-indent-blockquote")
                        || blockquote.attr("class").isEmpty() && style.contains("margin")
                                && !style.matches("(?s).*border(?:-left)?(?:-width)?:(?!none|0|medium).*"));
    }

    /** Outlook, Gmail and Thunderbird name these places; the border is the one of Outlook on Windows. */
    private void mark(Element element) {
        if (element.id().isEmpty() && !element.hasAttr("class") && !element.hasAttr("style") || places > MOST_PLACES) {
            return;
        }
        String id = element.id().toLowerCase(Locale.ROOT).replaceFirst("^(?:x_){1,5}", "");
        String style = element.normalName().equals("div")
                ? element.attr("style").replaceAll("\\s", "").toLowerCase(Locale.ROOT)
                : "";
        boolean border = style.matches("(?:.{0,200};)?border:none;border-top:solid#(?:e1e1e1|b5c4df)1\\.0pt.{0,200}")
                || style.matches(".{0,200}border-top(?:-style)?:[^;]{0,60}solid.{0,200}")
                        && HeadField.of(firstLine(element)) != null;
        boolean answered = ANSWERED_BELOW.contains(id) || border;
        boolean signature =
                !answered && (SIGNATURE_IDS.contains(id) || SIGNATURE_CLASSES.stream().anyMatch(element::hasClass));
        places += answered || signature ? 1 : 0;
        if (answered && element.hasText()) {
            endLine(false);
            rule();
        } else if (signature && element.hasText() && !element.text().startsWith("--") && !lastLine.equals("--")
                && !line.toString().strip().equals("--")) {
            endLine(false);
            line.append("--");
            endLine(false);
        }
    }

    private static String firstLine(Element element) {
        String words = element.text().strip();
        return words.substring(0, Math.min(words.length(), 100));
    }

    private void rule() {
        if (!lastLine.equals(RULE)) {
            line.append(RULE);
            endLine(false);
        }
    }

    private String picture(Element image) {
        String source = image.attr("src");
        String name = source.regionMatches(true, 0, "cid:", 0, 4) ? pictures.get(source.substring(4)) : null;
        String description = image.attr("alt").strip();
        return name != null ? Segment.naming(name) : description.isEmpty() ? "" : "[image: " + description + "]";
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
            lastLine = finished;
        }
        blankBefore |= leavesBlank;
    }

    private static String mark(int quoted) {
        return "> ".repeat(Math.min(quoted, DEEPEST_QUOTATION));
    }
}
