/** Customers, licences, products and the version on sale: the facts the decision tables ask for. */
@org.springframework.modulith.ApplicationModule(displayName = "Entitlement")
package io.aftercare.entitlement;
