package io.aftercare.desk.notifications;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.desk.ScheduledAnswer;
import io.aftercare.desk.sending.AnswerReturned;
import io.aftercare.process.Staff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells an agent by mail, as the agent has chosen, that an answer could not leave, with its text and what was written
 * meanwhile. A reply to that mail sends it nonetheless.
 */
@Component
class ReturnedAnswerMails {

    private final Staff staff;
    private final NotificationChoices choices;
    private final StaffMailOutbox outbox;
    private final ReplyAddresses addresses;
    private final TaskMailModel model;
    private final TaskMailWriter writer;
    private final Requests requests;
    private final TaskService tasks;

    ReturnedAnswerMails(Staff staff, NotificationChoices choices, StaffMailOutbox outbox, ReplyAddresses addresses,
            TaskMailModel model, TaskMailWriter writer, Requests requests, TaskService tasks) {
        this.staff = staff;
        this.choices = choices;
        this.outbox = outbox;
        this.addresses = addresses;
        this.model = model;
        this.writer = writer;
        this.requests = requests;
        this.tasks = tasks;
    }

    @EventListener
    void returned(AnswerReturned returned) {
        ScheduledAnswer answer = returned.answer();
        staff.find(answer.author()).filter(agent -> agent.address() != null && agent.readsRequests())
                .filter(agent -> choices.of(agent.userId()).wants(true)).ifPresent(agent -> tell(agent, returned));
    }

    private void tell(Staff.Member agent, AnswerReturned returned) {
        ScheduledAnswer answer = returned.answer();
        RequestNumber number = answer.request();
        Task task = tasks.createTaskQuery().taskId(answer.task()).singleResult();
        Map<String, Object> filled = new HashMap<>();
        filled.put("sentence", "Your answer was not sent. " + returned.problem());
        filled.put("advice", task == null ? "Your text is kept as the draft of the request."
                : "It is a draft again. If it still fits, send it from Tasklist, or reply to this mail with it.");
        filled.put("happened", null);
        filled.put("unseen", returned.since().stream().map(model::shown).toList());
        filled.put("kept", false);
        filled.put("own", answer.text().isBlank() ? "(no text)" : answer.text().strip());
        filled.put("taskLink", task == null ? null : writer.taskLink(task.getId()));
        filled.put("conversation", writer.conversationLink(number));
        filled.put("commands", task == null ? List.of() : model.commands(task.getTaskDefinitionKey()));
        outbox.queue(agent, StaffMail.Kind.TOLD, null,
                addresses.create(agent.userId(), answer.task(), number, model.lastMessage(number)),
                "Your answer was not sent [" + number + "]: "
                        + requests.get(number).subject().replaceAll("\\p{Cntrl}+", " "),
                writer.write("told", filled));
    }
}
