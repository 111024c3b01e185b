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
 * Invariants: one version of a product is on sale; a file is taken in as a whole or not at all, with every error named
 * by its line; keys are found however customers type them; days are calendar days in the vendor's zone.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Entitlement", allowedDependencies = {})
package io.aftercare.entitlement;
