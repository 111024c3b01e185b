package io.aftercare.entitlement;

import io.aftercare.entitlement.CsvFile.Line;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines of a file of licences that can be taken in. */
record LicenceFile(List<Entry> entries) {

    static final Set<String> COLUMNS = new LinkedHashSet<>(List.of("licence_key", "order_number", "email", "name",
            "language", "product", "edition", "version", "purchased_on"));
    static final Pattern ADDRESS = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+");

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(?:[-_][a-z0-9]+)?");

    /** A licence with what its line says of the customer. */
    record Entry(Line line, Licence licence, Customer customer) {
    }

    static LicenceFile read(CsvFile file, List<Product> catalogue, ImportedDays days, ImportErrors importErrors) {
        Map<String, Entry> byKey = new HashMap<>();
        var products = new ProductNames(catalogue);
        List<Entry> entries = new ArrayList<>();
        for (Line line : file.lines()) {
            if (importErrors.isWhole(line, file)) {
                Entry entry = entry(line, products, days, importErrors);
                if (!importErrors.isRejected(line)) {
                    Entry earlier = byKey.putIfAbsent(LicenceKeys.normalised(entry.licence().key()), entry);
                    if (earlier != null && !earlier.licence().equals(entry.licence())) {
                        importErrors.reject(line, "licence_key",
                                "The same licence stands in line " + earlier.line().number()
                                        + " with other values. Keep the line that is right.");
                    } else {
                        entries.add(entry);
                    }
                }
            }
        }
        return new LicenceFile(entries);
    }

    private static Entry entry(Line line, ProductNames catalogue, ImportedDays days, ImportErrors importErrors) {
        String key = importErrors.required(line, "licence_key", 100);
        String order = importErrors.optional(line, "order_number", 100);
        String written = importErrors.required(line, "email", 320);
        String address = written == null ? null : CsvText.address(written);
        String name = importErrors.optional(line, "name", 200);
        String language = importErrors.optional(line, "language", 35);
        String product = importErrors.required(line, "product", 200);
        String edition = importErrors.optional(line, "edition", 100);
        String version = importErrors.required(line, "version", 50);
        LocalDate purchasedOn = days.read(line, "purchased_on", importErrors);

        if (key != null) {
            int length = LicenceKeys.normalised(key).length();
            if (length == 0) {
                importErrors.reject(line, "licence_key", "A licence key needs letters or digits. Correct it.");
            } else if (length < LicenceKeys.SHORTEST) {
                importErrors.remark(line, "licence_key",
                        "The key has fewer than " + LicenceKeys.SHORTEST + " letters and digits: "
                                + "it is not recognised in what customers write, an agent has to verify it.");
            }
        }
        if (address != null && !ADDRESS.matcher(address).matches()) {
            importErrors.reject(line, "email", "This is no mail address. Give one address, like name@example.org.");
        }
        if (language != null && !LANGUAGE.matcher(language.toLowerCase(Locale.ROOT)).matches()) {
            importErrors.reject(line, "language",
                    "This is no language code of two letters. Write en or fr, or leave it empty.");
        }
        if (purchasedOn != null && purchasedOn.isAfter(days.today())) {
            importErrors.reject(line, "purchased_on",
                    "The purchase lies in the future; today is " + days.today() + ". Correct the day.");
        }
        Optional<Product> known = product == null ? Optional.empty() : catalogue.find(product);
        if (product != null && known.isEmpty()) {
            importErrors.reject(line, "product", catalogue.isEmpty()
                    ? "The catalogue is empty. Import the products first, then this file again."
                    : "The catalogue has no such product. Write one of "
                            + catalogue.codes()
                            + ", or import the product first and then this file again.");
        }
        if (importErrors.isRejected(line)) {
            return null;
        }
        if (known.get().versions().stream().noneMatch(listed -> listed.version().equals(version))) {
            importErrors.remark(line, "version",
                    "The catalogue does not list this version. The licence was taken in and counts as "
                            + "one of a version no longer on sale; import the version with the products if it is one.");
        }
        known.get().versions().stream().filter(listed -> listed.version().equals(version))
                .filter(listed -> purchasedOn.isBefore(listed.released())).findFirst()
                .ifPresent(listed -> importErrors.remark(line, "purchased_on",
                        "This version was released on " + listed.released() + ", after the purchase. The licence was "
                                + "taken in as it stands; correct the day or the version, whichever is wrong."));
        return new Entry(line,
                new Licence(key, order, Licences.address(address), known.get().code(), edition, version, purchasedOn),
                new Customer(Licences.address(address), name,
                        language == null ? null : language.substring(0, 2).toLowerCase(Locale.ROOT)));
    }
}
