package io.aftercare.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Cuts an article into what can be quoted from it: whole sentences and whole lists. Of a list too long to be quoted,
 * single steps, each whole.
 */
final class Excerpts {

    /** A single list or sentence may be so long, in characters. */
    static final int LONGEST = 700;
    /** A longer step is a text of its own. */
    private static final int LONGEST_STEP = 3_000;
    /** Beyond, an article is a book; its beginning says what it is about. */
    private static final int MOST = 500;

    /** Quotations within quotations. */
    private static final int DEEPEST = 20;

    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> LISTS = Set.of("ol", "ul", "dl", "table");
    private static final Set<String> PARAGRAPHS = Set.of("p", "pre");
    private static final Set<String> CODE = Set.of("code", "kbd", "samp");
    /** Behind these a full stop ends no sentence: initials, and words that are hardly ever last. */
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:\\p{L}|e\\.g|i\\.e|p\\.\\s?ex|c\\.-à-d|cf|dr"
                    + "|mr|mrs|ms|mme|mlle|st|ste|vs|no|nr|fig|approx|env)\\.\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final int LONGEST_ABBREVIATED = 12;
    /** A line that is numbered by hand. */
    private static final Pattern A_STEP =
            Pattern.compile("(?:(?:step|étape)\\s{1,3})?\\d{1,2}\\s?[.):]\\s|step \\d|étape \\d",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NUMBER_OF_A_STEP = Pattern.compile("\\d{1,6}\\.\\s*");

    private final List<HeadedText> sections = new ArrayList<>();
    private final Locale language;
    private HeadedText open = new HeadedText(null, new ArrayList<>());
    private int units;

    private Excerpts(String language) {
        this.language = Locale.forLanguageTag(language);
    }

    /** @param heading null before the first heading */
    record HeadedText(String heading, List<Unit> units) {
    }

    /**
     * What is quoted whole or not at all.
     *
     * @param goesOn whether it stands on the same line as the one before
     * @param alone  whether it is not quoted together with its neighbours: with two of its steps, but not all, a list
     *               is cut
     * @param steps  whether it says what to do, one step after another, or is one of the steps
     * @param whole  whether it is a step or code, of which not even a long one is cut
     */
    record Unit(String text, boolean goesOn, boolean alone, boolean steps, boolean whole) {
    }

    static List<HeadedText> of(Article article) {
        var excerpts = new Excerpts(article.language());
        excerpts.read(Jsoup.parseBodyFragment(article.html()).body(), 0);
        if (excerpts.units == 0) {
            article.text().lines().limit(MOST).forEach(line -> excerpts.sentences(line, false));
        }
        excerpts.begin(null);
        return excerpts.sections;
    }

    private void read(Element parent, int depth) {
        var loose = new Element("p");
        for (Node node : parent.childNodes()) {
            if (units >= MOST) {
                return;
            }
            String name = node.nodeName();
            boolean block = HEADINGS.contains(name) || LISTS.contains(name) || PARAGRAPHS.contains(name)
                    || name.equals("blockquote");
            if (!block) {
                loose.appendChild(node.clone());
                continue;
            }
            paragraph(loose);
            loose = new Element("p");
            var element = (Element) node;
            if (HEADINGS.contains(name)) {
                begin(ArticleText.plain(element).replace('\n', ' '));
            } else if (LISTS.contains(name)) {
                list(element);
            } else if (PARAGRAPHS.contains(name) || depth == DEEPEST) {
                paragraph(element);
            } else {
                read(element, depth + 1);
            }
        }
        paragraph(loose);
    }

    private void begin(String heading) {
        if (!open.units().isEmpty()) {
            sections.add(open);
        }
        open = new HeadedText(heading, new ArrayList<>());
    }

    private void paragraph(Element paragraph) {
        String text = ArticleText.plain(paragraph);
        boolean code = paragraph.normalName().equals("pre") || !text.isEmpty() && paragraph.ownText().isBlank()
                && paragraph.children().stream().allMatch(child -> CODE.contains(child.normalName())
                        || child.normalName().equals("br"));
        if (code && text.length() <= LONGEST) {
            led(text, true);
        } else {
            text.lines().filter(line -> !line.isBlank()).forEach(line -> {
                if (code || A_STEP.matcher(line).lookingAt() && line.length() <= LONGEST_STEP) {
                    line(line, code);
                } else {
                    sentences(line, false);
                }
            });
        }
    }

    /** A line of code, or a step that is numbered by hand: the steps of a short list are quoted together. */
    private void line(String line, boolean code) {
        Unit before = open.units().isEmpty() ? null : open.units().get(open.units().size() - 1);
        if (before != null && before.whole() && before.steps() != code
                && before.text().length() + line.length() < LONGEST) {
            open.units().set(open.units().size() - 1, new Unit(before.text() + "\n" + line, before.goesOn(), false,
                    !code, true));
        } else {
            add(new Unit(line, false, false, !code, true));
        }
    }

    /** "Enter this:" means nothing without what follows. */
    private void led(String text, boolean code) {
        Unit before = open.units().isEmpty() ? null : open.units().get(open.units().size() - 1);
        if (before != null && !before.alone() && before.text().endsWith(":")
                && before.text().length() + text.length() < LONGEST) {
            open.units().set(open.units().size() - 1,
                    new Unit(before.text() + "\n" + text, before.goesOn(), false, before.steps(), true));
        } else {
            add(new Unit(text, false, false, false, code));
        }
    }

    private void list(Element list) {
        String whole = ArticleText.plain(list);
        if (whole.isEmpty()) {
            return;
        }
        Unit before = open.units().isEmpty() ? null : open.units().get(open.units().size() - 1);
        boolean led = before != null && !before.alone() && before.text().endsWith(":");
        if (led) {
            // "Do this:" means nothing without what follows.
            open.units().remove(before);
        }
        boolean steps = led && !list.normalName().equals("table") || list.normalName().equals("ol");
        if (led && before.text().length() + whole.length() < LONGEST) {
            add(new Unit(before.text() + "\n" + whole, before.goesOn(), false, true, true));
        } else if (whole.length() <= LONGEST) {
            add(new Unit(whole, false, false, steps, true));
        } else if (list.normalName().equals("table")) {
            rows(list);
        } else {
            for (Element step : list.select("> li, > dt, > dd")) {
                if (units >= MOST) {
                    return;
                }
                String text = ArticleText.plain(step);
                if (text.length() <= (steps ? LONGEST_STEP : LONGEST)) {
                    add(new Unit(text, false, true, steps, true));
                } else {
                    text.lines().forEach(line -> sentences(line, true));
                }
            }
        }
    }

    /** Of a long table each row by itself, under the heads of its columns. */
    private void rows(Element table) {
        Element first = table.selectFirst("tr");
        String heads = first != null && first.selectFirst("th") != null && first.selectFirst("td") == null
                ? ArticleText.plain(first)
                : "";
        for (Element row : table.select("tr")) {
            if (units >= MOST) {
                return;
            }
            String text = ArticleText.plain(row);
            if (row == first && !heads.isEmpty() || text.isBlank()) {
                continue;
            }
            if (text.length() + heads.length() <= LONGEST) {
                add(new Unit(heads.isEmpty() ? text : heads + "\n" + text, false, true, false, true));
            } else {
                text.lines().forEach(line -> sentences(line, true));
            }
        }
    }

    private void sentences(String line, boolean alone) {
        BreakIterator ends = BreakIterator.getSentenceInstance(language);
        ends.setText(line);
        int begun = 0;
        for (int end = ends.next(); end != BreakIterator.DONE && units < MOST; end = ends.next()) {
            if (end == line.length() || !Character.isLowerCase(line.codePointAt(end)) && !goesOn(line, begun, end)) {
                add(new Unit(line.substring(begun, end).strip(), begun > 0, alone,
                        A_STEP.matcher(line).lookingAt(), false));
                begun = end;
            }
        }
    }

    private static boolean goesOn(String line, int begun, int end) {
        return begun == 0 && end <= 8 && NUMBER_OF_A_STEP.matcher(line.substring(0, end)).matches()
                || ABBREVIATED.matcher(line.substring(Math.max(begun, end - LONGEST_ABBREVIATED), end)).find();
    }

    private void add(Unit unit) {
        if (!unit.text().isEmpty()) {
            open.units().add(unit);
            units++;
        }
    }
}
