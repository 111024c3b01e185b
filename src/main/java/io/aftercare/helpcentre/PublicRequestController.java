package io.aftercare.helpcentre;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.SupportAddress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.aftercare.process.SuspendedInEngineException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The contact form for programs. */
@RestController
@Tag(name = "Requests")
class PublicRequestController {

    /**
     * A request as a program sends it; see {@link ContactForm} for the fields.
     *
     * @param attachments may be missing
     */
    record PublicRequest(
            @Schema(example = "Marie Durand") String name,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "marie@example.org") String email,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "Merging duplicates") String subject,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String text,
            @Schema(description = "ISO 639-1; when missing, the language of the text decides",
                    example = "en") String language,
            @Schema(description = "Licence key or order number") String licenceKey,
            @Schema(description = "True when we must not learn from what this address writes; it holds for its other "
                    + "requests, too. Missing changes nothing") Boolean noLearning,
            @JsonDeserialize(using = CountedFiles.class) List<PublicFile> attachments) {
    }

    /** @param content in Base64 */
    record PublicFile(String name, @Schema(example = "text/plain") String mediaType,
            @Schema(description = "Base64") String content) {
    }

    /** The number of the request that was opened. */
    record Opened(RequestNumber number) {
    }

    private static final int BASE64_AND_TEXT = 2;
    /** Far more than a request has; names that we do not know cost time, too. */
    private static final JsonFactory BOUNDED = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(1_000_000).build()).build();

    private final ContactFormValidator validator;
    private final WebRequests requests;
    private final RateLimits limits;
    private final PublicFormProperties properties;
    private final ObjectMapper json;
    private final SupportAddress support;

    PublicRequestController(ContactFormValidator validator, WebRequests requests, RateLimits limits,
            PublicFormProperties properties,
            ObjectMapper json, SupportAddress support) {
        this.validator = validator;
        this.requests = requests;
        this.limits = limits;
        this.properties = properties;
        this.json = json;
        this.support = support;
    }

    @Operation(summary = "Opens a request",
            description = "Public, limited per network and mail address. The answer comes "
                    + "by mail.",
            requestBody = @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = PublicRequest.class))))
    @ApiResponse(responseCode = "201", description = "Opened; the body has its number",
            content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = Opened.class)))
    @ApiResponse(responseCode = "400", description = "Something is wrong with the fields that `errors` names",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(responseCode = "413", description = "The body is too large",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(responseCode = "429", description = "Too many requests; `Retry-After` says how many seconds to wait",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(responseCode = "503",
            description = "Support has not set up its mail address yet, or has suspended its work",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @PostMapping(path = "/api/requests", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> open(HttpServletRequest call) throws IOException {
        if (!support.isSet()) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE,
                    "Support has not set up its mail address yet, so no request can "
                            + "be answered. This one was not opened: try again later, or tell the administrator that "
                            + "aftercare.support.address is not set.",
                    List.of());
        }
        Duration wait = limits.post(call.getRemoteAddr());
        if (!wait.isZero()) {
            return RateLimits.tooMany(wait);
        }
        // Files are in Base64, and beside them stands the text.
        long most = properties.largestRequest().toBytes() * BASE64_AND_TEXT + 1_000_000;
        if (call.getContentLengthLong() > most) {
            return tooLarge();
        }
        PublicRequest sent;
        var body = new BoundedBody(call.getInputStream(), most);
        try {
            sent = json.readerFor(PublicRequest.class).with(BOUNDED)
                    .withAttribute(CountedFiles.MOST, properties.mostFiles())
                    .readValue(body);
        } catch (IOException failed) {
            if (body.isTooLarge()) {
                return tooLarge();
            }
            return unreadable(failed);
        }
        return open(sent == null ? new PublicRequest(null, null, null, null, null, null, null, null) : sent);
    }

    private ResponseEntity<ProblemDetail> unreadable(IOException failed) throws IOException {
        if (failed instanceof StreamConstraintsException
                || failed.getCause() instanceof StreamConstraintsException) {
            return problem(HttpStatus.BAD_REQUEST,
                    "The body has too many values, or some that are too long or nested too "
                            + "deeply. Send a request as the API describes it.",
                    List.of());
        }
        if (failed instanceof JsonMappingException wrongType) {
            String field = wrongType.getPath().stream().map(step -> step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getFieldName()).collect(Collectors.joining())
                    .replaceFirst("^\\.", "");
            return problem(HttpStatus.BAD_REQUEST, "The body is not a request as the API describes it.",
                    field.isEmpty() ? List.of() : List.of(validator.problem(field, "contact.api.type")));
        }
        if (failed instanceof JsonProcessingException unreadable) {
            var place = unreadable.getLocation();
            return problem(HttpStatus.BAD_REQUEST, "The body is no valid JSON"
                    + (place == null ? "."
                            : ": see line " + place.getLineNr() + ", column " + place.getColumnNr() + "."),
                    List.of());
        }
        throw failed;
    }

    private ResponseEntity<ProblemDetail> tooLarge() {
        return problem(HttpStatus.PAYLOAD_TOO_LARGE, "The request is larger than what may be sent: its files may have "
                + properties.largestRequest().toMegabytes() + " MB together.", List.of());
    }

    private ResponseEntity<?> open(PublicRequest sent) {
        var form = new ContactForm(sent.name(), sent.email(), sent.subject(), sent.text(), sent.language(),
                sent.licenceKey(), sent.noLearning());
        var problems = new ArrayList<>(validator.check(form));
        var files = new ArrayList<NewAttachment>();
        List<PublicFile> attachments = sent.attachments() == null ? List.of() : sent.attachments();
        if (attachments.size() > properties.mostFiles()) {
            problems.add(new FieldProblem("attachments", validator.tooManyFiles().message()));
            attachments = List.of();
        }
        for (int i = 0; i < attachments.size(); i++) {
            PublicFile file = attachments.get(i);
            try {
                if (file == null || file.content() == null) {
                    throw new IllegalArgumentException();
                }
                files.add(UploadedFiles.attachment(file.name(), file.mediaType() == null ? "" : file.mediaType(),
                        Base64.getDecoder().decode(file.content().replaceAll("\\s", ""))));
            } catch (IllegalArgumentException noBase64) {
                problems.add(validator.problem("attachments[" + i + "].content", "contact.api.base64"));
            }
        }
        validator.checkFiles(files)
                .forEach(problem -> problems.add(new FieldProblem("attachments", problem.message())));
        if (!problems.isEmpty()) {
            return problem(HttpStatus.BAD_REQUEST, "The request was not opened: " + problems.size()
                    + (problems.size() == 1 ? " field needs" : " fields need") + " attention.", problems);
        }
        Duration wait = limits.request(form.email());
        if (!wait.isZero()) {
            return RateLimits.tooMany(wait);
        }
        RequestNumber number;
        try {
            number = requests.begin(form, files, false).number();
        } catch (SuspendedInEngineException suspended) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE, "Support has suspended its work for the moment. This "
                    + "request was not opened: send it again later, or write to the support by mail.", List.of());
        }
        return ResponseEntity.created(URI.create("/api/requests/" + number)).body(new Opened(number));
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail, List<FieldProblem> errors) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("errors", errors);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
