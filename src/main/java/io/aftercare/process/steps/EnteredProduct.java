package io.aftercare.process.steps;

import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import io.aftercare.entitlement.Products;
import io.aftercare.unicode.QuotedInput;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A product that a person typed, such as "Lindenbaum" or "Lindenbaum 2026".
 *
 * @param code    null when nothing was typed
 * @param name    as customers know it; null when nothing was typed
 * @param version null when none was typed
 */
record EnteredProduct(String code, String name, String version) {

    /** @throws IllegalArgumentException saying what there is, when the catalogue has no such product or version */
    static EnteredProduct of(String typed, Products catalogue) {
        if (typed == null || typed.isBlank()) {
            return new EnteredProduct(null, null, null);
        }
        String words = typed.strip();
        Optional<Product> whole = catalogue.find(words);
        if (whole.isPresent()) {
            return new EnteredProduct(whole.get().code(), whole.get().name(), null);
        }
        int last = words.lastIndexOf(' ');
        Optional<Product> named = last < 0 ? Optional.empty() : catalogue.find(words.substring(0, last));
        if (named.isEmpty()) {
            throw new IllegalArgumentException("The catalogue has no product \"" + QuotedInput.of(words)
                    + "\". Enter one of these, or leave it empty: " + catalogue.all().stream().map(Product::name)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        String version = words.substring(last + 1);
        if (named.get().versions().stream().map(ProductVersion::version).noneMatch(version::equalsIgnoreCase)) {
            throw new IllegalArgumentException(named.get().name() + " has no version \"" + QuotedInput.of(version)
                    + "\". Enter one of these, or the product alone: " + named.get().versions().stream()
                            .map(ProductVersion::version).collect(Collectors.joining(", "))
                    + ".");
        }
        return new EnteredProduct(named.get().code(), named.get().name(), version);
    }
}
