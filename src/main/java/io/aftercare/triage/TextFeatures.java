package io.aftercare.triage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What occurs in a text: its stems, and apart from them once more with pairs of neighbours and pieces of three and four
 * letters, which forgive slips of the pen. As numbers, so that what is learned from customers' mails keeps no word of
 * them.
 *
 * @param stems  distinct
 * @param nGrams distinct
 */
record TextFeatures(int[] stems, int[] nGrams) {

    private static final int SHORTEST_N_GRAM = 3;
    private static final int LONGEST_N_GRAM = 4;

    static TextFeatures of(String text, String language) {
        List<String> stems = WordNormalizer.sequence(text, language);
        Set<Integer> nGrams = new LinkedHashSet<>();
        for (int index = 0; index < stems.size(); index++) {
            String stem = stems.get(index);
            nGrams.add(number("w", stem));
            if (index > 0) {
                nGrams.add(number("p", stems.get(index - 1) + " " + stem));
            }
            String framed = "_" + stem + "_";
            for (int length = SHORTEST_N_GRAM; length <= LONGEST_N_GRAM; length++) {
                for (int from = 0; from + length <= framed.length(); from++) {
                    nGrams.add(number("c", framed.substring(from, from + length)));
                }
            }
        }
        return new TextFeatures(stems.stream().distinct().mapToInt(TextFeatures::stem).toArray(),
                nGrams.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The words of a text as written, by the number of their stem; each stem once. */
    static Map<Integer, String> words(String text, String language) {
        Map<Integer, String> words = new LinkedHashMap<>();
        for (String stem : WordNormalizer.sequence(text, language)) {
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
