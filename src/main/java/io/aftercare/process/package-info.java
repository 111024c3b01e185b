/** The contract with the engine and the one façade that drives it; the steps of the diagrams stand in {@code steps}. */
@org.springframework.modulith.ApplicationModule(displayName = "Process")
package io.aftercare.process;
