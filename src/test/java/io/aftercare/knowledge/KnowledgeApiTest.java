package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.meaning.MeaningProperties;
import io.aftercare.meaning.SentenceModels;
import io.aftercare.testing.OwnJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.LinkedMultiValueMap;

/** The API over HTTP, with a real database and index, without the rest of the application. */
@OwnJvm
@SpringBootTest(classes = KnowledgeApiTest.Slice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:articles;DB_CLOSE_DELAY=-1", "aftercare.base-url=https://help.example.net",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.knowledge.largest-import=3MB"})
class KnowledgeApiTest {

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

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({ConfigurationPropertiesAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class,
            ServletWebServerFactoryAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
            WebMvcAutoConfiguration.class, MultipartAutoConfiguration.class, ErrorMvcAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class, DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class})
    @EnableConfigurationProperties({KnowledgeProperties.class, LearningProperties.class, MeaningProperties.class})
    @Import({KnowledgeBase.class, ArticleImport.class, Articles.class, ArticleIndex.class, ArticleSearch.class, VectorIndex.class,
            Experience.class, Offers.class, Votes.class, Calibrations.class, SentenceModels.class, WordPressPosts.class, ZendeskArticles.class, MarkdownFiles.class, MarkdownArticles.class,
            KnowledgeConfiguration.class, KnowledgeApi.class})
    static class Slice {

        @Bean
        Clock clock() {
            return KnowledgeFixture.CLOCK;
        }
    }

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
        knowledge.importWordPress(POST.getBytes(StandardCharsets.UTF_8), "en", true);
        knowledge.importMarkdown(Map.of("chart.md", "# Print a wall chart\n\nChoose a paper.".getBytes(
                StandardCharsets.UTF_8)), "guide", "en", true);
    }

    @Test
    void searchTellsWhatAHitIs() {
        JsonNode hits = http.getForObject("/api/articles/search?q={q}&language=en&limit=1", JsonNode.class,
                "How do I merge duplicate people?");
        assertThat(hits).hasSize(1);
        JsonNode hit = hits.get(0);
        assertThat(hit.get("id").asText()).isEqualTo("use.example.org:7");
        assertThat(hit.get("title").asText()).isEqualTo("Merge duplicate people");
        assertThat(hit.get("url").asText()).isEqualTo("https://use.example.org/merge/");
        assertThat(hit.get("language").asText()).isEqualTo("en");
        assertThat(hit.get("section").isNull()).isTrue();
        assertThat(hit.get("score").asDouble()).isBetween(0.5, 1.0);
        assertThat(hit.get("confident").asBoolean()).isTrue();
        assertThat(hit.get("passage").asText()).contains("Choose People > Merge");
    }

    @Test
    void aHitWithoutAnAddressOfItsOwnLinksToTheHelpCentre() {
        JsonNode hits = http.getForObject("/api/articles/search?q=wall+chart&language=&limit=999", JsonNode.class);
        assertThat(hits.get(0).get("url").asText()).isEqualTo("https://help.example.net/articles/guide:chart");
        JsonNode article = http.getForObject("/api/articles/guide:chart", JsonNode.class);
        assertThat(article.get("html").asText()).isEqualTo("<p>Choose a paper.</p>");
        assertThat(article.get("modifiedAt").asText()).isEqualTo("2026-05-04T08:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "search?q=", "search?q=%20", "search?q=x&language=english", "search?q=x&limit=many"})
    void aBadSearchIsAnsweredWithAProblem(String call) {
        ResponseEntity<JsonNode> answer = http.getForEntity(URI.create(http.getRootUri() + "/api/articles/" + call),
                JsonNode.class);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody().get("detail").asText()).isNotBlank();
    }

    @Test
    void anUnknownArticleIsNotFound() {
        ResponseEntity<JsonNode> answer = http.getForEntity("/api/articles/none:1", JsonNode.class);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
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
        ResponseEntity<JsonNode> answer = body("/api/articles/import?source=desk", "application/json", """
                {"articles": [{"id": 360, "locale": "en-us", "source_locale": "en-us", "title": "Print & bind",
                  "html_url": "https://acme.zendesk.example/hc/en-us/articles/360", "body": "<p>Choose a paper.</p>"}]}"""
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
        assertRefused(body("/api/articles/import", "application/json", "{\"id\": 1".getBytes(StandardCharsets.UTF_8)), "JSON");
        assertRefused(body("/api/articles/import", "application/json", POST.getBytes(StandardCharsets.UTF_8)), "language");
        assertRefused(body("/api/articles/import?format=zendesk", "application/json", "{}".getBytes(StandardCharsets.UTF_8)),
                "Zendesk");
        assertRefused(body("/api/articles/import?format=word", "application/json", "{}".getBytes(StandardCharsets.UTF_8)),
                "format");
        assertRefused(body("/api/articles/import?format=markdown", "text/plain", "# x".getBytes(StandardCharsets.UTF_8)),
                "zip");
        assertRefused(body("/api/articles/import", "application/x-www-form-urlencoded", zip()), "content type");
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
