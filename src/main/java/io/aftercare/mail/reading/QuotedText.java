package io.aftercare.mail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the mail that a reply quotes, as mail programs mark it in plain text. What bears marks is a quotation only
 * where a program announces it or where it is a mail of ours: people mark with them what a screen or a log says, too.
 */
final class QuotedText {

    static final Pattern QUOTED = Pattern.compile("^\\s{0,3}>.*");
    private static final Pattern MARK = Pattern.compile("^\\s{0,3}>\\s?");
    /** The links of our letters, which nobody types. */
    private static final Pattern OURS = Pattern.compile("/requests/[0-9a-f]{32}/");
    /** Where a quoted mail says who wrote it. */
    private static final int FIRST_LINES = 6;

    /** A line that a program broke is about as long as its lines can be, and the rest of it is short. */
    private static final int WRAPPED_FROM = 60;
    private static final int LONGEST_REST = 30;
    private static final Pattern GOES_ON = Pattern.compile("[\\p{L}\\d,]$");
    private static final Pattern LINK_OPEN = Pattern.compile("[(<]https?://[^\\s)>]*$");
    private static final Pattern LINK_REST = Pattern.compile("[^\\s()<>]{1,200}[)>].{0,3}");

    private static final Pattern JOINED =
            Pattern.compile("([^@\n]{10,200}@[^\\s<>@]{1,100}>[^>\n]{0,40}:)\\h{2,10}+(\\S.*)");
    private static final int LONGEST_JOINED = 4000;

    private QuotedText() {
    }

    /** The lines that are no quotation; all lines when answers stand between quoted ones. */
    static List<String> without(List<String> written) {
        List<String> lines = apart(written);
        var own = new ArrayList<String>();
        int blocks = 0;
        boolean ownAfterBlock = false;
        boolean saidSomething = false;
        for (int i = 0; i < lines.size(); i++) {
            if (MailHead.announcesForward(lines.get(i))) {
                own.addAll(lines.subList(i, lines.size()));
                return own;
            }
            if (MailHead.begins(lines, i)) {
                break;
            }
            Announcement announced = announced(lines, i);
            if (announced != null && !quotedNext(lines, i + announced.lines())) {
                // An announcement with nothing marked below it: the rest is the quotation, if anything was said above.
                int below = next(lines, i + announced.lines());
                boolean sure = announced.certain() || below < lines.size() && MailHead.begins(lines, below);
                if (sure && (saidSomething || !announced.own().isEmpty())
                        && !answersBelow(lines, i + announced.lines())) {
                    own.add(announced.own());
                    break;
                }
                announced = null;
            }
            if (announced == null && !quoted(lines, i)) {
                own.add(lines.get(i));
                saidSomething |= !lines.get(i).isBlank();
                ownAfterBlock |= blocks > 0 && !lines.get(i).isBlank();
                continue;
            }
            int begin = announced == null ? i : i + announced.lines();
            int end = endOfBlock(lines, begin);
            if (announced == null && blocks == 0 && !isMail(lines.subList(begin, end))) {
                own.addAll(lines.subList(begin, end));
                saidSomething = true;
            } else {
                if (ownAfterBlock) {
                    return lines;
                }
                blocks++;
                if (announced != null && !announced.own().isEmpty()) {
                    own.add(announced.own());
                }
            }
            i = end - 1;
        }
        return own;
    }

    /** The lines, an announcement and what it announces each on its own: Yahoo's program for Android joins them. */
    private static List<String> apart(List<String> written) {
        var lines = new ArrayList<String>();
        for (String line : written) {
            Matcher joined = JOINED.matcher(line.length() <= LONGEST_JOINED ? line : "");
            Announcement announced =
                    joined.matches() ? Announcement.at(List.of(joined.group(1)), 0, end -> false) : null;
            if (announced != null && announced.certain()) {
                lines.add(joined.group(1));
                lines.add(joined.group(2));
            } else {
                lines.add(line);
            }
        }
        return lines;
    }

    static int next(List<String> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        return at;
    }

    private static Announcement announced(List<String> lines, int at) {
        return quoted(lines, at) ? null : Announcement.at(lines, at, end -> quotedNext(lines, end));
    }

    /** Whether marked lines stand below that nothing announces: then answers may stand between them. */
    private static boolean answersBelow(List<String> lines, int from) {
        int first = from;
        while (first < lines.size() && !quoted(lines, first)) {
            Announcement nested = announced(lines, first);
            if (nested != null || MailHead.begins(lines, first)) {
                return false;
            }
            first++;
        }
        return first < lines.size();
    }

    /** Whether a marked block is a mail that somebody answers: it says who wrote it, or it is one of ours. */
    private static boolean isMail(List<String> block) {
        List<String> bare = block.stream().map(line -> MARK.matcher(line).replaceFirst("")).toList();
        IntPredicate anything = end -> true;
        for (int i = next(bare, 0), looked = 0; i < bare.size() && looked < FIRST_LINES; i++, looked++) {
            if (MailHead.begins(bare, i) || Announcement.at(bare, i, anything) != null) {
                return true;
            }
        }
        return bare.stream().anyMatch(line -> OURS.matcher(line).find());
    }

    private static boolean quoted(List<String> lines, int at) {
        return QUOTED.matcher(lines.get(at)).matches();
    }

    /** The first line after a quoted block; blank lines between quoted ones belong to it, and what was wrapped. */
    private static int endOfBlock(List<String> lines, int start) {
        int end = start;
        for (int i = start; i < lines.size(); i++) {
            if (quoted(lines, i)) {
                end = i + 1;
            } else if (!lines.get(i).isBlank() && !wrapped(lines, i, start)) {
                break;
            }
        }
        return Math.max(end, start);
    }

    /** Whether a line is the rest of the marked one above, which some program broke: it goes on in mid-sentence. */
    private static boolean wrapped(List<String> lines, int at, int start) {
        if (at == start || at + 1 >= lines.size() || !quoted(lines, at - 1) || !quoted(lines, at + 1)) {
            return false;
        }
        String broken = lines.get(at - 1).stripTrailing();
        String rest = lines.get(at);
        return broken.length() >= WRAPPED_FROM && rest.length() <= LONGEST_REST && GOES_ON.matcher(broken).find()
                && Character.isLowerCase(rest.codePointAt(0))
                || LINK_OPEN.matcher(broken).find() && LINK_REST.matcher(rest).matches();
    }

    private static boolean quotedNext(List<String> lines, int from) {
        int next = next(lines, from);
        return next < lines.size() && quoted(lines, next);
    }
}
