package io.aftercare.desk;

import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.conversation.ports.UnassignedMail;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The mails that stand in no conversation, for programs. */
@RestController
@RequestMapping(path = "/api/mails", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Mails", description = "Mails that stand in no conversation")
class UnassignedMailController {

    private static final int LONGEST_PAGE = 200;

    private final QuarantinedMails quarantine;
    private final DeskAccess access;

    UnassignedMailController(QuarantinedMails quarantine, DeskAccess access) {
        this.quarantine = quarantine;
        this.access = access;
    }

    @GetMapping
    @Operation(
            summary = "List the mails that stand in no conversation, newest first: those a task asks about, and "
                    + "those set aside")
    @ApiResponse(responseCode = "200", description = "The mails with the reason why they are in no conversation")
    @ApiResponse(responseCode = "403", description = "The caller does not triage or answer")
    @ApiResponse(responseCode = "400", description = "limit is not from 1 to 200, or offset is negative")
    List<UnassignedMail> list(@RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        access.readsEverything();
        if (limit < 1 || limit > LONGEST_PAGE || offset < 0) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
                    "Give a limit from 1 to " + LONGEST_PAGE + " and an offset that is not negative.");
        }
        return quarantine.unassigned(limit, offset);
    }
}
