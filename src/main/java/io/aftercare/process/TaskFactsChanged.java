package io.aftercare.process;

/**
 * What a task stands on has changed, so that those who have it are told.
 *
 * @param task    engine task id
 * @param request business key of the task's process
 */
public record TaskFactsChanged(String task, String request) {
}
