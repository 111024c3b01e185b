package io.aftercare.desk.presence;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.RequestRecords;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Hears who has a request open and tells who else has, and whether there is anything new: one cheap call every few
 * seconds instead of the whole form.
 */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare/requests/{number}/presence")
class PresenceController {

    private final PresentPeople people;
    private final DeskAccess access;
    private final RequestRecords records;

    PresenceController(PresentPeople people, DeskAccess access, RequestRecords records) {
        this.people = people;
        this.access = access;
        this.records = records;
    }

    /** @param task whose form is open; null for who reads the conversation only */
    record Sign(Activity activity, String task) {
    }

    /**
     * @param others      who else is there
     * @param open        whether the task that was named is still open
     * @param assignee    engine user id of who has that task; null when nobody has or none was named
     * @param lastMessage the newest message of the conversation
     */
    record Here(List<PresentPeople.Present> others, boolean open, String assignee, long lastMessage) {
    }

    /** @throws ResponseStatusException 400 without an activity */
    @PutMapping
    Here sign(@PathVariable String number, @RequestBody Sign sign) {
        String user = access.user();
        RequestNumber request = records.readable(number);
        if (sign.activity() == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Give activity: TYPING, LOOKING or IDLE.");
        }
        List<PresentPeople.Present> others = people.sign(request, user, sign.activity());
        Task task = sign.task() == null ? null : access.findTask(sign.task()).orElse(null);
        return new Here(others, task != null, task == null ? null : task.getAssignee(),
                records.newestMessage(request));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(@PathVariable String number) {
        people.leave(records.readable(number), access.user());
    }
}
