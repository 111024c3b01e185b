package io.aftercare.entitlement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Products by code, name and alias, in any case: a file asks for one in each of its lines. */
final class ProductNames {

    private static final int MOST_LISTED = 20;

    private final Map<String, List<Product>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Product> byCode = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ProductNames(Collection<Product> products) {
        products.forEach(this::put);
    }

    /** The product as it is now, instead of what was known of it. */
    void put(Product product) {
        Product before = byCode.put(product.code(), product);
        if (before != null) {
            Products.namesOf(before).forEach(name -> byName.get(name).remove(before));
        }
        Products.namesOf(product).forEach(name -> byName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(product));
    }

    /** The product with this code; null when there is none. */
    Product get(String code) {
        return byCode.get(code);
    }

    Optional<Product> find(String codeNameOrAlias) {
        return byName.getOrDefault(codeNameOrAlias.strip(), List.of()).stream().findFirst();
    }

    /** Another product that has one of the names of this one. */
    Optional<Product> namesake(Product product) {
        return Products.namesOf(product).flatMap(name -> byName.getOrDefault(name.strip(), List.of()).stream())
                .filter(other -> !other.code().equalsIgnoreCase(product.code())).findFirst();
    }

    boolean isEmpty() {
        return byCode.isEmpty();
    }

    /** The codes, to choose from; of very many, the first. */
    String codes() {
        String listed = String.join(", ", byCode.values().stream().map(Product::code).limit(MOST_LISTED).toList());
        return byCode.size() > MOST_LISTED ? listed + " and " + (byCode.size() - MOST_LISTED) + " more" : listed;
    }
}
