/**
 * Mails to agents about their tasks, at once or as a digest, and what agents' replies to them do.
 *
 * <p>
 * <b>Main types.</b> {@link io.aftercare.desk.notifications.TaskNotifier} starts a mailing when a task is there;
 * {@link io.aftercare.desk.notifications.TaskMails} (the bean {@code taskMails} of the diagrams) composes and sends;
 * {@link io.aftercare.desk.notifications.TaskDigest} writes digests;
 * {@link io.aftercare.desk.notifications.TaskReplies} receives replies,
 * {@link io.aftercare.desk.notifications.ReplyCommand} reads them,
 * {@link io.aftercare.desk.notifications.TaskCommandExecutor} carries them out as the agent, and
 * {@link io.aftercare.desk.notifications.ReplyRejections} tells an agent why one was not used.
 *
 * <p>
 * <b>Who may call.</b> Nobody directly: the engine (user tasks of all diagrams, {@code notify-agents},
 * {@code staff-mail}), the desk's event of a task raised to the managers, the mail channel through the port
 * {@code AgentReplies}, and browsers for the page of choices.
 *
 * <p>
 * <b>Invariants.</b> A task is never held up or undone by its mails. Only a mail to the token of a task, from that
 * agent's registered address, proved if proofs are looked for, does anything, once, with that agent's own rights.
 * Nothing that a mail told an agent reaches the customer. An agent's text is never lost: what is not used is kept as a
 * note.
 */
package io.aftercare.desk.notifications;
