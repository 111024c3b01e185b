package io.aftercare.desk.notifications;

import io.aftercare.conversation.RequestNumber;

/**
 * A reply address of a mail to an agent.
 *
 * @param token       unguessable; of one mail to one agent
 * @param user        the agent, by engine user id
 * @param task        null for a digest or a note
 * @param request     null for a digest, and when the task belongs to none
 * @param lastMessage the newest message of the conversation that the mail showed, 0 when none
 */
record ReplyAddress(String token, String user, String task, RequestNumber request, long lastMessage) {
}
