/**
 * Checks what is deployed: that all names in diagrams, decision tables and forms exist, and that nothing in them runs
 * code which is not the application's. Main type is {@link io.aftercare.platform.deployment.DeploymentChecker}, which
 * needs neither Spring nor a running engine; platform alone calls it. Invariants: a name that a correct deployment may
 * have is never found wrong, and where the checker cannot know whether it exists, it keeps silent; what is not listed
 * as allowed is a fault.
 */
package io.aftercare.platform.deployment;
