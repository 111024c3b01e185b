package io.aftercare.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Turns what an agent wrote into HTML that reads the same, and into plain text that reads well: paragraphs, lines,
 * lists and quotations are kept, addresses become links, everything else is escaped. Of Markdown it knows the marks
 * that nobody types by accident: {@code **bold**}, {@code _italics_}, {@code [words](address)} and {@code > quotation}.
 * No more of it, and no library for it: an agent who writes {@code my_file_name}, {@code *.ged}, {@code 2*3*4},
 * {@code # 7} or {@code C:\new} means it, and a new line is a new line.
 */
final class AnswerText {

    private static final Pattern BULLET = Pattern.compile("^\\s*[-*•–]\\s+(.+)$");
    private static final Pattern NUMBER = Pattern.compile("^\\s*(\\d{1,3})[.)]\\s+(.+)$");
    private static final Pattern QUOTATION = Pattern.compile("^\\s{0,3}> ?(.*)$");
    private static final String ENDS_A_SENTENCE = ".,;:!?'”’»";
    /** Bounded, so that a long text of opening marks takes no long time. */
    private static final String MARKED = ".{0,500}?";
    private static final Pattern MARK = Pattern.compile(
            "\\[(?<label>[^\\[\\]\\n]{1,300})]\\((?<target>(?:https?://|mailto:)"
                    + "(?:[^\\s<>\"()]|\\([^\\s<>\"()]*\\)){1,2000})\\)"
                    + "|(?<address>https?://[^\\s<>\"]+)"
                    + "|(?<![\\p{L}\\p{N}*])\\*\\*(?<bold>(?=[^\\s*])" + MARKED + "[^\\s*])\\*\\*(?![\\p{L}\\p{N}*])"
                    + "|(?<![\\p{L}\\p{N}_/\\\\.-])_(?<italics>(?=[^\\s_])" + MARKED
                    + "[^\\s_])_(?![\\p{L}\\p{N}_/\\\\])");
    private static final int DEEPEST_QUOTATION = 5;

    private final StringBuilder html = new StringBuilder();
    private final List<String> quoted = new ArrayList<>();
    private final int depth;
    private String open = "";

    private AnswerText(int depth) {
        this.depth = depth;
    }

    /** @param text plain text with or without marks */
    static String toHtml(String text) {
        return toHtml(text, 0);
    }

    /** For the text part of a mail: line by line the same, links with their address in brackets, {@code *bold*}. */
    static String toPlain(String text) {
        return replaced(text, plain -> plain, (mark, words) -> {
            if (mark.group("label") != null) {
                String target = mark.group("target").replaceFirst("^mailto:", "");
                return words.equals(target) ? target : words + " (" + target + ")";
            }
            return mark.group("bold") != null ? "*" + words + "*" : "_" + words + "_";
        }, address -> address);
    }

    private static String toHtml(String text, int depth) {
        var answer = new AnswerText(depth);
        text.lines().forEach(answer::line);
        answer.endQuotation();
        answer.change("");
        return answer.html.toString();
    }

    private void line(String line) {
        Matcher quotation = QUOTATION.matcher(line);
        if (depth < DEEPEST_QUOTATION && quotation.matches()) {
            quoted.add(quotation.group(1));
            return;
        }
        endQuotation();
        Matcher bullet = BULLET.matcher(line);
        Matcher number = NUMBER.matcher(line);
        if (line.isBlank()) {
            change("");
        } else if (bullet.matches()) {
            item("ul", "<ul>", bullet.group(1));
        } else if (number.matches()) {
            item("ol", "<ol start=\"" + Integer.parseInt(number.group(1)) + "\">", number.group(2));
        } else if (!open.isEmpty() && !open.equals("p") && Character.isWhitespace(line.charAt(0))) {
            html.append("<br>").append(inline(line.strip())); // an item goes on in an indented line
        } else if (open.equals("p")) {
            html.append("<br>").append(inline(line));
        } else {
            change("p");
            html.append("<p>").append(inline(line));
        }
    }

    private void endQuotation() {
        if (!quoted.isEmpty()) {
            change("");
            html.append("<blockquote>").append(toHtml(String.join("\n", quoted), depth + 1)).append("</blockquote>\n");
            quoted.clear();
        }
    }

    private void item(String list, String start, String content) {
        if (open.equals(list)) {
            html.append("</li>");
        } else {
            change(list);
            html.append(start);
        }
        html.append("<li>").append(inline(content));
    }

    private void change(String block) {
        html.append(switch (open) {
            case "" -> "";
            case "p" -> "</p>\n";
            default -> "</li></" + open + ">\n";
        });
        open = block;
    }

    private static String inline(String text) {
        return replaced(text, AnswerText::escaped, (mark, words) -> {
            if (mark.group("label") != null) {
                return link(mark.group("target"), words);
            }
            return mark.group("bold") != null ? "<strong>" + words + "</strong>" : "<em>" + words + "</em>";
        }, address -> link(address, escaped(address)));
    }

    private static String link(String address, String words) {
        return "<a href=\"" + escaped(address) + "\">" + words + "</a>";
    }

    /** What a mark becomes, given what stands in it, which is done already. */
    private interface Marked {
        String of(Matcher mark, String words);
    }

    private interface Plain {
        String of(String text);
    }

    private static String replaced(String text, Plain plain, Marked marked, Plain address) {
        var result = new StringBuilder();
        Matcher mark = MARK.matcher(text).useTransparentBounds(true);
        int done = 0;
        while (mark.find()) {
            result.append(plain.of(text.substring(done, mark.start())));
            done = mark.end();
            if (mark.group("address") != null) {
                String link = withoutPunctuation(mark.group("address"));
                result.append(address.of(link));
                done = mark.start() + link.length();
                // What was taken off is read again: a mark may end there.
                mark.region(done, text.length());
            } else if (mark.group("label") != null) {
                result.append(marked.of(mark, plain.of(mark.group("label"))));
            } else {
                String words = mark.group("bold") != null ? mark.group("bold") : mark.group("italics");
                result.append(marked.of(mark, replaced(words, plain, marked, address)));
            }
        }
        return result.append(plain.of(text.substring(done))).toString();
    }

    /** A full stop or bracket behind an address belongs to the sentence, unless the bracket was opened within it. */
    private static String withoutPunctuation(String address) {
        String link = address;
        while (ENDS_A_SENTENCE.indexOf(link.charAt(link.length() - 1)) >= 0
                || link.endsWith(")") && link.indexOf('(') < 0 || link.endsWith("]") && link.indexOf('[') < 0) {
            link = link.substring(0, link.length() - 1);
        }
        return link;
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
