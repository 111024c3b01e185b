/** Everything the demo profile adds: mail server, people, products, licences, articles and the mailbox page. */
@org.springframework.modulith.ApplicationModule(displayName = "Demo")
package io.aftercare.demo;
