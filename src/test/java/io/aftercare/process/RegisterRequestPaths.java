package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A call that an agent writes down. */
@ProcessPaths
class RegisterRequestPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private RuntimeService runtime;

    @Test
    void aCallIsNotRegisteredUnderWhatIsNoAddress() {
        for (String address : List.of("not an address", "a@b.example,c@d.example",
                "x@y.example\r\nBcc: evil@z.example", "a@b")) {
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS,
                    Map.of("customerAddress", address, "subject", "Invoice", "requestText", "Asks for the invoice.")))
                    .hasMessageContaining("mail address");
        }
    }

    /** Mails to them would reach ourselves, and start conversations with ourselves. */
    @Test
    void noCallIsRegisteredUnderOurOwnAddressOrThatOfAColleague() {
        path.colleague("ursula", "Ursula@desk.example");
        for (String address : List.of("support@aftercare.example", " SUPPORT@aftercare.example",
                "support+0123456789abcdef@aftercare.example")) {
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS,
                    Map.of("customerAddress", address, "subject", "Invoice", "requestText", "Asks for the invoice.")))
                    .hasMessageContaining("is our own address");
        }
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS,
                Map.of("customerAddress", "ursula@DESK.example", "subject", "Invoice", "requestText", "Asks.")))
                .hasMessageContaining("is the address of a colleague");
    }

    @Test
    void anAgentRegistersATelephoneCall() {
        path.triageSays(Kind.COMMERCIAL, null, true);
        runtime.startProcessInstanceByKey(SupportRequest.REGISTER_REQUEST_PROCESS, Map.of("customerAddress",
                path.customer,
                "customerName", "Anna", "subject", "Invoice", "requestText", "Asks for the invoice.", "language",
                "fr"));
        Request registered = requests.list(null, null, null, path.customer, 10, 0).get(0);
        assertThat(registered.channel()).isEqualTo(Channel.PHONE);
        assertThat(messages.textOf(registered.number())).contains("Asks for the invoice.");
    }
}
