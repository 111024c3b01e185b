/**
 * What an agent works through: the cards of the tasks in Tasklist, its filters with their counts, the requests that
 * wait for the customer, the search, and the desk's own start page.
 *
 * <p>
 * Main types: {@code TaskCards} makes a card of each task; {@code DeskListController} answers what the scripts in
 * Tasklist ask; {@code SearchResults} shows where requests that were found say what was looked for.
 *
 * <p>
 * Invariants: one call serves a page, never one a card; a task is shown to whom the engine shows it, a request to whom
 * {@link io.aftercare.desk.ReadableRequests} lets read it.
 */
package io.aftercare.desk.list;
