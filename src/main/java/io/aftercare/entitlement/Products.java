package io.aftercare.entitlement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The catalogue: a handful of products, read whole. */
@Repository
@Transactional
public class Products {

    private final JdbcClient jdbc;
    private final PurchaseChanges changes;

    Products(JdbcClient jdbc, PurchaseChanges changes) {
        this.changes = changes;
        this.jdbc = jdbc;
    }

    /** All products, by code; the versions of each, oldest first. */
    @Transactional(readOnly = true)
    public List<Product> all() {
        Map<String, Product> products = new LinkedHashMap<>();
        jdbc.sql("""
                select code, name, aliases, version_on_sale, version, released
                from product join product_version on product_version.product = product.code
                order by code""")
                .query((RowCallbackHandler) row -> {
                    String code = row.getString("code");
                    String version = row.getString("version");
                    if (!products.containsKey(code)) {
                        products.put(code, product(code, row.getString("name"), row.getString("aliases")));
                    }
                    products.get(code).versions().add(new ProductVersion(version,
                            row.getObject("released", LocalDate.class),
                            version.equals(row.getString("version_on_sale"))));
                });
        // Sorted here, for databases differ in how they order text.
        products.values().forEach(product -> product.versions().sort(ProductVersion.OLDEST_FIRST));
        return List.copyOf(products.values());
    }

    /** Names of the products by their code. */
    @Transactional(readOnly = true)
    public Map<String, String> names() {
        return all().stream().collect(Collectors.toMap(Product::code, Product::name));
    }

    /** The product with this code, name or alias, in any case; empty for null and for unknown products. */
    @Transactional(readOnly = true)
    public Optional<Product> find(String codeNameOrAlias) {
        return codeNameOrAlias == null ? Optional.empty() : find(codeNameOrAlias, all());
    }

    static Optional<Product> find(String codeNameOrAlias, List<Product> products) {
        String wanted = codeNameOrAlias.strip();
        return products.stream().filter(product -> namesOf(product).anyMatch(wanted::equalsIgnoreCase)).findFirst();
    }

    static Stream<String> namesOf(Product product) {
        return Stream.concat(Stream.of(product.code(), product.name()), product.aliases().stream());
    }

    /** Keeps a product with all its versions; versions it no longer names stay, for licences stand on them. */
    void save(Product product) {
        changes.catalogue();
        String aliases = product.aliases().isEmpty() ? null : String.join("|", product.aliases());
        int changed = jdbc.sql(
                "update product set name = :name, aliases = :aliases, version_on_sale = :onSale where code = :code")
                .param("name", product.name()).param("aliases", aliases).param("onSale", product.onSale().version())
                .param("code", product.code()).update();
        if (changed == 0) {
            jdbc.sql(
                    "insert into product (code, name, aliases, version_on_sale) values (:code, :name, :aliases, "
                            + ":onSale)")
                    .param("code", product.code()).param("name", product.name()).param("aliases", aliases)
                    .param("onSale", product.onSale().version()).update();
        }
        product.versions().forEach(version -> save(product.code(), version));
    }

    private void save(String code, ProductVersion version) {
        int changed = jdbc
                .sql("update product_version set released = :released where product = :code and version = :version")
                .param("released", version.released()).param("code", code).param("version", version.version()).update();
        if (changed == 0) {
            jdbc.sql("insert into product_version (product, version, released) values (:code, :version, :released)")
                    .param("code", code).param("version", version.version()).param("released", version.released())
                    .update();
        }
    }

    private static Product product(String code, String name, String aliases) {
        return new Product(code, name, aliases == null ? List.of() : List.of(aliases.split("\\|")), new ArrayList<>());
    }
}
