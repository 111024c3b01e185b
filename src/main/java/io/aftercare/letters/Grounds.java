package io.aftercare.letters;

import java.time.LocalDate;
import java.util.List;

/**
 * The grounds of a decision about a request: rule, reason and the facts it stands on. Rule and reason are sentences in
 * the customer's language and stand in the letter as they are; facts that are null are left out.
 *
 * @param rule          the rule of the support policy that decided; never blank
 * @param reason        what it means for this request; never blank
 * @param product       name of the product, as the customer knows it
 * @param version       the customer's version
 * @param versionOnSale the version that can be bought today
 * @param purchasedOn   calendar day in the vendor's time zone
 * @param supportUntil  the last day, included, of use and technical support
 * @param licenceKey    shown with its last four characters only, since a mail may be read by others
 * @param versionNamed  the version that the customer writes about; null when it is none, or the same
 * @param others        what was found of other products where no purchase of this one was; may be empty
 */
public record Grounds(String rule, String reason, String product, String version, String versionOnSale,
        LocalDate purchasedOn, LocalDate supportUntil, String licenceKey, String versionNamed,
        List<OwnedProduct> others) {

    /** @throws IllegalArgumentException when rule or reason is missing: no refusal goes out without them */
    public Grounds {
        if (rule == null || rule.isBlank() || reason == null || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "Grounds name the rule that decided and the reason; here the rule is \""
                            + rule + "\" and the reason \"" + reason + "\". Complete the decision table.");
        }
        others = List.copyOf(others);
    }

    /** Grounds without facts of a purchase. */
    public static Grounds of(String rule, String reason) {
        return new Grounds(rule, reason, null, null, null, null, null, null, null, List.of());
    }
}
