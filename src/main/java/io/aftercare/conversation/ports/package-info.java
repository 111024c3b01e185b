/**
 * What modules above the conversation implement for each other, so that none has to know the other: the mail channel
 * sends and shows mails ({@link io.aftercare.conversation.ports.CustomerMailSender},
 * {@link io.aftercare.conversation.ports.StaffMailSender}, {@link io.aftercare.conversation.ports.QuarantinedMails}),
 * the desk takes agents' replies and knows by when people answer ({@link io.aftercare.conversation.ports.AgentReplies},
 * {@link io.aftercare.conversation.ports.AnswerTarget}).
 *
 * <p>
 * Invariant: each port has one implementation in the application.
 */
@org.springframework.modulith.NamedInterface("ports")
package io.aftercare.conversation.ports;
