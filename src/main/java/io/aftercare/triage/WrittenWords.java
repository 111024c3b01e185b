package io.aftercare.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text, comparable, each with its place and its sentence, so that what was written can be quoted. */
final class WrittenWords {

    private static final int LONGEST_QUOTE = 160;
    private static final int A_FEW = 3;
    private static final Pattern WORD = Pattern.compile("\\p{Nd}++(?:\\.\\p{Nd}++){1,8}+|[\\p{L}\\p{M}\\p{Nd}]++");
    private static final Pattern END = Pattern.compile("[.!?;…][\"'’»”)\\]]*+\\s|\\R\\h*+\\R");
    private static final Pattern CLAUSE = Pattern.compile("[,:(–—]");
    // What a mail program would make a link of: nobody's words are to carry one into a mail of ours.
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)://|@|www\\.|\\p{L}\\.(?!(?:exe|dll|ged|zip|msi|dmg)(?!\\p{L}))\\p{L}{2}");

    private final String text;
    private final List<Word> words = new ArrayList<>();

    private record Word(String plain, int start, int end, int sentence, boolean newClause) {
    }

    WrittenWords(String written) {
        text = written.length() <= WordNormalizer.LONGEST_TEXT ? written
                : written.substring(0, WordNormalizer.LONGEST_TEXT);
        Matcher word = WORD.matcher(text);
        int sentence = 0;
        int before = 0;
        while (word.find()) {
            String between = text.substring(before, word.start());
            boolean ends = END.matcher(between).find()
                    || between.indexOf('\n') >= 0 && Character.isUpperCase(text.codePointAt(word.start()));
            sentence += ends && !words.isEmpty() ? 1 : 0;
            words.add(new Word(WordNormalizer.plain(word.group()), word.start(), word.end(), sentence,
                    CLAUSE.matcher(between).find()));
            before = word.end();
        }
    }

    int count() {
        return words.size();
    }

    String word(int index) {
        return words.get(index).plain();
    }

    int sentence(int index) {
        return words.get(index).sentence();
    }

    /** Whether one clause holds all words from one to another, both included. */
    boolean inOneClause(int first, int last) {
        return sentence(first) == sentence(last)
                && words.subList(first + 1, last + 1).stream().noneMatch(Word::newClause);
    }

    /**
     * Whether no whole sentence stands around a place but a few words, such as a subject: to be quoted they are of
     * little use.
     */
    boolean inAFewWords(Phrase.Place place) {
        int first = Math.max(0, place.start() - A_FEW);
        int last = Math.min(count() - 1, place.start() + A_FEW);
        return words.subList(first, last + 1).stream().filter(word -> word.sentence() == sentence(place.start()))
                .count() <= A_FEW;
    }

    /** What was written there, as it was written. */
    String written(Phrase.Place place) {
        return shown(words.get(place.start()).start(), words.get(place.end() - 1).end());
    }

    /**
     * How it was written where words first stand that {@link WordNormalizer#bare} makes these of; empty where they are
     * but parts of words.
     */
    Optional<String> written(String bare) {
        int longest = bare.split(" ").length;
        for (int first = 0; first < count(); first++) {
            int end = Math.min(count(), first + longest);
            for (int last = first; last < end && bare.startsWith(word(first)); last++) {
                Phrase.Place place = new Phrase.Place(first, last + 1);
                if (WordNormalizer.bare(written(place)).equals(bare)) {
                    return Optional.of(written(place));
                }
            }
        }
        return Optional.empty();
    }

    /** The sentence around a place, shortened; only the words themselves when it holds an address. */
    String sentenceAround(Phrase.Place place) {
        int first = place.start();
        int last = place.end() - 1;
        while (first > 0 && sentence(first - 1) == sentence(place.start())) {
            first--;
        }
        while (last < count() - 1 && sentence(last + 1) == sentence(place.start())) {
            last++;
        }
        if (ADDRESS.matcher(text.substring(words.get(first).start(), words.get(last).end())).find()) {
            return written(place);
        }
        boolean cutBefore = false;
        boolean cutBehind = false;
        while (words.get(last).end() - words.get(first).start() > LONGEST_QUOTE
                && (first < place.start() || last >= place.end())) {
            if (place.start() - first >= last - place.end() + 1) {
                first++;
                cutBefore = true;
            } else {
                last--;
                cutBehind = true;
            }
        }
        return (cutBefore ? "… " : "") + shown(words.get(first).start(), words.get(last).end())
                + (cutBehind ? " …" : "");
    }

    private String shown(int start, int end) {
        String part = text.substring(start, end).replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+", " ");
        return part.length() <= 2 * LONGEST_QUOTE ? part : part.substring(0, 2 * LONGEST_QUOTE - 1) + "…";
    }
}
