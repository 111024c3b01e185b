package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.ArticleStore;
import io.aftercare.knowledge.sources.SourceStates.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The web sites and folders that articles are fetched from, for managers. */
@RestController
@RequestMapping(path = "/api/articles/sources", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Article sources", description = "Where articles are fetched from, and how that goes")
class ArticleSourceController {

    private final SourceProperties configured;
    private final SourceStates states;
    private final ArticleStore articles;
    private final SourceRuns runs;

    ArticleSourceController(SourceProperties configured, SourceStates states, ArticleStore articles, SourceRuns runs) {
        this.configured = configured;
        this.states = states;
        this.articles = articles;
        this.runs = runs;
    }

    /** A source as the API tells it; without its token. */
    record SourceStatus(String name, ArticleSource.Type type, String url, List<String> languages,
            @Schema(description = "Between two runs, as an ISO 8601 duration") String every,
            @Schema(description = "Articles of it that are known here") int articles,
            @Schema(description = "Null before the first") Instant lastRun,
            @Schema(description = "Null when there was none") Instant lastSuccess,
            @Schema(description = "Null when it is due") Instant nextRun,
            @Schema(description = "Runs that failed since the last success") int failures,
            @Schema(description = "Why the last run failed; null when it did not") String problem) {
    }

    @GetMapping
    @Operation(summary = "All sources and how their last run went")
    List<SourceStatus> sources() {
        return configured.sources().stream().map(source -> {
            Optional<State> state = states.of(source.name());
            return new SourceStatus(source.name(), source.type(), source.url(), source.languages(),
                    source.every().toString(), articles.count(source.name()), state.map(State::lastRun).orElse(null),
                    state.map(State::lastSuccess).orElse(null), state.map(State::nextRun).orElse(null),
                    state.map(State::failures).orElse(0), state.map(State::problem).orElse(null));
        }).toList();
    }

    @PostMapping("/{name}/import")
    @Operation(summary = "Fetch a source now and say what that did",
            description = "All or nothing: when the source does not answer as it should, nothing is changed.")
    @ApiResponse(responseCode = "200", description = "What the run did")
    @ApiResponse(responseCode = "404", description = "No source of this name is configured")
    @ApiResponse(responseCode = "409", description = "A source is being fetched already")
    @ApiResponse(responseCode = "502", description = "The source did not answer as it should")
    ArticleImportReport run(@PathVariable String name,
            @Parameter(
                    description = "Fetch everything anew, and withdraw all articles "
                            + "if the source has none any more") @RequestParam(
                                    defaultValue = "false") boolean complete) {
        ArticleSource source =
                configured.named(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                        "No source of this name is configured. Those there are stand in GET /api/articles/sources."));
        return runs.run(source, complete);
    }

    @DeleteMapping("/{name}")
    @Operation(summary = "Withdraw all articles of a source that is not configured any more, or that came from files")
    @ApiResponse(responseCode = "200", description = "What was withdrawn")
    @ApiResponse(responseCode = "404", description = "There is no article of this source")
    @ApiResponse(responseCode = "409", description = "The source is still configured, or one is being fetched")
    ArticleImportReport withdraw(@PathVariable String name) {
        if (configured.named(name).isPresent()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT,
                    "This source is still configured and would be fetched "
                            + "again. Remove it from aftercare.knowledge.sources first.");
        }
        if (articles.count(name) == 0 && states.of(name).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no article of a source of this name. "
                    + "The source of an article is the first part of its id.");
        }
        return runs.withdraw(name);
    }

    @ExceptionHandler
    ProblemDetail failed(ImportFailed failed) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, failed.getMessage());
        problem.setTitle("The source could not be imported");
        problem.setProperty("problems", failed.problems());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail busy(SourceRuns.Busy other) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
                "A source is being fetched at this moment. Try again in a minute.");
        problem.setTitle("Another import is under way");
        return problem;
    }
}
