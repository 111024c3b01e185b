package io.aftercare.triage;

import io.aftercare.unicode.QuotedInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The models that tell the kinds of assistance apart, for managers. */
@RestController
@RequestMapping(path = "/api/triage/models", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Triage models", description = "What was learned from people's triage, how good it is, and the way back")
class TriageModelController {

    private static final String SHIPPED = "shipped";

    private final KindModelStore store;

    TriageModelController(KindModelStore store) {
        this.store = store;
    }

    /**
     * What is in force in a language.
     *
     * @param version number of the version, or {@code shipped}
     */
    record ActiveModel(String language, String version) {
    }

    /** All that managers can choose from. */
    record Models(List<ActiveModel> inForce, List<KindModelStore.Version> versions) {
    }

    @GetMapping
    @Operation(summary = "The last hundred fitted models with their figures, newest first, and which are in force",
            description = "A model is fitted when there are new examples, and kept only if it is better than the one "
                    + "in force.")
    Models models() {
        return new Models(inForce(), store.all());
    }

    @PostMapping("/{version}/use")
    @Operation(summary = "Put a model into force, on all nodes at once",
            description = "Later models wait until the newest kept one is put into force; from then on they follow "
                    + "by themselves.")
    @ApiResponse(responseCode = "200", description = "What is in force now")
    @ApiResponse(responseCode = "400", description = "The version is no number, or was not kept")
    @ApiResponse(responseCode = "404", description = "There is no such version")
    List<ActiveModel> use(
            @Parameter(
                    description = "Number of a kept version, or 'shipped' for what "
                            + "the shipped examples alone teach") @PathVariable String version,
            @Parameter(description = "For 'shipped': en or fr; all languages if left out") @RequestParam(
                    required = false) String language) {
        if (version.equals(SHIPPED)) {
            if (language != null && !LanguageDetector.ANSWERED.contains(language)) {
                throw new IllegalArgumentException(
                        "There is no triage of the language \"" + QuotedInput.of(language) + "\"; it is one of "
                                + LanguageDetector.ANSWERED + ".");
            }
            LanguageDetector.ANSWERED.stream().filter(each -> language == null || each.equals(language))
                    .forEach(store::useShipped);
        } else if (version.matches("[0-9]{1,18}")) {
            store.use(Long.parseLong(version));
        } else {
            throw new IllegalArgumentException(
                    "\"" + QuotedInput.of(version) + "\" is no version; it is a number or '" + SHIPPED + "'.");
        }
        return inForce();
    }

    private List<ActiveModel> inForce() {
        return LanguageDetector.ANSWERED.stream().map(language -> {
            Optional<KindModelStore.Version> version = store.active(language);
            return new ActiveModel(language, version.map(each -> String.valueOf(each.version())).orElse(SHIPPED));
        }).toList();
    }
}
