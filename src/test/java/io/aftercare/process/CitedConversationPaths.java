package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.KnowledgeBase;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A stranger's mail that cites a conversation. */
@ProcessPaths
class CitedConversationPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private RequestProcess process;
    @Autowired
    private MailTasks mailTasks;
    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private Participants participants;
    @Autowired
    private TaskService tasks;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private KnowledgeBase knowledge;

    @Test
    void aStrangersMailJoinsTheConversationItCitesAndItsOwnRequestEndsWithoutAFurtherMail() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.begin();
        String task = citing(cited);
        path.fire("BoundaryEvent_PlaceMailOverdue");

        tasks.complete(task, Map.of("mailPlace", "CITED_CONVERSATION"));

        path.hasEnded(Outcome.JOINED);
        assertThat(path.mails()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT);
        assertThat(path.request().mergedInto()).isEqualTo(cited);
        assertThat(notes(path.number)).last().asString().contains(cited.toString());
        assertThat(messages.of(cited)).anySatisfy(message -> {
            assertThat(message.fromAddress()).isEqualTo(path.customer);
            assertThat(message.textBody()).isEqualTo("How do I merge two people?");
        });
        assertThat(participants.include(requests.get(cited), path.customer)).isTrue();
        // It waited for its own customer's answer; the joined message counts as one.
        assertThat(requests.get(cited).state()).isEqualTo(RequestState.OPEN);
        assertThat(messages.pending(cited)).isEmpty();
    }

    @Test
    void aRequestThatHasEndedMeanwhileStaysAsItEndedWhenItIsJoined() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.begin();
        String task = citing(cited);
        process.choose(path.number, CustomerChoice.WITHDRAW, null);
        path.hasEnded(Outcome.WITHDRAWN);

        tasks.complete(task, Map.of("mailPlace", "CITED_CONVERSATION"));

        path.hasEnded(Outcome.WITHDRAWN);
        assertThat(path.request().mergedInto()).isEqualTo(cited);
        assertThat(messages.of(cited)).extracting(Message::fromAddress).contains(path.customer);
    }

    @Test
    void aClosedConversationReopensWhenAStrangersMailJoinsIt() {
        RequestNumber cited = conversationOfAnotherCustomer();
        process.choose(cited, CustomerChoice.WITHDRAW, null);
        path.begin();
        tasks.complete(citing(cited), Map.of("mailPlace", "CITED_CONVERSATION"));
        assertThat(requests.get(cited).state()).isEqualTo(RequestState.OPEN);
    }

    @Test
    void aStrangersMailStaysARequestOfItsOwn() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.begin();
        tasks.complete(citing(cited), Map.of("mailPlace", "OWN_REQUEST"));
        assertThat(path.request().state()).isEqualTo(RequestState.OPEN);
        assertThat(notes(path.number)).last().asString().contains("stays a request of its own");
        assertThat(participants.include(requests.get(cited), path.customer)).isFalse();
        assertThat(messages.of(cited)).extracting(Message::fromAddress).doesNotContain(path.customer);
    }

    @Test
    void nobodyIsAskedForProofWhileAPersonStillPlacesTheMail() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.triageSays(Kind.USE, null, true);
        path.begin();
        assertThat(proofRequests()).containsExactly(MessageStatus.QUEUED);
        String task = citing(cited);
        assertThat(proofRequests()).containsExactly(MessageStatus.WITHHELD);

        tasks.complete(task, Map.of("mailPlace", "OWN_REQUEST"));
        assertThat(proofRequests()).containsExactly(MessageStatus.WITHHELD, MessageStatus.QUEUED);
    }

    /** Nobody was asked, so that the silence says nothing; and whoever is asked late has the whole time to answer. */
    @Test
    void whatLapsedWhileAPersonStillPlacedTheMailIsAskedForThen() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.triageSays(Kind.USE, null, true);
        path.begin();
        String task = citing(cited);
        path.fire("BoundaryEvent_ReminderDue");
        path.fire("BoundaryEvent_WaitingTimeOver");
        path.hasEnded(Outcome.LAPSED);

        tasks.complete(task, Map.of("mailPlace", "OWN_REQUEST"));

        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
        assertThat(proofRequests()).containsExactly(MessageStatus.WITHHELD, MessageStatus.WITHHELD,
                MessageStatus.QUEUED);
        path.reply("My key is lost.");
        assertThat(path.lastText()).contains("We still could not find your purchase");
    }

    @Test
    void whoIsAskedLateHasTheWholeTimeToAnswer() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.triageSays(Kind.USE, null, true);
        path.begin();
        String task = citing(cited);
        Date before = path.job("BoundaryEvent_WaitingTimeOver").getDuedate();
        ClockUtil.offset(Duration.ofDays(5).toMillis());
        tasks.complete(task, Map.of("mailPlace", "OWN_REQUEST"));
        assertThat(path.job("BoundaryEvent_WaitingTimeOver").getDuedate()).isAfter(before);
        assertThat(path.job("BoundaryEvent_ReminderDue")).isNotNull();
        assertThat(path.request().state()).isEqualTo(RequestState.WAITING);
    }

    @Test
    void whoHasProvedThePurchaseMeanwhileIsNotAskedForIt() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.triageSays(Kind.USE, null, true);
        path.begin();
        String task = citing(cited);
        path.owns("2026", path.today());
        path.reply("I bought it under this address.");
        path.open(SupportRequest.ANSWER_TASK);
        tasks.complete(task, Map.of("mailPlace", "OWN_REQUEST"));
        assertThat(proofRequests()).containsExactly(MessageStatus.WITHHELD);
    }

    @Test
    void aMailWhoseTaskAnAdministratorDeletesStaysARequestOfItsOwn() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.triageSays(Kind.USE, null, true);
        path.begin();
        citing(cited);
        runtime.deleteProcessInstance(path.open(SupportRequest.PLACE_MAIL_TASK).getProcessInstanceId(), "Tidied up",
                true, true);
        assertThat(proofRequests()).containsExactly(MessageStatus.WITHHELD, MessageStatus.QUEUED);
        assertThat(notes(path.number)).anyMatch(note -> note.contains("ended in the engine (Tidied up)"));
    }

    @Test
    void nobodyGetsAReceiptWhileAPersonStillPlacesTheMail() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.begin();
        String task = citing(cited);
        assertThat(statuses(Purpose.RECEIPT)).containsExactly(MessageStatus.WITHHELD);
        assertThat(notes(path.number)).anyMatch(note -> note.contains("receipt is held back"));

        tasks.complete(task, Map.of("mailPlace", "OWN_REQUEST"));
        assertThat(statuses(Purpose.RECEIPT)).containsExactly(MessageStatus.WITHHELD, MessageStatus.QUEUED);
    }

    @Test
    void aMachineWhoseMailAPersonTakesInGetsNoReceipt() {
        conversationOfAnotherCustomer();
        path.begin();
        mailTasks.machineWrote(path.number);
        assertThat(statuses(Purpose.RECEIPT)).containsExactly(MessageStatus.WITHHELD);
        assertThat(notes(path.number)).anyMatch(note -> note.contains("a machine sent this mail"));
    }

    /** Whether it is known to be a machine's before or after a person is asked, and whoever ends that task. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void aMachineGetsNoReceiptEvenWhenItsMailStaysARequestOfItsOwn(boolean knownFirst, boolean decided) {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.begin();
        if (knownFirst) {
            mailTasks.machineWrote(path.number);
        }
        String task = citing(cited);
        if (!knownFirst) {
            mailTasks.machineWrote(path.number);
        }
        if (decided) {
            tasks.complete(task, Map.of("mailPlace", "OWN_REQUEST"));
        } else {
            runtime.deleteProcessInstance(path.open(SupportRequest.PLACE_MAIL_TASK).getProcessInstanceId(), null, true,
                    true);
        }
        assertThat(statuses(Purpose.RECEIPT)).containsExactly(MessageStatus.WITHHELD);
        assertThat(notes(path.number)).filteredOn(note -> note.contains("a machine sent this mail")).hasSize(1);
    }

    @Test
    void whatMayBeForgedIsSaidWhereTheMailIsJoinedToo() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.begin();
        messages.note(path.number, null, "This mail may be forged: our mail server found so.");
        tasks.complete(citing(cited), Map.of("mailPlace", "CITED_CONVERSATION"));
        assertThat(notes(cited)).anyMatch(note -> note.contains("may be forged"));
    }

    private List<MessageStatus> proofRequests() {
        return statuses(Purpose.PROOF_REQUEST);
    }

    private List<MessageStatus> statuses(Purpose purpose) {
        return messages.of(path.number).stream().filter(message -> message.purpose() == purpose)
                .map(Message::status).toList();
    }

    @Test
    void aStrangersMailOfNoInterestIsDiscardedWithoutAFurtherMail() {
        RequestNumber cited = conversationOfAnotherCustomer();
        path.begin();
        tasks.complete(citing(cited), Map.of("mailPlace", "NOWHERE", "remark", "Spam"));
        path.hasEnded(Outcome.CLOSED_WITHOUT_ANSWER);
        assertThat(path.mails()).extracting(Message::purpose).containsExactly(Purpose.RECEIPT);
        assertThat(notes(path.number)).last().asString().contains("Spam");
    }

    private RequestNumber conversationOfAnotherCustomer() {
        path.anArticleIsFound();
        path.triageSays(Kind.COMMERCIAL, null, true);
        RequestNumber other = process.begin(Channel.MAIL,
                IncomingMessage.written(UUID.randomUUID() + "@customers.example",
                        "Bea", "Merge", "How?", List.of()),
                null, null).number();
        assertThat(requests.get(other).state()).isEqualTo(RequestState.WAITING);
        given(knowledge.answers(anyString(), any())).willReturn(List.of());
        return other;
    }

    private String citing(RequestNumber cited) {
        mailTasks.askWhereItBelongs(messages.of(path.number).get(0), cited, "It cites the number " + cited + ".");
        return path.task(SupportRequest.PLACE_MAIL_TASK, "usage-support").getId();
    }

    private List<String> notes(RequestNumber of) {
        return messages.of(of).stream().filter(message -> message.direction() == Direction.NOTE).map(Message::textBody)
                .toList();
    }
}
