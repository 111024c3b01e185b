package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.ArticleControllerSlice;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.testing.StartsApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.LinkedMultiValueMap;

/** The import over HTTP, with a real database and index, without the rest of the application. */
@StartsApplication
@SpringBootTest(classes = ArticleControllerSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:imports;DB_CLOSE_DELAY=-1",
                "aftercare.base-url=https://help.example.net",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.knowledge.largest-import=3MB"})
class ArticleImportControllerTest {

    private static final String POST = """
            {"id": 7, "link": "https://use.example.org/merge/", "modified_gmt": "2026-02-03T10:11:12",
             "title": {"rendered": "Merge duplicate people"},
             "content": {"rendered": "<h2>Steps</h2><ol><li>Choose People &gt; Merge</li></ol>"}}""";

    @TempDir
    private static Path data;

    @Autowired
    private TestRestTemplate http;
    @Autowired
    private KnowledgeBase knowledge;
    @Autowired
    private ArticleImports imports;

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry properties) {
        properties.add("aftercare.data", data::toString);
    }

    @BeforeEach
    void articles() {
        // As curl and browsers' scripts do; the test client would rather have XML.
        http.getRestTemplate().setInterceptors(List.of((request, body, execution) -> {
            request.getHeaders().setAccept(List.of(MediaType.ALL));
            return execution.execute(request, body);
        }));
        imports.importJson(POST.getBytes(StandardCharsets.UTF_8), null, null, "en", true);
        imports.importMarkdown(Map.of("chart.md", "# Print a wall chart\n\nChoose a paper.".getBytes(
                StandardCharsets.UTF_8)), "guide", "en", true);
    }

    @Test
    void importsABody() {
        ResponseEntity<JsonNode> answer = body("/api/articles/import?language=fr&format=WordPress", "application/json",
                POST.replace("\"id\": 7", "\"id\": 8").getBytes(StandardCharsets.UTF_8));
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody().get("created").asInt()).isEqualTo(1);
        assertThat(answer.getBody().get("problems")).isEmpty();
        assertThat(knowledge.article("use.example.org:8").orElseThrow().language()).isEqualTo("fr");
    }

    @Test
    void seesThatABodyIsFromZendeskAndTakesTheNameOfItsSource() {
        ResponseEntity<JsonNode> answer = body("/api/articles/import?source=desk", "application/json",
                """
                {"articles": [{"id": 360, "locale": "en-us", "source_locale": "en-us", "title": "Print & bind",
                  "html_url": "https://acme.zendesk.example/hc/en-us/articles/360",
                  "body": "<p>Choose a paper.</p>"}]}"""
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(knowledge.article("desk:360").orElseThrow()).extracting(Article::title, Article::language)
                .containsExactly("Print & bind", "en");
    }

    @Test
    void importsAnUploadedFileAndSeesWhatItIs() throws IOException {
        assertThat(upload("/api/articles/import?language=en&source=leaflet", zip()).getBody().get("created").asInt())
                .isEqualTo(1);
        assertThat(knowledge.article("leaflet:map")).isPresent();
        assertThat(upload("/api/articles/import?language=en", POST.getBytes(StandardCharsets.UTF_8)).getBody()
                .get("unchanged").asInt()).isEqualTo(1);
    }

    @Test
    void takesAnUploadAsLargeAsItsLimit() {
        // Above the megabyte that a form of Spring Boot takes unless told otherwise.
        String large = POST.replace("<h2>", "<p>" + "word ".repeat(400_000) + "</p><h2>");
        assertThat(upload("/api/articles/import?language=en", large.getBytes(StandardCharsets.UTF_8)).getStatusCode())
                .isEqualTo(HttpStatus.OK);
    }

    @Test
    void anUnusableImportSaysWhy() throws IOException {
        assertRefused(body("/api/articles/import", "application/json", "{\"id\": 1".getBytes(StandardCharsets.UTF_8)),
                "JSON");
        assertRefused(body("/api/articles/import", "application/json", POST.getBytes(StandardCharsets.UTF_8)),
                "language");
        assertRefused(
                body("/api/articles/import?format=zendesk", "application/json", "{}".getBytes(StandardCharsets.UTF_8)),
                "Zendesk");
        assertRefused(
                body("/api/articles/import?format=word", "application/json", "{}".getBytes(StandardCharsets.UTF_8)),
                "format");
        assertRefused(body("/api/articles/import?format=markdown", "application/json",
                "# x".getBytes(StandardCharsets.UTF_8)), "zip");
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            assertThat(body("/api/articles/import", type, zip()).getStatusCode()).as(type)
                    .isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        assertRefused(body("/api/articles/import", "application/json", new byte[0]), "empty");
        assertRefused(upload("/api/articles/import", null), "field named file");
    }

    @Test
    void tooLargeABodyIsRefused() {
        ResponseEntity<JsonNode> answer = body("/api/articles/import", "application/json", new byte[4_000_000]);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.PAYLOAD_TOO_LARGE);
        assertThat(answer.getBody().get("detail").asText()).contains("3 MB");
    }

    private static void assertRefused(ResponseEntity<JsonNode> answer, String why) {
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody().get("detail").asText()).startsWith("Nothing was imported.").contains(why);
        assertThat(answer.getBody().get("problems").get(0).asText()).isNotBlank();
    }

    private ResponseEntity<JsonNode> body(String path, String type, byte[] content) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType(type));
        return http.postForEntity(path, new HttpEntity<>(new ByteArrayResource(content), headers), JsonNode.class);
    }

    private ResponseEntity<JsonNode> upload(String path, byte[] content) {
        var form = new LinkedMultiValueMap<String, Object>();
        if (content == null) {
            form.add("other", "x");
        } else {
            form.add("file", new ByteArrayResource(content) {
                @Override
                public String getFilename() {
                    return "articles";
                }
            });
        }
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.MULTIPART_FORM_DATA);
        return http.postForEntity(path, new HttpEntity<>(form, headers), JsonNode.class);
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("map.md"));
            zip.write("# Show a map\n\nText".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
