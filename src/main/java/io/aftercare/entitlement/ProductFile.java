package io.aftercare.entitlement;

import io.aftercare.entitlement.CsvFile.Line;
import io.aftercare.unicode.QuotedInput;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The products that a file makes of the catalogue; a product's lines are taken in together or not at all. */
record ProductFile(List<Change> changes) {

    private static final int MOST_VERSIONS = 1_000;
    private static final int MOST_NAMED = 5;
    private static final int LONGEST_LIST = 300;

    static final Set<String> COLUMNS =
            new LinkedHashSet<>(List.of("product", "name", "aliases", "version", "released", "on_sale"));

    private static final Set<String> YES = Set.of("true", "yes", "1", "oui", "x");
    private static final Set<String> NO = Set.of("false", "no", "0", "non", "");

    /** A product as it will be, with the lines that say so; {@code before} is null for a new one. */
    record Change(Product before, Product after, List<Line> lines) {
    }

    private record Entry(Line line, String code, String name, List<String> aliases, ProductVersion version) {
    }

    static ProductFile read(CsvFile file, List<Product> catalogue, ImportedDays days, ImportErrors importErrors) {
        Map<String, List<Entry>> byProduct = new LinkedHashMap<>();
        for (Line line : file.lines()) {
            if (importErrors.isWhole(line, file)) {
                Entry entry = entry(line, days, importErrors);
                if (!importErrors.isRejected(line)) {
                    byProduct.computeIfAbsent(entry.code().toLowerCase(Locale.ROOT), code -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        var all = new ProductNames(catalogue);
        List<Change> changes = new ArrayList<>();
        for (List<Entry> entries : byProduct.values()) {
            Product before = all.get(entries.get(0).code());
            changed(before, entries, all, importErrors).ifPresent(after -> {
                all.put(after);
                changes.add(new Change(before, after, entries.stream().map(Entry::line)
                        .filter(line -> !importErrors.isRejected(line)).toList()));
            });
        }
        return new ProductFile(changes);
    }

    private static Entry entry(Line line, ImportedDays days, ImportErrors importErrors) {
        String code = importErrors.required(line, "product", 100);
        String name = importErrors.optional(line, "name", 200);
        String aliases = importErrors.optional(line, "aliases", 1_000);
        String version = importErrors.required(line, "version", 50);
        LocalDate released = days.read(line, "released", importErrors);
        String onSale = line.get("on_sale").toLowerCase(Locale.ROOT);
        if (!YES.contains(onSale) && !NO.contains(onSale)) {
            importErrors.reject(line, "on_sale",
                    "This is neither true nor false. Write true for the one version on sale, false for the others.");
        }
        List<String> names = aliases == null ? List.of()
                : List.of(aliases.split("\\|")).stream().map(String::strip).filter(alias -> !alias.isEmpty()).toList();
        return new Entry(line, code, name, names, new ProductVersion(version, released, YES.contains(onSale)));
    }

    /** The product with the lines applied; empty, with findings, when they contradict each other or the catalogue. */
    private static Optional<Product> changed(Product before, List<Entry> entries, ProductNames catalogue,
            ImportErrors importErrors) {
        Map<String, Entry> versions = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Entry earlier = versions.putIfAbsent(entry.version().version(), entry);
            if (earlier != null && !earlier.version().equals(entry.version())) {
                importErrors.reject(entry.line(), "version",
                        "The same version stands in line " + earlier.line().number()
                                + " with other values. Keep the line that is right.");
            }
        }
        if (versions.size() > MOST_VERSIONS) {
            rejectAll(entries, "version", "The file has more than " + MOST_VERSIONS
                    + " versions of the product. Keep those that customers have.", importErrors);
            return Optional.empty();
        }
        String onSale = onSale(before, versions.values());
        if (onSale == null) {
            rejectAll(entries, "on_sale", "Exactly one version of a product is on sale, here it would be "
                    + (versions.values().stream().anyMatch(entry -> entry.version().onSale()) ? "several" : "none")
                    + ". Write true in one line of the product and false in its others.", importErrors);
            return Optional.empty();
        }
        String code = before == null ? entries.get(0).code() : before.code();
        List<String> names = entries.stream().map(Entry::name).filter(Objects::nonNull).distinct().toList();
        if (names.size() > 1) {
            rejectAll(entries, "name",
                    "The lines of the product give it several names: "
                            + QuotedInput.of(String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED))),
                                    LONGEST_LIST)
                            + ". Keep one.",
                    importErrors);
            return Optional.empty();
        }
        String name = !names.isEmpty() ? names.get(0) : before == null ? code : before.name();
        List<String> aliases = entries.stream().flatMap(entry -> entry.aliases().stream()).distinct().toList();
        if (String.join("|", aliases).length() > 2_000) {
            rejectAll(entries, "aliases",
                    "The aliases of the product have more than 2000 characters together. Keep the common ones.",
                    importErrors);
            return Optional.empty();
        }
        Product after = new Product(code, name, aliases.isEmpty() && before != null ? before.aliases() : aliases,
                versions(before, versions, onSale));
        Optional<Product> namesake = catalogue.namesake(after);
        namesake.ifPresent(other -> rejectAll(entries, "product",
                "Its code, name or one of its aliases already names the product "
                        + other.code() + ", so that neither could be told from the other. Choose another.",
                importErrors));
        return namesake.isPresent() ? Optional.empty() : Optional.of(after);
    }

    /** What the file says is on sale; when it says nothing, what was, unless the file takes it off sale. */
    private static String onSale(Product before, Iterable<Entry> entries) {
        Set<String> onSale = new LinkedHashSet<>();
        Set<String> named = new LinkedHashSet<>();
        for (Entry entry : entries) {
            named.add(entry.version().version());
            if (entry.version().onSale()) {
                onSale.add(entry.version().version());
            }
        }
        if (onSale.isEmpty() && before != null && !named.contains(before.onSale().version())) {
            return before.onSale().version();
        }
        return onSale.size() == 1 ? onSale.iterator().next() : null;
    }

    private static List<ProductVersion> versions(Product before, Map<String, Entry> inFile, String onSale) {
        Map<String, LocalDate> released = new LinkedHashMap<>();
        if (before != null) {
            before.versions().forEach(version -> released.put(version.version(), version.released()));
        }
        inFile.forEach((version, entry) -> released.put(version, entry.version().released()));
        return released.entrySet().stream()
                .map(version -> new ProductVersion(version.getKey(), version.getValue(),
                        version.getKey().equals(onSale)))
                .sorted(ProductVersion.OLDEST_FIRST).toList();
    }

    private static void rejectAll(List<Entry> entries, String column, String problem, ImportErrors importErrors) {
        entries.forEach(entry -> importErrors.reject(entry.line(), column, problem));
    }
}
