package io.aftercare.desk;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.StaffLetter;
import io.aftercare.conversation.StaffPost;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.Staff;
import io.aftercare.process.SupportRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
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
    private final RuntimeService runtime;
    private final Staff staff;
    private final NotificationChoices choices;
    private final ReplyAddresses addresses;
    private final StaffMails mails;
    private final TaskPicture picture;
    private final TaskMailWriter writer;
    private final StaffPost post;

    TaskMails(TaskService tasks, RuntimeService runtime, Staff staff, NotificationChoices choices, ReplyAddresses addresses,
            StaffMails mails, TaskPicture picture, TaskMailWriter writer, StaffPost post) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.staff = staff;
        this.choices = choices;
        this.addresses = addresses;
        this.mails = mails;
        this.picture = picture;
        this.writer = writer;
        this.post = post;
    }

    /** Composes a mail about a task to everybody who wants one at once; nothing when the task is done meanwhile. */
    public void compose(DelegateExecution execution) {
        Task task = tasks.createTaskQuery().taskId(SupportRequest.WAITING_TASK.required(execution)).singleResult();
        if (task == null) {
            return;
        }
        RequestNumber number = requestOf(task).orElse(null);
        Map<String, Object> model = null;
        for (Staff.Member agent : concerned(task)) {
            boolean own = agent.userId().equals(task.getAssignee());
            NotificationChoice choice = choices.of(agent.userId());
            String once = "task:" + task.getId() + ":" + agent.userId() + (own ? ":own" : "");
            if (agent.address() != null && choice.wants(own) && choice.moment() == NotificationChoice.Moment.AT_ONCE
                    && !mails.queued(once)) {
                model = model == null ? picture.of(task, number) : model;
                write(agent, task, number, own, once, model);
            }
        }
    }

    private void write(Staff.Member agent, Task task, RequestNumber number, boolean own, String once, Map<String, Object> shown) {
        var model = new HashMap<>(shown);
        model.put("own", own);
        ReplyAddress reply = addresses.create(agent.userId(), task.getId(), number, picture.lastMessage(number));
        mails.queue(agent, StaffMail.Kind.TASK, once, reply, subject(task, number, (String) model.get("subject")),
                writer.write("task", model));
    }

    /** Hands a composed mail to the mail server. */
    public void send(DelegateExecution execution) {
        mails.getForUpdate(SupportRequest.STAFF_MAIL.required(execution))
                .filter(mail -> mail.status() == StaffMail.Status.QUEUED).ifPresent(mail -> {
                    post.carry(new StaffLetter(mail.internetId(), mail.inReplyTo(), mail.referenceIds(), mail.address(),
                            mail.token(), mail.request() == null ? "tasks" : mail.request().toString(), mail.subject(),
                            mail.text(), mail.html()));
                    mails.markSent(mail.id());
                });
    }

    static String subject(Task task, RequestNumber number, String subject) {
        return (number == null ? "" : "[" + number + "] ") + task.getName()
                + (subject == null || subject.isBlank() ? "" : ": " + subject.replaceAll("\\p{Cntrl}+", " "));
    }

    /** The request a task belongs to; empty for one that handles a mail, say. */
    Optional<RequestNumber> requestOf(Task task) {
        ProcessInstance instance = task.getProcessInstanceId() == null ? null
                : runtime.createProcessInstanceQuery().processInstanceId(task.getProcessInstanceId()).singleResult();
        return RequestNumber.quotedIn(instance == null ? null : instance.getBusinessKey());
    }

    /** Whose task it is or could be: the assignee, else all candidates; of a task past its target the managers too. */
    private List<Staff.Member> concerned(Task task) {
        var people = new LinkedHashMap<String, Staff.Member>();
        if (task.getAssignee() != null) {
            staff.find(task.getAssignee()).ifPresent(member -> people.put(member.userId(), member));
        }
        boolean raised = task.getPriority() >= Escalation.PRIORITY;
        for (IdentityLink link : tasks.getIdentityLinksForTask(task.getId())) {
            boolean candidate = IdentityLinkType.CANDIDATE.equals(link.getType()) && (task.getAssignee() == null
                    || raised && SupportGroups.MANAGERS.equals(link.getGroupId()));
            var members = new ArrayList<Staff.Member>();
            if (candidate && link.getGroupId() != null) {
                members.addAll(staff.of(link.getGroupId()));
            } else if (candidate && link.getUserId() != null) {
                staff.find(link.getUserId()).ifPresent(members::add);
            }
            members.forEach(member -> people.putIfAbsent(member.userId(), member));
        }
        return List.copyOf(people.values());
    }
}
