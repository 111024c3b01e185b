package io.aftercare.desk;

import io.aftercare.conversation.AgentReply;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.Staff;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Tells an agent why a reply was not used, with the agent's own text in it, and keeps that text as a note on the request. It
 * is always the registered address that is written to.
 */
@Component
class ReplyAnswers {

    private static final Duration DAY = Duration.ofHours(24);

    private final StaffMails mails;
    private final ReplyAddresses addresses;
    private final TaskMailWriter writer;
    private final TaskPicture picture;
    private final Messages messages;
    private final Attachments attachments;
    private final Requests requests;
    private final HistoryService history;
    private final Staff staff;
    private final TaskMailSettings settings;

    ReplyAnswers(StaffMails mails, ReplyAddresses addresses, TaskMailWriter writer, TaskPicture picture, Messages messages,
            Attachments attachments, Requests requests, HistoryService history, Staff staff, TaskMailSettings settings) {
        this.mails = mails;
        this.addresses = addresses;
        this.writer = writer;
        this.picture = picture;
        this.messages = messages;
        this.attachments = attachments;
        this.requests = requests;
        this.history = history;
        this.staff = staff;
        this.settings = settings;
    }

    /** It cannot be told that the agent wrote it. */
    void notProved(AgentReply reply, ReplyAddress address, Optional<Staff.Member> agent, String doubt) {
        String whose = agent.map(Staff.Member::name).orElse(address.user());
        note(address.request(), null, "A mail that claims to be the reply of " + whose + " to a task was not used, for " + doubt
                + ". It is no message of the customer.", reply);
        agent.ifPresent(member -> tell(member, address, null, "A mail to your reply address was not used, for " + doubt + ".",
                "If you wrote it, reply once more from your registered address" + (member.address() == null ? "" : ", "
                        + member.address()) + ", to the mail about the task. If you did not, tell an administrator.", null,
                List.of(), reply));
    }

    void refused(AgentReply reply, ReplyAddress address, Staff.Member agent, Task task, ReplyRefused refused) {
        note(address.request(), agent.userId(), "Reply by mail, not used: " + refused.getMessage(), reply);
        tell(agent, address, task, "Your reply was not used. " + refused.getMessage(), refused.advice(), null, List.of(), reply);
    }

    void wroteMeanwhile(AgentReply reply, ReplyAddress address, Staff.Member agent, Task task,
            ReplyWork.WroteMeanwhile meanwhile) {
        note(address.request(), agent.userId(), "Reply by mail, held back, since the customer had written again:", reply);
        tell(agent, address, task, "Your reply was not sent: the customer has written again.",
                "Read the new message below. If your text still fits, reply to this mail with it.", null,
                meanwhile.unseen().stream().map(message -> picture.shown(RequestDetail.Letter.of(message, false,
                        attachments.of(message.id()), null))).toList(), reply);
    }

    /** The task is done: by whom, and what was written then. */
    void tooLate(AgentReply reply, ReplyAddress address, Staff.Member agent) {
        String happened = happened(address, agent);
        note(address.request(), agent.userId(), "Reply by mail, too late: the task was done already.", reply);
        tell(agent, address, null, "Your reply was not sent: the task is done already.",
                "If the customer should know more, add it to the conversation when the customer writes again.", happened,
                List.of(), reply);
    }

    void whichTask(AgentReply reply, ReplyAddress address, Staff.Member agent) {
        tell(agent, address, null, "Your reply was not used: it answers a list of tasks, so it cannot be told which of them it is about.",
                "In the list, choose the link to reply that stands at the task: it writes to an address of its own for each.",
                null, List.of(), reply);
    }

    private String happened(ReplyAddress address, Staff.Member agent) {
        HistoricTaskInstance task = history.createHistoricTaskInstanceQuery().taskId(address.task()).singleResult();
        if (task == null || task.getEndTime() == null) {
            return null;
        }
        boolean completed = "completed".equals(task.getDeleteReason());
        String who = task.getAssignee() == null ? null : task.getAssignee().equals(agent.userId()) ? "You"
                : staff.find(task.getAssignee()).map(Staff.Member::name).orElse(task.getAssignee());
        String what = completed && who != null ? who + " completed the task \"" + task.getName() + "\" at "
                : "The task \"" + task.getName() + "\" ended without a person, as when the customer withdraws, at ";
        String sent = address.request() == null || !completed ? "" : messages.of(address.request()).stream()
                .filter(message -> message.direction() == Direction.OUT && message.author() != null
                        && message.author().equals(task.getAssignee())
                        && !message.createdAt().isBefore(task.getEndTime().toInstant().minusSeconds(5)))
                .findFirst().map(message -> " What was mailed to the customer then:\n\n" + message.textBody().strip()).orElse("");
        return what + writer.written(task.getEndTime().toInstant()) + "." + sent;
    }

    private void note(RequestNumber number, String author, String why, AgentReply reply) {
        if (number != null) {
            messages.note(number, author, why + "\n\n" + own(reply) + files(reply));
        }
    }

    private void tell(Staff.Member agent, ReplyAddress address, Task task, String sentence, String advice, String happened,
            List<TaskMailWriter.Shown> unseen, AgentReply reply) {
        if (agent.address() == null || mails.count(agent.userId(), StaffMail.Kind.TOLD, DAY) >= settings.toldPerDay()) {
            return;
        }
        RequestNumber number = address.request();
        Map<String, Object> model = new HashMap<>();
        model.put("sentence", sentence);
        model.put("advice", advice);
        model.put("happened", happened);
        model.put("unseen", unseen);
        model.put("kept", number != null);
        model.put("own", own(reply) + files(reply));
        model.put("taskLink", task == null ? null : writer.taskLink(task.getId()));
        model.put("conversation", number == null ? null : writer.conversationLink(number));
        model.put("commands", task == null ? List.of() : picture.commands(task.getTaskDefinitionKey()));
        // Of a task that is still open, this mail shows all there is to know and can be replied to; else the old address stays.
        ReplyAddress next = addresses.create(agent.userId(), address.task(), number,
                task == null ? address.lastMessage() : picture.lastMessage(number));
        mails.queue(agent, StaffMail.Kind.TOLD, null, next, "Your reply was not used" + (number == null ? ""
                : " [" + number + "]: " + requests.get(number).subject().replaceAll("\\p{Cntrl}+", " ")),
                writer.write("told", model));
    }

    private static String own(AgentReply reply) {
        String text = reply.ownText().isBlank() ? reply.text() : reply.ownText();
        return text.isBlank() ? "(no text)" : text.strip();
    }

    private static String files(AgentReply reply) {
        return reply.attachments().isEmpty() ? "" : "\n\n[With the files: "
                + reply.attachments().stream().map(NewAttachment::name).collect(Collectors.joining(", ")) + "]";
    }
}
