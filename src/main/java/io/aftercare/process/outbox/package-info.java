/**
 * Sends the letters of the outbox as soon as they are committed, and those that a stopped node has left there.
 *
 * <p>
 * Main type: {@code LetterDispatch}. Nobody calls it; it hears of letters by {@link io.aftercare.process.LetterQueued}.
 *
 * <p>
 * Invariants: a letter is sent by one thread of one node at a time, which holds its row; one that did not leave is
 * handed to a process, and one whose turn has not come stays.
 */
package io.aftercare.process.outbox;
