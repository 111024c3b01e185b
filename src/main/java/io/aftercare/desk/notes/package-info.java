/**
 * Internal notes: what colleagues write to each other in a request, whom a note is meant for, and what of that is new
 * to somebody.
 *
 * <p>
 * <b>Main types.</b> {@code NoteController} keeps what is written in the form and lists what is new; {@code Mentions}
 * finds who is mentioned in a note, however it was written, by form or by mail;
 * {@link io.aftercare.desk.notes.NoteRecipients} keeps whom a note is meant for;
 * {@link io.aftercare.desk.notes.Colleagues} knows who may read or work on a request.
 *
 * <p>
 * <b>Invariants.</b> No customer is ever shown a note. A note reaches nobody who may not read its request.
 */
package io.aftercare.desk.notes;
