package io.aftercare.entitlement;

import io.aftercare.entitlement.LicenceFile.Entry;
import io.aftercare.entitlement.ProductFile.Change;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in CSV files of licences and products. A file is one transaction: its good lines are taken in, its bad ones
 * reported; a file that is no CSV or lacks a column is refused whole. The same file twice changes nothing the second
 * time.
 */
@Service
@Transactional
public class Imports {

    private final Licences licences;
    private final Products products;
    private final CsvImportProperties limits;
    private final Clock clock;

    Imports(Licences licences, Products products, CsvImportProperties limits, Clock clock) {
        this.licences = licences;
        this.products = products;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes in licences with their customers. A known key under another address is a licence that moved; an empty name
     * or language leaves what was known of the customer.
     *
     * @param csv                its header is
     *                           {@code licence_key,order_number,email,name,language,product,edition,version}, and
     *                           {@code purchased_on}
     * @param allowRelativeDates whether days like {@code today-2y-1d} are understood, for the demo
     * @throws ImportRejected when nothing could be taken in, saying why and what to do
     */
    public ImportReport loadLicences(byte[] csv, boolean allowRelativeDates) {
        CsvFile file = CsvFile.read(csv, LicenceFile.COLUMNS, limits.mostLines());
        ImportErrors importErrors = new ImportErrors();
        List<Entry> entries = LicenceFile.read(file, products.all(), days(allowRelativeDates), importErrors).entries();
        Set<String> changedCustomers = saveCustomers(entries);
        Map<String, Licence> known = licences.withKeys(entries.stream().map(Imports::key).distinct().toList());
        int created = 0;
        int updated = 0;
        int unchanged = 0;
        for (Entry entry : entries) {
            Licence before = known.put(key(entry), entry.licence());
            if (!entry.licence().equals(before)) {
                licences.save(entry.licence());
            }
            if (before == null) {
                created++;
            } else if (!entry.licence().equals(before) || changedCustomers.contains(entry.customer().address())) {
                updated++;
            } else {
                unchanged++;
            }
        }
        return importErrors.report(file.lines().size(), created, updated, unchanged);
    }

    /**
     * Takes in products with their versions. Afterwards exactly one version of each is on sale; lines that would have
     * it otherwise are rejected. Empty names and aliases leave what was known; versions a file does not name stay.
     *
     * @param csv                header {@code product,name,aliases,version,released,on_sale}, aliases separated by
     *                           {@code |}
     * @param allowRelativeDates whether days like {@code today-6m} are understood, for the demo
     * @throws ImportRejected when nothing could be taken in, saying why and what to do
     */
    public ImportReport loadProducts(byte[] csv, boolean allowRelativeDates) {
        CsvFile file = CsvFile.read(csv, ProductFile.COLUMNS, limits.mostLines());
        ImportErrors importErrors = new ImportErrors();
        int created = 0;
        int updated = 0;
        int unchanged = 0;
        for (Change change : ProductFile.read(file, products.all(), days(allowRelativeDates), importErrors).changes()) {
            if (change.after().equals(change.before())) {
                unchanged += change.lines().size();
            } else {
                products.save(change.after());
                for (CsvFile.Line line : change.lines()) {
                    if (version(change.before(), line).isEmpty()) {
                        created++;
                    } else if (isSameProduct(change)
                            && version(change.before(), line).equals(version(change.after(), line))) {
                        unchanged++;
                    } else {
                        updated++;
                    }
                }
            }
        }
        return importErrors.report(file.lines().size(), created, updated, unchanged);
    }

    /** Saves the customers whose name or language the file changes; the last line about a customer counts. */
    private Set<String> saveCustomers(List<Entry> entries) {
        Map<String, Customer> inFile = new LinkedHashMap<>();
        entries.forEach(entry -> inFile.merge(entry.customer().address(), entry.customer(), Imports::updated));
        Map<String, Customer> known = licences.customers(inFile.keySet());
        Set<String> changed = new HashSet<>();
        inFile.forEach((address, customer) -> {
            Customer before = known.get(address);
            if (before == null || !updated(before, customer).equals(before)) {
                licences.save(customer);
                changed.add(address);
            }
        });
        return changed;
    }

    private static Customer updated(Customer before, Customer later) {
        return new Customer(before.address(), later.name() == null ? before.name() : later.name(),
                later.language() == null ? before.language() : later.language());
    }

    private static boolean isSameProduct(Change change) {
        return change.before() != null && change.before().name().equals(change.after().name())
                && change.before().aliases().equals(change.after().aliases());
    }

    private static Optional<ProductVersion> version(Product product, CsvFile.Line line) {
        return product == null ? Optional.empty()
                : product.versions().stream()
                        .filter(version -> version.version().equals(line.get("version"))).findFirst();
    }

    private static String key(Entry entry) {
        return LicenceKeys.normalised(entry.licence().key());
    }

    private ImportedDays days(boolean allowRelativeDates) {
        return new ImportedDays(LocalDate.now(clock), allowRelativeDates);
    }
}
