package io.aftercare.entitlement;

import io.aftercare.unicode.QuotedInput;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Customers and what they bought. Changes take part in the caller's transaction. */
@Repository
@Transactional
public class Licences {

    private static final int CHUNK = 1_000;
    private static final Comparator<Licence> LATEST_FIRST =
            Comparator.comparing(Licence::purchasedOn).reversed().thenComparing(Licence::key);

    private final JdbcClient jdbc;
    private final Products products;
    private final PurchaseChanges changes;
    private final Clock clock;

    Licences(JdbcClient jdbc, Products products, PurchaseChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.products = products;
        this.clock = clock;
    }

    /** What was bought under this mail address, latest purchase first; empty for strangers. */
    @Transactional(readOnly = true)
    public List<Licence> of(String customerAddress) {
        return jdbc.sql("select * from licence where customer_address = :address")
                .param("address", address(customerAddress)).query(Licences::read).stream().sorted(LATEST_FIRST)
                .toList();
    }

    /** Who bought something under this mail address, however it is typed; empty for strangers. */
    @Transactional(readOnly = true)
    public Optional<Customer> customer(String address) {
        return customers(List.of(address(address))).values().stream().findFirst();
    }

    /**
     * The licences whose key or order number stands in a text, however it is typed: any case, dashes and spaces missing
     * or added, in quotes or brackets. In the order of the text; an order number stands for all licences of the order.
     * Keys of fewer than six letters and digits and ordinary words never count, nor does part of a longer key.
     */
    @Transactional(readOnly = true)
    public List<Licence> quotedIn(String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        Map<String, LicenceKeys.Candidate> candidates = LicenceKeys.candidates(text).stream()
                .collect(Collectors.toMap(LicenceKeys.Candidate::normalised, Function.identity()));
        Map<LicenceKeys.Candidate, Set<Licence>> found = new LinkedHashMap<>();
        for (List<String> chunk : chunks(candidates.keySet())) {
            for (Licence licence : byKeyOrOrder(chunk)) {
                List.of(LicenceKeys.normalised(licence.key()), LicenceKeys.normalised(licence.orderNumber())).forEach(
                        key -> {
                            if (chunk.contains(key)) {
                                found.computeIfAbsent(candidates.get(key), first -> new LinkedHashSet<>()).add(licence);
                            }
                        });
            }
        }
        return found.entrySet().stream()
                .filter(match -> found.keySet().stream().noneMatch(match.getKey()::lies))
                .sorted(Comparator.comparing(match -> match.getKey().start()))
                .flatMap(match -> match.getValue().stream()).distinct().toList();
    }

    /** The licence with this key, else the latest purchase of this order; empty for null and blank. */
    @Transactional(readOnly = true)
    public Optional<Licence> find(String keyOrOrderNumber) {
        String wanted = LicenceKeys.normalised(keyOrOrderNumber);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return byKeyOrOrder(List.of(wanted)).stream().min(Comparator
                .comparing((Licence licence) -> !LicenceKeys.normalised(licence.key()).equals(wanted))
                .thenComparing(LATEST_FIRST));
    }

    /**
     * The licence a request stands on: "a customer with several licences gets the most favourable one for the product
     * asked about". The support period runs from the purchase, so the latest purchase is the most favourable; of
     * purchases on one day the one for the version on sale, which also gets patches. Licences of other products do not
     * count, however recent. A product that is null or not in the catalogue excludes nothing: in doubt the customer is
     * served.
     */
    @Transactional(readOnly = true)
    public Optional<Licence> mostFavourable(Collection<Licence> licences, String product) {
        String code = products.find(product).map(Product::code).orElse(null);
        return licences.stream().filter(licence -> code == null || code.equalsIgnoreCase(licence.product()))
                .min(Comparator.comparing(Licence::purchasedOn).reversed()
                        .thenComparing(
                                licence -> !versionOnSale(licence.product()).equals(Optional.of(licence.version())))
                        .thenComparing(Licence::key));
    }

    /** The version of a product currently on sale; empty when the product is null or not in the catalogue. */
    @Transactional(readOnly = true)
    public Optional<String> versionOnSale(String product) {
        return products.find(product).map(found -> found.onSale().version());
    }

