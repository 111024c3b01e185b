package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.Corrections.Correction;
import io.aftercare.process.Corrections.Effect;
import io.aftercare.process.Corrections;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.camunda.bpm.engine.ProcessEngineException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What people at the desk say of a triage after it: by a button on the page of the conversation
 * ({@link TriageCorrectionPageController}), or through the API.
 */
@RestController
@Tag(name = "Requests")
class TriageCorrectionController {

    private final DeskAccess access;
    private final RequestRecords records;
    private final Corrections corrections;
    private final ReadMarkers markers;

    TriageCorrectionController(DeskAccess access, RequestRecords records, Corrections corrections,
            ReadMarkers markers) {
        this.access = access;
        this.records = records;
        this.corrections = corrections;
        this.markers = markers;
    }

    /**
     * All but the kind may be left out, which leaves what is known; an empty text says "none".
     *
     * @param lastSeenMessage id of the newest message that was seen; needed only when the customer wrote after the task
     *                        that the correction completes was made, and the caller has not opened the conversation
     *                        since
     */
    record Said(String kind, String language, String product, String version, String origin, Long lastSeenMessage) {
    }

    /** @param sentence the effect in words */
    record Corrected(RequestNumber number, Kind category, Effect effect, String sentence) {
    }

    @PostMapping(path = "/api/requests/{number}/triage", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Correct the triage of a request, at any time",
            description = "It is learned and recorded at once; the process goes the way of the kind where it can.")
    @ApiResponse(responseCode = "200",
            description = "It is corrected; the effect says whether the request goes another way now")
    @ApiResponse(responseCode = "400", description = "A value is missing or unknown; the detail says what to give")
    @ApiResponse(responseCode = "404", description = "There is no such request")
    @ApiResponse(responseCode = "409",
            description = "The customer has written what the caller has not seen; nothing is changed")
    Corrected correct(@Parameter(example = "AC-000042") @PathVariable String number, @RequestBody Said said) {
        RequestNumber request = records.readable(number);
        Kind kind = RequestController.constant(Kind.class, "kind", said.kind());
        if (said.lastSeenMessage() != null) {
            markers.shown(request, access.user(), said.lastSeenMessage());
        }
        Effect effect = carriedOut(request,
                new Correction(kind, said.language(), said.product(), said.version(), said.origin()));
        return new Corrected(request, kind, effect, sentence(effect));
    }

    /**
     * @throws ResponseStatusException 400 with what to give instead; 409 when the customer has written what was not
     *                                 seen
     */
    Effect carriedOut(RequestNumber request, Correction correction) {
        try {
            return corrections.correct(request, correction, access.user());
        } catch (IllegalArgumentException wrong) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, wrong.getMessage(), wrong);
        } catch (ProcessEngineException failure) {
            UnseenMessagesException unseen = UnseenMessagesException.in(failure).orElseThrow(() -> failure);
            throw new ResponseStatusException(HttpStatus.CONFLICT, unseen.getMessage(), unseen);
        }
    }

    static String sentence(Effect effect) {
        return "Thank you, this is learned. " + switch (effect) {
            case GOES_ON -> "The request goes the way of this kind now.";
            case SAME_KIND -> "The request stays where it is.";
            case AT_A_COLLEAGUE ->
                "A colleague or another group has the task and can send the request on, by the outcome \u201cwrong "
                        + "kind\u201d if it is to be answered.";
            case STAYS ->
                "The request stays on its way, because it is at a place from which no way leads to another kind.";
            case ENDED -> "The request has ended, so nothing else changes.";
        };
    }
}
