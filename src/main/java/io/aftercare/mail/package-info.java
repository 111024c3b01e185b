/** The mail channel: fetches, reads and correlates what comes in, transports what goes out. */
@org.springframework.modulith.ApplicationModule(displayName = "Mail")
package io.aftercare.mail;
