package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.LetterIdentities;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SideConversations;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessages;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.conversation.ports.PermanentFailure;
import io.aftercare.conversation.ports.Postponed;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.Mailbox;
import io.aftercare.mail.reading.Mails;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.mail.reading.ThreadReferences;
import io.aftercare.process.MailTasks;
import io.aftercare.process.RequestProcess;
import io.aftercare.testing.StartsApplication;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@StartsApplication
@SpringBootTest(classes = MailTestConfiguration.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
                MailTestConfiguration.WITHOUT_ENGINE, "spring.datasource.url=jdbc:h2:mem:outgoing;DB_CLOSE_DELAY=-1",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.support.address=support@aftercare.example", "aftercare.support.name=Ärztin & Co Support",
                "aftercare.mail.automatic-per-day=3"})
@Timeout(120)
class CustomerMailTransportTest {

    private static final GreenMail SERVER =
            new GreenMail(ServerSetup.dynamicPort(new ServerSetup[] {ServerSetup.SMTP}));

    @MockitoBean
    RequestProcess process;
    @MockitoBean
    MailTasks mailTasks;
    @MockitoBean
    IntakeLoop loop;
    @Autowired
    LetterIdentities identities;
    @Autowired
    CustomerMailSender mailSender;
    @Autowired
    Requests requests;
    @Autowired
    Messages messages;
    @Autowired
    OutgoingMessages letters;
    @Autowired
    Attachments attachments;
    @Autowired
    Participants participants;
    @Autowired
    SideConversations sideConversations;
    @Autowired
    UndeliveredMessages undelivered;
    @Autowired
    UndeliverableAddresses addresses;
    @Autowired
    DeliveryOutcomes outcomes;
    @Autowired
    MailAcceptances acceptances;
    @Autowired
    ConversationMatcher matcher;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    MailTestConfiguration.MovableClock clock;
    @Autowired
    PlatformTransactionManager transactions;
    @Autowired
    HealthIndicator smtpHealthIndicator;
    @Autowired
    HealthIndicator mailboxHealthIndicator;

    @DynamicPropertySource
    static void startServer(DynamicPropertyRegistry properties) {
        SERVER.start();
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
    }

    @AfterAll
    static void stopServer() {
        SERVER.stop();
    }

    @BeforeEach
    void emptyMailboxes() throws Exception {
        SERVER.purgeEmailFromAllMailboxes();
    }

    @Test
    void sendsALetterWithBothPartsInTheCustomersThread() throws Exception {
        Request request = open();
        Message letter = queue(request, true,
                List.of(new NewAttachment("Déjà vu.txt", "text/plain", null, "a\nb\n".getBytes())));
        mailSender.send(letter.id());
        MimeMessage mail = onlyMail();
        assertThat(mail.getFrom()[0].toString()).contains("<support@aftercare.example>");
        ParsedMail read = read(mail);
        assertThat(read.from()).isEqualTo(new Mailbox("support@aftercare.example", "Ärztin & Co Support"));
        assertThat(read.replyTo().address()).isEqualTo("support+" + identities.token(letter) + "@aftercare.example");
        assertThat(read.internetId()).isEqualTo(letter.internetId());
        assertThat(read.inReplyTo()).containsExactly("<first@a.example>");
        assertThat(read.references()).containsExactly("<first@a.example>");
        assertThat(read.subject()).isEqualTo("[" + request.number() + "] Réponse");
        assertThat(read.header("auto-submitted")).isEqualTo("auto-replied");
        assertThat(read.header("x-aftercare")).isEqualTo(request.number().toString());
        assertThat(read.text().strip()).isEqualTo("Texte « entier » €");
        assertThat(read.originalHtml()).contains("<b>entier</b>");
        assertThat(Duration.between(read.sentDate(), clock.instant()).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(mail.isMimeType("multipart/mixed")).isTrue();
        BodyPart body = ((Multipart) mail.getContent()).getBodyPart(0);
        assertThat(body.isMimeType("multipart/alternative")).isTrue();
        assertThat(read.attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("Déjà vu.txt");
            assertThat(file.content()).isEqualTo("a\nb\n".getBytes());
        });
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(messages.get(letter.id()).sentAt()).isNotNull();
    }

