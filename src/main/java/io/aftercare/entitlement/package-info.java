/**
 * Customers, licences, products and the version on sale: the facts the decision tables ask for.
 *
 * <p>
 * Main types: {@link io.aftercare.entitlement.Licences}, {@link io.aftercare.entitlement.Products} and
 * {@link io.aftercare.entitlement.Imports}, which read the vendor's CSV files.
 *
 * <p>
 * Who may call: the steps, triage and desk for facts; managers over HTTP for imports. Rules are not decided here but in
 * {@code support-entitlement.dmn} and {@code patch-entitlement.dmn}.
 *
 * <p>
 * Invariants: one version of a product is on sale; of a file the good lines are taken in and each bad one is named with
 * its line, in one transaction; keys are found however customers type them; days are calendar days in the vendor's
 * zone.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Entitlement", allowedDependencies = {"unicode"})
package io.aftercare.entitlement;
