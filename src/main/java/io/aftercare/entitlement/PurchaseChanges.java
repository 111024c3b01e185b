package io.aftercare.entitlement;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whose purchases have changed and who has not been told yet: requests are decided by these facts, and are looked at
 * again. Kept in the transaction of the change; an event {@link PurchasesChanged} says that there is something.
 */
@Repository
@Transactional
public class PurchaseChanges {

    private static final int MOST_AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    PurchaseChanges(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Something has changed; what, stands in the table. */
    public record PurchasesChanged() {
    }

    /**
     * The oldest changes.
     *
     * @param upTo      to be given to {@link #done}
     * @param addresses of the customers, lower-cased
     * @param keys      keys and order numbers, normalised
     * @param everybody whether the catalogue changed, which concerns all
     */
    public record Open(long upTo, Set<String> addresses, Set<String> keys, boolean everybody) {

        /** Whether there is nothing to do. */
        public boolean isEmpty() {
            return addresses.isEmpty() && !everybody;
        }

        /** Whether a text names one of the licences. */
        public boolean namedIn(String text) {
            return LicenceKeys.candidates(text).stream().anyMatch(candidate -> keys.contains(candidate.normalised()));
        }
    }

    /** The oldest changes that requests were not held against yet. */
    @Transactional(readOnly = true)
    public Open open() {
        record Change(long id, String address, String key, String order) {
        }
        List<Change> changes = jdbc.sql("select * from purchase_change order by id limit :most")
                .param("most", MOST_AT_ONCE)
                .query((row, index) -> new Change(row.getLong("id"), row.getString("customer_address"),
                        row.getString("normalised_key"), row.getString("normalised_order")))
                .list();
        return new Open(changes.isEmpty() ? 0 : changes.get(changes.size() - 1).id(),
                changes.stream().map(Change::address).filter(Objects::nonNull).collect(Collectors.toSet()),
                changes.stream().flatMap(change -> Stream.of(change.key(), change.order()).filter(Objects::nonNull))
                        .collect(Collectors.toSet()),
                changes.stream().anyMatch(change -> change.address() == null));
    }

    /** Requests have been held against all changes up to these. */
    public void done(Open changes) {
        jdbc.sql("delete from purchase_change where id <= :id").param("id", changes.upTo()).update();
    }

    /** The requests of this customer are to be held against the facts once more. */
    public void again(String address) {
        add(address, null, null);
    }

    /** A licence is about to be kept for a customer; the one who had it before is concerned, too. */
    void licence(String normalisedKey, String normalisedOrder, String address) {
        jdbc.sql("""
                insert into purchase_change (customer_address)
                select customer_address from licence where normalised_key = :key and customer_address <> :address""")
                .param("key", normalisedKey).param("address", address).update();
        add(address, normalisedKey, normalisedOrder.isEmpty() ? null : normalisedOrder);
        events.publishEvent(new PurchasesChanged());
    }

    /** A product or its versions have changed. */
    void catalogue() {
        add(null, null, null);
        events.publishEvent(new PurchasesChanged());
    }

    private void add(String address, String key, String order) {
        jdbc.sql("insert into purchase_change (customer_address, normalised_key, normalised_order) "
                + "values (:address, :key, :order)")
                .param("address", address).param("key", key).param("order", order).update();
    }
}
