package io.aftercare.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gaps in an answer: what stands in double braces, such as {@code {{product}}}, because nothing was known to be put
 * there. They are found by their form, so that one is noticed whoever wrote it.
 */
public final class AnswerGaps {

    private static final Pattern GAP = Pattern.compile("\\{\\{[ \\t]*([^{}\\n]{0,80}?)[ \\t]*}}");

    private AnswerGaps() {
    }

    /** Each that a text has, once, as it stands there; null has none. */
    public static List<String> in(String text) {
        return text == null ? List.of() : GAP.matcher(text).results().map(MatchResult::group).distinct().toList();
    }

    /** A text in parts: what stands between its gaps, and these. */
    public static <T> List<T> parts(String text, BiFunction<String, Boolean, T> part) {
        var parts = new ArrayList<T>();
        int end = 0;
        Matcher gap = GAP.matcher(text);
        while (gap.find()) {
            if (gap.start() > end) {
                parts.add(part.apply(text.substring(end, gap.start()), false));
            }
            parts.add(part.apply(gap.group(), true));
            end = gap.end();
        }
        if (end < text.length()) {
            parts.add(part.apply(text.substring(end), false));
        }
        return parts;
    }

    /** Fills those of which the value is known, by name in lower case. What is put in is not looked at again. */
    public static String fill(String text, Map<String, String> values) {
        return GAP.matcher(text).replaceAll(gap -> Matcher.quoteReplacement(
                values.getOrDefault(gap.group(1).toLowerCase(Locale.ROOT), gap.group())));
    }
}
