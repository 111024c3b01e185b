/** Which kind of assistance a text asks for, in which language, about which product, from which origin, and how sure that is. */
@org.springframework.modulith.ApplicationModule(displayName = "Triage")
package io.aftercare.triage;
