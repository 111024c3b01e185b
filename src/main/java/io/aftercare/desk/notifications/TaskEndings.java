package io.aftercare.desk.notifications;

import io.aftercare.conversation.Messages;
import io.aftercare.process.Staff;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.springframework.stereotype.Component;

/** How tasks ended, in words for an agent whose reply came too late. */
@Component
class TaskEndings {

    private final HistoryService history;
    private final Messages messages;
    private final Staff staff;
    private final TaskMailWriter writer;

    TaskEndings(HistoryService history, Messages messages, Staff staff, TaskMailWriter writer) {
        this.history = history;
        this.messages = messages;
        this.staff = staff;
        this.writer = writer;
    }

    /** Who completed the task and what was mailed to the customer then; null when nothing is known of it. */
    String of(ReplyAddress address, Staff.Member agent) {
        HistoricTaskInstance task = history.createHistoricTaskInstanceQuery().taskId(address.task()).singleResult();
        if (task == null || task.getEndTime() == null) {
            return null;
        }
        boolean completed = "completed".equals(task.getDeleteReason());
        String who = task.getAssignee() == null ? null
                : task.getAssignee().equals(agent.userId()) ? "You"
                        : staff.find(task.getAssignee()).map(Staff.Member::name).orElse(task.getAssignee());
        String what = completed && who != null ? who + " completed the task \"" + task.getName() + "\" at "
                : "The task \"" + task.getName() + "\" ended without a person, as when the customer withdraws, at ";
        String sent = address.request() == null || !completed ? ""
                : messages
                        .firstBy(task.getAssignee(), address.request(), task.getEndTime().toInstant().minusSeconds(5))
                        .map(message -> " What was mailed to the customer then:\n\n" + message.textBody().strip())
                        .orElse("");
        return what + writer.written(task.getEndTime().toInstant()) + "." + sent;
    }
}
