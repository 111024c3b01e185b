package io.aftercare.desk.notifications;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.process.Staff;
import io.aftercare.process.SupportRequest;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes to the agents about their tasks. For the diagrams {@code notify-agents} and {@code staff-mail}:
 * {@code camunda:expression="${taskMails.compose(execution)}"} and {@code ${taskMails.send(execution)}}.
 */
@Component(SupportRequest.TASK_MAILS_BEAN)
@Transactional
public class TaskMails {

    private final TaskService tasks;
    private final DeskAccess access;
    private final TaskRecipients recipients;
    private final NotificationChoices choices;
    private final ReplyAddresses addresses;
    private final StaffMailOutbox outbox;
    private final TaskMailModel model;
    private final TaskMailWriter writer;

    TaskMails(TaskService tasks, DeskAccess access, TaskRecipients recipients, NotificationChoices choices,
            ReplyAddresses addresses, StaffMailOutbox outbox, TaskMailModel model, TaskMailWriter writer) {
        this.tasks = tasks;
        this.access = access;
        this.recipients = recipients;
        this.choices = choices;
        this.addresses = addresses;
        this.outbox = outbox;
        this.model = model;
        this.writer = writer;
    }

    /** Composes a mail about a task to everybody who wants one at once; nothing when the task is done meanwhile. */
    public void compose(DelegateExecution execution) {
        Task task = tasks.createTaskQuery().taskId(SupportRequest.WAITING_TASK.required(execution)).singleResult();
        if (task == null) {
            return;
        }
        RequestNumber number = access.findRequestOf(task).orElse(null);
        Map<String, Object> shown = null;
        for (Staff.Member agent : recipients.of(task)) {
            boolean own = agent.userId().equals(task.getAssignee());
            NotificationChoice choice = choices.of(agent.userId());
            String once = "task:" + task.getId() + ":" + agent.userId() + (own ? ":own" : "");
            if (agent.address() != null && choice.wants(own) && choice.moment() == NotificationChoice.Moment.AT_ONCE
                    && !outbox.queued(once)) {
                shown = shown == null ? model.of(task, number) : shown;
                write(agent, task, number, own, once, shown);
            }
        }
    }

    private void write(Staff.Member agent, Task task, RequestNumber number, boolean own, String once,
            Map<String, Object> shown) {
        var filled = new HashMap<>(shown);
        filled.put("own", own);
        ReplyAddress reply = addresses.create(agent.userId(), task.getId(), number, model.lastMessage(number));
        outbox.queue(agent, StaffMail.Kind.TASK, once, reply, subject(task, number, (String) filled.get("subject")),
                writer.write("task", filled));
    }

    /** Hands a composed mail to the mail server. */
    public void send(DelegateExecution execution) {
        outbox.send(SupportRequest.STAFF_MAIL.required(execution));
    }

    /** @param number null when the task belongs to no request */
    static String subject(Task task, RequestNumber number, String subject) {
        return (number == null ? "" : "[" + number + "] ") + task.getName()
                + (subject == null || subject.isBlank() ? "" : ": " + subject.replaceAll("\\p{Cntrl}+", " "));
    }
}
