package io.aftercare.desk.notifications;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.SideConversation;
import io.aftercare.letters.MailTemplates.Written;
import io.aftercare.process.Staff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Writes to an agent what a third party wrote. */
@Component
class SideReplyMail {

    private final TaskService tasks;
    private final TaskMailWriter writer;
    private final TaskMailModel model;

    SideReplyMail(TaskService tasks, TaskMailWriter writer, TaskMailModel model) {
        this.tasks = tasks;
        this.writer = writer;
        this.model = model;
    }

    Written write(Staff.Member agent, SideConversation conversation, Message message) {
        List<Task> own = tasks.createTaskQuery().processInstanceBusinessKey(conversation.request().toString())
                .taskAssignee(agent.userId()).listPage(0, 1);
        Map<String, Object> filled = new HashMap<>();
        filled.put("sentence", message.automatic()
                ? "An automatic mail came about what was written to " + conversation.address() + "."
                : message.fromAddress().equals(conversation.address()) ? conversation.address() + " has replied."
                        : message.fromAddress() + " has replied, though " + conversation.address()
                                + " was written to.");
        filled.put("said", List.of(model.shown(message)));
        filled.put("taskLink", own.isEmpty() ? null : writer.taskLink(own.get(0).getId()));
        filled.put("conversation", writer.conversationLink(conversation.request()));
        return writer.write("side-reply", filled);
    }
}
