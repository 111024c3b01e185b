/** What Aftercare writes to customers: composed from templates in their language and put into the conversation. */
@org.springframework.modulith.ApplicationModule(displayName = "Letters")
package io.aftercare.letters;
