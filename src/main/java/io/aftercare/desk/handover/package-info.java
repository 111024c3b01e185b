/**
 * How a task goes from one person to another: taken over from a colleague with a word why, or handed to a colleague or
 * group with a note.
 *
 * <p>
 * <b>Main types.</b> {@code HandOvers} does both; {@code SetAsideDrafts} keeps what who lost a task was writing.
 *
 * <p>
 * <b>Invariants.</b> A task comes to nobody who may not work on it. Each step stands in the request as an internal note
 * and reaches whom it concerns. What somebody wrote stays that person's own.
 */
package io.aftercare.desk.handover;
