/**
 * Answers that leave after they were sent: in the seconds in which sending can be undone, or at a moment that the agent
 * chose.
 *
 * <p>
 * <b>Main types.</b> {@link io.aftercare.desk.sending.SendingController} is asked by the answer form;
 * {@link io.aftercare.desk.sending.AnswerDispatch} sends what is due, as its author, or gives it back as a draft and
 * publishes {@link io.aftercare.desk.sending.AnswerReturned}; {@link io.aftercare.desk.sending.SendingMoments} says
 * which moments are offered. What waits stands in the desk's {@code ScheduledAnswers}.
 *
 * <p>
 * <b>Who may call.</b> Browsers; nobody else. {@code notifications} listens.
 *
 * <p>
 * <b>Invariants.</b> The server sends, whether or not a browser is still open, each answer once, with the rights and
 * through the checks of its author at that moment. Nothing of it leaves before. One that cannot be sent is a draft
 * again, with the reason, and its author is told.
 */
package io.aftercare.desk.sending;
