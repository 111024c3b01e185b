/** Requests, messages, attachments, decisions: what was said and decided, by whom, when. */
@org.springframework.modulith.ApplicationModule(displayName = "Conversation")
package io.aftercare.conversation;
