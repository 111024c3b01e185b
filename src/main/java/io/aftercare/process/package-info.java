/** The contract with the engine and what drives it, requests through one façade; the steps of the diagrams stand in {@code steps}. */
@org.springframework.modulith.ApplicationModule(displayName = "Process")
package io.aftercare.process;
