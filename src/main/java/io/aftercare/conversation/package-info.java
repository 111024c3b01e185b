/**
 * Requests, messages, attachments, decisions: what was said and decided, by whom, when.
 *
 * <p>
 * Main types: {@link io.aftercare.conversation.Requests}, {@link io.aftercare.conversation.Messages},
 * {@link io.aftercare.conversation.OutgoingMessages}, {@link io.aftercare.conversation.Participants},
 * {@link io.aftercare.conversation.Decisions}, {@link io.aftercare.conversation.Drafts};
 * {@link io.aftercare.conversation.RequestWords} finds requests by words. Values that many modules speak in
 * ({@link io.aftercare.conversation.RequestNumber}, {@link io.aftercare.conversation.Kind}, …) are the named interface
 * {@code kernel}; what other modules implement for each other is the package {@code ports}.
 *
 * <p>
 * Who may call: every module above it; it knows none. Changes take part in the caller's transaction, which is the
 * engine's own in a step.
 *
 * <p>
 * Invariants: a message is never changed but for what became of it; a Message-ID of ours never changes; a number alone
 * lets nobody into a conversation; whatever belongs to a request goes with it.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Conversation", allowedDependencies = {"unicode"})
package io.aftercare.conversation;
