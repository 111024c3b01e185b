package io.aftercare.knowledge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;

/**
 * Short codes that a site's page builder left in an article: {@code [toggle title="On a Mac"]…[/toggle]}. What a reader
 * sees of them stays, also what stands in their attributes; what only arranges the page goes. Each character is looked
 * at a bounded number of times, whatever is nested or never closed.
 */
final class ShortCodes {

    /** Where a short code began or ended a line; {@link PageParts} takes out those that a block makes needless. */
    static final String LINE_BREAK = "<br data-short-code>";

    /** Longer ones are none: page builders write their whole design into one. */
    private static final int LONGEST = 20_000;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_QUOTED = 1_000;

    /** Elements whose text is shown as it is, or not at all. */
    private static final Set<String> LITERAL =
            Set.of("pre", "code", "kbd", "samp", "tt", "xmp", "script", "style", "textarea");
    private static final Set<String> WITHIN_A_LINE = Set.of("a", "abbr", "b", "code", "em", "font", "i", "kbd", "mark",
            "s", "small", "span", "strong", "sub", "sup", "u");
    /** What page builders and their extensions begin the names of their codes with. */
    private static final Pattern OF_A_BUILDER =
            Pattern.compile("(?:vc|wpb|et_pb|fusion|av|su|kt|kb|mk|tve|themify|bt_bb|nectar|elementor)_[\\w-]*"
                    + "|(?:elementor|wpb)-[\\w-]*");
    private static final Set<String> KNOWN = Set.of("gallery", "toc", "embed", "audio", "video", "playlist", "caption",
            "wp_caption", "contact-form", "contact-form-7");
    private static final Pattern CODE =
            Pattern.compile("code|sourcecode|source|cc[a-z]?|crayon|highlight_code|php|html|css|js|sql|bash|prism");
    private static final Set<String> ENCODED = Set.of("vc_raw_html", "vc_raw_js");
    /** They are shown as what is kept elsewhere on the site, under a title that nobody sees. */
    private static final Pattern KEPT_ELSEWHERE = Pattern.compile(
            "contact-form-7|.*forms?|gravityforms?|formidable|.*slider.*|.*gallery.*|tablepress|table|ninja_tables"
                    + "|wpdatatable|toc|.*map|posts?|recent[_-]posts|related.*|reusable|template");
    /** They only arrange, part or adorn. */
    private static final Pattern ARRANGES = Pattern.compile(
            ".*(?:divider|separator|spacer|space|icon|clear|anchor|line|gap|line_break_holder)|br|hr"
                    + "|.*(?:row|column|section|container|inner|tabs|accordion|toggles).*");
    /** They stand within sentences. */
    private static final Set<String> OF_A_SENTENCE = Set.of("b", "i", "u", "s", "em", "strong", "url", "color", "size",
            "font", "email", "highlight", "su_highlight", "tooltip", "su_tooltip", "popup", "dropcap", "icon", "abbr",
            "kbd", "footnote", "label", "badge", "year", "current_year");
    private static final Pattern BUTTON = Pattern.compile(".*(?:button|btn).*|cta_link|link|url");
    private static final Pattern HEADING = Pattern.compile(".*(?:heading|title|headline).*");
    private static final Pattern PICTURE = Pattern.compile(".*(?:image|img|picture|photo).*");
    private static final Pattern BOX =
            Pattern.compile(".*(?:box|alert|notice|notification|message|callout|note|warning)");
    private static final Pattern FOLD =
            Pattern.compile(
                    ".*(?:toggle|spoiler|accordion|tab|collapse|expand|faq|panel|step|item|section|question).*");

