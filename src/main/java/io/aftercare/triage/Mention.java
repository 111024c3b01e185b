package io.aftercare.triage;

import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A product named in a text.
 *
 * @param words   as the text has them, without accents
 * @param version known to the catalogue; null when none was named near the product
 */
record Mention(Product product, String words, String version) {

    // Bounded, since every repetition of a group takes stack.
    private static final String NUMBER = "(\\p{Nd}{1,9}+(?:\\.\\p{Nd}{1,9}+){0,5}+)(?= |$)";
    private static final Pattern NAMED_VERSION =
            Pattern.compile("(?<![\\p{L}\\p{Nd}])(?:version|release|edition|ver|v) " + NUMBER);
    // "Lindenbaum Pro version 2025", but not "Lindenbaum since 2025".
    private static final Pattern VERSION_BEHIND =
            Pattern.compile("(?: (?:version|release|edition|ver|v|the|la|pro|professional"
                    + "|premium|plus|standard|basic|deluxe|classic|family|mac|windows|pc)){0,3} " + NUMBER);

    private static final int SHORTEST_WITH_SLIP = 6;
    private static final int SHORTEST_WITH_TWO = 11;
    private static final int MOST_WORDS = 600;

    private record Place(Product product, int start, int end) {
    }

    /** As {@link #in(String, List, Set)}, when nothing is known of who writes. */
    static Optional<Mention> in(String text, List<Product> catalogue) {
        return in(text, catalogue, Set.of());
    }

    /**
     * The product a text is about: of several that it names the one that is owned, if it is one only, or else the one
     * in its first line (the subject), or else the one named most often, of equals the first. Longer names go before
     * shorter ones within them; a name may have a slip of the pen.
     *
     * @param owned codes of products
     */
    static Optional<Mention> in(String text, List<Product> catalogue, Set<String> owned) {
        String bare = WordNormalizer.bare(text);
        List<Place> places = places(bare, catalogue);
        Map<String, Long> counts = new HashMap<>();
        places.forEach(place -> counts.merge(place.product().code(), 1L, Long::sum));
        List<String> namedAndOwned = counts.keySet().stream().filter(owned::contains).toList();
        int endOfSubject = WordNormalizer.bare(text.lines().findFirst().orElse("")).length();
        Optional<Place> chosen = places.stream().min(Comparator
                .comparing(
                        (Place place) -> !(namedAndOwned.size() == 1 && namedAndOwned.contains(place.product().code())))
                .thenComparing(place -> endOfSubject == bare.length() || place.start() >= endOfSubject)
                .thenComparing(place -> -counts.get(place.product().code())).thenComparing(Place::start));
        return chosen.map(place -> {
            String version = places.stream().filter(other -> other.product().equals(place.product()))
                    .sorted(Comparator.comparing(Place::start))
                    .flatMap(other -> after(bare, other.end(), place.product()).stream())
                    .findFirst().or(() -> versionIn(text, place.product())).orElse(null);
            return new Mention(place.product(), bare.substring(place.start(), place.end()), version);
        });
    }

    /** The version of a product a text names as such: "version 2024", "v. 2024", "release 2024". */
    static Optional<String> versionIn(String text, Product product) {
        return NAMED_VERSION.matcher(WordNormalizer.bare(text)).results()
                .flatMap(match -> known(match.group(1), product).stream()).findFirst();
    }

    private static Optional<String> after(String bare, int end, Product product) {
        Matcher number = VERSION_BEHIND.matcher(bare).region(end, bare.length());
        return number.lookingAt() ? known(number.group(1), product) : Optional.empty();
    }

    /** The version of the catalogue a number stands for: 2025.1.3 is a build of 2025.1 or of 2025. */
    static Optional<String> known(String number, Product product) {
        return product.versions().stream().map(ProductVersion::version)
                .filter(version -> number.equals(version) || number.startsWith(version + "."))
                .max(Comparator.comparing(String::length));
    }

