package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The JSON API for requests; who may call it is decided by path in the platform's security, before it. */
@DeskTest
class RequestControllerTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    DeskFixture fixture;
    @Autowired
    IdentityService identities;
    @Autowired
    Messages messages;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    Attachments attachments;
    @Autowired
    Decisions decisions;
    @MockitoSpyBean
    Licences licences;
    MockMvc http;

    @BeforeEach
    void anAgentAsks() {
        http = MockMvcBuilders.webAppContextSetup(context).addFilters((request, response, chain) -> {
            identities.setAuthentication("uma", List.of("usage-support"));
            try {
                chain.doFilter(request, response);
            } finally {
                identities.clearAuthentication();
            }
        }).build();
    }

    @Test
    void nobodyIsGivenAnything() throws Exception {
        Request request = fixture.request("nobody@customer.example", "First", "one");
        MockMvc nobody = MockMvcBuilders.webAppContextSetup(context).build();

        nobody.perform(get("/api/requests")).andExpect(status().isOk()).andExpect(jsonPath("$.length()").value(0));
        nobody.perform(get("/api/requests/" + request.number())).andExpect(status().isForbidden());
    }

    @Test
    void listsNewestFirstByEveryCriterion() throws Exception {
        String address = "list-%s@customer.example".formatted(System.nanoTime());
        Request first = fixture.request(address, "First", "one");
        Request second = fixture.request(address, "Second", "two");
        fixture.requests.triage(first.number(),
                new TriageResult(Kind.USE, "en", "TREE", "2026", null, false, false, 0.9, true, Decision.PROCESS));
        fixture.requests.close(first.number(), Outcome.SOLVED_BY_ARTICLE);
        fixture.request("other-" + address, "Third", "three");

        http.perform(get("/api/requests").param("customer", address.toUpperCase())).andExpect(status().isOk())
                .andExpect(jsonPath("$.length()").value(2))
                .andExpect(jsonPath("$[0].number").value(second.number().toString()))
                .andExpect(jsonPath("$[0].category").value(nullValue()))
                .andExpect(jsonPath("$[1].number").value(first.number().toString()))
                .andExpect(jsonPath("$[1].customer.address").value(address))
                .andExpect(jsonPath("$[1].closedAt").value(startsWith("20")));
        for (Map<String, String> criterion : List.of(Map.of("state", "closed"), Map.of("category", "use"),
                Map.of("outcome", "solved-by-article"), Map.of("outcome", "Solved_By_Article"),
                Map.of("offset", "1"))) {
            var call = get("/api/requests").param("customer", address);
            criterion.forEach(call::param);
            http.perform(call).andExpect(jsonPath("$.length()").value(1))
                    .andExpect(jsonPath("$[0].number").value(first.number().toString()));
        }
        String word = address.substring(0, address.indexOf('@'));
        http.perform(get("/api/requests").param("q", word + " secon")).andExpect(status().isOk())
                .andExpect(jsonPath("$.length()").value(1))
                .andExpect(jsonPath("$[0].number").value(second.number().toString()));
        http.perform(get("/api/requests").param("q", word).param("customer", address).param("state", "closed"))
                .andExpect(jsonPath("$.length()").value(1))
                .andExpect(jsonPath("$[0].number").value(first.number().toString()));
        http.perform(get("/api/requests").param("q", word + " zyxwvut")).andExpect(jsonPath("$").value(empty()));
        http.perform(get("/api/requests").param("customer", address).param("limit", "1"))
                .andExpect(jsonPath("$.length()").value(1))
                .andExpect(jsonPath("$[0].number").value(second.number().toString()));
        http.perform(get("/api/requests").param("customer", address).param("state", "waiting"))
                .andExpect(jsonPath("$").value(empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "state    | shut    | \"shut\" is no state. Give one of OPEN, WAITING, CLOSED.",
            "category | nonsense| \"nonsense\" is no category. Give one of COMMERCIAL, USE, TECHNICAL.",
            "outcome  | won     | \"won\" is no outcome. Give one of SOLVED_BY_ARTICLE, ANSWERED, REDIRECTED,",
            "limit    | 0       | \"0\" is no limit. Give a whole number from 1 to 200.",
            "limit    | 201     | from 1 to 200",
            "limit    | many    | from 1 to 200",
            "offset   | -1      | \"-1\" is no offset. Give a whole number from 0 to"})
    void aWrongCriterionIsNamedWithWhatIsPossible(String parameter, String value, String detail) throws Exception {
        http.perform(get("/api/requests").param(parameter, value)).andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").value(containsString(detail)));
    }

    @Test
    void showsARequestWithAllThatBelongsToIt() throws Exception {
        Request request = fixture.request("ada@customer.example", "Merge duplicates", "How do I merge?");
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", "TREE", "2026", "ANTIVIRUS", false, false, 0.75, true,
                        Decision.PROCESS));
        org.mockito.Mockito.doReturn(List.of(new Licence("K-1", "O-1", "ada@customer.example", "TREE", "Pro", "2026",
                LocalDate.parse("2025-06-01")))).when(licences).of("ada@customer.example");
        decisions.record(request.number(), "entitlement", "ENTITLED", "Two years from the purchase", "Bought in June",
                "process");
        Message answer =
                outgoing.queue(request, new OutgoingMessage(Purpose.ANSWER, "Re: Merge duplicates", "So.", null,
                        false, "uma", List.of()));
        messages.note(request.number(), "uma", "A regular.");
        Task task = fixture.taskOf(request, "UserTask_AnswerRequest", null, Map.of());

        http.perform(get("/api/requests/{number}", request.number().toString().toLowerCase()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.number").value(request.number().toString()))
                .andExpect(jsonPath("$.state").value("OPEN")).andExpect(jsonPath("$.outcome").value(nullValue()))
                .andExpect(jsonPath("$.category").value("USE")).andExpect(jsonPath("$.language").value("en"))
                .andExpect(jsonPath("$.product").value("TREE")).andExpect(jsonPath("$.origin").value("ANTIVIRUS"))
                .andExpect(jsonPath("$.confidence").value(0.75)).andExpect(jsonPath("$.channel").value("MAIL"))
                .andExpect(jsonPath("$.customer.address").value("ada@customer.example"))
                .andExpect(jsonPath("$.customer.licences[0].purchasedOn").value("2025-06-01"))
                .andExpect(jsonPath("$.decisions[0].subject").value("entitlement"))
                .andExpect(jsonPath("$.decisions[0].rule").value("Two years from the purchase"))
                .andExpect(jsonPath("$.messages.length()").value(3))
                .andExpect(jsonPath("$.messages[0].direction").value("IN"))
                .andExpect(jsonPath("$.messages[0].from").value("ada@customer.example"))
                .andExpect(jsonPath("$.messages[0].text").value("How do I merge?"))
                .andExpect(jsonPath("$.messages[0].raw").value(true))
                .andExpect(jsonPath("$.messages[0].pending").value(true))
                .andExpect(jsonPath("$.messages[0].attachments[0].name").value("tree ä.html"))
                .andExpect(jsonPath("$.messages[0].attachments[0].size").value(25))
                .andExpect(jsonPath("$.messages[0].attachments[0].sha256")
                        .value("5c140d35dcb46a622e2cedf5ef5cc3638cdffd1c118c9331f8c84669f0b74783"))
                .andExpect(jsonPath("$.messages[1].to").value("ada@customer.example"))
                .andExpect(jsonPath("$.messages[1].messageId").value(answer.internetId()))
                .andExpect(jsonPath("$.messages[1].raw").value(false))
                .andExpect(jsonPath("$.messages[2].direction").value("NOTE"))
                .andExpect(jsonPath("$.tasks[0].id").value(task.getId()))
                .andExpect(jsonPath("$.tasks[0].candidateGroups").value(hasItem("usage-support")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AC-999999", "AC-1", "nonsense"})
    void anUnknownRequestIsNotFound(String number) throws Exception {
        for (String path : List.of("", "/messages/1/raw", "/attachments/1")) {
            http.perform(get("/api/requests/" + number + path)).andExpect(status().isNotFound())
                    .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                    .andExpect(jsonPath("$.detail").value(containsString(number)));
        }
    }

    @Test
    void givesOutFilesOnlyToBeSaved() throws Exception {
        Request request = fixture.request("eve@customer.example", "x", "y");
        Message message = messages.of(request.number()).get(0);
        long file = attachments.of(message.id()).get(0).id();

        http.perform(get("/api/requests/{n}/attachments/{id}", request.number(), file)).andExpect(status().isOk())
                .andExpect(content().contentType(MediaType.APPLICATION_OCTET_STREAM))
                .andExpect(content().bytes("<script>alert(1)</script>".getBytes()))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Disposition", containsString("attachment; ")))
                .andExpect(
                        header().string("Content-Disposition", containsString("filename*=UTF-8''tree%20%C3%A4.html")));
        byte[] raw = http.perform(get("/api/requests/{n}/messages/{id}/raw", request.number(), message.id()))
                .andExpect(status().isOk()).andExpect(content().contentType("message/rfc822"))
                .andReturn().getResponse().getContentAsByteArray();
        assertThat(raw).asString().isEqualTo("Subject: x\r\n\r\ny");
    }

    @Test
    void aFileOfAnotherRequestIsNotFound() throws Exception {
        Request mine = fixture.request("mine@customer.example", "x", "y");
        Request other = fixture.request("other@customer.example", "x", "y");
        Message foreign = messages.of(other.number()).get(0);
        long file = attachments.of(foreign.id()).get(0).id();

        http.perform(get("/api/requests/{n}/attachments/{id}", mine.number(), file)).andExpect(status().isNotFound());
        http.perform(get("/api/requests/{n}/messages/{id}/raw", mine.number(), foreign.id()))
                .andExpect(status().isNotFound());
        long note = messages.note(mine.number(), "uma", "z").id();
        http.perform(get("/api/requests/{n}/messages/{id}/raw", mine.number(), note)).andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value(containsString("no raw bytes")));
    }

    @Test
    void isDescribedByOpenApi() throws Exception {
        http.perform(get("/v3/api-docs")).andExpect(status().isOk())
                .andExpect(jsonPath("$.paths['/api/requests'].get.summary").value("List requests, newest first"))
                .andExpect(jsonPath("$.paths['/api/requests'].get.parameters[?(@.name=='state')].schema.enum[*]")
                        .value(hasItem("WAITING")))
                .andExpect(jsonPath("$.paths['/api/requests/{number}']").exists())
                .andExpect(jsonPath("$.paths['/api/requests/{number}/messages/{id}/raw']").exists())
                .andExpect(jsonPath("$.paths['/api/requests/{number}/attachments/{id}']").exists());
    }
}
