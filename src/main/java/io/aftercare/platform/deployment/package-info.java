/**
 * Checks what is deployed: that all names in diagrams, decision tables and forms exist. Main type is
 * {@link io.aftercare.platform.deployment.DeploymentChecker}, which needs neither Spring nor a running engine; platform
 * alone calls it. Invariant: a name that a correct deployment may have is never found wrong; where the checker cannot
 * know, it keeps silent.
 */
package io.aftercare.platform.deployment;
