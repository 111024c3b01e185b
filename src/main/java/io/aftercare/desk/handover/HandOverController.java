package io.aftercare.desk.handover;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.RequestRecords;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Taking over and handing over, and the drafts that were set aside thereby; each sees their own. */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare")
class HandOverController {

    private final HandOvers handOvers;
    private final SetAsideDrafts drafts;
    private final DeskAccess access;
    private final RequestRecords records;

    HandOverController(HandOvers handOvers, SetAsideDrafts drafts, DeskAccess access, RequestRecords records) {
        this.handOvers = handOvers;
        this.drafts = drafts;
        this.access = access;
        this.records = records;
    }

    record Reason(String reason) {
    }

    /** @see HandOvers#handOver */
    record HandOver(String user, String group, String note) {
    }

    record Text(String text) {
    }

    @GetMapping("/tasks/{task}/receivers")
    HandOvers.Receivers receivers(@PathVariable String task) {
        return handOvers.receivers(task);
    }

    @PostMapping("/tasks/{task}/take-over")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeOver(@PathVariable String task, @RequestBody Reason why) {
        handOvers.takeOver(task, why.reason());
    }

    @PostMapping("/tasks/{task}/hand-over")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void handOver(@PathVariable String task, @RequestBody HandOver to) {
        handOvers.handOver(task, to.user(), to.group(), to.note());
    }

    /** No content when nothing was set aside. */
    @GetMapping("/requests/{number}/set-aside")
    ResponseEntity<SetAsideDrafts.SetAside> setAside(@PathVariable String number) {
        RequestNumber request = readable(number);
        return drafts.find(request, access.user()).map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** Keeps what a form still held when its task was taken over. */
    @PutMapping("/requests/{number}/set-aside")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setAside(@PathVariable String number, @RequestBody Text written) {
        RequestNumber request = readable(number);
        if (written.text() != null && !written.text().isBlank()) {
            drafts.keep(request, access.user(), written.text());
        }
    }

    @DeleteMapping("/requests/{number}/set-aside")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable String number) {
        drafts.drop(readable(number), access.user());
    }

    private RequestNumber readable(String number) {
        access.user();
        return records.readable(number);
    }
}
