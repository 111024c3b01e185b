package io.aftercare.entitlement;

import io.aftercare.unicode.NormalizedText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads licence keys and order numbers as people type them. Every vendor has a format of its own, so none is assumed:
 * keys are compared by their letters and digits alone, and a text is searched for whatever could be one.
 */
final class LicenceKeys {

    /** Fewer letters and digits than this are too common in ordinary text to prove a purchase. */
    static final int SHORTEST = 6;

    private static final int LONGEST = 60;
    // No key is written with more characters; accents without end would take time without end.
    private static final int LONGEST_WRITTEN = 1_000;
    private static final int SHORTEST_WITHOUT_DIGIT = 10;
    private static final int MOST_GROUPS = 8;
    private static final int MOST_CANDIDATES = 5_000;
    // So much is looked at in all: the beginning, and the end, where the key stands below a log that was pasted.
    private static final int LONGEST_BEGINNING = 15_000;
    private static final int LONGEST_END = 5_000;

    private static final String PARAGRAPH = "\n\n";

    private static final Pattern DASH = Pattern.compile("[\\p{Pd}_]");
    private static final Pattern DASHED = Pattern.compile("\\p{L}+(?:-\\p{L}+)+");
    private static final Pattern GROUP = Pattern.compile("[\\p{L}\\p{Nd}]+");
    // Numbers in links, addresses and dates are nobody's order number. The look behind makes each run of characters be
    // tried once, from its beginning; \b would look back over all accents of a letter.
    private static final Pattern NOISE = Pattern.compile("""
            (?<![\\p{L}\\p{Nd}_])(?:https?://|www\\.)\\S++\
            |(?<![\\p{L}\\p{Nd}._%+-])[\\p{L}\\p{Nd}._%+-]++@[\\p{L}\\p{Nd}.-]++\
            |(?<![\\p{L}\\p{Nd}_])(?:(?:19|20)\\d\\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\\d|3[01])\
            |(?:0?[1-9]|[12]\\d|3[01])[-/.](?:0?[1-9]|[12]\\d|3[01])[-/.](?:19|20)\\d\\d)(?![\\p{L}\\p{Nd}_])""",
            Pattern.CASE_INSENSITIVE);

    private LicenceKeys() {
    }

    /** Something in a text that could be a key, and where it stands. */
    record Candidate(String normalised, int start, int end) {

        boolean lies(Candidate within) {
            return within.start <= start && end <= within.end && within.end - within.start > end - start;
        }
    }

    private record Group(int start, int end, boolean hasDigit, boolean inCapitals) {

        Group(String written, int start, int end) {
            this(start, end, written.chars().anyMatch(Character::isDigit),
                    written.chars().noneMatch(Character::isLowerCase));
        }
    }

    /**
     * A key as it is compared: capital letters and digits only, of its first 1,000 characters; null and blank give "".
     */
    static String normalised(String key) {
        if (key == null) {
            return "";
        }
        return NormalizedText.of(key.substring(0, Math.min(key.length(), LONGEST_WRITTEN)), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT).chars()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /**
     * What could be a key, at most {@value #MOST_CANDIDATES} places. What is joined by dashes comes first, then what is
     * written in one piece, so that in a text full of numbers the likely ones are not crowded out.
     */
    static List<Candidate> candidates(String text) {
        // Bounded again, since one character may become eighteen.
        String plain = bounded(NormalizedText.of(bounded(text), Normalizer.Form.NFKC)).replace("\r", "");
        plain = NOISE.matcher(plain).replaceAll(PARAGRAPH);
        List<Group> groups = new ArrayList<>();
        for (Matcher matcher = GROUP.matcher(plain); matcher.find();) {
            groups.add(new Group(matcher.group(), matcher.start(), matcher.end()));
        }
        Map<String, Candidate> found = new LinkedHashMap<>();
        for (int first = 0, size; first < groups.size(); first += size) {
            size = dashed(groups, first, plain);
            if (size > 1 && size <= MOST_GROUPS) {
                add(groups.subList(first, first + size), plain, found);
            }
        }
        for (int size = 1; size <= MOST_GROUPS; size++) {
            for (int first = 0; first + size <= groups.size(); first++) {
                add(groups.subList(first, first + size), plain, found);
            }
        }
        return List.copyOf(found.values());
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_BEGINNING + LONGEST_END ? text
                : text.substring(0, LONGEST_BEGINNING) + PARAGRAPH + text.substring(text.length() - LONGEST_END);
    }

    private static void add(List<Group> groups, String text, Map<String, Candidate> found) {
        int start = groups.get(0).start();
        int end = groups.get(groups.size() - 1).end();
        if (found.size() < MOST_CANDIDATES && couldBeKey(groups, text, start, end)) {
            String normalised = normalised(text.substring(start, end));
            found.putIfAbsent(normalised, new Candidate(normalised, start, end));
        }
    }

    /** How many groups from the first on are joined by dashes. */
    private static int dashed(List<Group> groups, int first, String text) {
        int size = 1;
        while (first + size < groups.size()
                && DASH.matcher(text.substring(groups.get(first + size - 1).end(), groups.get(first + size).start()))
                        .matches()) {
            size++;
        }
        return size;
    }

    private static boolean couldBeKey(List<Group> groups, String text, int start, int end) {
        int length = groups.stream().mapToInt(group -> group.end() - group.start()).sum();
        // Groups of one character are a numbered list rather than a key.
        if (length < SHORTEST || length > LONGEST || end - start > 2 * LONGEST || length < 2 * groups.size()) {
            return false;
        }
        if (groups.stream().anyMatch(Group::hasDigit)) {
            return !text.substring(start, end).contains(PARAGRAPH);
        }
        // Without a digit it is a word, unless it is long and written like a key.
        return length >= SHORTEST_WITHOUT_DIGIT && (groups.stream().allMatch(Group::inCapitals)
                || groups.size() >= 3 && DASHED.matcher(text.substring(start, end)).matches());
    }
}
