package io.aftercare.desk.list;

import io.aftercare.desk.DeskAccess;
import io.aftercare.process.CurrentPerson;
import io.swagger.v3.oas.annotations.Hidden;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets who has a task give it back to the group. The engine asks for the right to give the task to anybody, which
 * agents do not have.
 */
@Hidden
@RestController
class GiveBackController {

    private final DeskAccess access;
    private final TaskService tasks;
    private final CurrentPerson person;

    GiveBackController(DeskAccess access, TaskService tasks, CurrentPerson person) {
        this.access = access;
        this.tasks = tasks;
        this.person = person;
    }

    @PostMapping("/camunda/api/aftercare/tasks/{task}/give-back")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveBack(@PathVariable String task) {
        Task own = access.ownTask(task);
        person.unchecked(() -> {
            tasks.setAssignee(own.getId(), null);
            return null;
        });
    }
}
