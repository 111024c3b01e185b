package io.aftercare.triage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What occurs in a text: its stems, and apart from them once more with pairs of neighbours and pieces of three and four
 * letters, which forgive slips of the pen. As numbers, so that what is learned from customers' mails keeps no word of them.
 *
 * @param stems  distinct
 * @param pieces distinct
 */
record Features(int[] stems, int[] pieces) {

    private static final int SHORTEST_PIECE = 3;
    private static final int LONGEST_PIECE = 4;

    static Features of(String text, String language) {
        List<String> stems = Words.sequence(text, language);
        Set<Integer> pieces = new LinkedHashSet<>();
        for (int index = 0; index < stems.size(); index++) {
            String stem = stems.get(index);
            pieces.add(number("w", stem));
            if (index > 0) {
                pieces.add(number("p", stems.get(index - 1) + " " + stem));
            }
            String framed = "_" + stem + "_";
            for (int length = SHORTEST_PIECE; length <= LONGEST_PIECE; length++) {
                for (int from = 0; from + length <= framed.length(); from++) {
                    pieces.add(number("c", framed.substring(from, from + length)));
                }
            }
        }
        return new Features(stems.stream().distinct().mapToInt(Features::stem).toArray(),
                pieces.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The words of a text as written, by the number of their stem; each stem once. */
    static Map<Integer, String> words(String text, String language) {
        Map<Integer, String> words = new LinkedHashMap<>();
        for (String stem : Words.sequence(text, language)) {
            words.putIfAbsent(stem(stem), stem);
        }
        return words;
    }

    private static int stem(String stem) {
        return number("s", stem);
    }

    private static int number(String sort, String words) {
        // The spread of String.hashCode over short texts is poor; the steps of MurmurHash3's end mix it.
        int number = Arrays.hashCode(new int[] {sort.hashCode(), words.hashCode(), words.length()});
        number = (number ^ number >>> 16) * 0x85ebca6b;
        number = (number ^ number >>> 13) * 0xc2b2ae35;
        return number ^ number >>> 16;
    }
}
