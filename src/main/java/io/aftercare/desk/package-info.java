/** What agents need: the answer form, request list and detail, working hours and targets. */
@org.springframework.modulith.ApplicationModule(displayName = "Desk")
package io.aftercare.desk;