    @Test
    void doesNotCallAPersonsAnswerAutomatic() throws Exception {
        mailSender.send(queue(open(), false, List.of()).id());
        assertThat(onlyMail().getHeader("Auto-Submitted")).isNull();
    }

    @Test
    void sendsAMessageOnceHoweverOftenItIsAsked() throws Exception {
        Message letter = queue(open(), false, List.of());
        var start = new CyclicBarrier(3);
        var jobs = Executors.newFixedThreadPool(3);
        var results = new ArrayList<Future<?>>();
        for (int job = 0; job < 3; job++) {
            results.add(jobs.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                mailSender.send(letter.id());
                return null;
            }));
        }
        for (Future<?> result : results) {
            result.get(30, TimeUnit.SECONDS);
        }
        jobs.shutdown();
        mailSender.send(letter.id());
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
    }

    @Test
    void sendsOnceWhenTheStepFailsAfterTheServerTookTheLetter() {
        Message letter = queue(open(), false, List.of());
        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
            mailSender.send(letter.id());
            throw new IllegalStateException("the step failed");
        })).hasMessage("the step failed");
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.QUEUED);
        mailSender.send(letter.id());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
    }

    @Test
    void sendsOnceWhenTheDatabaseIsAwayAfterTheServerTookTheLetter() throws Exception {
        try (var server = new ScriptedMailServer()) {
            var away = new AtomicBoolean(true);
            var failing = new MailAcceptances(jdbc, clock, transactions) {
                @Override
                void add(long messageId) {
                    if (away.get()) {
                        throw new DataAccessResourceFailureException("The database is away.");
                    }
                    super.add(messageId);
                }
            };
            CustomerMailSender sender = post(sender(server), new OutgoingProperties(2, 100, 0), failing);
            Message letter = queue(open(), false, List.of());
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> sender.send(letter.id())).hasMessageContaining("away");
            }
            away.set(false);
            sender.send(letter.id());
            assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
            assertThat(server.letters()).hasSize(1);
        }
    }

    @Test
    void keepsThatTheServerTookALetterAsSoonAsTheDatabaseIsBack() throws Exception {
        try (var server = new ScriptedMailServer()) {
            var cuts = new AtomicInteger(3);
            var restarting = new MailAcceptances(jdbc, clock, new AbstractPlatformTransactionManager() {
                @Override
                protected Object doGetTransaction() {
                    if (cuts.getAndDecrement() > 0) {
                        throw new CannotCreateTransactionException("The database restarts.");
                    }
                    return new Object();
                }

                @Override
                protected void doBegin(Object transaction, TransactionDefinition definition) {
                    // Each statement is one.
                }

                @Override
                protected void doCommit(DefaultTransactionStatus status) {
                    // It was committed by itself.
                }

                @Override
                protected void doRollback(DefaultTransactionStatus status) {
                    // Nothing was begun.
                }
            });
            Message letter = queue(open(), false, List.of());
            post(sender(server), new OutgoingProperties(2, 100, 0), restarting).send(letter.id());
            assertThat(restarting.contains(letter.id())).isTrue();
            assertThat(cuts).hasNegativeValue();
            assertThat(server.letters()).hasSize(1);
        }
    }

    @Test
    void keepsALetterAndItsMessageIdWhenTheServerIsDown() throws Exception {
        Message letter = queue(open(), false, List.of());
        assertThatThrownBy(() -> downPost().send(letter.id())).isInstanceOf(MailSendException.class)
                .hasMessageContaining(letter.internetId());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.QUEUED);
        mailSender.send(letter.id());
        assertThat(onlyMail().getMessageID()).isEqualTo(letter.internetId());
    }

    @Test
    void asManyLettersLeaveAtATimeAsThereAreConnectionsAndTheNextDoesNotWaitLong() throws Exception {
        try (var server = new ScriptedMailServer()) {
            server.answer(".", ScriptedMailServer.SAY_NOTHING, ScriptedMailServer.SAY_NOTHING);
            CustomerMailSender two = post(server, new OutgoingProperties(2, 100, 0));
            var hanging = Stream.of(queue(open(), false, List.of()), queue(open(), false, List.of()))
                    .map(letter -> CompletableFuture.runAsync(() -> two.send(letter.id()))).toList();
            await().until(() -> server.letters().size() == 2);
            Message third = queue(open(), false, List.of());
            assertThatThrownBy(() -> two.send(third.id())).isInstanceOf(Postponed.class)
                    .hasMessageContaining("busy with other letters");
            server.close();
            hanging.forEach(one -> assertThatThrownBy(one::join).hasCauseInstanceOf(MailSendException.class));
            mailSender.send(third.id());
            assertThat(messages.get(third.id()).status()).isEqualTo(MessageStatus.SENT);
        }
    }

    @Test
    void theLettersOfAConversationKeepTheirOrder() {
        Request request = open();
        Message first = queue(request, false, List.of());
        Message second = queue(request, false, List.of());
        assertThatThrownBy(() -> mailSender.send(second.id())).isInstanceOf(Postponed.class)
                .hasMessageContaining(request.number().toString());
        mailSender.send(queue(open(), false, List.of()).id());
        mailSender.send(first.id());
        mailSender.send(second.id());
        assertThat(messages.get(second.id()).status()).isEqualTo(MessageStatus.SENT);
    }

    /** Nothing of it is the customer's: no address is blocked, no task made, nothing left to be tried again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLetterToAThirdPartyThatIsRefusedHasFailed(boolean fromOutbox) throws Exception {
        Request request = open();
        Message letter =
                sideConversations.write(sideConversations.open(request.number(), "help@maker.example", "Driver",
                        "ursula"), "Is it known?", null, "ursula", List.of());
        try (var server = new ScriptedMailServer()) {
            server.answer("RCPT", "550 5.1.1 nobody here");
            CustomerMailSender sender = post(server, new OutgoingProperties(2, 100, 0));
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                if (fromOutbox) {
                    sender.sendFromOutbox(letter.id());
                } else {
                    sender.send(letter.id());
                }
            });
        }
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(messages.of(request.number())).anyMatch(note -> note.textBody().contains("help@maker.example was "
                + "refused by the mail server"));
        assertThat(addresses.find("help@maker.example")).isEmpty();
        assertThat(undelivered.of(request.number())).isEmpty();
    }

    @Test
    void aLetterThatDoesNotLeaveForGoodOrForLongHoldsUpNoOther() throws Exception {
        Request request = open();
        Message refused = queue(request, false, List.of());
        try (var server = new ScriptedMailServer()) {
            server.answer("RCPT", "550 5.1.1 nobody here");
            CustomerMailSender sender = post(server, new OutgoingProperties(2, 100, 0));
            assertThatThrownBy(() -> sender.send(refused.id())).isInstanceOf(PermanentFailure.class);
        }
        addresses.clear(request.customerAddress(), "ursula");
        mailSender.send(queue(request, false, List.of()).id());

        Request other = open();
        queue(other, false, List.of());
        clock.forward(Duration.ofMinutes(61));
        Message later = queue(other, false, List.of());
        mailSender.send(later.id());
        assertThat(messages.get(later.id()).status()).isEqualTo(MessageStatus.SENT);
    }

    @ParameterizedTest
    @CsvSource({"GREETING, 421 4.3.2 shutting down", "MAIL, 421 4.7.0 try again later", "MAIL, 421 busy",
            "MAIL, 451 4.7.1 too many messages", "RCPT, 450 4.7.1 sending rate exceeded", ". , 421 come back later"})
    void whenTheServerAsksToWaitAllLettersWaitAndNoAttemptCounts(String command, String answer) throws Exception {
        try (var server = new ScriptedMailServer()) {
            server.answer(command, answer);
            CustomerMailSender sender = post(server, new OutgoingProperties(2, 100, 0));
            Message letter = queue(open(), false, List.of());
            assertThatThrownBy(() -> sender.send(letter.id())).isInstanceOf(Postponed.class);
            Message other = queue(open(), false, List.of());
            assertThatThrownBy(() -> sender.send(other.id())).isInstanceOf(Postponed.class)
                    .hasMessageContaining("asks to wait");
            clock.forward(Duration.ofSeconds(16));
            sender.send(letter.id());
            sender.send(other.id());
            assertThat(messages.get(other.id()).status()).isEqualTo(MessageStatus.SENT);
        }
    }

    @Test
    void aRecipientsServerThatAsksOneLetterToWaitHoldsUpNoOther() throws Exception {
        try (var server = new ScriptedMailServer()) {
            server.answer("RCPT", "450 4.2.0 greylisted, see you in five minutes");
            CustomerMailSender sender = post(server, new OutgoingProperties(2, 100, 0));
            Message letter = queue(open(), false, List.of());
            assertThatThrownBy(() -> sender.send(letter.id())).isInstanceOf(MailSendException.class);
            sender.send(queue(open(), false, List.of()).id());
            sender.send(letter.id());
        }
    }

    @Test
    void aConnectionIsUsedForSoManyMessagesAndNoMoreLeaveInAMinuteThanAllowed() throws Exception {
        try (var server = new ScriptedMailServer()) {
            CustomerMailSender sender = post(server, new OutgoingProperties(1, 2, 5));
            for (int letter = 0; letter < 5; letter++) {
                sender.send(queue(open(), false, List.of()).id());
            }
            assertThat(server.commands()).filteredOn(command -> command.startsWith("EHLO")).hasSize(3);
            Message sixth = queue(open(), false, List.of());
            assertThatThrownBy(() -> sender.send(sixth.id())).isInstanceOf(Postponed.class)
                    .hasMessageContaining("per-minute");
            clock.forward(Duration.ofSeconds(61));
            sender.send(sixth.id());
            assertThat(server.letters()).hasSize(6);
        }
    }

    @Test
    void saysWhatToSetWhenThereIsNoServer() {
        Message letter = queue(open(), false, List.of());
        assertThatThrownBy(() -> post(null).send(letter.id())).isInstanceOf(MailException.class)
                .hasMessageContaining("spring.mail.host");
    }

    @Test
    void recognisesTheReplyToItsLetter() throws Exception {
        Request request = open();
        mailSender.send(queue(request, true, List.of()).id());
        String replyTo = read(onlyMail()).replyTo().address();
        ParsedMail reply =
                MailReader.read(Mails.plain("<reply@a.example>", request.customerAddress(), "Re: x", "Thanks",
                        "Cc: " + replyTo));
        assertThat(matcher.of(Author.written(reply.from().address()), ThreadReferences.of(reply)).request().number())
                .isEqualTo(request.number());
        assertThat(matcher.ours(read(onlyMail()))).isTrue();
    }

    @Test
    void sendsWhatPeopleAnswerToWhomTheCustomerCopiedAndWhereTheCustomerAsked() throws Exception {
        Request request = open();
        participants.add(request, "bob@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        participants.answerTo(request, "ada@work.example");
        mailSender.send(queue(requests.get(request.number()), false, List.of()).id());
        assertThat(SERVER.getReceivedMessages()).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.getHeader("To", ",")).isEqualTo("ada@work.example");
            assertThat(mail.getHeader("Cc", ",")).isEqualTo("bob@b.example");
        });
        mailSender.send(queue(requests.get(request.number()), true, List.of()).id());
        assertThat(SERVER.getReceivedMessages()).hasSize(3);
        int withoutCopies = 0;
        for (MimeMessage mail : SERVER.getReceivedMessages()) {
            withoutCopies += mail.getHeader("Cc") == null ? 1 : 0;
        }
        assertThat(withoutCopies).as("an automatic mail is for the customer only").isEqualTo(1);
    }

    @Test
    void stopsAutomaticMailsToOneAddressAtTheLimitAndNotesIt() {
        Request request = open();
        for (int i = 0; i < 4; i++) {
            mailSender.send(queue(request, true, List.of()).id());
        }
        assertThat(SERVER.getReceivedMessages()).hasSize(3);
        assertThat(messages.of(request.number())).filteredOn(message -> message.purpose() == Purpose.NOTE)
                .singleElement().satisfies(note -> assertThat(note.textBody()).contains("not sent"));
        mailSender.send(queue(request, false, List.of()).id());
        assertThat(SERVER.getReceivedMessages()).hasSize(4);
        clock.forward(Duration.ofHours(25));
        mailSender.send(queue(request, true, List.of()).id());
        assertThat(SERVER.getReceivedMessages()).hasSize(5);
    }

    @Test
    void putsEmbeddedImagesBesideTheHtml() throws Exception {
        Request request = open();
        Message letter =
                letters.queue(request, new OutgoingMessage(Purpose.ANSWER, "x", "text", "<img src=\"cid:pic\">", false,
                        "agent", List.of(new NewAttachment("p.png", "image/png", "pic", new byte[] {1, 2, 3}))));
        mailSender.send(letter.id());
        assertThat(onlyMail().isMimeType("multipart/alternative")).isTrue();
        assertThat(read(onlyMail()).attachments()).singleElement()
                .satisfies(image -> assertThat(image.contentId()).isEqualTo("pic"));
    }

    @Test
    void tellsItsHealth() {
        assertThat(smtpHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
        assertThat(mailboxHealthIndicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(mailboxHealthIndicator.health().getDetails().toString()).contains("aftercare.mail.imap.host");
    }

    @Test
    void isDownWhenAMailWaitsForLong() {
        jdbc.sql("""
                insert into incoming_mail (mailbox, uid_validity, uid, internet_id, sha256, raw, size_bytes, state,
                                           attempts, forced, due_at, received_at)
                values ('waiting', 1, 1, '<waiting@a.example>', 'x', null, 1, 'RECEIVED', 0, false, :due, :due)""")
                .param("due", clock.instant().minusSeconds(9 * 60).atOffset(java.time.ZoneOffset.UTC)).update();
        try {
            assertThat(mailboxHealthIndicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
            clock.forward(Duration.ofMinutes(2));
            assertThat(mailboxHealthIndicator.health().getStatus()).isEqualTo(Status.DOWN);
        } finally {
            jdbc.sql("delete from incoming_mail where mailbox = 'waiting'").update();
        }
    }

    private Request open() {
        Request request = requests.open(Channel.MAIL, UUID.randomUUID() + "@a.example", null, "First", "en", null);
        messages.receive(request.number(),
                new IncomingMessage("<first@a.example>", null, null, request.customerAddress(), null,
                        null, "First", "text", "text", null, null, false, List.of()));
        return request;
    }

    private Message queue(Request request, boolean automatic, List<NewAttachment> files) {
        return letters.queue(request, new OutgoingMessage(Purpose.ANSWER, "[" + request.number() + "] Réponse",
                "Texte « entier » €", "<p>Texte <b>entier</b></p>", automatic, automatic ? null : "agent", files));
    }

    private CustomerMailSender downPost() throws IOException {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        try (var socket = new ServerSocket(0)) {
            sender.setPort(socket.getLocalPort());
        }
        return post(sender);
    }

    private CustomerMailSender post(ScriptedMailServer server, OutgoingProperties limits) {
        return post(sender(server), limits);
    }

    private static JavaMailSenderImpl sender(ScriptedMailServer server) {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.port());
        return sender;
    }

    private CustomerMailSender post(JavaMailSenderImpl sender) {
        return post(sender, new OutgoingProperties(4, 100, 0));
    }

    private CustomerMailSender post(JavaMailSenderImpl sender, OutgoingProperties limits) {
        return post(sender, limits, acceptances);
    }

    private CustomerMailSender post(JavaMailSenderImpl sender, OutgoingProperties limits, MailAcceptances acceptances) {
        var provider = new ObjectProvider<JavaMailSenderImpl>() {
            @Override
            public JavaMailSenderImpl getIfAvailable() {
                return sender;
            }
        };
        var connections = new SmtpConnections(provider,
                new AccessTokens(new OAuth2Properties(null, null, null, null, null), clock), limits, clock);
        var properties = new MailProperties(null, Duration.ofSeconds(5), 20, Duration.ofSeconds(30));
        return new CustomerMailTransport(letters,
                new AutomaticMailLimits(letters, undelivered, addresses, outcomes, properties, clock), acceptances,
                new OutboundMessageTransport(connections, requests, attachments, identities, outcomes,
                        new io.aftercare.conversation.SupportAddress("support@aftercare.example", "S"), clock),
                outcomes, new SendingTurns(limits, clock, Duration.ofMillis(100)), clock,
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry()) {
            @Override
            public void send(long messageId) {
                new TransactionTemplate(transactions).executeWithoutResult(status -> super.send(messageId));
            }
        };
    }

    private static MimeMessage onlyMail() {
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        return SERVER.getReceivedMessages()[0];
    }

    private static ParsedMail read(MimeMessage mail) throws Exception {
        var bytes = new java.io.ByteArrayOutputStream();
        mail.writeTo(bytes);
        return MailReader.read(bytes.toByteArray());
    }
}
