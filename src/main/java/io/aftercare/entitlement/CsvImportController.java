package io.aftercare.entitlement;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes in CSV files from managers: as the body of the request or as the file of a form. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Imports", description = "Products and licences as CSV, for managers")
@ApiResponse(responseCode = "200", description = "What was taken in, and what was wrong line by line")
@ApiResponse(responseCode = "400", description = "Nothing was taken in: no CSV, or a column is missing",
        content = @Content(mediaType = "application/problem+json",
                schema = @Schema(implementation = ProblemDetail.class)))
@ApiResponse(responseCode = "413", description = "The file is too large",
        content = @Content(mediaType = "application/problem+json",
                schema = @Schema(implementation = ProblemDetail.class)))
class CsvImportController {

    // Not what a form of another site could send.
    private static final String CSV = "text/csv";
    private static final String LICENCES = """
            licence_key,order_number,email,name,language,product,edition,version,purchased_on
            LB25-7K2M-QX81,W-2025-00117,anna@example.org,Anna Berg,en,LINDENBAUM,Pro,2025,2025-03-14
            """;
    private static final String PRODUCTS = """
            product,name,aliases,version,released,on_sale
            LINDENBAUM,Lindenbaum,Linden|Linden Baum,2024,2023-10-04,false
            LINDENBAUM,Lindenbaum,,2025,2024-10-02,true
            """;

    private final Imports imports;
    private final CsvImportProperties limits;

    CsvImportController(Imports imports, CsvImportProperties limits) {
        this.imports = imports;
        this.limits = limits;
    }

    @Operation(summary = "Import licences",
            description = "Known keys are brought up to date; under another address the "
                    + "licence moves there. Comma or semicolon, UTF-8 or Windows-1252, columns in any order, days as "
                    + "yyyy-MM-dd.",
            requestBody = @RequestBody(content = {
                    @Content(mediaType = "text/csv", schema = @Schema(type = "string"),
                            examples = @ExampleObject(LICENCES)),
                    @Content(mediaType = "multipart/form-data", schema = @Schema(implementation = Upload.class))}))
    @PostMapping(path = "/licences", consumes = CSV)
    ImportReport licences(InputStream body) throws IOException {
        return imports.loadLicences(read(body), false);
    }

    @Operation(hidden = true)
    @PostMapping(path = "/licences", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ImportReport licences(@RequestPart MultipartFile file) throws IOException {
        return licences(file.getInputStream());
    }

    @Operation(summary = "Import products",
            description = "One line a version; exactly one version of a product is on sale. "
                    + "Aliases are separated by |. Comma or semicolon, UTF-8 or Windows-1252, columns in any order.",
            requestBody = @RequestBody(content = {
                    @Content(mediaType = "text/csv", schema = @Schema(type = "string"),
                            examples = @ExampleObject(PRODUCTS)),
                    @Content(mediaType = "multipart/form-data", schema = @Schema(implementation = Upload.class))}))
    @PostMapping(path = "/products", consumes = CSV)
    ImportReport products(InputStream body) throws IOException {
        return imports.loadProducts(read(body), false);
    }

    @Operation(hidden = true)
    @PostMapping(path = "/products", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ImportReport products(@RequestPart MultipartFile file) throws IOException {
        return products(file.getInputStream());
    }

    /** Describes the form to OpenAPI. */
    @Schema(name = "CsvUpload")
    private record Upload(@Schema(type = "string", format = "binary") String file) {
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ImportRejected refused) {
        return problem(HttpStatus.BAD_REQUEST, "The file was refused", refused.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(TooLarge tooLarge) {
        return problem(HttpStatus.PAYLOAD_TOO_LARGE, "The file is too large", tooLarge.getMessage());
    }

    @ExceptionHandler({DuplicateKeyException.class, ConcurrencyFailureException.class})
    ResponseEntity<ProblemDetail> atTheSameTime() {
        return problem(HttpStatus.CONFLICT, "Another import was at work",
                "Another import changed the same data at the same time. Nothing of this file was taken in; send it "
                        + "again.");
    }

    private byte[] read(InputStream body) throws IOException {
        int most = Math.toIntExact(limits.maxSize().toBytes());
        byte[] bytes = body.readNBytes(most);
        if (body.read() >= 0) {
            throw new TooLarge("The file has more than " + limits.maxSize().toKilobytes()
                    + " KB. Send it in several files, each with the header, or set aftercare.import.max-size.");
        }
        return bytes;
    }

    // Named, for with an XML library on the class path a client that asks for nothing would get XML.
    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private static class TooLarge extends RuntimeException {

        TooLarge(String message) {
            super(message);
        }
    }
}
