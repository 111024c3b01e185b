package io.aftercare.knowledge;

import io.aftercare.knowledge.ArticleRecords.ActiveCalibration;
import io.aftercare.knowledge.ArticleRecords.LearnedQuery;
import io.aftercare.knowledge.ArticleRecords.Month;
import io.aftercare.knowledge.ArticleRecords.Refitted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What was learned of articles: wordings for agents, figures and versions for managers. */
@RestController
@RequestMapping(path = "/api/articles", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "What articles learned",
        description = "Customers' wordings, what became of offers, and the confidence made of it")
class LearningController {

    private static final String SHIPPED = "shipped";
    private static final String AUTOMATIC = "automatic";

    private final ArticleRecords records;
    private final LearningProperties settings;

    LearningController(ArticleRecords records, LearningProperties settings) {
        this.records = records;
        this.settings = settings;
    }

    /** How often offers were right. */
    record OfferReport(@Schema(description = "The share of right offers that is wanted, 0 to 1") double target,
            @Schema(description = "By month and language, the newest first") List<Month> months) {
    }

    /** The confidence and its versions. */
    record CalibrationReport(
            @Schema(description = "Known outcomes from which on a language is refitted") int outcomesNeeded,
            @Schema(description = "A language and way of search that is not listed uses what the application comes "
                    + "with") List<ActiveCalibration> inForce,
            List<Refitted> versions) {
    }

    @GetMapping("/{id}/wordings")
    @Operation(summary = "Customers' own words by which an article is found, newest first")
    @ApiResponse(responseCode = "404", description = "There is no such article")
    List<LearnedQuery> learnedQueries(@PathVariable String id) {
        if (records.tally(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND,
                    "There is no article with this id. It may have been "
                            + "withdrawn; its wordings went with it.");
        }
        return records.learnedQueries(id);
    }

    @DeleteMapping("/{id}/wordings/{wording}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a wording for good", description = "The request it is from does not bring it back.")
    @ApiResponse(responseCode = "204", description = "It is removed")
    @ApiResponse(responseCode = "404", description = "The article has no such wording")
    void remove(@PathVariable String id, @PathVariable long wording, @Parameter(hidden = true) Principal user) {
        if (!records.removeLearnedQuery(id, wording, user.getName())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This article has no wording " + wording
                    + ". It may have been removed already.");
        }
    }

    @GetMapping("/offers")
    @Operation(summary = "How often articles offered without a person were right, by month and language")
    OfferReport offers() {
        return new OfferReport(records.target(), records.months());
    }

    @GetMapping("/calibrations")
    @Operation(summary = "The versions of the confidence, with their figures, and which are in force")
    CalibrationReport calibrations() {
        return new CalibrationReport(settings.outcomes(), records.activeCalibrations(), records.versions());
    }

    @PutMapping("/calibrations/{language}/{model}")
    @Operation(summary = "Choose the confidence of a language and way of search")
    @ApiResponse(responseCode = "200", description = "What is in force now")
    @ApiResponse(responseCode = "404",
            description = "There is no such version, or no such language or model; the detail names those there are")
    List<ActiveCalibration> choose(@PathVariable String language,
            @Parameter(description = "Id of the sentence model, or words") @PathVariable String model,
            @Parameter(description = "Number of a version; or shipped, the one the application comes with; "
                    + "or automatic, to let the refit choose") @RequestParam String version,
            @Parameter(hidden = true) Principal user) {
        try {
            if (version.equals(AUTOMATIC)) {
                records.chooseAutomatically(language, model);
            } else {
                records.choose(language, model, version.equals(SHIPPED) ? null : Long.valueOf(version), user.getName());
            }
        } catch (NumberFormatException noNumber) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
                    "The parameter version must be the number of a version, shipped, or automatic.");
        } catch (NoSuchElementException unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, unknown.getMessage());
        }
        return records.activeCalibrations();
    }
}
