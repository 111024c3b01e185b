package io.aftercare.process;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import io.aftercare.entitlement.Products;
import io.aftercare.process.Corrections.Correction;
import io.aftercare.triage.TextTriage;
import io.aftercare.unicode.QuotedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What a correction of a triage may say, and what the triage is after it: by the catalogue, the origins and the
 * languages.
 */
@Component
class CorrectionRules {

    private static final int LONGEST_VERSION = 50;

    private final Products products;
    private final ProblemOrigins origins;
    private final TextTriage triage;

    CorrectionRules(Products products, ProblemOrigins origins, TextTriage triage) {
        this.products = products;
        this.origins = origins;
        this.triage = triage;
    }

    /**
     * The triage as the correction leaves it.
     *
     * @param by engine user id of the person who corrects
     * @throws IllegalArgumentException when the kind is missing or another part is unknown; says what to give
     */
    TriageResult applied(Correction correction, TriageResult before, String by) {
        check(correction, before);
        String product = code(changed(correction.product(), before.product()));
        String version = changed(correction.version(), before.version());
        if (!Objects.equals(product, before.product()) && version != null && !mayBe(version, product)) {
            // The form sends the version of the product it was taken for.
            version = null;
        }
        return before.saidBy(by, correction.kind(),
                Objects.requireNonNullElse(correction.language(), before.language()),
                product, version, changed(correction.origin(), before.origin()));
    }

    private static String changed(String said, String known) {
        return said == null ? known : said.isBlank() ? null : said.strip();
    }

    /** From what to what, such as "Corrected: kind from use to technical." */
    String changes(TriageResult before, TriageResult after) {
        List<String> changes = new ArrayList<>();
        change(changes, "kind", before.kind() == null ? null : before.kind().name(), after.kind().name());
        change(changes, "language", before.language(), after.language());
        change(changes, "product", productName(before.product()), productName(after.product()));
        change(changes, "version", before.version(), after.version());
        change(changes, "origin", originName(before.origin()), originName(after.origin()));
        return changes.isEmpty() ? "Confirmed by a person." : "Corrected: " + String.join(", ", changes) + ".";
    }

    /** A person may have given a name or an alias; licences know the code only. */
    private String code(String product) {
        return products.find(product).map(Product::code).orElse(product);
    }

    private String productName(String code) {
        return products.find(code).map(Product::name).orElse(code);
    }

    private String originName(String code) {
        return code == null ? null : origins.name(code);
    }

    private static void change(List<String> changes, String what, String from, String to) {
        if (!Objects.equals(from, to)) {
            changes.add(what + " from " + inWords(from) + " to " + inWords(to));
        }
    }

    private static String inWords(String value) {
        return value == null ? "none"
                : value.matches("[A-Z_]+") ? value.toLowerCase(Locale.ROOT).replace('_', ' ') : value;
    }

    /** Such as "COMMERCIAL, USE or TECHNICAL". */
    private static String kinds() {
        return Stream.of(Kind.values()).map(Kind::name).collect(Collectors.joining(", ")).replaceFirst(", (?=\\w+$)",
                " or ");
    }

    private static boolean isNew(String said, String known) {
        return said != null && !said.isBlank() && !said.strip().equals(known);
    }

    private void check(Correction correction, TriageResult before) {
        if (correction.kind() == null) {
            throw new IllegalArgumentException("Give the kind of assistance: " + kinds() + ".");
        }
        if (correction.language() != null && !triage.answersIn(correction.language())) {
            throw new IllegalArgumentException("\"" + QuotedInput.of(correction.language())
                    + "\" is no language we answer in. Give en or fr.");
        }
        if (isNew(correction.product(), before.product())
                && products.find(correction.product().strip()).isEmpty()) {
            throw new IllegalArgumentException("The catalogue has no product \"" + QuotedInput.of(correction.product())
                    + "\". Give the code of one that it has.");
        }
        if (isNew(correction.version(), before.version())) {
            check(correction.version().strip(), changed(correction.product(), before.product()));
        }
        if (isNew(correction.origin(), before.origin()) && origins.find(correction.origin().strip()).isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + QuotedInput.of(correction.origin()) + "\" is no origin. Give one of the decision table "
                            + SupportRequest.COMPETENT_SERVICE_DECISION + ": " + origins.codes() + ".");
        }
    }

    /** @param product its code; null when it is not known, which leaves open what versions there are */
    private void check(String version, String product) {
        if (version.length() > LONGEST_VERSION) {
            throw new IllegalArgumentException("The version may have " + LONGEST_VERSION
                    + " characters. Give it as the catalogue has it.");
        }
        if (!mayBe(version, product)) {
            Product known = products.find(product).orElseThrow();
            throw new IllegalArgumentException(
                    "The catalogue has no version \"" + QuotedInput.of(version) + "\" of " + known.name()
                            + ". Give one of "
                            + known.versions().stream().map(ProductVersion::version).collect(Collectors.joining(", "))
                            + ", or none.");
        }
    }

    private boolean mayBe(String version, String product) {
        Product known = products.find(product).orElse(null);
        return known == null || known.versions().stream().anyMatch(each -> each.version().equals(version));
    }
}