    private static final Set<String> TITLES = Set.of("title", "heading", "headline", "header", "question", "tab_title",
            "toggle_title", "tabtitle", "h2", "h4", "summary", "trigger", "trigtext", "box_title", "item_title",
            "section_title", "front_title");
    private static final Set<String> TEXTS = Set.of("text", "subtitle", "subheading", "subhead", "description", "desc",
            "caption", "content", "message", "answer", "button_text", "btn_text", "link_text", "button_label",
            "button_title", "label", "field_title", "quote", "author", "cite", "alt", "image_alt", "text_content",
            "button_one_text", "button_two_text", "read_more", "front_description", "back_title", "back_description");
    private static final Set<String> ADDRESSES = Set.of("url", "link", "href", "button_url", "button_link", "");
    private static final Pattern NO_WORDS = Pattern.compile(
            "(?i)(?:https?:)?//\\S*|www\\.\\S+|#[0-9a-f]{3,8}|true|false|yes|no|on|off|none|default|left|right|center"
                    + "|centre|top|bottom|auto|inherit|light|dark|small|medium|large|full|white|black|h[1-6]"
                    + "|[^\\p{L}]*");
    private static final Pattern NAME = Pattern.compile("\\s*([\\w-]{1,60})\\s*=\\s*");
    private static final String DOUBLE = "\"|[“”„″«»]|&quot;|&#0?34;|&#x22;|&#82(?:20|21|22|43);|&[lr]dquo;";
    private static final String SINGLE = "'|[‘’′]|&#0?39;|&#x27;|&#82(?:16|17|42);|&[lr]squo;";
    private static final Pattern OPENS_DOUBLE = Pattern.compile(DOUBLE);
    private static final Pattern OPENS_SINGLE = Pattern.compile(SINGLE);
    private static final Pattern OPENS_WITH_QUOTE = Pattern.compile("^(?:" + DOUBLE + "|" + SINGLE + ")");
    private static final Pattern CLOSES_DOUBLE = Pattern.compile("(?:" + DOUBLE + ")(?=\\s|/|$)");
    private static final Pattern CLOSES_SINGLE = Pattern.compile("(?:" + SINGLE + ")(?=\\s|/|$)");
    private static final Pattern ADDRESS_OF_WPBAKERY = Pattern.compile("(?:^|\\|)url:([^|]*)");

    private final String content;
    private final LeftOutParts leftOut;
    private final List<Code> codes = new ArrayList<>();
    private final Set<String> opened = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    /** Codes whose text is a link, open now. */
    private final Set<String> linked = new HashSet<>();
    private final StringBuilder out = new StringBuilder();
    /** What was looked for in vain once is not looked for again. */
    private final Set<String> neverCome = new HashSet<>();

    private ShortCodes(String content, LeftOutParts leftOut) {
        this.content = content;
        this.leftOut = leftOut;
    }

    /**
     * @param attributes as written, without the last slash
     * @param alone      whether it says itself that nothing belongs to it
     */
    private record Code(int begin, int end, String name, String attributes, boolean closing, boolean alone) {
    }

    /** @return HTML without short codes */
    static String replaced(String content, LeftOutParts leftOut) {
        return content.indexOf('[') < 0 ? content : new ShortCodes(content, leftOut).replaced();
    }

    private String replaced() {
        find();
        codes.forEach(code -> (code.closing() ? closed : opened).add(code.name()));
        int from = 0;
        for (int index = 0; index < codes.size(); index++) {
            Code code = codes.get(index);
            if (code.begin() < from) {
                continue;
            }
            out.append(content, from, code.begin());
            from = code.end();
            if (escaped(code)) {
                out.setLength(out.length() - 1);
                out.append(content, code.begin(), code.end());
                from++;
            } else if (!isShortCode(code)) {
                out.append(content, code.begin(), code.end());
            } else if (code.closing()) {
                out.append(linked.remove(code.name()) ? "</a>" : "");
                breakLine(
                        endsLine(code.end()) || FOLD.matcher(code.name()).matches()
                                || BOX.matcher(code.name()).matches(),
                        code.name());
            } else if (closed.contains(code.name()) && (CODE.matcher(code.name()).matches()
                    || ENCODED.contains(code.name()))) {
                from = literal(code);
            } else {
                open(code);
            }
        }
        return out.append(content, from, content.length()).toString();
    }

    /** {@code [[name]]} is how one writes about a short code. */
    private boolean escaped(Code code) {
        return code.begin() > 0 && content.charAt(code.begin() - 1) == '[' && code.end() < content.length()
                && content.charAt(code.end()) == ']' && out.length() > 0 && out.charAt(out.length() - 1) == '[';
    }

