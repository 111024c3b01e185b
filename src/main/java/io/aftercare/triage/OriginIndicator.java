package io.aftercare.triage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One row of the designers' table: words and what they mean for the origin of a problem. */
public final class OriginIndicator {

    /** What a row names as its origin whose words take the signs of others back. */
    public static final String NO_ORIGIN = "NONE";

    /** What finding the words means. */
    enum Strength {
        /** Decides alone. */
        STRONG,
        /** Decides together with another sign only. */
        WEAK,
        /** Takes back a sign that follows at once: "no …". */
        NOT_WHAT_FOLLOWS,
        /** Takes back a sign right before: "… is switched off". */
        NOT_WHAT_PRECEDES,
        /** Speaks for the software, so that a person looks. */
        DOUBT;

        private static Strength of(String written) {
            String name = written == null ? "" : written.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
            return Arrays.stream(values()).filter(strength -> strength.name().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the strength \"" + written
                            + "\" is none of strong, weak, doubt, not what follows and not what precedes"));
        }
    }

    private final String origin;
    private final String sign;
    private final Strength strength;
    private final List<Phrase> words;
    private final List<Phrase> together;
    private final List<Phrase> unless;

    /**
     * @param origin   such as {@code ANTIVIRUS}; {@link #NO_ORIGIN} where the words take others back
     * @param sign     what the words are a sign of, in words for agents
     * @param strength {@code strong}, {@code weak}, {@code doubt}, {@code not what follows} or
     *                 {@code not what precedes}
     * @param words    phrases separated by commas, one of which the text must have; {@code *} stands for any ending of
     *                 a word and {@code ...} for up to six words
     * @param together phrases one of which must stand in the same sentence or one beside it; null and empty ask for
     *                 none
     * @param unless   phrases none of which may stand anywhere in the text; may be null or empty
     * @throws IllegalArgumentException when a part makes no sense; says which and what to write
     */
    public OriginIndicator(String origin, String sign, String strength, String words, String together, String unless) {
        this.strength = Strength.of(strength);
        this.words = Phrase.list(words);
        this.together = Phrase.list(together);
        this.unless = Phrase.list(unless);
        if (this.words.isEmpty()) {
            throw new IllegalArgumentException("it has no words");
        }
        if (origin == null || sign == null) {
            throw new IllegalArgumentException("its origin or its sign is missing");
        }
        this.origin = origin;
        this.sign = sign;
    }

    String origin() {
        return origin;
    }

    String sign() {
        return sign;
    }

    Strength strength() {
        return strength;
    }

    /** Where the words stand in a text, together with what must stand beside them. */
    List<Phrase.Place> in(WrittenWords text) {
        List<Phrase.Place> found = words.stream().flatMap(phrase -> phrase.in(text).stream()).toList();
        if (found.isEmpty() || unless.stream().anyMatch(phrase -> !phrase.in(text).isEmpty())) {
            return List.of();
        }
        if (together.isEmpty()) {
            return found;
        }
        List<Phrase.Place> beside = together.stream().flatMap(phrase -> phrase.in(text).stream()).toList();
        return found.stream().filter(place -> beside.stream()
                .anyMatch(other -> Math.abs(text.sentence(other.start()) - text.sentence(place.start())) <= 1))
                .toList();
    }
}
