package io.aftercare.platform;

import java.util.Set;

/**
 * Told within the transaction of a deployment that passed all checks; who wants to see what was deployed waits for its
 * commit.
 *
 * @param names of the files in the deployment
 */
public record FilesDeployed(Set<String> names) {
}