    private void find() {
        int at = 0;
        while (at < content.length()) {
            char character = content.charAt(at);
            Code code = character == '[' ? code(at) : null;
            if (code != null) {
                codes.add(code);
                at = code.end();
            } else {
                at = character == '<' ? behindMarkUp(at) : at + 1;
            }
        }
    }

    private int behindMarkUp(int begin) {
        if (content.startsWith("<!--", begin)) {
            int end = indexOf("-->", begin);
            return end < 0 ? begin + 1 : end;
        }
        int nameEnd = begin + 1;
        while (nameEnd < content.length() && nameEnd - begin < LONGEST_NAME
                && Character.isLetterOrDigit(content.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = content.substring(begin + 1, nameEnd).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return begin + 1;
        }
        int end = indexOf(">", begin);
        if (end < 0) {
            return begin + 1;
        }
        if (LITERAL.contains(name)) {
            int close = indexOf("</" + name, end);
            return close < 0 ? end : close;
        }
        return end;
    }

    /** Behind it; -1 when it does not come any more. */
    private int indexOf(String wanted, int from) {
        if (neverCome.contains(wanted)) {
            return -1;
        }
        int found = content.indexOf(wanted, from);
        if (found < 0 && wanted.startsWith("</")) {
            found = content.indexOf(wanted.toUpperCase(Locale.ROOT), from);
        }
        if (found < 0) {
            neverCome.add(wanted);
            return -1;
        }
        return found + wanted.length();
    }

    /** What may be a short code; null for anything else. Never looks beyond the next bracket that opens. */
    private Code code(int begin) {
        int at = begin + 1;
        boolean closing = at < content.length() && content.charAt(at) == '/';
        at += closing ? 1 : 0;
        int nameBegin = at;
        while (at < content.length() && at - nameBegin < LONGEST_NAME && isOfName(content.charAt(at))) {
            at++;
        }
        if (at == nameBegin || at == content.length() || !Character.isLetter(content.charAt(nameBegin))) {
            return null;
        }
        String name = content.substring(nameBegin, at);
        char behind = content.charAt(at);
        if (behind != ']' && (closing || behind != '/' && behind != '=' && !Character.isWhitespace(behind))) {
            return null;
        }
        int attributes = at;
        while (at < content.length() && at - begin < LONGEST) {
            char character = content.charAt(at);
            if (character == ']') {
                String written = content.substring(attributes, at).strip();
                boolean alone = written.endsWith("/") && !written.startsWith("=");
                return new Code(begin, at + 1, name,
                        alone ? written.substring(0, written.length() - 1) : written, closing, alone);
            }
            if (character == '[') {
                return null;
            }
            at = (character == '"' || character == '\'') && content.charAt(at - 1) == '='
                    ? behindQuoted(at, character)
                    : at + 1;
        }
        return null;
    }

    /** A quoted value may hold the bracket that closes. */
    private int behindQuoted(int quote, char kind) {
        int most = Math.min(content.length() - 1, quote + LONGEST_QUOTED);
        for (int at = quote + 1; at < most; at++) {
            char character = content.charAt(at);
            if (character == '[') {
                return quote + 1;
            }
            char next = content.charAt(at + 1);
            if (character == kind && (next == ']' || next == '/' || Character.isWhitespace(next))) {
                return at + 1;
            }
        }
        return quote + 1;
    }

    private static boolean isOfName(char character) {
        return character < 128 && (Character.isLetterOrDigit(character) || character == '_' || character == '-');
    }

    /** What people write in brackets, such as [optional] or [F2], is none. */
    private boolean isShortCode(Code code) {
        boolean known = KNOWN.contains(code.name()) || OF_A_BUILDER.matcher(code.name()).matches();
        if (code.closing()) {
            return known || opened.contains(code.name());
        }
        boolean named = code.attributes().startsWith("=") || OPENS_WITH_QUOTE.matcher(code.attributes()).lookingAt()
                || FOLD.matcher(code.name()).matches() && !code.attributes().isEmpty()
                        && !NAME.matcher(code.attributes()).lookingAt() ? closed.contains(code.name())
                                : NAME.matcher(code.attributes()).lookingAt();
        boolean bare = code.attributes().isEmpty() && (code.alone() || closed.contains(code.name()));
        return known || named || bare;
    }

    private void open(Code code) {
        boolean block = beginsLine();
        boolean paired = closed.contains(code.name()) && !code.alone();
        Map<String, String> attributes = attributes(code.attributes());
        if (!paired && KEPT_ELSEWHERE.matcher(code.name()).matches()) {
            leftOut.add("short code [" + code.name() + "]");
            breakLine(block, code.name());
            return;
        }
        breakLine(block, code.name());
        boolean button = BUTTON.matcher(code.name()).matches();
        boolean said = false;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            String value = value(attribute.getValue());
            boolean shown = TITLES.contains(name) || TEXTS.contains(name)
                    || name.equals("name") && FOLD.matcher(code.name()).matches();
            if (!shown || NO_WORDS.matcher(value).matches()
                    || PICTURE.matcher(code.name()).matches() && name.equals("title")
                            && attributes.containsKey("alt")) {
                continue;
            }
            said = true;
            boolean title = !button && (TITLES.contains(name) && (paired || HEADING.matcher(code.name()).matches())
                    || name.equals("text") && HEADING.matcher(code.name()).matches()
                    || FOLD.matcher(code.name()).matches() && (name.equals("name") || name.equals("label")));
            String address =
                    button || name.startsWith("button") || name.startsWith("link") ? address(attributes) : null;
            String words = address == null ? value
                    : "<a href=\"" + Entities.escape(address) + "\">" + value + "</a>";
            String tag = title ? "h4" : "p";
            out.append(block || title || !button ? " <" + tag + ">" + words + "</" + tag + "> " : words);
        }
        if (paired && button && !said) {
            String address = address(attributes);
            if (address != null) {
                out.append("<a href=\"").append(Entities.escape(address)).append("\">");
                linked.add(code.name());
            }
        } else if (!paired && !said && !ARRANGES.matcher(code.name()).matches()) {
            leftOut.add("short code [" + code.name() + "]");
        }
    }