    private static List<Place> places(String bare, List<Product> catalogue) {
        record Name(String name, Product product) {
        }
        List<Name> longestFirst = catalogue.stream()
                .flatMap(product -> Stream.concat(Stream.of(product.code(), product.name()), product.aliases().stream())
                        .map(WordNormalizer::bare).filter(name -> name.length() > 1).distinct()
                        .map(name -> new Name(name, product)))
                .sorted(Comparator.comparing((Name name) -> -name.name().length())).toList();
        List<Place> places = new ArrayList<>();
        BitSet taken = new BitSet(bare.length());
        for (Name name : longestFirst) {
            Matcher found = Pattern.compile("(?<![\\p{L}\\p{Nd}])" + Pattern.quote(name.name()) + "(?![\\p{L}\\p{Nd}])")
                    .matcher(bare);
            while (found.find()) {
                addIfFree(new Place(name.product(), found.start(), found.end()), places, taken);
            }
            slips(bare, name.name())
                    .forEach(slip -> addIfFree(new Place(name.product(), slip[0], slip[1]), places, taken));
        }
        return places;
    }

    private static void addIfFree(Place place, List<Place> places, BitSet taken) {
        int next = taken.nextSetBit(place.start());
        if (next < 0 || next >= place.end()) {
            taken.set(place.start(), place.end());
            places.add(place);
        }
    }

    /** Where a name is written with a letter wrong, missing, too much or swapped: two of them in a long name. */
    private static List<int[]> slips(String bare, String name) {
        if (name.length() < SHORTEST_WITH_SLIP) {
            return List.of();
        }
        int allowed = name.length() < SHORTEST_WITH_TWO ? 1 : 2;
        int words = name.split(" ").length;
        List<int[]> spaces = new ArrayList<>();
        int start = 0;
        while (start < bare.length() && spaces.size() < MOST_WORDS) {
            int end = bare.indexOf(' ', start);
            end = end < 0 ? bare.length() : end;
            spaces.add(new int[] {start, end});
            start = end + 1;
        }
        List<int[]> slips = new ArrayList<>();
        for (int first = 0; first + words <= spaces.size(); first++) {
            int[] place = {spaces.get(first)[0], spaces.get(first + words - 1)[1]};
            // The first letter is seldom wrong; and "Lindenbaums" is no slip but a plural, of trees.
            if (Math.abs(place[1] - place[0] - name.length()) <= allowed && bare.charAt(place[0]) == name.charAt(0)) {
                String written = bare.substring(place[0], place[1]);
                if (!written.startsWith(name) && !name.startsWith(written) && distance(written, name) <= allowed
                        && isSlipWordByWord(written, name)) {
                    slips.add(place);
                }
            }
        }
        return slips;
    }

    /** Two letters are a slip in a long word; a short one becomes another by them, and "Lindenbaum and" is no app. */
    private static boolean isSlipWordByWord(String written, String name) {
        String[] words = written.split(" ");
        String[] meant = name.split(" ");
        for (int word = 0; word < meant.length; word++) {
            int length = meant[word].length();
            boolean swapped = words[word].length() == length && sorted(words[word]).equals(sorted(meant[word]));
            if (!words[word].equals(meant[word]) && distance(words[word], meant[word]) > (length < SHORTEST_WITH_SLIP
                    ? swapped ? 1 : 0
                    : length < SHORTEST_WITH_TWO ? 1 : 2)) {
                return false;
            }
        }
        return true;
    }

    private static String sorted(String word) {
        return word.codePoints().sorted().collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }

    /** Letters to insert, remove, replace or swap with their neighbour to make one text of another. */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= other.length(); column++) {
                if (row == 0 || column == 0) {
                    steps[row][column] = row + column;
                    continue;
                }
                boolean same = one.charAt(row - 1) == other.charAt(column - 1);
                steps[row][column] = Math.min(steps[row - 1][column - 1] + (same ? 0 : 1),
                        Math.min(steps[row - 1][column], steps[row][column - 1]) + 1);
                if (row > 1 && column > 1 && one.charAt(row - 1) == other.charAt(column - 2)
                        && one.charAt(row - 2) == other.charAt(column - 1)) {
                    steps[row][column] = Math.min(steps[row][column], steps[row - 2][column - 2] + 1);
                }
            }
        }
        return steps[one.length()][other.length()];
    }
}
