package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.process.LearningConsent;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SuspendedInEngineException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** {@code POST /api/requests}. */
@HelpCentreTest
class PublicRequestControllerTest {

    @Autowired
    private LearningConsent consent;
    @Autowired
    private MockMvc web;
    @Autowired
    private RequestProcess process;
    @Autowired
    private PlayedProcess played;
    @Autowired
    private ObjectMapper json;

    private final String network = UUID.randomUUID().toString();
    private final String email = network + "@example.org";

    @BeforeEach
    void play() {
        played.play();
    }

    @Test
    void opensARequest() throws Exception {
        var response = send("""
                {"name": "Marie", "email": "%s", "subject": "Merging", "text": "How?\\r\\nPlease.", "language": "fr",
                 "licenceKey": "LGN-1",
                 "attachments": [{"name": "a.txt", "mediaType": "text/plain", "content": "aGVs\\nbG8="}]}
                """.formatted(email));
        assertThat(response.getStatus()).isEqualTo(201);
        String number = json.readTree(response.getContentAsString()).get("number").asText();
        assertThat(number).matches("AC-\\d{6}");
        assertThat(response.getHeader("Location")).isEqualTo("/api/requests/" + number);

        var message = ArgumentCaptor.forClass(IncomingMessage.class);
        verify(process).begin(eq(Channel.WEB), message.capture(), eq("fr"), isNull());
        assertThat(message.getValue().textBody()).startsWith("How?\nPlease.\n\nClé de licence").endsWith("LGN-1");
        assertThat(message.getValue().attachments()).singleElement()
                .satisfies(file -> assertThat(file.content()).asString().isEqualTo("hello"));
    }

    @Test
    void leavesTheLanguageToTheTriageWhenNoneIsGiven() throws Exception {
        assertThat(send("{\"email\": \"%s\", \"subject\": \"s\", \"text\": \"t\"}".formatted(email)).getStatus())
                .isEqualTo(201);
        verify(process).begin(any(), any(), isNull(), isNull());
    }

    @Test
    void saysSoWhileNoRequestCanBegin() throws Exception {
        doThrow(SuspendedInEngineException.class).when(process).begin(any(), any(), any(), any());
        JsonNode problem =
                problem(send("{\"email\": \"%s\", \"subject\": \"s\", \"text\": \"t\"}".formatted(email)), 503);
        assertThat(problem.get("detail").asText()).contains("not opened", "later");
    }

    @Test
    void whoSaysNoIsNotLearnedFrom() throws Exception {
        for (String said : List.of("", ", \"noLearning\": false", ", \"noLearning\": null")) {
            send("{\"email\": \"%s\", \"subject\": \"s\", \"text\": \"t\"%s}".formatted(email, said));
            assertThat(consent.refused(email)).isFalse();
        }
        send("{\"email\": \"%s\", \"subject\": \"s\", \"text\": \"t\", \"noLearning\": true}".formatted(email));
        assertThat(consent.refused(email)).isTrue();
    }

    @Test
    void namesEveryFieldThatIsWrong() throws Exception {
        JsonNode problem = problem(send("""
                {"email": "nobody", "subject": "%s", "language": "english",
                 "attachments": [{"name": "a", "content": "%%%%"}, {"name": "b"}, {"name": "big", "content": "%s"}]}
                """.formatted("x".repeat(201), "A".repeat(4000))), 400);
        assertThat(problem.get("errors").findValuesAsText("field")).containsExactlyInAnyOrder("subject", "text",
                "email",
                "language", "attachments[0].content", "attachments[1].content", "attachments");
        assertThat(problem.get("errors")).allSatisfy(error -> assertThat(error.get("message").asText()).isNotBlank());
        verify(process, never()).begin(any(), any(), any(), any());
    }

    /** A small request once made an answer of twenty times its size. */
    @Test
    void countsFilesBeforeItLooksAtThem() throws Exception {
        for (String file : new String[] {"null", "{}", "[]", "1", "{\"content\": 1}", "{\"content\": \"%%\"}"}) {
            var response =
                    send("{\"email\": \"%s\", \"subject\": \"s\", \"text\": \"t\", \"attachments\": [%s]}".formatted(
                            email,
                            "null,null,null,null," + (file + ",").repeat(800_000 / (file.length() + 1)) + "null"));
            JsonNode problem = problem(response, 400);
            assertThat(response.getContentAsString()).hasSizeLessThan(500);
            assertThat(problem.get("errors")).hasSize(1);
            assertThat(problem.get("errors").get(0).get("field").asText()).isEqualTo("attachments");
            assertThat(problem.get("errors").get(0).get("message").asText()).contains("3");
        }
        verify(process, never()).begin(any(), any(), any(), any());
    }

    @Test
    void saysWhereABodyCannotBeRead() throws Exception {
        assertThat(problem(send("{\"email\""), 400).get("detail").asText()).contains("no valid JSON", "line 1");
        assertThat(problem(send(""), 400).get("detail").asText()).isNotBlank();
        assertThat(problem(send("null"), 400).get("errors").findValuesAsText("field")).contains("email");
        assertThat(problem(send("{\"attachments\": [{\"content\": {}}]}"), 400).get("errors").findValuesAsText("field"))
                .containsExactly("attachments[0].content");
        assertThat(problem(send("{\"text\": \"%s\"}".formatted("x".repeat(1_100_000))), 413).get("detail").asText())
                .contains("larger than");
    }

    @Test
    void limitsANetworkAddress() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(send("{}").getStatus()).isEqualTo(400);
        }
        var response = send("{}");
        assertThat(problem(response, 429).get("detail").asText()).contains("too many");
        assertThat(Integer.parseInt(response.getHeader("Retry-After"))).isBetween(1, 7);
    }

    @Test
    void limitsAMailAddressHoweverItIsWritten() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(send(request(i % 2 == 0 ? email : email.toUpperCase())).getStatus()).isEqualTo(201);
        }
        problem(send(request(email)), 429);
    }

    @Test
    void isDescribed() throws Exception {
        JsonNode described =
                json.readTree(web.perform(get("/v3/api-docs")).andReturn().getResponse().getContentAsString());
        JsonNode operation = described.at("/paths/~1api~1requests/post");
        assertThat(operation.at("/responses").fieldNames()).toIterable().contains("201", "400", "413", "429");
        assertThat(operation.at("/requestBody/content/application~1json/schema/$ref").asText())
                .endsWith("/PublicRequest");
    }

    private static String request(String email) {
        return "{\"email\": \"%s\", \"subject\": \"s\", \"text\": \"t\"}".formatted(email);
    }

    private JsonNode problem(MockHttpServletResponse response, int status) throws Exception {
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        return json.readTree(response.getContentAsString());
    }

    private MockHttpServletResponse send(String body) throws Exception {
        return web.perform(post("/api/requests").contentType("application/json").content(body)
                .header("Accept-Language", "en").with(call -> {
                    call.setRemoteAddr(network);
                    return call;
                })).andReturn().getResponse();
    }
}
