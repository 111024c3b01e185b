package io.aftercare.desk;

import io.aftercare.process.ProblemOrigin;
import io.aftercare.process.ProblemOrigins;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where problems may come from, for programs that show or correct a triage. */
@RestController
@Tag(name = "Requests")
class ProblemOriginController {

    private final ProblemOrigins origins;

    ProblemOriginController(ProblemOrigins origins) {
        this.origins = origins;
    }

    @GetMapping(path = "/api/origins", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List where problems may come from, with the service that is competent then",
            description = "By language (ISO 639-1) are the name and the service; the link and the help article may "
                    + "be null.")
    @ApiResponse(responseCode = "200", description = "All of them, as the decision table lists them")
    List<ProblemOrigin> list() {
        return origins.all();
    }
}
