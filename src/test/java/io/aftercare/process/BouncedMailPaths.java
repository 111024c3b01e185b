package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import io.aftercare.conversation.UndeliveredMessages;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Mails that did not reach the customer. */
@ProcessPaths
class BouncedMailPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private Messages messages;
    @Autowired
    private OutgoingMessages outgoing;
    @Autowired
    private UndeliveredMessages undelivered;
    @Autowired
    private Redelivery redelivery;
    @Autowired
    private Requests requests;
    @Autowired
    private Participants participants;
    @Autowired
    private RuntimeService runtime;

    @Test
    void aLetterThatBouncedIsSentAgainToAnotherAddress() {
        Message letter = bounced(Problem.BOUNCED);
        path.task(SupportRequest.REACH_CUSTOMER_TASK, "usage-support");
        path.fire("BoundaryEvent_ReachCustomerOverdue");
        path.complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "CORRECT_ADDRESS",
                "customerAddress", "right-" + path.customer));
        assertThat(path.request().customerAddress()).isEqualTo("right-" + path.customer);
        assertThat(path.mails().get(path.mails().size() - 1)).satisfies(copy -> {
            assertThat(copy.toAddress()).isEqualTo("right-" + path.customer);
            assertThat(copy.textBody()).isEqualTo(letter.textBody());
        });
    }

    @Test
    void noLetterIsSentAgainToOurselves() {
        bounced(Problem.BOUNCED);
        path.colleague("ursula", "ursula@desk.example");
        for (String address : List.of("support@aftercare.example", "support+1234@aftercare.example",
                "ursula@desk.example")) {
            assertThatThrownBy(() -> path.complete(SupportRequest.REACH_CUSTOMER_TASK,
                    Map.of("deliveryHandling", "CORRECT_ADDRESS", "customerAddress", address)))
                    .hasMessageContaining("address").hasMessageContaining(address);
        }
        assertThat(path.request().customerAddress()).isEqualTo(path.customer);
    }

    @Test
    void theAddressThatWasCorrectedIsNoStrangers() {
        bounced(Problem.BOUNCED);
        path.complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "CORRECT_ADDRESS",
                "customerAddress", "right-" + path.customer));
        assertThat(participants.include(path.request(), path.customer)).isTrue();
        assertThat(participants.readingAlong(path.request())).as("it gets no letters").isEmpty();
    }

    @Test
    void oneTaskIsForAllRequestsOfAnAddress() {
        bounced(Problem.BOUNCED);
        Request second = requests.open(Channel.MAIL, path.customer, null, "Second", "en", null);
        Message letter = outgoing.queue(second, new OutgoingMessage(Purpose.ANSWER, "Second", "So.", null, false,
                "ursula", List.of()));
        outgoing.markFailed(letter.id());
        undelivered.keep(letter, Problem.BOUNCED, "5.1.1", "The second did not arrive.", true, true);
        redelivery.tell(second.number());
        assertThat(undelivered.requestsToTell()).doesNotContain(second.number());
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.BOUNCED_MAIL_PROCESS)
                .variableValueEquals("customerAddress", path.customer).list()).singleElement()
                .satisfies(task -> assertThat((String) runtime.getVariable(task.getId(), "mailReason"))
                        .contains("It did not arrive.").contains("The second did not arrive."));
        assertThat(messages.of(second.number())).anyMatch(note -> note.textBody().contains(path.number.toString()));

        path.complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "CORRECT_ADDRESS",
                "customerAddress", "right-" + path.customer));
        assertThat(requests.get(second.number()).customerAddress()).isEqualTo("right-" + path.customer);
        assertThat(messages.of(second.number())).filteredOn(message -> message.purpose() == Purpose.ANSWER)
                .extracting(Message::toAddress).containsExactly(path.customer, "right-" + path.customer);
        assertThat(undelivered.open(second.number())).isEmpty();
    }

    @Test
    void aLetterThatBouncedIsSentAgainToTheSameAddress() {
        bounced(Problem.BOUNCED);
        path.complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "SEND_AGAIN"));
        assertThat(path.mails()).filteredOn(mail -> mail.purpose() == Purpose.ARTICLE_OFFER).hasSize(2);
    }

    @Test
    void aLetterThatBouncedIsLeft() {
        Message letter = bounced(Problem.BOUNCED);
        path.complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "LEAVE", "remark",
                "Reached by telephone."));
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(path.mails()).filteredOn(mail -> mail.purpose() == Purpose.ARTICLE_OFFER).hasSize(1);
    }

    @Test
    void tooManyAutomaticMailsAreTheManagersConcern() {
        bounced(Problem.TOO_MANY);
        path.task(SupportRequest.REACH_CUSTOMER_TASK, "managers");
    }

    /** Otherwise nobody would ever get it again, and what did not arrive would lie there. */
    @ParameterizedTest
    @EnumSource(value = Problem.class, names = {"BOUNCED", "TOO_MANY"})
    void aTaskThatAnAdministratorDeletesIsGivenAgain(Problem problem) {
        Message letter = bounced(problem);
        String first = path.open(SupportRequest.REACH_CUSTOMER_TASK).getId();
        runtime.deleteProcessInstance(path.open(SupportRequest.REACH_CUSTOMER_TASK).getProcessInstanceId(),
                "Tidied up", true, true);
        assertThat(messages.of(path.number)).last().extracting(Message::textBody).asString()
                .contains("ended in the engine (Tidied up)").contains("given again");
        assertThat(undelivered.requestsToTell()).contains(path.number);

        redelivery.tell(path.number);
        assertThat(path.open(SupportRequest.REACH_CUSTOMER_TASK).getId()).isNotEqualTo(first);
        path.complete(SupportRequest.REACH_CUSTOMER_TASK, Map.of("deliveryHandling", "LEAVE"));
        assertThat(undelivered.open(path.number)).isEmpty();
        assertThat(undelivered.requestsToTell()).doesNotContain(path.number);
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.FAILED);
    }

    private Message bounced(Problem problem) {
        path.anArticleIsFound();
        path.begin();
        Message letter = path.mails().get(path.mails().size() - 1);
        outgoing.markFailed(letter.id());
        undelivered.keep(letter, problem, "5.1.1", "It did not arrive.", true, true);
        redelivery.tell(path.number);
        return letter;
    }
}
