package io.aftercare.desk.list;

import io.aftercare.conversation.SearchWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The sentence of a text that has most of the words that were looked for, with these marked. */
final class Excerpt {

    private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final int BEFORE = 60;
    private static final int LENGTH = 200;
    private static final int READ = 20_000;

    private Excerpt() {
    }

    /** @param marked whether it is one of the words */
    record Part(String text, boolean marked) {
    }

    /** @param words how many of those looked for it has */
    record Found(int words, List<Part> parts) {
    }

    /** The best sentence; with no words when the text has none of them. */
    static Found of(String text, SearchWords words) {
        String best = "";
        int most = 0;
        for (String sentence : SENTENCES.split(text.substring(0, Math.min(READ, text.length())))) {
            int count = words.countIn(sentence);
            if (count > most) {
                best = sentence.strip().replaceAll("\\s+", " ");
                most = count;
            }
        }
        return new Found(most, most == 0 ? List.of() : marked(cut(best, words), words));
    }

    /** A whole text in parts, of which the words that were looked for are marked. */
    static List<Part> marked(String text, SearchWords words) {
        List<Part> parts = new ArrayList<>();
        int[] shown = {0};
        words.eachMatch(text, (start, end) -> {
            if (start > shown[0]) {
                parts.add(new Part(text.substring(shown[0], start), false));
            }
            parts.add(new Part(text.substring(start, end), true));
            shown[0] = end;
        });
        if (shown[0] < text.length()) {
            parts.add(new Part(text.substring(shown[0]), false));
        }
        return parts;
    }

    private static String cut(String sentence, SearchWords words) {
        if (sentence.length() <= LENGTH) {
            return sentence;
        }
        int[] first = {-1};
        words.eachMatch(sentence, (start, end) -> first[0] = first[0] < 0 ? start : first[0]);
        int from = Math.max(0, first[0] - BEFORE);
        from = from == 0 ? 0 : sentence.indexOf(' ', from) + 1;
        int to = Math.min(sentence.length(), from + LENGTH);
        to = to == sentence.length() ? to : Math.max(from + 1, sentence.lastIndexOf(' ', to));
        return (from > 0 ? "… " : "") + sentence.substring(from, to) + (to < sentence.length() ? " …" : "");
    }
}