    /** A code's text as it is, up to its end; returns where that is. */
    private int literal(Code code) {
        String end = "[/" + code.name() + "]";
        int behind = indexOf(end, code.end());
        if (behind < 0) {
            return code.end();
        }
        String text = content.substring(code.end(), behind - end.length());
        if (code.name().equals("vc_raw_js")) {
            leftOut.add("script");
        } else if (code.name().equals("vc_raw_html")) {
            out.append(LINE_BREAK).append(decoded(text)).append(LINE_BREAK);
        } else {
            out.append("<pre>").append(text).append("</pre>");
        }
        return behind;
    }

    /** HTML in Base64 and with percents, as WPBakery keeps it; anything else as it is. */
    private static String decoded(String text) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text.strip());
            String html = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return html.contains("%3C") || html.contains("%20") ? withoutPercents(html) : html;
        } catch (IllegalArgumentException | CharacterCodingException plain) {
            return text;
        }
    }

    private static String withoutPercents(String text) {
        try {
            return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return text;
        }
    }

    private static String address(Map<String, String> attributes) {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            if (ADDRESSES.contains(attribute.getKey())) {
                Matcher encoded = ADDRESS_OF_WPBAKERY.matcher(attribute.getValue());
                String address = encoded.find() ? withoutPercents(encoded.group(1)) : attribute.getValue();
                if (address.matches("(?i)(?:https?://|/|#)[^\\s\"<>]*")) {
                    return address;
                }
            }
        }
        return null;
    }

    private static Map<String, String> attributes(String written) {
        var attributes = new LinkedHashMap<String, String>();
        if (written.startsWith("=")) {
            attributes.put("", written.substring(1).replaceAll("^[\"']|[\"']$", ""));
            return attributes;
        }
        if (!written.isEmpty() && !NAME.matcher(written).lookingAt()) {
            // Some have nothing but their title.
            attributes.put("title", OPENS_WITH_QUOTE.matcher(written).replaceFirst("").replaceFirst(
                    "(?:" + DOUBLE + "|" + SINGLE + ")$", ""));
            return attributes;
        }
        Map<Pattern, Boolean> closes = new HashMap<>();
        Matcher name = NAME.matcher(written);
        int at = 0;
        while (at < written.length() && name.region(at, written.length()).lookingAt()) {
            int begin = name.end();
            Matcher opensDouble = OPENS_DOUBLE.matcher(written).region(begin, written.length());
            Matcher opensSingle = OPENS_SINGLE.matcher(written).region(begin, written.length());
            boolean isDouble = opensDouble.lookingAt();
            Matcher opens = isDouble ? opensDouble : opensSingle;
            int end = -1;
            if (isDouble || opensSingle.lookingAt()) {
                Pattern closing = isDouble ? CLOSES_DOUBLE : CLOSES_SINGLE;
                Matcher close = closing.matcher(written);
                if (closes.getOrDefault(closing, true) && close.find(opens.end())) {
                    end = close.end();
                    attributes.putIfAbsent(name.group(1).toLowerCase(Locale.ROOT),
                            written.substring(opens.end(), close.start()));
                } else {
                    closes.put(closing, false);
                }
            }
            if (end < 0) {
                end = begin;
                while (end < written.length() && !Character.isWhitespace(written.charAt(end))) {
                    end++;
                }
                attributes.putIfAbsent(name.group(1).toLowerCase(Locale.ROOT), written.substring(begin, end));
            }
            at = end;
            while (at < written.length() && Character.isWhitespace(written.charAt(at))) {
                at++;
            }
            // A word without a value, such as "open".
            while (at < written.length() && !name.region(at, written.length()).lookingAt()) {
                at = nextWord(written, at);
            }
        }
        return attributes;
    }

    private static int nextWord(String written, int from) {
        int at = from;
        while (at < written.length() && !Character.isWhitespace(written.charAt(at))) {
            at++;
        }
        while (at < written.length() && Character.isWhitespace(written.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A value without what page builders write for brackets and quotes. */
    private static String value(String written) {
        String text = written.length() <= LONGEST_VALUE ? written : written.substring(0, LONGEST_VALUE);
        return text.replace("%22", "&quot;").replace("%91", "[").replace("%93", "]").replace("`{`", "[")
                .replace("`}`", "]").replace("``", "&quot;").strip();
    }

    private void breakLine(boolean wanted, String name) {
        if (wanted && !OF_A_SENTENCE.contains(name) && !endsWith(LINE_BREAK)) {
            out.append(LINE_BREAK);
        }
    }

    private boolean endsWith(String end) {
        return out.length() >= end.length() && out.indexOf(end, out.length() - end.length()) >= 0;
    }

    /** Whether what comes next in the output begins a line. */
    private boolean beginsLine() {
        int last = out.length() - 1;
        while (last >= 0 && (out.charAt(last) == ' ' || out.charAt(last) == '\t')
                && out.length() - last < LONGEST_NAME) {
            last--;
        }
        if (last < 0 || out.charAt(last) == '\n') {
            return true;
        }
        if (out.charAt(last) != '>') {
            return false;
        }
        int tag = last;
        while (tag > 0 && last - tag < LONGEST_NAME && out.charAt(tag) != '<') {
            tag--;
        }
        return !isWithinALine(out.substring(tag, last));
    }

    /** Whether what stands before this place in the content ends a line. */
    private boolean endsLine(int behind) {
        int next = behind;
        while (next < content.length() && (content.charAt(next) == ' ' || content.charAt(next) == '\t')
                && next - behind < LONGEST_NAME) {
            next++;
        }
        if (next == content.length() || content.charAt(next) == '\n' || content.charAt(next) == '\r'
                || content.charAt(next) == '[') {
            return true;
        }
        return content.charAt(next) == '<'
                && !isWithinALine(content.substring(next, Math.min(content.length(), next + LONGEST_NAME)));
    }

    private static boolean isWithinALine(String tag) {
        int begin = tag.startsWith("</") ? 2 : 1;
        int end = begin;
        while (end < tag.length() && Character.isLetterOrDigit(tag.charAt(end))) {
            end++;
        }
        return end > begin && WITHIN_A_LINE.contains(tag.substring(begin, end).toLowerCase(Locale.ROOT));
    }
}
