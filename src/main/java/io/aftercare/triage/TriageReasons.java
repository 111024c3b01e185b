package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Says in sentences why a text was classified as it was, so that an agent can judge it. */
final class TriageReasons {

    private static final int MOST_QUOTED = 5;
    private static final double LEAST_SHOWN = 0.01;

    private TriageReasons() {
    }

    /** @param influential the customer's own words that speak for the kind; may be empty */
    static String kind(KindPrediction prediction, List<String> influential, String text, double confidence) {
        if (text.isBlank()) {
            return "It has no text.";
        }
        String words = influential.isEmpty()
                ? "No word of it alone tells which kind of assistance it asks for; most probably it is "
                        + name(prediction.kind()) + " assistance"
                : (influential.size() == 1 ? "The word " + quoted(influential) + " speaks for "
                        : "The words " + quoted(influential) + " speak for ")
                        + name(prediction.kind()) + " assistance";
        String others = prediction.probabilities().entrySet().stream()
                .filter(share -> share.getKey() != prediction.kind() && share.getValue() >= LEAST_SHOWN)
                .sorted(Map.Entry.<Kind, Double>comparingByValue(Comparator.reverseOrder()))
                .map(share -> name(share.getKey()) + ", " + percent(share.getValue()))
                .collect(Collectors.joining(", or "));
        String similar = prediction.similar().stream().map(known -> known.named() + " (" + name(known.kind()) + ")")
                .collect(Collectors.joining(", "));
        return words + ": " + ConfidenceInWords.of(confidence) + "."
                + (others.isEmpty() ? "" : " It could also be " + others + ".")
                + (similar.isEmpty() ? "" : " Nearest known: " + similar + ".");
    }

    /** @param names what an origin is called within a sentence */
    static Optional<String> origin(SuspectedOrigin origin, UnaryOperator<String> names) {
        if (origin.origin() == null) {
            return Optional.empty();
        }
        List<OriginMatch> signals = origin.signals();
        String words = quoted(signals.stream().map(OriginMatch::words).toList());
        String place = " The customer writes: \"" + signals.get(0).place() + "\".";
        if (OriginMatch.DAMAGED_FILE.equals(origin.origin())) {
            return Optional.of("A genealogy file seems to be damaged (" + words
                    + "), which is technical support and never redirected." + place);
        }
        return Optional.of("The problem may come from " + names.apply(origin.origin()) + ": " + words
                + " (" + signals.get(0).sign() + ")."
                + (origin.strong() ? "" : " That alone is not enough to direct the customer elsewhere.")
                + place);
    }

    /** The product as the catalogue calls it, and what was written for it where that is another word. */
    static String product(Mention mention, String text) {
        String name = mention.product().name();
        String written = new WrittenWords(text).written(mention.words()).filter(words -> !words.equalsIgnoreCase(name))
                .map(words -> " (\"" + words + "\")").orElse("");
        return "It names the product " + name + (mention.version() == null ? "" : ", version " + mention.version())
                + written + ".";
    }

    static String language(String language, String known) {
        String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        return known == null ? "It seems to be written in " + name + "."
                : known.equals(language) ? "It is answered in " + name + ", the language known of the customer."
                        : "It is written in " + name + ", although "
                                + Locale.forLanguageTag(known).getDisplayLanguage(Locale.ENGLISH)
                                + " is known of the customer.";
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String percent(double share) {
        return Math.round(share * 100) + "%";
    }

    private static String quoted(List<String> words) {
        return words.stream().filter(new TreeSet<>(String.CASE_INSENSITIVE_ORDER)::add).limit(MOST_QUOTED)
                .map(word -> "\"" + word + "\"").collect(Collectors.joining(", "));
    }
}
