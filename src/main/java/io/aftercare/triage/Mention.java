package io.aftercare.triage;

import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Pattern NAMED_VERSION = Pattern.compile("(?<![\\p{L}\\p{Nd}])(?:version|release|edition|ver|v) " + NUMBER);
    // "Lindenbaum Pro version 2025", but not "Lindenbaum since 2025".
    private static final Pattern VERSION_BEHIND = Pattern.compile("^(?: (?:version|release|edition|ver|v|the|la|pro|professional"
            + "|premium|plus|standard|basic|deluxe|classic|family|mac|windows|pc)){0,3} " + NUMBER);

    private record Place(Product product, int start, int end) {
    }

    /** The product named most often in a text, of several the first; longer names go before shorter ones within them. */
    static Optional<Mention> in(String text, List<Product> catalogue) {
        String bare = Words.bare(text);
        List<Place> places = places(bare, catalogue);
        Map<String, Long> counts = new HashMap<>();
        places.forEach(place -> counts.merge(place.product().code(), 1L, Long::sum));
        Optional<Place> chosen = places.stream()
                .min(Comparator.comparing((Place place) -> -counts.get(place.product().code())).thenComparing(Place::start));
        return chosen.map(place -> {
            String version = places.stream().filter(other -> other.product().equals(place.product()))
                    .sorted(Comparator.comparing(Place::start))
                    .flatMap(other -> after(bare.substring(other.end()), place.product()).stream())
                    .findFirst().or(() -> versionIn(text, place.product())).orElse(null);
            return new Mention(place.product(), bare.substring(place.start(), place.end()), version);
        });
    }

    /** The version of a product a text names as such: "version 2024", "v. 2024", "release 2024". */
    static Optional<String> versionIn(String text, Product product) {
        return NAMED_VERSION.matcher(Words.bare(text)).results().flatMap(match -> known(match.group(1), product).stream()).findFirst();
    }

    private static Optional<String> after(String rest, Product product) {
        Matcher number = VERSION_BEHIND.matcher(rest);
        return number.find() ? known(number.group(1), product) : Optional.empty();
    }

    /** The version of the catalogue a number stands for: 2025.1.3 is a build of 2025.1 or of 2025. */
    private static Optional<String> known(String number, Product product) {
        return product.versions().stream().map(ProductVersion::version)
                .filter(version -> number.equals(version) || number.startsWith(version + "."))
                .max(Comparator.comparing(String::length));
    }

    private static List<Place> places(String bare, List<Product> catalogue) {
        record Name(String name, Product product) {
        }
        List<Name> longestFirst = catalogue.stream()
                .flatMap(product -> Stream.concat(Stream.of(product.code(), product.name()), product.aliases().stream())
                        .map(Words::bare).filter(name -> name.length() > 1).distinct().map(name -> new Name(name, product)))
                .sorted(Comparator.comparing((Name name) -> -name.name().length())).toList();
        List<Place> places = new ArrayList<>();
        for (Name name : longestFirst) {
            Matcher found = Pattern.compile("(?<![\\p{L}\\p{Nd}])" + Pattern.quote(name.name()) + "(?![\\p{L}\\p{Nd}])").matcher(bare);
            while (found.find()) {
                if (places.stream().noneMatch(place -> place.start() < found.end() && found.start() < place.end())) {
                    places.add(new Place(name.product(), found.start(), found.end()));
                }
            }
        }
        return places;
    }
}
