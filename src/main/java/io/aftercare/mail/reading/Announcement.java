package io.aftercare.mail.reading;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line by which a mail program announces what it quotes: "On … wrote:", "Op … schreef …:", "… のメール:". A person may
 * write such a line as well, above a log or a text of somebody else; so a line without a year or an address, or one in
 * which no name but "the service" writes, is none.
 *
 * @param lines   how many lines it takes
 * @param own     what the customer wrote before it on the same line; empty when nothing
 * @param certain whether a program wrote it even where the lines below bear no marks
 */
record Announcement(int lines, String own, boolean certain) {

    /** There were hardly mails before; whoever looks after a family tree writes of earlier days. */
    private static final String YEAR = "(?:199|20\\d)\\d";
    /** A day with its year, as programs of many languages write it. */
    static final Pattern DATE = Pattern.compile("(?U)(?<![\\d.])(?:"
            + "\\d{1,2}(?:st|nd|rd|th|er|º)?[.,]?[\\s-]{1,3}(?:de |of |d['’])?"
            + "(?:\\p{L}{2,12}|\\p{L}{2,8} \\d{1,2})\\.?,?"
            + "[\\s-]{1,3}(?:de |del )?" + YEAR
            + "|" + YEAR + "[-/.年년]\\s?\\d{1,2}[-/.月월]\\s?\\d{1,2}"
            + "|" + YEAR + "\\. \\p{L}{2,12}\\.? \\d{1,2}"
            + "|\\d{1,2}[-/.]\\s?\\d{1,2}[-/.]\\s?(?:" + YEAR + "|\\d\\d)(?!\\d))"
            + "|\\p{L}{3,12}\\.?[ -]\\d{1,2}(?:st|nd|rd|th)?,?[\\s-]{1,2}(?:" + YEAR + "|\\d\\d(?=[ ,]))"
            + "|\\p{L}{3} \\d{1,2} \\d\\d:\\d\\d(?::\\d\\d)? (?:[A-Z]{2,5} )?" + YEAR);
    static final Pattern TIME = Pattern.compile("(?<![\\d.])\\d{1,2}\\s?[:.h時点]\\s?\\d{2}(?!\\d|\\.\\d)");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]{1,100}@[^\\s<>@]{1,100}");
    private static final Pattern ENDS_WITH_ADDRESS =
            Pattern.compile("[<(\\[](?:mailto:)?\\s?[^\\s<>@]{1,100}@[^\\s<>@]{1,100}[>)\\]]"
                    + "\\s?(?:[:：]|\\[[^\\]]{6,40}\\]\\s?:)?$|\\d\\d \\p{L}{1,5} [^\\s<>@]{1,100}@[^\\s<>@]{1,100}:$");

    private static final String WROTE = WordList.pattern("wrote");
    private static final String WROTE_JOINED = WordList.pattern("wrote-joined");
    private static final Pattern VERB = Pattern.compile("(?iu)(?<=[\\s>)\\]\"'*])(?:" + WROTE + ")(?!\\p{L})");
    private static final Pattern ENDING =
            Pattern.compile("(?iu)(?:(?<=[\\s>)\\]\"'*])(?:" + WROTE + ")|(?:" + WROTE_JOINED
                    + "))[\\s.*]{0,4}(?:[:：][\\s*]{0,4}-{0,60}|-{2,60})$");
    /** With the name or the date behind: "schrieb Support:", "escreveu (segunda, 4/03/2024):". */
    private static final Pattern WITHIN = Pattern.compile("(?iu)(?<=[\\s>)\\]\"'*])(?:"
            + WordList.pattern("wrote-before-name") + ")\\s(.{1,250}?)\\s{0,3}[:：]$");
    /** Programs that name the sender only, with the address. */
    private static final Pattern QUOTING =
            Pattern.compile("(?iu)^(?:" + WordList.pattern("quoting") + ")\\s.{3,300}[:：]$");
    /** With the day behind the name, in brackets. */
    private static final Pattern QUOTING_DATED =
            Pattern.compile("(?iu)^(?:" + WordList.pattern("quoting") + ")\\s.{2,200}\\(.{6,40}\\)[:：]?$");
    /** Programs set the name apart from "On 12 May 2026 at 10:45", or name the day of the week; who tells does not. */
    private static final Pattern TOLD =
            Pattern.compile("(?iu)^\\W{0,10}(?:on|at) (?:the )?\\d[^,@<>\"]{4,40}\\d{1,2}[:.h]\\d\\d(?:[:.]\\d\\d)? "
                    + "(?:[ap]\\.?m\\.? )?(?!cest|cet|gmt|utc|bst|mez)[^,@<>\"]{2,80} (?:" + WROTE + ")\\s?:$");
    private static final String ON = "on|at|le|am|op|il|el|em|no dia|den|på|w dniu|dnia|vào|dne|dňa";
    private static final Pattern OPENING = Pattern.compile(
            "(?iu)(?<![\\p{L}\\d])(?:" + ON + ")\\s(?=(?:\\p{L}{2,12}[.,]{0,2} ){0,2}(?:\\p{L}{3,12}\\.? )?\\d)");
    private static final Pattern SENTENCE_BEFORE = Pattern.compile("^(.*\\p{Ll}{2}[.!?]+)\\s+(?=\\p{Lu})");
    /** No program calls a sender so. */
    private static final String NO_NAME = WordList.pattern("no-names");
    private static final Pattern NOBODY = Pattern.compile("(?u)(?<![\\p{L}\\d])(?i:" + WordList.pattern("no-names")
            + ")\\s(?:[\\p{Ll}-]{1,30}\\s){0,4}(?:" + WROTE + ")(?!\\p{L})|\\s(?:"
            + WordList.pattern("wrote-before-name") + ")\\s(?:" + WordList.pattern("no-names-behind") + ")\\s");
    /** Nor by such words and an address: "the shop &lt;shop@vendor.example&gt;". */
    private static final Pattern NOBODY_AT = Pattern.compile("(?u)(?<![\\p{L}\\d])(?i:the|a|an|my|your|our|das|der|die"
            + "|mein|meine|unser|unsere|le|la|les|mon|ma|notre|mijn|mi|mio|il|el)\\s(?:[\\p{Ll}-]{1,30}\\s){1,4}"
            + "[<(\\[][^\\s<>@]{1,100}@[^\\s<>@]{1,100}[>)\\]]\\s(?:" + WROTE + ")(?!\\p{L})");

    /** What every day with its year has, looked for first since it is found fast. */
    private static final Pattern NUMBERED = Pattern.compile("(?:19|20)\\d\\d|\\d[-/. ]{1,2}\\d|-\\d\\d");
    /** With lines drawn around it. */
    private static final Pattern DRAWN = Pattern.compile("-{2,60}+.*-{2,60}");

    /** Marks of the direction of writing, which some programs put between all words. */
    static final Pattern UNSEEN = Pattern.compile("[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]");
    private static final int WRAPPED_OVER = 4;
    private static final int LONGEST = 700;
    private static final int OPENS_WITHIN = 30;

    /**
     * The announcement that begins with this line; null when there is none.
     *
     * @param marked whether the first line that says anything from the given one on bears marks of a quotation
     */
    static Announcement at(List<String> lines, int at, IntPredicate marked) {
        if (lines.get(at).isBlank()) {
            return null;
        }
        for (int end = at + 1; end <= Math.min(at + WRAPPED_OVER, lines.size())
                && !lines.get(end - 1).isBlank(); end++) {
            if (!ends(lines.get(end - 1).stripTrailing())) {
                continue;
            }
            String text = joined(lines, at, end);
            boolean quotes = marked.test(end);
            if (text.length() <= LONGEST && announces(text, quotes)) {
                return beginsLater(lines, at, end, quotes) ? null
                        : new Announcement(end - at, ownBefore(text), certain(text));
            }
        }
        return null;
    }

    private static boolean announces(String text, boolean marked) {
        if (!ends(text)) {
            return false;
        }
        if (text.indexOf('@') < 0 && text.indexOf("--") < 0 && !NUMBERED.matcher(text).find()) {
            return false;
        }
        boolean addressed = ADDRESS.matcher(text).find();
        Matcher date = DATE.matcher(text);
        boolean dated = date.find();
        boolean drawn = marked && DRAWN.matcher(text).matches();
        if (addressed ? NOBODY_AT.matcher(text).find()
                : !drawn && (!dated || NOBODY.matcher(text).find() || TOLD.matcher(text).matches())) {
            return false;
        }
        if (marked && QUOTING_DATED.matcher(text).matches()) {
            return true;
        }
        if (ENDING.matcher(text).find() || WITHIN.matcher(text).find() || QUOTING.matcher(text).matches()) {
            return true;
        }
        // "2016-10-24 15:36 GMT+02:00 Foo <x>:", by its beginning and its end, without a verb.
        return dated && date.start() <= OPENS_WITHIN && ENDS_WITH_ADDRESS.matcher(text).find()
                && (marked || TIME.matcher(text).find() && text.matches(".*[:：]$"));
    }

    private static boolean ends(String text) {
        char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        return last == ':' || last == '：' || last == '-' || last == '>' || last == '*' || last == ')';
    }

    /** Without marks below, a program is believed that names day and address, or draws lines around its words. */
    private static boolean certain(String text) {
        return DATE.matcher(text).find()
                && (ADDRESS.matcher(text).find() && !NOBODY.matcher(text).find()
                        || DRAWN.matcher(text).matches() && TIME.matcher(text).find());
    }

    /** Whether the line only stands before the announcement: many programs leave no blank line between. */
    private static boolean beginsLater(List<String> lines, int at, int end, boolean marked) {
        boolean here = opens(joined(lines, at, end));
        for (int later = at + 1; later < end; later++) {
            String text = joined(lines, later, end);
            // An address alone is the wrapped rest of a name.
            boolean rest = here || lines.get(later).stripLeading().startsWith("<");
            if (announces(text, marked) && (opens(text) || !rest)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text begins as announcements do: with a day, or "On" and the like before it. */
    private static boolean opens(String text) {
        Matcher opening = OPENING.matcher(text);
        if (opening.find()) {
            return text.substring(0, opening.start()).chars().noneMatch(Character::isLetterOrDigit);
        }
        Matcher date = DATE.matcher(text);
        return date.find() && date.start() <= OPENS_WITHIN
                && !text.substring(0, date.start()).matches(".*\\p{L}{4,}.*\\p{L}{4,}.*");
    }

    /** What stands before the announcement on the same line, as where a program lost the line end. */
    private static String ownBefore(String text) {
        Matcher opening = OPENING.matcher(text);
        if (opening.find()) {
            String before = text.substring(0, opening.start());
            boolean name = VERB.matcher(before).find() || ADDRESS.matcher(before).find();
            return name || before.chars().noneMatch(Character::isLetterOrDigit) ? ""
                    : before.replaceFirst("[\\s-]{1,60}$", "");
        }
        Matcher sentence = SENTENCE_BEFORE.matcher(text);
        return !opens(text) && sentence.find() ? sentence.group(1) : "";
    }

    private static String joined(List<String> lines, int from, int end) {
        var joined = new StringBuilder();
        for (int i = from; i < end; i++) {
            String line = UNSEEN.matcher(lines.get(i)).replaceAll("").strip();
            joined.append(joined.isEmpty() ? "" : " ").append(line, 0, Math.min(line.length(), LONGEST + 1));
        }
        return joined.toString();
    }
}
