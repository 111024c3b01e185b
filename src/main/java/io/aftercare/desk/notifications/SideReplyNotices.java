package io.aftercare.desk.notifications;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SideConversations;
import io.aftercare.conversation.SideReplyReceived;
import io.aftercare.process.Staff;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells who wrote to a third party last that a reply is there, or that the letter did not arrive: the request may have
 * no task by then in which it would be seen.
 */
@Component
class SideReplyNotices {

    private static final Duration DAY = Duration.ofHours(24);

    private final SideConversations conversations;
    private final Requests requests;
    private final Staff staff;
    private final NotificationChoices choices;
    private final StaffMailOutbox outbox;
    private final ReplyAddresses addresses;
    private final SideReplyMail mail;
    private final TaskMailProperties settings;

    SideReplyNotices(SideConversations conversations, Requests requests, Staff staff, NotificationChoices choices,
            StaffMailOutbox outbox, ReplyAddresses addresses, SideReplyMail mail, TaskMailProperties settings) {
        this.conversations = conversations;
        this.requests = requests;
        this.staff = staff;
        this.choices = choices;
        this.outbox = outbox;
        this.addresses = addresses;
        this.mail = mail;
        this.settings = settings;
    }

    @EventListener
    void told(SideReplyReceived received) {
        SideConversation conversation = received.conversation();
        staff.find(conversations.lastWriter(conversation))
                .filter(agent -> agent.address() != null && agent.readsRequests()
                        && choices.of(agent.userId()).wants(true))
                .filter(agent -> outbox.count(agent.userId(), StaffMail.Kind.TOLD, DAY) < settings.toldPerDay())
                .ifPresent(agent -> tell(agent, conversation, received.message()));
    }

    private void tell(Staff.Member agent, SideConversation conversation, Message message) {
        RequestNumber number = conversation.request();
        ReplyAddress reply = addresses.create(agent.userId(), null, number, message.id());
        outbox.queue(agent, StaffMail.Kind.TOLD, null, reply, "%s%s [%s]: %s".formatted(
                message.automatic() ? "An automatic mail from " : "Reply from ", conversation.address(), number,
                requests.get(number).subject().replaceAll("\\p{Cntrl}+", " ")),
                mail.write(agent, conversation, message));
    }
}
