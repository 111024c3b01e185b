package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.Corrections.Correction;
import io.aftercare.process.Corrections.Effect;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The button on the page of a conversation that corrects its triage; it works without scripts. */
@DeskPage
class TriageCorrectionPageController {

    private final DeskAccess access;
    private final RequestRecords records;
    private final TriageCorrectionController corrections;

    TriageCorrectionPageController(DeskAccess access, RequestRecords records, TriageCorrectionController corrections) {
        this.access = access;
        this.records = records;
        this.corrections = corrections;
    }

    /** Goes back to the conversation and says there what became of it; what is wrong is said on a page of its own. */
    @PostMapping(path = "/camunda/api/aftercare/requests/{number}/triage",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> pressed(@PathVariable String number, @RequestParam(required = false) String kind,
            @RequestParam(required = false) String language, @RequestParam(required = false) String product,
            @RequestParam(required = false) String version, @RequestParam(required = false) String origin,
            @RequestParam(defaultValue = "false") boolean tab) {
        access.worker();
        RequestNumber request = records.readable(number);
        Effect effect = corrections.carriedOut(request,
                new Correction(RequestController.constant(Kind.class, "kind", kind), language, product, version,
                        origin));
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(UriComponentsBuilder.newInstance()
                .path("conversation").queryParam("effect", effect).queryParam("tab", tab).build().toUri()).build();
    }
}
