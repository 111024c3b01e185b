package io.aftercare.triage;

import io.aftercare.triage.OriginIndicator.Strength;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a problem seems to come from by what a text says.
 *
 * @param origin  null when nothing points anywhere; {@link OriginMatch#DAMAGED_FILE} goes before all others
 * @param strong  whether the signs are enough to direct the customer elsewhere without a person
 * @param signals those that point there, the strong ones first, else in the table's order
 */
record SuspectedOrigin(String origin, boolean strong, List<OriginMatch> signals) {

    private static final int NEAR = 2;
    private static final int MOST_LOOKED_AT = 10;

    static SuspectedOrigin of(String text, List<OriginIndicator> signs) {
        Map<String, List<OriginMatch>> found = all(text, signs);
        if (found.containsKey(OriginMatch.DAMAGED_FILE)) {
            return new SuspectedOrigin(OriginMatch.DAMAGED_FILE, true, found.get(OriginMatch.DAMAGED_FILE));
        }
        String origin = null;
        for (String candidate : found.keySet()) {
            origin = origin == null || weight(found.get(candidate)) > weight(found.get(origin)) ? candidate : origin;
        }
        if (origin == null) {
            return new SuspectedOrigin(null, false, List.of());
        }
        boolean doubted = !places(new WrittenWords(text), signs, Strength.DOUBT).isEmpty();
        return new SuspectedOrigin(origin, !doubted && weight(found.get(origin)) > 1, found.get(origin));
    }

    /**
     * The signals of each origin that the customer does not take back, the strong ones first, else in the table's
     * order.
     */
    static Map<String, List<OriginMatch>> all(String text, List<OriginIndicator> signs) {
        WrittenWords words = new WrittenWords(text);
        List<Phrase.Place> takenBackBehind = places(words, signs, Strength.NOT_WHAT_FOLLOWS);
        List<Phrase.Place> takenBackBefore = places(words, signs, Strength.NOT_WHAT_PRECEDES);
        Map<String, List<OriginMatch>> found = new LinkedHashMap<>();
        for (OriginIndicator sign : signs) {
            if (sign.strength() == Strength.STRONG || sign.strength() == Strength.WEAK) {
                // A damaged file is never argued away: to look in vain costs less than to send its owner elsewhere.
                sign.in(words).stream().filter(place -> sign.origin().equals(OriginMatch.DAMAGED_FILE)
                        || takenBackBehind.stream().noneMatch(before -> follows(words, before, place))
                                && takenBackBefore.stream().noneMatch(behind -> follows(words, place, behind)))
                        .limit(MOST_LOOKED_AT).min(Comparator.comparing(words::inAFewWords))
                        .ifPresent(place -> found.computeIfAbsent(sign.origin(), first -> new ArrayList<>())
                                .add(new OriginMatch(sign.origin(), sign.sign(), words.written(place),
                                        words.sentenceAround(place), sign.strength() == Strength.STRONG)));
            }
        }
        // What is quoted to the customer is the first one; the weak ones only add to it.
        found.values().forEach(signals -> signals.sort(Comparator.comparing(signal -> !signal.strong())));
        return found;
    }

    private static List<Phrase.Place> places(WrittenWords words, List<OriginIndicator> signs, Strength strength) {
        return signs.stream().filter(sign -> sign.strength() == strength).flatMap(sign -> sign.in(words).stream())
                .toList();
    }

    /** A strong sign weighs two weak ones. */
    private static int weight(List<OriginMatch> signals) {
        return signals.stream().mapToInt(signal -> signal.strong() ? 2 : 1).sum();
    }

    private static boolean follows(WrittenWords words, Phrase.Place first, Phrase.Place second) {
        return second.start() >= first.end() && second.start() - first.end() <= NEAR
                && words.inOneClause(first.end() - 1, second.start());
    }
}
