package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.aftercare.process.RequestProcess;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;

/** A first start, before the vendor has set the address of support. */
@HelpCentreTest
@TestPropertySource(properties = "aftercare.support.address=")
@ExtendWith(OutputCaptureExtension.class)
class NoSupportAddressTest {

    @Autowired
    private MockMvc web;
    @Autowired
    private RequestProcess process;

    @Test
    void programsGetAProblemDetail(CapturedOutput log) throws Exception {
        var response = answer(post("/api/requests").contentType("application/json")
                .content("{\"email\": \"marie@example.org\", \"subject\": \"s\", \"text\": \"t\"}"));
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("Support has not set up its mail address yet");
        nothingHappened(log);
    }

    @Test
    void peopleGetAPageInsteadOfAFormThatCannotBeSent(CapturedOutput log) throws Exception {
        var response = answer(get("/contact").header("Accept-Language", "en"));
        assertThat(response.getStatus()).isEqualTo(503);
        Document page = Jsoup.parse(response.getContentAsString());
        assertThat(page.select("h1").text()).isEqualTo("Support has not set up its mail address yet");
        assertThat(page.select("main form textarea")).isEmpty();
        nothingHappened(log);
    }

    @Test
    void whatSomebodyHadWrittenStaysOnThePage(CapturedOutput log) throws Exception {
        var response =
                answer(multipart("/contact").param("subject", "Merging").param("text", "How?").param("language", "en")
                        .param("email", "marie@example.org").header("Accept-Language", "en"));
        assertThat(response.getStatus()).isEqualTo(503);
        Document page = Jsoup.parse(response.getContentAsString());
        assertThat(page.select(".summary").text()).contains("Support has not set up its mail address yet");
        assertThat(page.select("textarea").text()).isEqualTo("How?");
        nothingHappened(log);
    }

    private void nothingHappened(CapturedOutput log) {
        Mockito.verifyNoInteractions(process);
        assertThat(log.getAll()).doesNotContain(" ERROR ", "NullPointerException");
    }

    private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }
}
