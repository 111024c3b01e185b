package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.RequestState;
import io.aftercare.unicode.QuotedInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Requests for programs: what agents and managers may read, as JSON. */
@RestController
@RequestMapping(path = "/api/requests", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Requests", description = "Support requests with their decisions, messages and open tasks")
class RequestController {

    private static final int LONGEST_PAGE = 200;

    private static final int MOST_FOUND = 1_000;

    private final RequestRecords records;
    private final RequestFiles files;
    private final RequestSearch search;

    RequestController(RequestRecords records, RequestFiles files, RequestSearch search) {
        this.records = records;
        this.files = files;
        this.search = search;
    }

    @GetMapping
    @Operation(summary = "List requests, newest first")
    @ApiResponse(responseCode = "200", description = "The requests that meet all criteria given")
    @ApiResponse(responseCode = "400",
            description = "A criterion has a value it cannot have; the detail names those it can")
    List<RequestSummary> list(
            @Parameter(description = "Whose turn it is",
                    schema = @Schema(implementation = RequestState.class)) @RequestParam(required = false) String state,
            @Parameter(description = "Kind of assistance",
                    schema = @Schema(implementation = Kind.class)) @RequestParam(required = false) String category,
            @Parameter(description = "How it ended, or will end if the customer stays silent",
                    schema = @Schema(implementation = Outcome.class)) @RequestParam(required = false) String outcome,
            @Parameter(description = "Mail address of the customer",
                    example = "ada@example.com") @RequestParam(required = false) String customer,
            @Parameter(description = "Number, or words of subject, customer, licence key or conversation, all of which "
                    + "it has; of more than 1000 the newest are looked at",
                    example = "printer white pages") @RequestParam(required = false) String q,
            @Parameter(description = "How many, 1 to 200",
                    schema = @Schema(type = "integer", defaultValue = "50")) @RequestParam(
                            defaultValue = "50") String limit,
            @Parameter(description = "How many of the newest to leave out",
                    schema = @Schema(type = "integer", defaultValue = "0")) @RequestParam(
                            defaultValue = "0") String offset) {
        RequestState turn = constant(RequestState.class, "state", state);
        Kind kind = constant(Kind.class, "category", category);
        Outcome end = constant(Outcome.class, "outcome", outcome);
        String address = blank(customer) ? null : customer;
        int most = number("limit", limit, 1, LONGEST_PAGE);
        int first = number("offset", offset, 0, Integer.MAX_VALUE);
        return blank(q) ? records.list(turn, kind, end, address, most, first)
                : records.list(search.find(q, MOST_FOUND), turn, kind, end, address, most, first);
    }

    @GetMapping("/{number}")
    @Operation(summary = "Read a request with its decisions, messages and open tasks")
    @ApiResponse(responseCode = "200", description = "The request")
    @ApiResponse(responseCode = "403", description = "It is not the caller's to read")
    @ApiResponse(responseCode = "404", description = "There is no such request")
    RequestDetail get(@Parameter(example = "AC-000042") @PathVariable String number) {
        return records.detail(records.readable(number));
    }

    @GetMapping(path = "/{number}/messages/{id}/raw",
            produces = {"message/rfc822", MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    @Operation(summary = "Download a mail as it came over the wire")
    @ApiResponse(responseCode = "200", description = "The mail, byte for byte")
    @ApiResponse(responseCode = "404",
            description = "The request has no such message, or it was not a mail that came in")
    ResponseEntity<byte[]> raw(@Parameter(example = "AC-000042") @PathVariable String number, @PathVariable long id) {
        return files.raw(records.readable(number), id);
    }

    @GetMapping(path = "/{number}/attachments/{id}", produces = MediaType.ALL_VALUE)
    @Operation(summary = "Download a file of a request")
    @ApiResponse(responseCode = "200",
            description = "The file; types a browser could run come as application/octet-stream")
    @ApiResponse(responseCode = "404", description = "The request has no such file")
    ResponseEntity<byte[]> attachment(@Parameter(example = "AC-000042") @PathVariable String number,
            @PathVariable long id) {
        return files.attachment(records.readable(number), id);
    }

    /** The constant a caller means, in any case, with hyphens or underscores; null when nothing was given. */
    static <E extends Enum<E>> E constant(Class<E> type, String parameter, String value) {
        if (blank(value)) {
            return null;
        }
        String name = value.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(name)).findFirst()
                .orElseThrow(() -> wrong("\"%s\" is no %s. Give one of %s.".formatted(QuotedInput.of(value), parameter,
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")))));
    }

    private static int number(String parameter, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // told below, with the bounds
        }
        throw wrong("\"%s\" is no %s. Give a whole number from %d to %d.".formatted(QuotedInput.of(value), parameter,
                least, most));
    }

    private static boolean blank(String value) {
        return value == null || value.isBlank();
    }

    private static ResponseStatusException wrong(String sentence) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, sentence);
    }
}
