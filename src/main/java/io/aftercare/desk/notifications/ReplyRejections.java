package io.aftercare.desk.notifications;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.desk.UnseenMessagesException;
import io.aftercare.process.Staff;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Tells an agent why a reply was not used, with the agent's own text in it, and keeps that text as a note on the
 * request. It is always the registered address that is written to.
 */
@Component
class ReplyRejections {

    private static final Duration DAY = Duration.ofHours(24);

    private final StaffMailOutbox outbox;
    private final ReplyAddresses addresses;
    private final TaskMailWriter writer;
    private final TaskMailModel model;
    private final TaskEndings endings;
    private final Messages messages;
    private final Requests requests;
    private final TaskMailProperties settings;

    ReplyRejections(StaffMailOutbox outbox, ReplyAddresses addresses, TaskMailWriter writer, TaskMailModel model,
            TaskEndings endings, Messages messages, Requests requests, TaskMailProperties settings) {
        this.outbox = outbox;
        this.addresses = addresses;
        this.writer = writer;
        this.model = model;
        this.endings = endings;
        this.messages = messages;
        this.requests = requests;
        this.settings = settings;
    }

    /** It cannot be told that the agent wrote it. */
    void notProved(AgentReply reply, ReplyAddress address, Optional<Staff.Member> agent, String doubt) {
        String whose = agent.map(Staff.Member::name).orElse(address.user());
        note(address.request(), null,
                "A mail that claims to be the reply of " + whose + " to a task was not used, for " + doubt
                        + ". It is no message of the customer.",
                reply);
        agent.ifPresent(
                member -> tell(member, address, null, "A mail to your reply address was not used, for " + doubt + ".",
                        "If you wrote it, reply once more from your registered address"
                                + (member.address() == null ? ""
                                        : ", "
                                                + member.address())
                                + ", to the mail about the task. If you did not, tell an administrator.",
                        null,
                        List.of(), reply));
    }

    /** It cannot be carried out. */
    void rejected(AgentReply reply, ReplyAddress address, Staff.Member agent, Task task, ReplyRejected rejected) {
        note(address.request(), agent.userId(), "Reply by mail, not used: " + rejected.getMessage(), reply);
        tell(agent, address, task, "Your reply was not used. " + rejected.getMessage(), rejected.advice(), null,
                List.of(), reply);
    }

    /** The customer, or a colleague, has written what the agent has not seen. */
    void wroteMeanwhile(AgentReply reply, ReplyAddress address, Staff.Member agent, Task task,
            UnseenMessagesException unseen) {
        note(address.request(), agent.userId(), "Reply by mail, held back: " + unseen.what(), reply);
        tell(agent, address, task, "Your reply was not sent: " + Character.toLowerCase(unseen.what().charAt(0))
                + unseen.what().substring(1),
                "Read the new message below. If your text still fits, reply to this mail with it.", null,
                unseen.messages().stream().map(model::shown).toList(), reply);
    }

    /** The task is done: by whom, and what was written then. */
    void tooLate(AgentReply reply, ReplyAddress address, Staff.Member agent) {
        String happened = endings.of(address, agent);
        note(address.request(), agent.userId(), "Reply by mail, too late: the task was done already.", reply);
        tell(agent, address, null, "Your reply was not sent: the task is done already.",
                "If the customer should know more, add it to the conversation when the customer writes again.",
                happened,
                List.of(), reply);
    }

    /** It answers a digest. */
    void whichTask(AgentReply reply, ReplyAddress address, Staff.Member agent) {
        if (address.request() != null) {
            tell(agent, address, null, "Your reply was not used: it answers a mail about what a third party wrote.",
                    "Write to the third party in the form of the request, under \"Third parties\".", null, List.of(),
                    reply);
            return;
        }
        tell(agent, address, null,
                "Your reply was not used: it answers a list of tasks, so it cannot be told which of them it is about.",
                "In the list, choose the link to reply that stands at the task: it writes to an address of its own "
                        + "for each.",
                null, List.of(), reply);
    }

    private void note(RequestNumber number, String author, String why, AgentReply reply) {
        if (number != null) {
            messages.note(number, author, why + "\n\n" + own(reply) + files(reply));
        }
    }

    private void tell(Staff.Member agent, ReplyAddress address, Task task, String sentence, String advice,
            String happened,
            List<TaskMailWriter.Shown> unseen, AgentReply reply) {
        if (agent.address() == null
                || outbox.count(agent.userId(), StaffMail.Kind.TOLD, DAY) >= settings.toldPerDay()) {
            return;
        }
        RequestNumber number = address.request();
        Map<String, Object> filled = new HashMap<>();
        filled.put("sentence", sentence);
        filled.put("advice", advice);
        // Who has left the desk is told, but nothing of the customer.
        filled.put("happened", agent.readsRequests() ? happened : null);
        filled.put("unseen", agent.readsRequests() ? unseen : List.of());
        filled.put("kept", number != null);
        filled.put("own", own(reply) + files(reply));
        filled.put("taskLink", task == null ? null : writer.taskLink(task.getId()));
        filled.put("conversation", number == null ? null : writer.conversationLink(number));
        filled.put("commands", task == null ? List.of() : model.commands(task.getTaskDefinitionKey()));
        // Of a task that is still open, this mail shows all there is to know and can be replied to; else the old
        // address stays.
        ReplyAddress next = addresses.create(agent.userId(), address.task(), number,
                task == null ? address.lastMessage() : model.lastMessage(number));
        outbox.queue(agent, StaffMail.Kind.TOLD, null, next, "Your reply was not used" + (number == null ? ""
                : " [" + number + "]" + (agent.readsRequests()
                        ? ": " + requests.get(number).subject().replaceAll("\\p{Cntrl}+", " ")
                        : "")),
                writer.write("told", filled));
    }

    private static String own(AgentReply reply) {
        String text = reply.ownText().isBlank() ? reply.text() : reply.ownText();
        return text.isBlank() ? "(no text)" : text.strip();
    }

    private static String files(AgentReply reply) {
        return reply.attachments().isEmpty() ? ""
                : "\n\n[With the files: "
                        + reply.attachments().stream().map(NewAttachment::name).collect(Collectors.joining(", ")) + "]";
    }
}
