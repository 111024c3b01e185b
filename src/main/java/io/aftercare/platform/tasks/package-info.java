/**
 * The open tasks as the desk lists them: by person and group, in a chosen order, a page at a time, however many there
 * are. The engine's own query sorts all that somebody may see before it gives out a page.
 */
@org.springframework.modulith.NamedInterface("tasks")
package io.aftercare.platform.tasks;
