/**
 * Who looks at a request right now, and who writes: as the browsers of those people say every few seconds.
 *
 * <p>
 * <b>Main types.</b> {@code PresentPeople} keeps and tells who is there; {@code PresenceController} hears it of the
 * answer form and of a conversation that is read in Tasklist, and answers with the others.
 *
 * <p>
 * <b>Invariants.</b> It is told to nobody but who may read the request. It stands in the database, so that it holds
 * across nodes, and is written at most once in some seconds a person and request.
 */
package io.aftercare.desk.presence;
