package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.ports.PermanentFailure;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import io.aftercare.conversation.UndeliveredMessage;
import io.aftercare.conversation.UndeliveredMessages;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.mail.reading.DeliveryReport.Kind;
import io.aftercare.mail.reading.DeliveryReport;
import io.aftercare.process.MailTasks;
import io.aftercare.process.RequestProcess;
import io.aftercare.testing.StartsApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mail.MailSendException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** What a mail server may answer, and what becomes of the letter then. */
@StartsApplication
@SpringBootTest(classes = MailTestConfiguration.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
                MailTestConfiguration.WITHOUT_ENGINE, "spring.datasource.url=jdbc:h2:mem:refused;DB_CLOSE_DELAY=-1",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.support.address=support@aftercare.example", "spring.mail.properties.mail.smtp.timeout=1500"})
@Timeout(120)
class RejectedMessagesTest {

    private static final ScriptedMailServer SERVER = server();

    @MockitoBean
    RequestProcess process;
    @MockitoBean
    MailTasks mailTasks;
    @MockitoBean
    IntakeLoop loop;
    @Autowired
    CustomerMailSender mailSender;
    @Autowired
    Requests requests;
    @Autowired
    Messages messages;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    Participants participants;
    @Autowired
    UndeliveredMessages undelivered;
    @Autowired
    UndeliverableAddresses addresses;
    @Autowired
    BounceHandler bounces;
    @Autowired
    HealthIndicator outboxHealthIndicator;
    @Autowired
    MeterRegistry meters;
    @Autowired
    MailTestConfiguration.MovableClock clock;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry properties) {
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", SERVER::port);
    }

    @BeforeEach
    void forget() {
        SERVER.forget();
    }

    @AfterAll
    static void stop() throws IOException {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource({"RCPT,450 4.2.0 greylisted; come back", "RCPT,451 try later", "RCPT,452 4.2.2 full",
            "RCPT,552 too much mail",
            "RCPT,552 5.2.2 mailbox full", "MAIL,530 5.7.0 log in first", "DATA,451 4.3.0 trouble",
            "'.',452 4.3.1 disk full",
            "'.',hang up", "RCPT,hang up", "RCPT,say nothing", "'.',say nothing", "GREETING,554 no service today",
            "GREETING,hang up"})
    void atemporaryTroubleIsRetriedWithTheSameMessageId(String command, String answer) {
        SERVER.answer("NOOP", ScriptedMailServer.HANG_UP).answer(command, answer);
        Message letter = queue(open(), false);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(MailSendException.class)
                .hasMessageContaining(letter.internetId())
                .hasMessageContaining(Character.isDigit(answer.charAt(0)) ? answer : "sent: ");
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(undelivered.of(letter.request())).isEmpty();
        assertThat(addresses.find(letter.toAddress())).isEmpty();
        SERVER.answer("NOOP", ScriptedMailServer.HANG_UP);
        mailSender.send(letter.id());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(SERVER.letters()).isNotEmpty()
                .allSatisfy(sent -> assertThat(sent).contains("Message-ID: " + letter.internetId()));
        mailSender.send(letter.id());
        assertThat(SERVER.letters()).as("a letter that was accepted is never sent again")
                .hasSize(command.equals(".") ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({"RCPT,550 5.1.1 no such user,5.1.1", "RCPT,550 nobody here,550",
            "RCPT,553 mailbox name not allowed,553",
            "RCPT,550 5.2.1 switched off,5.2.1", "RCPT,556 5.1.10 domain takes no mail,5.1.10"})
    void anAddressThatIsRefusedIsBlockedAndAPersonIsToldAtOnce(String command, String answer, String status) {
        SERVER.answer(command, answer);
        Message letter = queue(open(), true);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(PermanentFailure.class)
                .hasMessageContaining(answer).hasMessageContaining("Reach the customer");
        assertThat(messages.get(letter.id()).status()).as("it can still be sent").isEqualTo(MessageStatus.QUEUED);
        assertThat(addresses.find(letter.toAddress())).get()
                .satisfies(blocked -> assertThat(blocked.status()).isEqualTo(status));
        UndeliveredMessage known = undelivered.open(letter.request()).get(0);
        assertThat(known.problem()).isEqualTo(Problem.REJECTED);
        assertThat(known.toldAt()).as("to be told").isNull();
        assertThat(undelivered.requestsToTell()).contains(letter.request());
        assertThat(note(letter)).contains("was refused by the mail server").contains(answer);

        Message next = queue(requests.get(letter.request()), true);
        mailSender.send(next.id());
        assertThat(messages.get(next.id()).status()).as("automatic").isEqualTo(MessageStatus.WITHHELD);
        mailSender.send(letter.id());
        assertThat(messages.get(letter.id()).status()).as("retried in Cockpit").isEqualTo(MessageStatus.SENT);
    }

    @ParameterizedTest
    @CsvSource({"MAIL,550 5.7.60 you may not send as that", "MAIL,553 5.1.8 sender rejected",
            "RCPT,550 5.7.1 relaying denied",
            "RCPT,554 relay access denied", "RCPT,550 blocked by a policy", "DATA,554 no valid recipients",
            "'.',554 5.7.1 looks like spam",
            "'.',552 5.3.4 too large", "'.',550 5.6.0 lines too long"})
    void aRefusalThatIsNotTheAddressFaultIsAnIncidentAndGoesOutWhenRetried(String command, String answer) {
        SERVER.answer(command, answer);
        Message letter = queue(open(), true);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(PermanentFailure.class)
                .hasMessageContaining(answer).hasMessageContaining(letter.internetId())
                .hasMessageContaining("retry this job");
        assertThat(addresses.find(letter.toAddress())).isEmpty();
        assertThat(undelivered.open(letter.request())).singleElement()
                .satisfies(known -> assertThat(known.toldAt()).as("the manager sees the incident").isNotNull());
        mailSender.send(letter.id());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(SERVER.letters().get(SERVER.letters().size() - 1)).contains("Message-ID: " + letter.internetId());
        assertThat(undelivered.open(letter.request())).as("settled").isEmpty();
    }

    @Test
    void healthAndMetricsTellOfDeadLettersUntilTheyHaveLeft() {
        double before = meters.get("aftercare.mail.dead").gauge().value();
        SERVER.answer(".", "554 5.7.1 looks like spam");
        Message letter = queue(open(), true);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(PermanentFailure.class);
        assertThat(outboxHealthIndicator.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(meters.get("aftercare.mail.dead").gauge().value()).isEqualTo(before + 1);
        mailSender.send(letter.id());
        assertThat(meters.get("aftercare.mail.dead").gauge().value()).isEqualTo(before);
        Message waiting = queue(open(), true);
        clock.forward(java.time.Duration.ofMinutes(61));
        assertThat(meters.get("aftercare.mail.dead").gauge().value()).isGreaterThan(before);
        assertThat(outboxHealthIndicator.health().getDetails()).containsKeys("queued", "dead", "undelivered",
                "blockedAddresses", "oldestQueuedSince", "trouble");
        mailSender.send(waiting.id());
    }

    @Test
    void healthIsDegradedWhenALetterWaitsForMinutesAndAttemptsFail() {
        SERVER.answer("RCPT", "451 4.3.0 trouble");
        Message letter = queue(open(), true);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(MailSendException.class);
        assertThat(outboxHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
        clock.forward(java.time.Duration.ofMinutes(6));
        assertThat(outboxHealthIndicator.health().getStatus()).isEqualTo(OutboxHealth.DEGRADED);
        mailSender.send(letter.id());
        assertThat(outboxHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void anAnswerOfAPersonThatIsRefusedReachesAPersonWhateverTheReason() {
        SERVER.answer(".", "554 5.7.1 looks like spam");
        Message letter = queue(open(), false);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(PermanentFailure.class);
        assertThat(undelivered.requestsToTell()).contains(letter.request());
    }

    @Test
    void aPersonsAnswerIsTriedWhateverIsKnownOfTheAddressAndClearsWhatItsOwnRefusalBlocked() {
        SERVER.answer("RCPT", "550 5.1.1 no such user");
        Message letter = queue(open(), false);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(PermanentFailure.class);
        mailSender.send(letter.id());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(addresses.find(letter.toAddress())).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutAskingTheServer() {
        Request request = requests.open(Channel.PHONE, "ada at b.example <", null, "First", "en", null);
        Message letter = queue(request, false);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(PermanentFailure.class);
        assertThat(SERVER.commands()).noneMatch(command -> command.startsWith("RCPT"));
    }

    @Test
    void afterAHardBounceAutomaticMailIsHeldBackUntilSomebodyClearsTheAddress() {
        Request request = open();
        Message first = queue(request, true);
        mailSender.send(first.id());
        bounces.reported(messages.get(first.id()),
                new DeliveryReport(Kind.FAILED, "5.1.1", request.customerAddress(), List.of()));
        assertThat(messages.get(first.id()).status()).isEqualTo(MessageStatus.FAILED);

        Request another = requests.open(Channel.MAIL, request.customerAddress(), null, "Second", "en", null);
        Message held = queue(another, true);
        mailSender.send(held.id());
        assertThat(messages.get(held.id()).status()).isEqualTo(MessageStatus.WITHHELD);
        assertThat(note(held)).contains("was held back").contains("there is no such mailbox");
        assertThat(undelivered.requestsToTell()).contains(another.number());
        Message answer = queue(another, false);
        mailSender.send(answer.id());
        assertThat(messages.get(answer.id()).status()).as("a person's answer").isEqualTo(MessageStatus.SENT);

        assertThat(addresses.clear(request.customerAddress(), "ursula")).isTrue();
        Message next = queue(another, true);
        mailSender.send(next.id());
        assertThat(messages.get(next.id()).status()).isEqualTo(MessageStatus.SENT);
    }

    @Test
    void aFullMailboxBlocksNothingAndOnlyALostAnswerReachesAPerson() {
        Request request = open();
        Message automatic = sent(request, true);
        bounces.reported(automatic, new DeliveryReport(Kind.FAILED, "5.2.2", null, List.of()));
        assertThat(messages.get(automatic.id()).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(addresses.find(request.customerAddress())).isEmpty();
        assertThat(undelivered.requestsToTell()).doesNotContain(request.number());
        Message answer = sent(request, false);
        bounces.reported(answer, new DeliveryReport(Kind.FAILED, "4.2.2", null, List.of()));
        assertThat(undelivered.requestsToTell()).contains(request.number());
        assertThat(note(answer)).contains("the mailbox is full");
    }

    @Test
    void aDelayIsOnlyNotedAndAReceiptNotEvenThat() {
        Message letter = sent(open(), false);
        bounces.reported(letter, new DeliveryReport(Kind.DELAYED, "4.4.1", null, List.of()));
        bounces.reported(letter, new DeliveryReport(Kind.DELIVERED, "2.0.0", null, List.of()));
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(messages.of(letter.request())).filteredOn(message -> message.purpose() == Purpose.NOTE)
                .singleElement().satisfies(note -> assertThat(note.textBody()).contains("is delayed"));
        assertThat(undelivered.of(letter.request())).isEmpty();
    }

    @Test
    void onlyTheAddressTheLetterWentToIsBlockedWhateverAReportNames() {
        Message letter = sent(open(), true);
        bounces.reported(letter, new DeliveryReport(Kind.FAILED, "5.1.1", "victim@else.example", List.of()));
        assertThat(addresses.find("victim@else.example")).isEmpty();
        assertThat(addresses.find(letter.toAddress())).isPresent();
        bounces.reported(messages.get(letter.id()), new DeliveryReport(Kind.FAILED, "5.1.1", null, List.of()));
        assertThat(undelivered.of(letter.request())).as("reported twice").hasSize(1);
    }

    @Test
    void aBounceOfACopyIsNotedAndLeavesTheCustomerAlone() {
        Request request = open();
        participants.add(request, "copy@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        Message letter = sent(request, false);
        bounces.reported(letter, new DeliveryReport(Kind.FAILED, "5.1.1", "Copy@b.example", List.of()));
        assertThat(addresses.find(request.customerAddress())).isEmpty();
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(undelivered.of(request.number())).isEmpty();
        assertThat(note(letter)).contains("Copy@b.example").contains("copy");
        bounces.reported(letter, new DeliveryReport(Kind.FAILED, "5.1.1", "elsewhere@c.example", List.of()));
        assertThat(addresses.find(request.customerAddress())).as("it may be the copy that was passed on").isEmpty();
        assertThat(undelivered.requestsToTell()).contains(request.number());
    }

    @Test
    void ofAReportAboutSeveralTheCustomersOwnPartCounts() {
        Request request = open();
        participants.add(request, "copy@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        Message letter = sent(request, false);
        var arrived = new DeliveryReport.Outcome(Kind.DELIVERED, "2.0.0", letter.toAddress());
        bounces.reported(letter,
                new DeliveryReport(Kind.FAILED, "5.1.1", "copy@b.example", List.of(), List.of(arrived)));
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(note(letter)).contains("copy@b.example");
        var full = new DeliveryReport.Outcome(Kind.FAILED, "5.2.2", letter.toAddress());
        bounces.reported(letter, new DeliveryReport(Kind.FAILED, "5.1.1", "copy@b.example", List.of(), List.of(full)));
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(undelivered.of(request.number())).singleElement()
                .satisfies(lost -> assertThat(lost.reason()).contains("the mailbox is full"));
    }

    @Test
    void aCopyThatIsNotTakenYetIsSentLaterAndTheCustomersOnce() {
        Request request = open();
        participants.add(request, "copy@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        Message letter = queue(request, false);
        SERVER.answer("NOOP", ScriptedMailServer.HANG_UP).answer("RCPT", "250 fine", "450 4.2.0 greylisted");
        assertThatThrownBy(() -> mailSender.send(letter.id())).hasMessageContaining("The customer has got the message")
                .hasMessageContaining("copy@b.example");
        SERVER.answer("RCPT", "250 fine");
        mailSender.send(letter.id());
        mailSender.send(letter.id());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(SERVER.letters()).as("the customer's, then the copy").hasSize(2);
    }

    @Test
    void aCopyThatTheServerRefusesIsNotedAndTheCustomersIsSent() {
        Request request = open();
        participants.add(request, "copy@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        SERVER.answer("NOOP", ScriptedMailServer.HANG_UP).answer("RCPT", "250 fine", "550 5.1.1 no such user");
        Message letter = sent(request, false);
        assertThat(letter.status()).isEqualTo(MessageStatus.SENT);
        assertThat(note(letter)).contains("copy@b.example").contains("refuses");
        assertThat(addresses.find(request.customerAddress())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a..b@docomo.example,a..b@docomo.example", "ab.@docomo.example,ab.@docomo.example",
            "x@my_host.example,x@my_host.example",
            "x@b\u00fccher.example,x@xn--bcher-kva.example"})
    void whetherAnOddAddressExistsIsForTheMailServerToSay(String written, String asked) {
        Request request = requests.open(Channel.MAIL, written, null, "First", "en", null);
        assertThat(sent(request, true).status()).isEqualTo(MessageStatus.SENT);
        assertThat(SERVER.commands()).anyMatch(command -> command.startsWith("RCPT TO:<" + asked + ">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b@evil.example", "\"a@b\"@c@evil.example", "ada@a.example,eve@e.example"})
    void toWhatIsNoAddressNothingIsSentAndAPersonIsAsked(String written) {
        Request request = requests.open(Channel.WEB, written, null, "First", "en", null);
        Message letter = queue(request, false);
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("Correct the address in the task");
        assertThat(SERVER.commands()).noneMatch(command -> command.startsWith("RCPT"));
    }

    @Test
    void aPersonIsToldOfTooManyAutomaticMailsOncePerAddressAndDay() {
        Request request = open();
        for (int i = 0; i < 22; i++) {
            mailSender.send(queue(request, true).id());
        }
        assertThat(SERVER.letters()).hasSize(20);
        assertThat(undelivered.open(request.number())).hasSize(2)
                .allSatisfy(held -> assertThat(held.problem()).isEqualTo(Problem.TOO_MANY))
                .filteredOn(held -> held.toldAt() == null).hasSize(1);
    }

    @Test
    void aLetterThatAPersonSendsAgainGoesWhateverTheLimit() {
        Request request = open();
        for (int i = 0; i < 21; i++) {
            mailSender.send(queue(request, true).id());
        }
        UndeliveredMessage held = undelivered.open(request.number()).get(0);
        Message copy = outgoing.queueCopy(request, messages.get(held.messageId()));
        undelivered.sentAgain(held.messageId(), copy.id());
        mailSender.send(copy.id());
        assertThat(messages.get(copy.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(copy.internetId()).isNotEqualTo(messages.get(held.messageId()).internetId());
    }

    @Test
    void onlyTheCustomersAndOurOwnMessageIdsStandInReferencesAtMostTwentyWithTheFirst() {
        Request request = open();
        messages.receive(request.number(), incoming("<bounce@relay.example>", request, true));
        for (int i = 0; i < 24; i++) {
            messages.receive(request.number(), incoming("<customer" + i + "@b.example>", request, false));
        }
        messages.receive(request.number(), incoming("<away@b.example>", request, true));
        Message letter = queue(request, true);
        assertThat(letter.inReplyTo()).isEqualTo("<customer23@b.example>");
        assertThat(letter.referenceIds().split(" ")).hasSize(20).startsWith("<first@b.example>")
                .endsWith("<customer23@b.example>")
                .doesNotContain("<away@b.example>", "<bounce@relay.example>");
    }

    @Test
    void bouncesComeToTheSupportAddressAndQuoteTheHeaders() {
        SERVER.announce("DSN");
        try {
            SERVER.answer("NOOP", ScriptedMailServer.HANG_UP);
            mailSender.send(queue(open(), true).id());
            assertThat(SERVER.commands())
                    .anyMatch(command -> command.startsWith("MAIL FROM:<support@aftercare.example>")
                            && command.contains("RET=HDRS"));
        } finally {
            SERVER.announce("");
        }
        assertThat(SERVER.letters().get(0)).contains("List-Id: <support.aftercare.example>")
                .contains("X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply");
    }

    @Test
    void aServerElsewhereGetsMailEncryptedOrNone() {
        var settings = new Properties();
        SmtpSecurity.apply("203.0.113.9", "smtp", settings);
        assertThat(settings).containsEntry("mail.smtp.starttls.required", "true")
                .containsEntry("mail.smtp.starttls.enable", "true")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true");
        var tls = new Properties();
        tls.put("mail.smtp.ssl.enable", "true");
        SmtpSecurity.apply("203.0.113.9", "smtp", tls);
        assertThat(tls).doesNotContainKey("mail.smtp.starttls.required")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true");
        var local = new Properties();
        SmtpSecurity.apply("127.0.0.1", "smtp", local);
        assertThat(local).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"starttls.required,false", "starttls.enable,false", "ssl.trust,*", "ssl.checkserveridentity,FALSE"})
    void settingsThatSendMailUnprotectedAreRefusedAtStart(String name, String value) {
        var settings = new Properties();
        settings.put("mail.smtp." + name, value);
        assertThatThrownBy(() -> SmtpSecurity.apply("203.0.113.9", "smtp", settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("spring.mail.properties.mail.smtp." + name).hasMessageContaining("203.0.113.9")
                .hasMessageContaining("465");
    }

    private Message sent(Request request, boolean automatic) {
        Message letter = queue(request, automatic);
        mailSender.send(letter.id());
        return messages.get(letter.id());
    }

    private String note(Message letter) {
        List<Message> notes =
                messages.of(letter.request()).stream().filter(message -> message.purpose() == Purpose.NOTE).toList();
        return notes.get(notes.size() - 1).textBody();
    }

    private Request open() {
        Request request = requests.open(Channel.MAIL, UUID.randomUUID() + "@b.example", null, "First", "en", null);
        messages.receive(request.number(), incoming("<first@b.example>", request, false));
        return request;
    }

    private static IncomingMessage incoming(String id, Request request, boolean automatic) {
        return new IncomingMessage(id, null, null, request.customerAddress(), null, null, "First", "text", "text", null,
                null,
                automatic, List.of());
    }

    private Message queue(Request request, boolean automatic) {
        return outgoing.queue(request, new OutgoingMessage(Purpose.ANSWER, "[" + request.number() + "] First", "Words",
                "<p>Words</p>", automatic, automatic ? null : "agent", List.<NewAttachment>of()));
    }

    private static ScriptedMailServer server() {
        try {
            return new ScriptedMailServer();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
