package io.aftercare.knowledge.sources;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.aftercare.knowledge.KnowledgeFixture;
import io.aftercare.knowledge.sources.PlayedSite.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ArticleSourceControllerTest {

    private final PlayedWordPress wordPress = new PlayedWordPress().post(1, "Tree", 1).post(2, "Chart", 2);
    private final SourcesFixture fixture = new SourcesFixture(KnowledgeFixture.onH2());
    private PlayedSite site;
    private MockMvc http;

    @BeforeEach
    void open(@TempDir Path data) throws Exception {
        site = new PlayedSite(wordPress::answer);
        fixture.source("wordpress", site.url(), "languages", "en", "user", "reader", "token", "hush");
        SourcesFixture.Node node = fixture.node(data);
        http = MockMvcBuilders
                .standaloneSetup(
                        new ArticleSourceController(node.configured(), fixture.states, node.store(), node.runs()),
                        new ArticleImportController(node.imports(), ImportsFixture.limits(fixture.knowledge.settings)),
                        KnowledgeFixture.api(node.articles()))
                .setMessageConverters(
                        new MappingJackson2HttpMessageConverter(Jackson2ObjectMapperBuilder.json()
                                .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build()))
                .build();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void showsASourceBeforeAndAfterItsRuns() throws Exception {
        http.perform(get("/api/articles/sources")).andExpect(status().isOk())
                .andExpect(jsonPath("$[0].name").value("site")).andExpect(jsonPath("$[0].type").value("WORDPRESS"))
                .andExpect(jsonPath("$[0].url").value(site.url())).andExpect(jsonPath("$[0].languages", contains("en")))
                .andExpect(jsonPath("$[0].every").value("PT1H")).andExpect(jsonPath("$[0].articles").value(0))
                .andExpect(jsonPath("$[0].lastRun").isEmpty()).andExpect(content().string(not(containsString("hush"))));

        http.perform(post("/api/articles/sources/site/import")).andExpect(status().isOk())
                .andExpect(jsonPath("$.created").value(2)).andExpect(jsonPath("$.removed").value(0));
        http.perform(get("/api/articles/sources")).andExpect(jsonPath("$[0].articles").value(2))
                .andExpect(jsonPath("$[0].lastSuccess").value("2026-05-04T08:00:00Z"))
                .andExpect(jsonPath("$[0].failures").value(0)).andExpect(jsonPath("$[0].problem").isEmpty());

        site.instead = question -> Reply.of(401);
        http.perform(post("/api/articles/sources/site/import")).andExpect(status().isBadGateway())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.title").value("The source could not be imported"))
                .andExpect(jsonPath("$.detail", startsWith("Nothing was imported."))).andExpect(jsonPath("$.detail",
                        containsString("Check user and token")))
                .andExpect(jsonPath("$.problems").isNotEmpty());
        http.perform(get("/api/articles/sources")).andExpect(jsonPath("$[0].failures").value(1))
                .andExpect(jsonPath("$[0].articles").value(2))
                .andExpect(jsonPath("$[0].problem", containsString("401")));
    }

    @Test
    void completeFetchesEverythingAnew() throws Exception {
        http.perform(post("/api/articles/sources/site/import"));
        wordPress.posts.clear();
        http.perform(post("/api/articles/sources/site/import")).andExpect(status().isBadGateway());
        http.perform(post("/api/articles/sources/site/import?complete=true")).andExpect(status().isOk())
                .andExpect(jsonPath("$.removed").value(2));
    }

    @Test
    void articlesOfASourceThatIsConfiguredNoMoreCanBeWithdrawn() throws Exception {
        http.perform(
                post("/api/articles/import?source=old&language=en").contentType(MediaType.APPLICATION_JSON).content("""
                {"id": 7, "title": {"rendered": "Old"}, "content": {"rendered": "<p>Text</p>"}}"""))
                .andExpect(status().isOk());
        http.perform(post("/api/articles/sources/site/import"));
        http.perform(delete("/api/articles/sources/site")).andExpect(status().isConflict());
        http.perform(delete("/api/articles/sources/old")).andExpect(status().isOk())
                .andExpect(jsonPath("$.removed").value(1));
        http.perform(delete("/api/articles/sources/old")).andExpect(status().isNotFound());
        http.perform(get("/api/articles/old:7")).andExpect(status().isNotFound());
        http.perform(get("/api/articles/site:1")).andExpect(status().isOk());
    }

    @Test
    void anUnknownSourceIsNotFoundAndASecondRunAtATimeIsAConflict() throws Exception {
        http.perform(post("/api/articles/sources/nobody/import")).andExpect(status().isNotFound());
        fixture.states.claim("other", fixture.clock.instant());
        http.perform(post("/api/articles/sources/site/import")).andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", containsString("Try again")));
    }
}
