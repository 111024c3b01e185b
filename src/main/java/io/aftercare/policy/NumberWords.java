package io.aftercare.policy;

import java.util.List;
import java.util.Locale;

/** Lengths of time as people write them: small numbers in words, larger ones in digits, the unit in its number. */
final class NumberWords {

    private static final List<String> ENGLISH = List.of("one", "two", "three", "four", "five", "six", "seven", "eight",
            "nine", "ten", "eleven", "twelve");
    private static final List<String> FRENCH = List.of("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit",
            "neuf", "dix", "onze", "douze");

    private NumberWords() {
    }

    static String years(int number, Locale language) {
        return isFrench(language) ? french(number, number == 1 ? "an" : "ans") : english(number, "year");
    }

    static String months(int number, Locale language) {
        return isFrench(language) ? french(number, "mois") : english(number, "month");
    }

    static String days(int number, Locale language) {
        return isFrench(language) ? french(number, number == 1 ? "jour" : "jours") : english(number, "day");
    }

    private static String english(int number, String unit) {
        return written(number, ENGLISH) + " " + unit + (number == 1 ? "" : "s");
    }

    private static String french(int number, String unit) {
        return written(number, FRENCH) + " " + unit;
    }

    private static String written(int number, List<String> words) {
        return number >= 1 && number <= words.size() ? words.get(number - 1) : String.valueOf(number);
    }

    private static boolean isFrench(Locale language) {
        return language.getLanguage().equals("fr");
    }
}
