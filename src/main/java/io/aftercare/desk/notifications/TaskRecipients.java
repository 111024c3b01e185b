package io.aftercare.desk.notifications;

import io.aftercare.desk.Escalation;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.Staff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Whom a task concerns. */
@Component
class TaskRecipients {

    private final TaskService tasks;
    private final Staff staff;

    TaskRecipients(TaskService tasks, Staff staff) {
        this.tasks = tasks;
        this.staff = staff;
    }

    /**
     * Whose task it is or could be: the assignee, else all candidates; of a task past its target the managers too.
     * Nobody whom the customer's text must not reach, whoever the task was given to.
     */
    List<Staff.Member> of(Task task) {
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
        return people.values().stream().filter(Staff.Member::readsRequests).toList();
    }
}
