package io.aftercare.platform.tasks;

import java.time.Instant;

/**
 * A task that waits for a person.
 *
 * @param definition  id of the user task in its diagram
 * @param assignee    engine user id; null when nobody has taken it
 * @param due         null when it has no target
 * @param businessKey of its process instance, such as the number of a request; may be null
 */
public record OpenTask(String id, String name, String definition, String assignee, Instant created, Instant due,
        int priority, String businessKey) {
}
