package io.aftercare.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a sentence, in English or French, cites rules of the policy by their numbers: "Rules 4 and 5: …", « règle 2 ».
 */
public final class RuleCitations {

    private static final Pattern CITATION = Pattern.compile("\\b(?:rules?|règles?)[\\s\u00a0]+\\d+"
            + "(?:(?:,\\s*|\\s+(?:and|et)\\s+)\\d+(?!\\p{L}))*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NUMBER = Pattern.compile("(?:^\\D+)?(\\d+)");

    private RuleCitations() {
    }

    /**
     * A part of a sentence.
     *
     * @param rule the number of the rule it cites; null for the words between citations
     */
    public record Part(String text, Integer rule) {

        /** Of the cited rule, on each page that shows the policy; null for the words between citations. */
        public String anchor() {
            return rule == null ? null : PolicyText.anchor(rule);
        }
    }

    /** The whole sentence in its parts, none of them empty; no part for null. */
    public static List<Part> parts(String sentence) {
        var parts = new ArrayList<Part>();
        if (sentence == null) {
            return parts;
        }
        int done = 0;
        Matcher citation = CITATION.matcher(sentence);
        while (citation.find()) {
            Matcher number = NUMBER.matcher(citation.group());
            while (number.find()) {
                int start = citation.start() + number.start();
                addWords(parts, sentence.substring(done, start));
                parts.add(new Part(number.group(), Integer.valueOf(number.group(1))));
                done = citation.start() + number.end();
            }
        }
        addWords(parts, sentence.substring(done));
        return parts;
    }

    /** The numbers of the rules a text cites, in order; empty for null. */
    public static SortedSet<Integer> rules(String text) {
        var rules = new TreeSet<Integer>();
        parts(text).stream().filter(part -> part.rule() != null).forEach(part -> rules.add(part.rule()));
        return rules;
    }

    private static void addWords(List<Part> parts, String words) {
        if (!words.isEmpty()) {
            parts.add(new Part(words, null));
        }
    }
}
