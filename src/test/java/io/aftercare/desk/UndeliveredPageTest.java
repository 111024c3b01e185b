package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import io.aftercare.conversation.UndeliveredMessages;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What agents see of letters that did not arrive, and how they clear an address. */
@DeskTest
class UndeliveredPageTest {

    @Autowired
    WebApplicationContext context;
    @Autowired
    DeskFixture fixture;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    UndeliveredMessages undelivered;
    @Autowired
    UndeliverableAddresses addresses;
    @Autowired
    IdentityService identities;
    MockMvc http;
    final String address = "away-%s@customer.example".formatted(System.nanoTime());
    Request request;

    @BeforeEach
    void aLetterThatBounced() {
        http = MockMvcBuilders.webAppContextSetup(context).build();
        request = fixture.request(address, "Merge", "How?");
        Message letter = outgoing.queue(request,
                new OutgoingMessage(Purpose.ANSWER, "Re: Merge", "So.", null, false, "uma", List.of()));
        outgoing.markFailed(letter.id());
        undelivered.keep(letter, Problem.BOUNCED, "5.1.1", "It did not reach <her>: no such mailbox.", true, true);
        addresses.block(letter, "5.1.1", "There is <no> such mailbox.");
        identities.setAuthentication("uma", List.of("usage-support"));
    }

    @AfterEach
    void nobody() {
        identities.clearAuthentication();
    }

    @Test
    void theConversationSaysWhichLetterDidNotArriveAndWhy() throws Exception {
        http.perform(get("/camunda/api/aftercare/requests/" + request.number() + "/conversation"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("did not arrive")))
                .andExpect(content().string(containsString("It did not reach &lt;her&gt;: no such mailbox.")))
                .andExpect(content().string(containsString("There is &lt;no&gt; such mailbox.")));
    }

    @Test
    void anAgentClearsAnAddressOnce() throws Exception {
        http.perform(get("/api/undeliverable-addresses")).andExpect(jsonPath("$[*].address", hasItem(address)));
        http.perform(delete("/api/undeliverable-addresses/{address}", address.toUpperCase(java.util.Locale.ROOT)))
                .andExpect(status().isNoContent());
        assertThat(addresses.find(address)).isEmpty();
        http.perform(delete("/api/undeliverable-addresses/{address}", address)).andExpect(status().isNotFound());
        http.perform(get("/camunda/api/aftercare/requests/" + request.number() + "/conversation"))
                .andExpect(content().string(not(containsString("is held back since"))));
    }

    @Test
    void aStrangerClearsNothing() throws Exception {
        identities.clearAuthentication();
        http.perform(delete("/api/undeliverable-addresses/{address}", address)).andExpect(status().isUnauthorized());
        assertThat(addresses.find(address)).isPresent();
    }
}
