/**
 * Everything the demo profile adds: mail server, people, products, licences, articles and the mailbox page.
 *
 * <p>
 * Who may call: nobody; without the profile none of it is there. Invariant: nothing outside this package knows of it.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Demo",
        allowedDependencies = {"conversation", "conversation :: kernel", "entitlement", "helpcentre",
                "knowledge :: sources", "mail :: reading", "platform", "policy"})
package io.aftercare.demo;
