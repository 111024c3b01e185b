package io.aftercare.process;

import static io.aftercare.process.SupportRequest.LICENCE_KEY;
import static io.aftercare.process.SupportRequest.NEW_LICENCE_PRODUCT;
import static io.aftercare.process.SupportRequest.NEW_LICENCE_PURCHASED_ON;
import static io.aftercare.process.SupportRequest.NEW_LICENCE_VERSION;
import static io.aftercare.process.SupportRequest.OTHER_CUSTOMERS_LICENCE;

import io.aftercare.conversation.Request;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import io.aftercare.entitlement.Products;
import io.aftercare.unicode.QuotedInput;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** Holds what a person enters of a purchase against the licences and the catalogue, by whatever door it comes. */
@Component
public class EnteredPurchase {

    private final Licences licences;
    private final Products products;
    private final Clock clock;

    EnteredPurchase(Licences licences, Products products, Clock clock) {
        this.licences = licences;
        this.products = products;
        this.clock = clock;
    }

    /**
     * Checks a purchase that a person says is the customer's.
     *
     * @return what was entered, in a sentence for the records
     * @throws RejectedEntryException saying what is wrong and what to enter
     */
    public String checked(VariableScope entered, Request request) {
        String key = LICENCE_KEY.in(entered);
        require(key != null && key.codePoints().anyMatch(Character::isLetterOrDigit),
                "Enter the licence key or order number of the purchase.");
        Optional<Licence> known = licences.find(key);
        return known.isPresent() ? known(known.get(), entered, request) : unknown(key.strip(), entered);
    }

    private static String known(Licence licence, VariableScope entered, Request request) {
        String product = NEW_LICENCE_PRODUCT.in(entered);
        String version = NEW_LICENCE_VERSION.in(entered);
        String day = NEW_LICENCE_PURCHASED_ON.in(entered);
        String what = "%s %s, bought on %s".formatted(licence.product(), licence.version(), licence.purchasedOn());
        require((product == null || product.strip().equalsIgnoreCase(licence.product()))
                && (version == null || version.strip().equals(licence.version()))
                && (day == null || day.startsWith(licence.purchasedOn().toString())),
                "The licence %s is known already: %s. Leave product, version and date empty, or correct the key."
                        .formatted(licence.key(), what));
        boolean same = licence.customerAddress().equals(request.customerAddress());
        require(same || OTHER_CUSTOMERS_LICENCE.isTrue(entered), ("The licence %s is registered for %s, not for %s. "
                + "Correct the key; or, if it is this customer's all the same, say so in the form and complete the "
                + "task once more.").formatted(licence.key(), licence.customerAddress(), request.customerAddress()));
        return "Licence %s: %s%s.".formatted(licence.key(), what,
                same ? "" : ", registered for " + licence.customerAddress());
    }

    private String unknown(String key, VariableScope entered) {
        String version = NEW_LICENCE_VERSION.in(entered);
        String product = NEW_LICENCE_PRODUCT.in(entered);
        LocalDate day = day(entered);
        require(product != null && version != null, EnteredDate.WHAT_TO_ENTER);
        Product known = products.find(product).orElseThrow(() -> new RejectedEntryException(
                "The catalogue has no product \"%s\". Enter one of %s.".formatted(QuotedInput.of(product),
                        products.all().stream().map(Product::code).collect(Collectors.joining(", ")))));
        ProductVersion bought = known.versions().stream().filter(each -> each.version().equals(version.strip()))
                .findFirst().orElseThrow(() -> new RejectedEntryException(
                        "The catalogue has no version \"%s\" of %s. Enter one of %s, or have it imported first."
                                .formatted(QuotedInput.of(version), known.name(), known.versions().stream()
                                        .map(ProductVersion::version).collect(Collectors.joining(", ")))));
        require(!day.isAfter(LocalDate.now(clock)), "The purchase cannot lie in the future. Correct the date.");
        require(!day.isBefore(bought.released()),
                "%s %s was released on %s, so it was not bought on %s. Correct the version or the date.".formatted(
                        known.name(), bought.version(), bought.released(), day));
        return "Licence %s, not known before: %s %s, bought on %s.".formatted(key, known.code(), bought.version(), day);
    }

    private static LocalDate day(VariableScope entered) {
        try {
            return EnteredDate.of(NEW_LICENCE_PURCHASED_ON.in(entered));
        } catch (IllegalArgumentException noDay) {
            throw new RejectedEntryException(noDay.getMessage());
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new RejectedEntryException(otherwise);
        }
    }
}
