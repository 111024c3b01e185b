package io.aftercare.entitlement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.unit.DataSize;

@EntitlementTest
class CsvImportControllerTest {

    @Autowired
    Imports imports;

    MockMvcTester http;

    @BeforeEach
    void controller() {
        http = MockMvcTester
                .of(new CsvImportController(imports, new CsvImportProperties(DataSize.ofKilobytes(64), 100)));
    }

    @Test
    void takesTheBodyAsItComesAndReportsLineByLine() {
        assertThat(post("/api/products", EntitlementTest.PRODUCTS)).hasStatusOk().bodyJson()
                .extractingPath("$.created").isEqualTo(3);

        assertThat(post("/api/licences", ImportsTest.HEADER + "LB25-000001,,anna,,,LINDENBAUM,,2025,2026-01-01\n"))
                .hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"lines": 1, "created": 0, "updated": 0, "unchanged": 0, "rejected": 1, "problems": [
                  {"line": 2, "column": "email", "value": "anna", "rejected": true}]}""");
    }

    @Test
    void takesTheFileOfAForm() {
        assertThat(http.post().uri("/api/products").multipart()
                .file(new MockMultipartFile("file", "products.csv", "text/csv",
                        EntitlementTest.PRODUCTS.getBytes(UTF_8))))
                .hasStatusOk().bodyJson().extractingPath("$.created").isEqualTo(3);
        assertThat(http.post().uri("/api/licences").multipart()
                .file(new MockMultipartFile("file", "licences.csv", "text/csv",
                        (ImportsTest.HEADER + "LB25-000001,,anna@example.org,,,LINDENBAUM,,2025,2026-01-01\n")
                                .getBytes(UTF_8))))
                .hasStatusOk().bodyJson().extractingPath("$.created").isEqualTo(1);
    }

    @Test
    void relativeDaysAreNotAccepted() {
        post("/api/products", EntitlementTest.PRODUCTS);

        assertThat(
                post("/api/licences", ImportsTest.HEADER + "LB25-000001,,a@example.org,,,LINDENBAUM,,2025,today-1d\n"))
                .bodyJson().extractingPath("$.rejected").isEqualTo(1);
    }

    @Test
    void whatIsNoCsvIsAProblemThatSaysWhatToDo() {
        assertThat(post("/api/licences", "hello")).hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON).bodyJson().extractingPath("$.detail").asString()
                .contains("licence_key,order_number,email", "Nothing was taken in");
    }

    @Test
    void whatIsTooLargeIsAProblemThatSaysWhatToDo() {
        assertThat(post("/api/licences", "x".repeat(64 * 1024 + 1))).hasStatus(HttpStatus.PAYLOAD_TOO_LARGE)
                .bodyJson().extractingPath("$.detail").asString().contains("several files", "64 KB");
    }

    private MvcTestResult post(String path, String csv) {
        return http.post().uri(path).contentType("text/csv").content(csv).exchange();
    }
}
