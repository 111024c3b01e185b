package io.aftercare.triage;

import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Reads what customers answer when they are asked which product, or which version of it, they write about. */
@Service
public class ProductAnswers {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
    // Bounded, since every repetition of a group takes stack.
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\p{Nd}.])\\p{Nd}{1,9}+(?:\\.\\p{Nd}{1,9}+){0,5}+(?![\\p{L}\\p{Nd}])");
    private static final int SHORTEST_WORD = 3;

    private final Products products;

    ProductAnswers(Products products) {
        this.products = products;
    }

    /**
     * The one of several products that an answer means, by its name or by a word that only its name has: "the mobile
     * one". Empty when it means none of them, more than one, or names the product that was taken for it as well.
     *
     * @param answer   without what it quotes
     * @param taken    the product that the question was taken for; null when none was
     * @param possible codes of the products that it may be
     * @return the code of the catalogue
     */
    public Optional<String> product(String answer, String taken, Collection<String> possible) {
        List<Product> catalogue = products.all();
        Optional<Product> asked = products.find(taken);
        List<Product> candidates =
                catalogue.stream().filter(product -> possible.contains(product.code())).distinct().toList();
        List<Product> named = Stream.concat(candidates.stream(), asked.stream()).distinct()
                .filter(product -> isNamed(answer, product, catalogue)).toList();
        if (named.isEmpty()) {
            Set<String> words = words(answer);
            named = candidates.stream().filter(product -> {
                Set<String> own = words(product.name());
                catalogue.stream().filter(other -> !other.code().equals(product.code()))
                        .forEach(other -> own.removeAll(words(other.name())));
                return own.stream().anyMatch(words::contains);
            }).toList();
        }
        return named.size() == 1 && candidates.contains(named.get(0)) ? Optional.of(named.get(0).code())
                : Optional.empty();
    }

    /** The version of a product that a text names, as the catalogue has it; empty when it names none of them. */
    public Optional<String> version(String text, String product) {
        Optional<Product> known = products.find(product);
        return known.flatMap(found -> Mention.in(text, List.of(found)).map(Mention::version)
                .or(() -> Mention.versionIn(text, found)));
    }

    /**
     * The version that an answer to the question which one it is gives: the only number in it that is a version of the
     * product. Empty when it gives none, or more than one.
     */
    public Optional<String> versionAnswered(String answer, String product) {
        Optional<Product> known = products.find(product);
        List<String> numbers = known.stream().flatMap(found -> NUMBER.matcher(WordNormalizer.bare(answer)).results()
                .flatMap(match -> Mention.known(match.group(), found).stream())).distinct().toList();
        return numbers.size() == 1 ? Optional.of(numbers.get(0)) : Optional.empty();
    }

    private static boolean isNamed(String text, Product product, List<Product> catalogue) {
        // Read with the whole catalogue, since a longer name may have a shorter one in it.
        return Mention.in(text, catalogue, Set.of(product.code())).filter(mention -> mention.product().equals(product))
                .isPresent();
    }

    private static Set<String> words(String text) {
        return BETWEEN_WORDS.splitAsStream(WordNormalizer.bare(text)).filter(word -> word.length() >= SHORTEST_WORD)
                .collect(Collectors.toSet());
    }
}
