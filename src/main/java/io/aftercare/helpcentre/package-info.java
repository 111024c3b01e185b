/** The customer's web pages: search, articles, contact form and the links in our mails. */
@org.springframework.modulith.ApplicationModule(displayName = "Help centre")
package io.aftercare.helpcentre;
