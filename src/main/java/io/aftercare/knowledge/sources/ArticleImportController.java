package io.aftercare.knowledge.sources;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The import of articles from files over HTTP, for managers. */
@RestController
@RequestMapping(path = "/api/articles", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Articles", description = "Search and import the articles of the help")
class ArticleImportController {

    private final ArticleImports imports;
    private final ImportProperties limits;

    ArticleImportController(ArticleImports imports, ImportProperties limits) {
        this.imports = imports;
        this.limits = limits;
    }

    @PostMapping(path = "/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Import articles from an uploaded file",
            description = "All or nothing: an unusable file changes nothing and is answered with what is wrong in it.")
    @ApiResponse(responseCode = "200", description = "What the import did")
    ArticleImportReport importFile(@RequestParam(required = false) MultipartFile file,
            @Parameter(description = "wordpress, zendesk or markdown; seen from the content without") @RequestParam(
                    required = false) String format,
            @Parameter(description = "ISO 639-1 for articles that name none") @RequestParam(
                    required = false) String language,
            @Parameter(description = "A name for where the articles come from, the first part of their ids; "
                    + "without, the host of their links, or markdown") @RequestParam(required = false) String source,
            @Parameter(
                    description = "The file holds all articles of its source: "
                            + "others of it are withdrawn") @RequestParam(
                                    defaultValue = "false") boolean complete)
            throws IOException {
        if (file == null) {
            throw new ImportFailed("The form has no file. Send it in the field named file.");
        }
        return read(file.getBytes(), format, language, source, complete);
    }

    @PostMapping(path = "/import", consumes = {MediaType.APPLICATION_JSON_VALUE, "application/zip",
            "application/x-zip-compressed"})
    @Operation(summary = "Import articles sent as the body",
            requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(content = {
                    @Content(mediaType = MediaType.APPLICATION_JSON_VALUE),
                    @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary"))}))
    ArticleImportReport importBody(@Parameter(hidden = true) HttpServletRequest request,
            @RequestParam(required = false) String format, @RequestParam(required = false) String language,
            @RequestParam(required = false) String source, @RequestParam(defaultValue = "false") boolean complete)
            throws IOException {
        int most = (int) Math.min(Integer.MAX_VALUE - 9, limits.largestImport().toBytes());
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE, "An import may have "
                    + limits.largestImport().toMegabytes()
                    + " MB (aftercare.knowledge.largest-import). Send it in parts.");
        }
        return read(body, format, language, source, complete);
    }

    @ExceptionHandler
    ProblemDetail failed(ImportFailed failed) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, failed.getMessage());
        problem.setTitle("The import failed");
        problem.setProperty("problems", failed.problems());
        return problem;
    }

    private ArticleImportReport read(byte[] file, String format, String language, String source, boolean complete) {
        if (file.length == 0) {
            throw new ImportFailed(
                    "The import is empty. Send the file in the form field named file, or as the body with "
                            + "the content type application/json or application/zip.");
        }
        return switch (format == null || format.isBlank() ? formatOf(file) : format.strip().toLowerCase(Locale.ROOT)) {
            case "json" -> imports.importJson(file, null, source, language, complete);
            case ArticleImports.WORDPRESS ->
                imports.importJson(file, ArticleImports.WORDPRESS, source, language, complete);
            case ArticleImports.ZENDESK -> imports.importJson(file, ArticleImports.ZENDESK, source, language, complete);
            case "markdown" -> imports.importMarkdown(file, source, language, complete);
            default ->
                throw new ImportFailed("The format must be wordpress or zendesk (a JSON file) or markdown (a zip).");
        };
    }

    /** A zip begins with PK; anything else is left to the JSON reader, which knows the character sets JSON may have. */
    private static String formatOf(byte[] file) {
        return file.length > 3 && file[0] == 'P' && file[1] == 'K' ? "markdown" : "json";
    }
}
