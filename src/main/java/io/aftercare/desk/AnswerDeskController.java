package io.aftercare.desk;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the answer form asks for beside the task itself: the mail as the customer will see it, and, when the task was
 * ended from outside while somebody wrote, what became of the request. Guarded as {@link DeskController} is.
 */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare")
class AnswerDeskController {

    private final AnswerPreviews previews;
    private final DeskAccess access;
    private final RequestRecords records;
    private final Requests requests;
    private final Drafts drafts;

    AnswerDeskController(AnswerPreviews previews, DeskAccess access, RequestRecords records, Requests requests,
            Drafts drafts) {
        this.previews = previews;
        this.access = access;
        this.records = records;
        this.requests = requests;
        this.drafts = drafts;
    }

    /**
     * @param state such as "We are working on it", or how the request ended
     * @param ended whether it has ended
     */
    record Standing(RequestNumber number, String state, boolean ended) {
    }

    /** @param text may be null */
    record Kept(String text) {
    }

    /** The mail as it would be sent now: nothing is kept or sent. */
    @PostMapping("/tasks/{task}/preview")
    AnswerPreviews.Preview preview(@PathVariable String task, @RequestBody AnswerFrames.Writing writing) {
        return previews.of(task, writing);
    }

    /** Where a request stands, for who had one of its tasks open when that task ended. */
    @GetMapping("/requests/{number}/standing")
    Standing standing(@PathVariable String number) {
        access.worker();
        return standing(requests.get(records.readable(number)));
    }

    /** Keeps what somebody was writing when the task ended, as the draft that the request's next task shows. */
    @PutMapping("/requests/{number}/draft")
    Standing keep(@PathVariable String number, @RequestBody Kept kept) {
        access.worker();
        Request request = requests.get(records.readable(number));
        String text = Objects.requireNonNullElse(kept.text(), "");
        // Somebody else's draft is theirs: this text then stays in the window it was typed in.
        if (!text.isBlank() && drafts.find(request.number())
                .map(draft -> draft.author().equals(access.user())).orElse(true)) {
            drafts.save(request.number(), access.user(), text);
        }
        return standing(request);
    }

    private static Standing standing(Request request) {
        return new Standing(request.number(), new Labels().standing(request), request.closedAt() != null);
    }
}