    /**
     * Keeps a purchase a person has verified by hand. A key that is already known is brought up to date; under another
     * address it moves there. Without a key the order number serves as one.
     *
     * @param name     of the customer; null leaves what was known
     * @param language ISO 639-1; null leaves what was known
     * @throws IllegalArgumentException saying what is missing or wrong
     */
    public void register(Licence licence, String name, String language) {
        String key = isBlank(licence.key()) ? licence.orderNumber() : licence.key();
        require(!LicenceKeys.normalised(key).isEmpty(), "Give the licence key or the order number of the purchase.");
        require(!isBlank(licence.customerAddress())
                && LicenceFile.ADDRESS.matcher(licence.customerAddress().strip()).matches(),
                "Give the customer's mail address.");
        require(!isBlank(licence.version()), "Give the version that was bought.");
        require(licence.purchasedOn() != null, "Give the day of the purchase.");
        require(!licence.purchasedOn().isAfter(LocalDate.now(clock)), "The purchase cannot lie in the future.");
        Product product = products.find(licence.product()).orElseThrow(() -> new IllegalArgumentException(
                "There is no product \"" + QuotedInput.of(licence.product()) + "\" in the catalogue. Choose one of "
                        + products.all().stream().map(Product::code).collect(Collectors.joining(", ")) + "."));
        save(new Customer(address(licence.customerAddress()), name, language));
        save(new Licence(key.strip(), licence.orderNumber(), address(licence.customerAddress()), product.code(),
                licence.edition(), licence.version().strip(), licence.purchasedOn()));
    }

    /** Null or blank name and language leave what was known. */
    void save(Customer customer) {
        String name = isBlank(customer.name()) ? null : customer.name().strip();
        String language = isBlank(customer.language()) ? null : customer.language().strip().toLowerCase(Locale.ROOT);
        int changed = jdbc.sql("""
                update customer set name = coalesce(:name, name), language = coalesce(:language, language)
                where address = :address""")
                .param("name", name).param("language", language).param("address", customer.address()).update();
        if (changed == 0) {
            jdbc.sql("insert into customer (address, name, language) values (:address, :name, :language)")
                    .param("address", customer.address()).param("name", name).param("language", language).update();
        }
    }

    /** The customer must be there already. */
    void save(Licence licence) {
        changes.licence(LicenceKeys.normalised(licence.key()), LicenceKeys.normalised(licence.orderNumber()),
                licence.customerAddress());
        if (write(licence, """
                update licence set licence_key = :licenceKey, order_number = :order,
                       normalised_order = :normalisedOrder,
                       customer_address = :address, product = :product, edition = :edition, version = :version,
                       purchased_on = :purchasedOn where normalised_key = :key""") == 0) {
            write(licence, """
                    insert into licence (normalised_key, licence_key, order_number, normalised_order, customer_address,
                                         product, edition, version, purchased_on)
                    values (:key, :licenceKey, :order, :normalisedOrder, :address, :product, :edition, :version,
                            :purchasedOn)""");
        }
    }

    private int write(Licence licence, String sql) {
        String order = LicenceKeys.normalised(licence.orderNumber());
        return jdbc.sql(sql).param("key", LicenceKeys.normalised(licence.key())).param("licenceKey", licence.key())
                .param("order", order.isEmpty() ? null : licence.orderNumber().strip())
                .param("normalisedOrder", order.isEmpty() ? null : order)
                .param("address", licence.customerAddress()).param("product", licence.product())
                .param("edition", isBlank(licence.edition()) ? null : licence.edition().strip())
                .param("version", licence.version()).param("purchasedOn", licence.purchasedOn()).update();
    }

    /** By normalised key. */
    @Transactional(readOnly = true)
    Map<String, Licence> withKeys(Collection<String> normalisedKeys) {
        Map<String, Licence> found = new LinkedHashMap<>();
        for (List<String> chunk : chunks(normalisedKeys)) {
            jdbc.sql("select * from licence where normalised_key in (:keys)").param("keys", chunk).query(Licences::read)
                    .list().forEach(licence -> found.put(LicenceKeys.normalised(licence.key()), licence));
        }
        return found;
    }

    /** By address. */
    @Transactional(readOnly = true)
    Map<String, Customer> customers(Collection<String> addresses) {
        Map<String, Customer> found = new LinkedHashMap<>();
        for (List<String> chunk : chunks(addresses)) {
            jdbc.sql("select address, name, language from customer where address in (:addresses)")
                    .param("addresses", chunk).query((row, index) -> new Customer(row.getString("address"),
                            row.getString("name"), row.getString("language")))
                    .list().forEach(customer -> found.put(customer.address(), customer));
        }
        return found;
    }

    private List<Licence> byKeyOrOrder(List<String> normalised) {
        return jdbc.sql("""
                select * from licence where normalised_key in (:keys)
                union select * from licence where normalised_order in (:keys)""")
                .param("keys", normalised).query(Licences::read).stream().sorted(LATEST_FIRST).toList();
    }

    /** Mail addresses are compared stripped and in lower case. */
    static String address(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static <T> List<List<T>> chunks(Collection<T> all) {
        List<T> values = List.copyOf(all);
        List<List<T>> chunks = new ArrayList<>();
        for (int start = 0; start < values.size(); start += CHUNK) {
            chunks.add(values.subList(start, Math.min(start + CHUNK, values.size())));
        }
        return chunks;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static Licence read(ResultSet row, int index) throws SQLException {
        return new Licence(row.getString("licence_key"), row.getString("order_number"),
                row.getString("customer_address"),
                row.getString("product"), row.getString("edition"), row.getString("version"),
                row.getObject("purchased_on", LocalDate.class));
    }
}
