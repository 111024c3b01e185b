package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.testing.StartsApplication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The API over HTTP, with a real database and index, without the rest of the application. */
@StartsApplication
@SpringBootTest(classes = ArticleControllerSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:articles;DB_CLOSE_DELAY=-1",
                "aftercare.base-url=https://help.example.net",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob"})
class ArticleControllerTest {

    private static final String POST = """
            {"id": 7, "link": "https://use.example.org/merge/", "modified_gmt": "2026-02-03T10:11:12",
             "title": {"rendered": "Merge duplicate people"},
             "content": {"rendered": "<h2>Steps</h2><ol><li>Choose People &gt; Merge</li></ol>"}}""";

    @TempDir
    private static Path data;

    @Autowired
    private TestRestTemplate http;
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
        imports.importMarkdown(Map.of("fan.md", "---\nlanguage: en\ntranslation: fan\n---\n# Fan\n\nPrint it.".getBytes(
                StandardCharsets.UTF_8), "eventail.md",
                "---\nlanguage: fr\ntranslation: fan\n---\n# Éventail\n\nTexte."
                        .getBytes(StandardCharsets.UTF_8)),
                "charts", null, true);
        imports.importMarkdown(Map.of("chart.md", "# Print a wall chart\n\nChoose a paper.".getBytes(
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

    @Test
    void anArticleTellsItsTranslations() {
        JsonNode translations = http.getForObject("/api/articles/charts:fan", JsonNode.class).get("translations");
        assertThat(translations).hasSize(1);
        assertThat(translations.get(0).toString()).isEqualTo("{\"id\":\"charts:eventail\",\"language\":\"fr\","
                + "\"title\":\"Éventail\",\"url\":\"https://help.example.net/articles/charts:eventail\"}");
        assertThat(http.getForObject("/api/articles/guide:chart", JsonNode.class).get("translations")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"search", "search?q=", "search?q=%20", "search?q=x&language=english", "search?q=x&limit=many"})
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
}
