package io.aftercare.mail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
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

    private QuotedText() {
    }

    /** The lines that are no quotation; all lines when answers stand between quoted ones. */
    static List<String> without(List<String> lines) {
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
                if (announced.certain() && (saidSomething || !announced.own().isEmpty())
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

    /** The first line after a quoted block; blank lines between quoted ones belong to it. */
    private static int endOfBlock(List<String> lines, int start) {
        int end = start;
        for (int i = start; i < lines.size(); i++) {
            if (quoted(lines, i)) {
                end = i + 1;
            } else if (!lines.get(i).isBlank()) {
                break;
            }
        }
        return Math.max(end, start);
    }

    private static boolean quotedNext(List<String> lines, int from) {
        int next = next(lines, from);
        return next < lines.size() && quoted(lines, next);
    }
}
