package io.aftercare.letters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Turns the plain text of an agent into HTML that reads the same: paragraphs, lines and lists are kept, addresses
 * become links, everything else is escaped. Not Markdown: an agent who writes {@code my_file_name} or {@code *.ged}
 * means it.
 */
final class AnswerText {

    private static final Pattern BULLET = Pattern.compile("^\\s*[-*•–]\\s+(.+)$");
    private static final Pattern NUMBER = Pattern.compile("^\\s*(\\d{1,3})[.)]\\s+(.+)$");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]+");
    private static final String ENDS_A_SENTENCE = ".,;:!?'”’»";

    private final StringBuilder html = new StringBuilder();
    private String open = "";

    private AnswerText() {
    }

    static String toHtml(String text) {
        var answer = new AnswerText();
        text.lines().forEach(answer::line);
        answer.change("");
        return answer.html.toString();
    }

    private void line(String line) {
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
        var result = new StringBuilder();
        Matcher address = ADDRESS.matcher(text);
        int done = 0;
        while (address.find()) {
            String link = withoutPunctuation(address.group());
            result.append(escaped(text.substring(done, address.start()))).append("<a href=\"").append(escaped(link))
                    .append("\">").append(escaped(link)).append("</a>");
            done = address.start() + link.length();
        }
        return result.append(escaped(text.substring(done))).toString();
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
