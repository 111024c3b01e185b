package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willCallRealMethod;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.ParsingNote;
import io.aftercare.conversation.ParsingNotes;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SideConversations;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.mail.InboundMail.State;
import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailProperties.Security;
import io.aftercare.mail.MailTestConfiguration.MovableClock;
import io.aftercare.mail.reading.Mails;
import io.aftercare.mail.reading.TimeLimitedReader;
import io.aftercare.process.MailTasks;
import io.aftercare.process.RequestProcess;
import io.aftercare.testing.StartsApplication;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;

/**
 * From a mailbox to the façade of the process, over real IMAP, on H2; {@link PostgresIntakeTest} does the same there.
 */
@StartsApplication
@SpringBootTest(classes = MailTestConfiguration.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
                MailTestConfiguration.WITHOUT_ENGINE, "spring.datasource.url=jdbc:h2:mem:intake;DB_CLOSE_DELAY=-1",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.support.address=support@aftercare.example"})
@Timeout(120)
class IntakeTest {

    private static final Session SESSION = Session.getInstance(new Properties());

    @MockitoBean
    RequestProcess process;
    @MockitoBean
    MailTasks mailTasks;
    /** Mails are taken in when a test says so. */
    @MockitoBean
    IntakeLoop loop;
    @MockitoSpyBean
    TimeLimitedReader parsing;
    @Autowired
    Intake intake;
    @Autowired
    InboundMailRepository mails;
    @Autowired
    IntakeQueue waiting;
    @Autowired
    MailboxPositions positions;
    @Autowired
    QuarantinedMails quarantine;
    @Autowired
    Requests requests;
    @Autowired
    Messages messages;
    @Autowired
    SideConversations sideConversations;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    Attachments attachments;
    @Autowired
    ParsingNotes readings;
    @Autowired
    SupportAddress supportAddress;
    @Autowired
    MovableClock clock;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    MeterRegistry meters;

    private final List<Request> begun = Collections.synchronizedList(new ArrayList<>());
    private final List<Message> written = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> quarantined = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch read = new CountDownLatch(1);
    private GreenMail server;
    private GreenMailUser mailbox;
    private Imap imap;

    @BeforeEach
    void openAnEmptyMailbox() throws UserException {
        for (String table : List.of("mail_attempt", "fetched_uid", "incoming_mail", "mailbox_position", "attachment",
                "message", "decision", "request")) {
            jdbc.sql("delete from " + table).update();
        }
        server = new GreenMail(ServerSetup.dynamicPort(new ServerSetup[] {ServerSetup.IMAP}));
        server.start();
        mailbox = server.getUserManager().createUser("support@aftercare.example", "support", "secret");
        imap = new Imap("127.0.0.1", server.getImap().getPort(), "support", "secret", "INBOX", Security.NONE,
                Duration.ofSeconds(30), Duration.ofSeconds(10));
        given(process.begin(any(), any(), any(), any())).willAnswer(call -> begin(call.getArgument(0),
                call.getArgument(1), call.getArgument(3)));
        given(process.customerWrote(any(), any())).willAnswer(call -> {
            Message message = messages.receive(call.getArgument(0), call.getArgument(1));
            written.add(message);
            return message;
        });
        willAnswer(call -> quarantined.add(call.getArgument(0))).given(mailTasks).handleByHand(anyLong(), any(), any(),
                any());
    }

    @AfterEach
    void closeTheMailbox() {
        server.stop();
    }

    private Request begin(Channel channel, IncomingMessage first, RequestNumber followUpOf) {
        Request request =
                requests.open(channel, first.fromAddress(), first.fromName(), first.subject(), "en", followUpOf);
        messages.receive(request.number(), first);
        begun.add(request);
        return request;
    }

    // fetching

    @Test
    void takesAMailInAndMarksItAsRead() throws Exception {
        deliver(Mails.plain("<1@a.example>", "Ada <ada@a.example>", "Merge", "How?"));
        assertThat(fetch()).isEqualTo(1);
        assertThat(seen()).containsExactly(true);
        assertThat(takeIn()).isEqualTo(1);
        Request request = begun.get(0);
        assertThat(request.channel()).isEqualTo(Channel.MAIL);
        assertThat(request.customerAddress()).isEqualTo("ada@a.example");
        Message message = messages.of(request.number()).get(0);
        assertThat(message.textBody().strip()).isEqualTo("How?");
        assertThat(message.internetId()).isEqualTo("<1@a.example>");
        assertThat(new String(messages.rawOf(message.id()).orElseThrow())).contains("Message-ID: <1@a.example>");
        assertThat(jdbc.sql("select state from incoming_mail where message_id = :id and raw is null")
                .param("id", message.id()).query(String.class).single()).isEqualTo("HANDLED");
        assertThat(takeIn()).isZero();
    }

    @Test
    void takesTheSameMailOnceHoweverOftenItIsThere() throws Exception {
        byte[] mail = Mails.plain("<1@a.example>", "ada@a.example", "Merge", "How?");
        deliver(mail);
        deliver(mail);
        assertThat(fetch()).isEqualTo(1);
        deliver(mail);
        assertThat(fetch()).isZero();
        assertThat(seen()).containsExactly(true, true, true);
        takeIn();
        assertThat(begun).hasSize(1);
    }

    @Test
    void takesAnotherMailUnderTheSameMessageId() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Merge", "How?"));
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Merge", "And why?"));
        assertThat(fetch()).isEqualTo(2);
    }

    @Test
    void takesEachMailOnceWhenSeveralNodesFetchAndHandleAtOnce() throws Exception {
        for (int i = 0; i < 120; i++) {
            deliver(Mails.plain("<" + i + "@a.example>", "ada" + i + "@a.example", "Question " + i, "How?"));
        }
        var start = new CyclicBarrier(3);
        var nodes = Executors.newFixedThreadPool(3);
        var results = new ArrayList<Future<Integer>>();
        for (int node = 0; node < 3; node++) {
            results.add(nodes.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                fetchHoweverOftenTheServerHangsUp();
                start.await(30, TimeUnit.SECONDS);
                return takeIn();
            }));
        }
        int total = 0;
        for (Future<Integer> result : results) {
            total += result.get(60, TimeUnit.SECONDS);
        }
        nodes.shutdown();
        takeIn();
        assertThat(total).isEqualTo(120);
        assertThat(begun).hasSize(120);
        assertThat(mails.counts()).containsOnlyKeys(State.HANDLED).containsEntry(State.HANDLED, 120L);
    }

    @Test
    void handlesABacklogOldestFirst() throws Exception {
        for (int i = 0; i < 120; i++) {
            deliver(Mails.plain("<" + i + "@a.example>", "ada@a.example", "Question " + i, "How?"));
        }
        assertThat(fetch()).isEqualTo(120);
        takeIn();
        assertThat(begun).extracting(Request::subject).startsWith("Question 0", "Question 1", "Question 2")
                .endsWith("Question 118", "Question 119").isSortedAccordingTo(
                        java.util.Comparator.comparing(subject -> Integer.parseInt(subject.substring(9))));
    }

    @Test
    void keepsTheExactBytes() throws Exception {
        byte[] mail = Mails
                .raw("From: ada@a.example\nX-Odd:   two   blanks\nMessage-ID: <1@a.example>\n\nl\u00E4ne\n.\n\n..\n");
        deliver(mail);
        fetch();
        assertThat(jdbc.sql("select raw from incoming_mail").query((row, index) -> row.getBytes(1)).single())
                .isEqualTo(mail);
    }

    @Test
    void marksNothingAsReadThatIsNotStored() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Merge", "How?"));
        InboundMailRepository broken = mock(InboundMailRepository.class);
        given(broken.keep(any(), anyLong(), any())).willThrow(new IllegalStateException("disk full"));
        try (var connection = new ImapConnection(imap)) {
            MailboxDownloader downloader = downloader(broken);
            assertThatThrownBy(() -> downloader.collect(connection)).hasMessage("disk full");
            assertThat(downloader.oldestUntaken()).as("how long mail has waited in the mailbox shows in health")
                    .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        }
        assertThat(seen()).containsExactly(false);
        assertThat(fetch()).isEqualTo(1);
    }

    @Test
    void takesTheOthersWhenTheDatabaseRefusesOneMail() throws Exception {
        for (String id : List.of("<1@a.example>", "<refused@a.example>", "<3@a.example>")) {
            deliver(Mails.plain(id, "ada@a.example", "Merge", "How?"));
        }
        InboundMailRepository picky = mock(InboundMailRepository.class);
        given(picky.keep(any(), anyLong(), any())).willAnswer(call -> {
            List<InboundMailRepository.Fetched> batch = call.getArgument(2);
            if (batch.stream().anyMatch(mail -> new String(mail.raw()).contains("<refused@a.example>"))) {
                throw new DataIntegrityViolationException("no such character");
            }
            return mails.keep(call.getArgument(0), call.getArgument(1), batch);
        });
        try (var connection = new ImapConnection(imap)) {
            assertThat(downloader(picky).collect(connection)).isEqualTo(2);
            assertThat(downloader(picky).collect(connection)).isZero();
        }
        assertThat(seen()).containsExactly(true, false, true);
        assertThat(fetch()).isEqualTo(1);
    }

    @Test
    void takesAMailOnceThatWasStoredButNotYetMarkedWhenANodeDied() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Merge", "How?"));
        var storedWhenMarked = new ArrayList<Long>();
        try (var dying = new ImapConnection(imap) {
            @Override
            void markSeen(Collection<Long> uids) throws MessagingException {
                storedWhenMarked.add(inATransactionOfItsOwn());
                throw new MessagingException("died");
            }
        }) {
            assertThatThrownBy(() -> downloader(mails).collect(dying)).hasMessage("died");
        }
        assertThat(storedWhenMarked).containsExactly(1L);
        assertThat(seen()).containsExactly(false);
        assertThat(fetch()).isZero();
        assertThat(seen()).containsExactly(true);
        takeIn();
        assertThat(begun).hasSize(1);
    }

    @Test
    void takesAMailThatSomebodyElseReadFirst() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Merge", "How?"));
        fetch();
        deliver(Mails.plain("<2@a.example>", "ada@a.example", "Split", "How?"));
        deliver(Mails.plain("<3@a.example>", "ada@a.example", "Print", "How?"));
        markRead(1);
        assertThat(fetch()).isEqualTo(2);
        assertThat(fetch()).isZero();
    }

    @Test
    void leavesAloneWhatWasReadBeforeTheFirstContact() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Old", "How?"));
        deliver(Mails.plain("<2@a.example>", "ada@a.example", "New", "How?"));
        deliver(Mails.plain("<3@a.example>", "ada@a.example", "Old too", "How?"));
        markRead(0);
        markRead(2);
        assertThat(fetch()).isEqualTo(1);
        assertThat(fetch()).isZero();
        takeIn();
        assertThat(begun).extracting(Request::subject).containsExactly("New");
    }

    @Test
    void makesARequestOfAMailOverTheLimitAndTellsAgentsAndCustomer() throws Exception {
        deliver(oversizedMail("<1@a.example>"));
        assertThat(fetch()).isEqualTo(1);
        takeIn();
        Request request = begun.get(0);
        Message message = messages.of(request.number()).get(0);
        assertThat(message.textBody()).contains("My file is attached");
        assertThat(attachments.of(message.id())).extracting(file -> file.name()).containsExactly("small.txt");
        assertThat(notes(request))
                .anyMatch(note -> note.contains("Only its first part is here") && note.contains("weighs 2 MB"));
        verify(mailTasks).tooLarge(request.number(), 2, 50);
        assertThat(seen()).containsExactly(true);
    }

    @Test
    void tellsNoAutomatonThatItsMailIsTooLarge() throws Exception {
        deliver(oversizedMail("<1@a.example>", "Auto-Submitted: auto-generated"));
        fetch();
        takeIn();
        assertThat(mails.counts()).containsOnlyKeys(State.QUARANTINED);
        verify(mailTasks, never()).tooLarge(any(), anyLong(), anyLong());
    }

    private static byte[] oversizedMail(String internetId, String... headers) {
        return Mails.raw("""
                From: ada@a.example
                To: support@aftercare.example
                Subject: A large file
                Message-ID: %s
                %sMIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain

                My file is attached.
                --x
                Content-Type: text/plain; name=small.txt
                Content-Disposition: attachment; filename=small.txt

                small
                --x
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename=tree.ged

                %s
                --x--
                """.formatted(internetId, headers.length == 0 ? "" : String.join("\n", headers) + "\n",
                "0 @I1@ INDI of a long file\n".repeat(60_000)));
    }

    // failing

    @Test
    void quarantinesAMailThatFailsThreeTimesAndGoesOnWithTheNext() throws Exception {
        willThrow(new IllegalStateException("no such variable")).given(process)
                .begin(any(), argThat(first -> first != null && first.subject().equals("Bad")), any(), any());
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Bad", "How?"));
        deliver(Mails.plain("<2@a.example>", "ada@a.example", "Good", "How?"));
        fetch();
        takeIn();
        assertThat(begun).extracting(Request::subject).containsExactly("Good");
        assertThat(quarantined).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        takeIn();
        InboundMail bad = mails.find(quarantined.get(0)).orElseThrow();
        assertThat(bad.state()).isEqualTo(State.QUARANTINED);
        assertThat(bad.reason()).contains("no such variable");
        assertThat(bad.attempts()).isEqualTo(3);
        assertThat(bad.raw()).isNotEmpty();
        assertThat(requests.list(null, null, null, null, 10, 0)).hasSize(1);
    }

    @Test
    void quarantinesAMailThatRunsOutOfMemoryAndGoesOnWithTheNext() throws Exception {
        willThrow(new OutOfMemoryError("simulated")).given(process)
                .begin(any(), argThat(first -> first != null && first.subject().equals("Bad")), any(), any());
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Bad", "How?"));
        deliver(Mails.plain("<2@a.example>", "ada@a.example", "Good", "How?"));
        fetch();
        takeIn();
        assertThat(begun).extracting(Request::subject).containsExactly("Good");
        clock.forward(Duration.ofMinutes(1));
        takeIn();
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason()).contains("simulated");
    }

    @Test
    void quarantinesAMailThatWasBegunThreeTimesWithoutAnEnd() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Bad", "How?"));
        deliver(Mails.plain("<2@a.example>", "ada@a.example", "Good", "How?"));
        fetch();
        long bad = jdbc.sql("select min(id) from incoming_mail").query(Long.class).single();
        for (int killed = 0; killed < 3; killed++) {
            waiting.begun(bad);
        }
        takeIn();
        assertThat(quarantined).containsExactly(bad);
        assertThat(mails.find(bad).orElseThrow().reason()).contains("begun 3 times");
        assertThat(begun).extracting(Request::subject).containsExactly("Good");
        quarantine.takeIn(bad);
        takeIn();
        assertThat(begun).extracting(Request::subject).containsExactly("Good", "Bad");
    }

    @Test
    void countsTheAttemptBeforeItHandlesAMailAndForgetsItAfterwards() throws Exception {
        var seenFromOutside = new ArrayList<Integer>();
        willAnswer(call -> {
            seenFromOutside.add(Executors.newSingleThreadExecutor()
                    .submit(() -> jdbc.sql("select unfinished_attempts from incoming_mail")
                            .query(Integer.class).single())
                    .get());
            return begin(call.getArgument(0), call.getArgument(1), call.getArgument(3));
        }).given(process).begin(any(), any(), any(), any());
        takeInMail("<1@a.example>", "ada@a.example", "Merge");
        assertThat(seenFromOutside).containsExactly(1);
        assertThat(jdbc.sql("select count(*) from mail_attempt").query(Integer.class).single()).isZero();
    }

    /** The mail of this subject is in hand until the others are done. */
    private void holdUp(String subject, CountDownLatch inHand, CountDownLatch othersDone) {
        willAnswer(call -> {
            IncomingMessage first = call.getArgument(1);
            if (first.subject().equals(subject)) {
                inHand.countDown();
                assertThat(othersDone.await(30, TimeUnit.SECONDS)).isTrue();
            }
            return begin(call.getArgument(0), first, call.getArgument(3));
        }).given(process).begin(any(), any(), any(), any());
    }

    @Test
    void takesMailsOfSeveralSendersInAtOnceAndThoseOfOneSenderInOrder() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "First", "How?"));
        deliver(Mails.plain("<2@a.example>", "Ada <ADA@a.example>", "Second", "How?"));
        deliver(Mails.plain("<3@b.example>", "bob@b.example", "Other", "How?"));
        fetch();
        var inHand = new CountDownLatch(1);
        var othersDone = new CountDownLatch(1);
        holdUp("First", inHand, othersDone);
        var worker = Executors.newSingleThreadExecutor();
        Future<Integer> slow = worker.submit(this::takeIn);
        assertThat(inHand.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(takeIn()).isOne();
        assertThat(begun).extracting(Request::subject).containsExactly("Other");
        othersDone.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo(2);
        worker.shutdown();
        assertThat(begun).extracting(Request::subject).containsExactly("Other", "First", "Second");
    }

    @Test
    void quarantinesAMailThatHangsWhileItHangsAndRollsBackWhatItsThreadDoesLater() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Hangs", "How?"));
        deliver(Mails.plain("<2@a.example>", "ada@a.example", "Next", "How?"));
        fetch();
        var inHand = new CountDownLatch(1);
        var quarantinedMeanwhile = new CountDownLatch(1);
        willAnswer(call -> {
            IncomingMessage first = call.getArgument(1);
            if (first.subject().equals("Hangs") && inHand.getCount() == 1) {
                inHand.countDown();
                assertThat(quarantinedMeanwhile.await(30, TimeUnit.SECONDS)).isTrue();
            }
            return begin(call.getArgument(0), first, call.getArgument(3));
        }).given(process).begin(any(), any(), any(), any());
        var worker = Executors.newSingleThreadExecutor();
        Future<Integer> hanging = worker.submit(this::takeIn);
        assertThat(inHand.await(30, TimeUnit.SECONDS)).isTrue();
        long mail = jdbc.sql("select min(id) from incoming_mail").query(Long.class).single();
        intake.abandon(mail, Duration.ofMinutes(2));
        assertThat(mails.find(mail).orElseThrow()).satisfies(abandoned -> {
            assertThat(abandoned.state()).isEqualTo(State.QUARANTINED);
            assertThat(abandoned.reason()).contains("longer than 120 s");
            assertThat(abandoned.raw()).isNotEmpty();
        });
        assertThat(takeIn()).isOne();
        quarantinedMeanwhile.countDown();
        hanging.get(30, TimeUnit.SECONDS);
        worker.shutdown();
        assertThat(quarantined).containsExactly(mail);
        assertThat(requests.list(null, null, null, null, 10, 0)).extracting(Request::subject).containsExactly("Next");
        assertThat(mails.find(mail).orElseThrow().state()).isEqualTo(State.QUARANTINED);
        begun.clear();
        quarantine.takeIn(mail);
        takeIn();
        assertThat(begun).extracting(Request::subject).containsExactly("Hangs");
    }

    @Test
    void doesNotParkAMailThatWasFinishedAtTheLastMoment() throws Exception {
        takeInMail("<1@a.example>", "ada@a.example", "Merge");
        intake.abandon(jdbc.sql("select min(id) from incoming_mail").query(Long.class).single(), Duration.ofMinutes(2));
        assertThat(quarantined).isEmpty();
        assertThat(mails.counts()).containsOnlyKeys(State.HANDLED);
    }

    @Test
    void takesMailsThatWereInHandAtAKillOneAtATimeSoThatTheOneToBlameShows() throws Exception {
        for (int i = 0; i < 3; i++) {
            deliver(Mails.plain("<" + i + "@a.example>", "ada" + i + "@a.example", "Question " + i, "How?"));
        }
        fetch();
        List<Long> ids = jdbc.sql("select id from incoming_mail order by id").query(Long.class).list();
        waiting.begun(ids.get(0));
        waiting.begun(ids.get(1));
        var inHand = new CountDownLatch(1);
        var othersDone = new CountDownLatch(1);
        holdUp("Question 0", inHand, othersDone);
        var worker = Executors.newSingleThreadExecutor();
        Future<Integer> slow = worker.submit(this::takeIn);
        assertThat(inHand.await(30, TimeUnit.SECONDS)).isTrue();
        takeIn();
        assertThat(begun).extracting(Request::subject).containsExactly("Question 2");
        othersDone.countDown();
        slow.get(30, TimeUnit.SECONDS);
        worker.shutdown();
        assertThat(begun).extracting(Request::subject).containsExactly("Question 2", "Question 0", "Question 1");
    }

    @Test
    void quarantinesAMailThatCannotBeReadInTimeAndStillShowsIt() throws Exception {
        willThrow(new TimeLimitedReader.TooSlow(Duration.ofSeconds(30))).given(parsing).read(any());
        takeInMail("<1@a.example>", "ada@a.example", "Merge");
        assertThat(begun).isEmpty();
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason()).contains("within 30 s");
        assertThat(quarantine.find(quarantined.get(0)))
                .hasValueSatisfying(shown -> assertThat(shown.text()).contains("within 30 s"));
    }

    @Test
    void aMailThatCannotBeReadInTimeIsTakenInAsAPlaceholderWhenAPersonForcesIt() throws Exception {
        willThrow(new TimeLimitedReader.TooSlow(Duration.ofSeconds(30))).given(parsing).read(any());
        takeInMail("<1@a.example>", "ada@a.example", "Merge");
        quarantine.takeIn(quarantined.get(0));
        takeIn();
        assertThat(begun).hasSize(1);
        Message placeholder = messages.of(begun.get(0).number()).get(0);
        assertThat(placeholder.subject()).isEqualTo("Merge");
        assertThat(placeholder.textBody()).contains("within 30 s", "the raw mail has everything");
        assertThat(messages.rawOf(placeholder.id())).isPresent();
    }

    @Test
    void keepsTheDateOfADoubtfulMailAndTheNumberOfImagesNotShown() throws Exception {
        deliver(Mails.raw("""
                From: ada@a.example
                Subject: Pictures
                Message-ID: <1@a.example>
                Date: Fri, 1 Jan 2077 00:00:00 +0000
                Content-Type: text/html

                <p>See <img src="https://a.example/1.png"> and <img src="https://a.example/2.png"></p>
                """));
        fetch();
        takeIn();
        assertThat(readings.of(begun.get(0).number()).values())
                .containsExactly(new ParsingNote("Fri, 1 Jan 2077 00:00:00 +0000", 2));
        assertThat(messages.of(begun.get(0).number()).get(0).createdAt())
                .isBefore(java.time.Instant.parse("2077-01-01T00:00:00Z"));
    }

    @Test
    void quarantinesAMailOfTooManyPartsUnlessAPersonForcesIt() throws Exception {
        byte[] mail = Mails.raw("From: ada@a.example\nSubject: Parts\nMessage-ID: <1@a.example>\n"
                + "Content-Type: multipart/mixed; boundary=q\n\n" + "--q\n\nw\n".repeat(400) + "--q--\n");
        deliver(mail);
        fetch();
        takeIn();
        assertThat(begun).isEmpty();
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason()).contains("more than 300 parts");
        quarantine.takeIn(quarantined.get(0));
        takeIn();
        assertThat(begun).hasSize(1);
        assertThat(notes(begun.get(0))).singleElement().asString().contains("300 parts");
    }

    // claiming and reading

    @Test
    void readsAMailOutsideOfAnyTransaction() throws Exception {
        var inTransaction = new ArrayList<Boolean>();
        willAnswer(call -> {
            inTransaction.add(TransactionSynchronizationManager.isActualTransactionActive());
            return call.callRealMethod();
        }).given(parsing).read(any());
        takeInMail("<1@a.example>", "ada@a.example", "Merge");
        assertThat(begun).hasSize(1);
        assertThat(inTransaction).containsExactly(false);
    }

    @Test
    void nobodyElseReadsAMailThatIsBeingRead() throws Exception {
        Future<Integer> reader = readSlowly("<1@a.example>");
        assertThat(takeIn()).isZero();
        clock.forward(IntakeQueue.CLAIM.dividedBy(2));
        intake.renewClaims();
        clock.forward(IntakeQueue.CLAIM.dividedBy(2).plusSeconds(1));
        assertThat(takeIn()).as("the claim was renewed").isZero();
        read.countDown();
        assertThat(reader.get(30, TimeUnit.SECONDS)).isOne();
        assertThat(begun).hasSize(1);
        assertThat(mails.counts()).containsOnlyKeys(State.HANDLED);
    }

    @Test
    void aMailWhoseReaderIsSilentForTooLongIsTakenOverAndTakenInOnce() throws Exception {
        Future<Integer> silent = readSlowly("<1@a.example>");
        clock.forward(IntakeQueue.CLAIM.plusSeconds(1));
        willCallRealMethod().given(parsing).read(any());
        assertThat(takeIn()).isOne();
        assertThat(begun).hasSize(1);
        read.countDown();
        silent.get(30, TimeUnit.SECONDS);
        assertThat(begun).hasSize(1);
        assertThat(quarantined).isEmpty();
        assertThat(mails.counts()).containsOnlyKeys(State.HANDLED);
        assertThat(jdbc.sql("select count(*) from mail_attempt").query(Integer.class).single()).isZero();
    }

    @Test
    void aMailThatAKilledNodeHadClaimedIsTakenInSoon() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "First", "How?"));
        deliver(Mails.plain("<2@a.example>", "ada@a.example", "Second", "How?"));
        fetch();
        waiting.prepare();
        assertThat(waiting.claimFirst(waiting.candidates())).isPresent();
        assertThat(takeIn()).as("the sender's mails are taken in in order").isZero();
        clock.forward(IntakeQueue.CLAIM.plusSeconds(1));
        assertThat(takeIn()).isEqualTo(2);
        assertThat(begun).extracting(Request::subject).containsExactly("First", "Second");
    }

    @Test
    void aMailThatIsQuarantinedWhileItIsReadStaysThere() throws Exception {
        Future<Integer> reader = readSlowly("<1@a.example>");
        long mail = jdbc.sql("select min(id) from incoming_mail").query(Long.class).single();
        intake.abandon(mail, Duration.ofMinutes(2));
        read.countDown();
        reader.get(30, TimeUnit.SECONDS);
        assertThat(quarantined).containsExactly(mail);
        assertThat(begun).isEmpty();
        assertThat(mails.counts()).containsOnlyKeys(State.QUARANTINED);
        quarantine.takeIn(mail);
        takeIn();
        assertThat(begun).hasSize(1);
    }

    @Test
    void aMailThatIsForcedWhileItIsReadIsJudgedAnew() throws Exception {
        Future<Integer> reader = readSlowly("<1@a.example>");
        long mail = jdbc.sql("select min(id) from incoming_mail").query(Long.class).single();
        intake.abandon(mail, Duration.ofMinutes(2));
        quarantine.takeIn(mail);
        read.countDown();
        reader.get(30, TimeUnit.SECONDS);
        takeIn();
        assertThat(begun).hasSize(1);
        assertThat(mails.find(mail).orElseThrow().forced()).isTrue();
        assertThat(mails.counts()).containsOnlyKeys(State.HANDLED);
    }

    /** Another thread has claimed the mail and reads until {@link #read} is counted down. */
    private Future<Integer> readSlowly(String internetId) throws Exception {
        var reading = new CountDownLatch(1);
        willAnswer(call -> {
            reading.countDown();
            assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
            return call.callRealMethod();
        }).given(parsing).read(any());
        deliver(Mails.plain(internetId, "ada@a.example", "Merge", "How?"));
        fetch();
        Future<Integer> reader = Executors.newSingleThreadExecutor().submit(this::takeIn);
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
        return reader;
    }

    @Test
    void triesAgainAtOnceAfterACollision() throws Exception {
        willThrow(new OptimisticLockingFailureException("changed meanwhile"))
                .willAnswer(call -> begin(call.getArgument(0), call.getArgument(1), call.getArgument(3)))
                .given(process).begin(any(), any(), any(), any());
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Merge", "How?"));
        fetch();
        takeIn();
        assertThat(begun).hasSize(1);
        assertThat(quarantined).isEmpty();
    }

    @Test
    void keepsAMailWaitingWhoseTaskCannotBeMade() throws Exception {
        willAnswer(call -> {
            throw new IllegalStateException("engine down");
        }).willAnswer(call -> quarantined.add(call.getArgument(0))).given(mailTasks).handleByHand(anyLong(), any(),
                any(), any());
        deliver(Mails.raw("Subject: nobody\nMessage-ID: <1@a.example>\n\nx"));
        fetch();
        takeIn();
        clock.forward(Duration.ofMinutes(1));
        takeIn();
        assertThat(quarantined).hasSize(1);
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason()).contains("no sender");
    }

    @Test
    void showsAnIgnoredMailAndTakesItInWhenAPersonForcesIt() throws Exception {
        deliver(Mails.plain("<1@a.example>", "ada@a.example", "Newsletter?", "No, a question.",
                "X-Autoreply: yes"));
        fetch();
        takeIn();
        long mail = quarantine.unassigned(10, 0).get(0).id();
        assertThat(quarantined).isEmpty();
        assertThat(begun).isEmpty();
        assertThat(quarantine.find(mail)).hasValueSatisfying(shown -> {
            assertThat(shown.from()).isEqualTo("ada@a.example");
            assertThat(shown.subject()).isEqualTo("Newsletter?");
            assertThat(shown.headers())
                    .anyMatch(header -> header.name().equals("x-autoreply") && header.value().equals("yes"));
            assertThat(shown.reason()).contains("x-autoreply");
            assertThat(shown.raw()).isNotEmpty();
        });
        quarantine.takeIn(mail);
        takeIn();
        assertThat(begun).hasSize(1);
        assertThat(mails.find(mail).orElseThrow().state()).isEqualTo(State.HANDLED);
        quarantine.close(mail, "too late");
        assertThat(mails.find(mail).orElseThrow().state()).isEqualTo(State.HANDLED);
    }

    @Test
    void closesAQuarantinedMailAndKeepsItsBytes() throws Exception {
        deliver(Mails.raw("Subject: nobody\nMessage-ID: <1@a.example>\n\nx"));
        fetch();
        takeIn();
        quarantine.close(quarantined.get(0), "spam");
        InboundMail closed = mails.find(quarantined.get(0)).orElseThrow();
        assertThat(closed.state()).isEqualTo(State.CLOSED);
        assertThat(closed.reason()).isEqualTo("spam");
        assertThat(closed.raw()).isNotEmpty();
    }

    // correlating

    @ParameterizedTest
    @ValueSource(strings = {"To: %s", "Cc: %s", "Delivered-To: %s", "X-Original-To: %s", "Envelope-To: <%s>"})
    void findsTheConversationByTheTokenInAnyRecipientHeader(String header) throws Exception {
        Request request = open("ada@a.example");
        takeInMail("<r@a.example>", "ada@a.example", "Anything", header.formatted(replyAddress(request)));
        assertThat(written).extracting(Message::request).containsExactly(request.number());
        assertThat(notes(request)).isEmpty();
    }

    @Test
    void letsNobodyElseInWithTheToken() throws Exception {
        Request request = open("ada@a.example");
        takeInMail("<r@a.example>", "ada@work.example", "Anything", "To: " + replyAddress(request));
        assertThat(written).isEmpty();
        assertThat(notes(begun.get(0))).singleElement().asString()
                .contains("ada@work.example cites the reply address of " + request.number());
    }

    @Test
    void ignoresAWrongToken() throws Exception {
        open("ada@a.example");
        takeInMail("<r@a.example>", "eve@e.example", "Anything", "To: support+0000@aftercare.example");
        assertThat(written).isEmpty();
        assertThat(begun).hasSize(1);
    }

    @Test
    void findsTheConversationByWhatTheMailCites() throws Exception {
        Request request = open("ada@a.example");
        String ours = letter(request).internetId();
        takeInMail("<r1@a.example>", "Ada@A.example", "Other words", "In-Reply-To: " + ours);
        takeInMail("<r2@a.example>", "ada@a.example", "Other words", "References: <x@y.example>\n " + ours);
        assertThat(written).extracting(Message::request).containsOnly(request.number()).hasSize(2);
        takeInMail("<r3@a.example>", "ada@a.example", "Other words", "References: <first@a.example>");
        assertThat(written).as("a customer's own Message-ID is known to others, too").hasSize(2);
        assertThat(notes(begun.get(0))).singleElement().asString().contains("a mail of the conversation");
    }

    @Test
    void letsNoStrangerIntoAConversation() throws Exception {
        Request request = open("ada@a.example");
        String ours = letter(request).internetId();
        takeInMail("<r1@e.example>", "eve@e.example", "Re: " + request.number(), "In-Reply-To: " + ours);
        takeInMail("<r2@e.example>", "eve@e.example", "Re: " + request.number());
        assertThat(written).isEmpty();
        assertThat(begun).hasSize(2).allSatisfy(own -> {
            assertThat(own.customerAddress()).isEqualTo("eve@e.example");
            assertThat(notes(own)).singleElement().asString().contains(request.number().toString());
        });
    }

    @Test
    void leavesItToAPersonToPlaceWhatCitesTheNumberOnly() throws Exception {
        Request request = open("ada@a.example");
        takeInMail("<r@a.example>", "ada@a.example", "About [" + request.number() + "]");
        assertThat(written).isEmpty();
        assertThat(notes(begun.get(0))).singleElement().asString()
                .contains("ada@a.example cites the number " + request.number()).contains("may be forged");
    }

    @Test
    void reopensAClosedRequestWithinTheTimeAndContinuesItLater() throws Exception {
        Request request = open("ada@a.example");
        requests.close(request.number(), Outcome.values()[0]);
        takeInMail("<r1@a.example>", "ada@a.example", "RE: [" + request.number() + "] First",
                "To: " + replyAddress(request));
        assertThat(written).hasSize(1);
        takeInMail("<r2@a.example>", "ada@a.example", "Something else", "To: " + replyAddress(request));
        assertThat(begun).singleElement().satisfies(next -> assertThat(next.followUpOf()).isEqualTo(request.number()));
        clock.forward(Duration.ofDays(31));
        takeInMail("<r3@a.example>", "ada@a.example", "Re: First", "To: " + replyAddress(request));
        assertThat(begun).hasSize(2).last()
                .satisfies(next -> assertThat(next.followUpOf()).isEqualTo(request.number()));
    }

    @Test
    void keepsTheCustomersOwnTextBesideTheWholeText() throws Exception {
        Request request = open("ada@a.example");
        takeInText("<r@a.example>", "ada@a.example", "Re: First",
                "It works.\n\nOn 4 Mar 2024 at 10:11, Support <s@a.example> wrote:\n> Try this.",
                "To: " + replyAddress(request));
        assertThat(written.get(0).ownText()).isEqualTo("It works.");
        assertThat(written.get(0).textBody()).contains("Try this.");
        assertThat(messages.textOf(request.number())).contains("It works.").doesNotContain("Try this.");
    }

    @Test
    void remembersWhereAnswersAreAskedToGo() throws Exception {
        Request request = open("ada@a.example");
        takeInMail("<r@a.example>", "ada@a.example", "Merge", "To: " + replyAddress(request),
                "Reply-To: other@a.example");
        assertThat(requests.get(request.number()).answersTo()).isEqualTo("other@a.example");
        takeInMail("<s@a.example>", "ada@a.example", "Printing", "Reply-To: other@a.example", "Cc: eve@e.example");
        assertThat(requests.get(begun.get(0).number()).answersTo()).isEqualTo("ada@a.example");
        assertThat(notes(begun.get(0))).singleElement().asString().contains("other@a.example")
                .contains("eve@e.example");
    }

    // judging

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: auto-replied", "Precedence: auto_reply", "Auto-Submitted: auto-generated",
            "X-Autoreply: yes", "Return-Path: <>"})
    void attachesAnAutomaticMailToItsConversationWithoutTellingTheProcess(String mark) throws Exception {
        Request request = open("ada@a.example");
        takeInMail("<r@a.example>", "ada@a.example", "Re: First", mark, "To: " + replyAddress(request));
        assertThat(written).isEmpty();
        assertThat(quarantined).isEmpty();
        assertThat(messages.of(request.number()).get(1)).satisfies(message -> {
            assertThat(message.automatic()).isTrue();
            assertThat(message.direction()).isEqualTo(Direction.IN);
        });
        assertThat(messages.pending(request.number())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"List-Unsubscribe: <https://x.example>", "Precedence: list", "Mailing-list: list x@b.example",
                    "List-Id: <x.example>"})
    void aPersonsReplyThroughAListCounts(String mark) throws Exception {
        Request request = open("ada@a.example");
        takeInMail("<r@a.example>", "ada@a.example", "Re: First", mark, "To: " + replyAddress(request));
        assertThat(written).hasSize(1);
        assertThat(quarantined).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Precedence: Bulk", "Precedence: junk", "X-Auto-Response-Suppress: All", "X-Loop: x"})
    void asksAPersonWhetherAReplyOfAnotherHelpDeskCounts(String mark) throws Exception {
        Request request = open("ada@a.example");
        takeInMail("<r@a.example>", "ada@a.example", "Re: First", mark, "To: " + replyAddress(request));
        assertThat(written).isEmpty();
        assertThat(quarantined).hasSize(1);
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason()).contains(request.number().toString());
        quarantine.takeIn(quarantined.get(0));
        takeIn();
        assertThat(written).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-reply@shop.example", "shop.noreply@shop.example"})
    void quarantinesWhatAMachineSendsOutsideOfAnyConversation(String sender) throws Exception {
        takeInMail("<r@a.example>", sender, "Your order");
        assertThat(begun).isEmpty();
        assertThat(quarantined).hasSize(1);
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason())
                .contains("A machine wrote this mail, outside of any conversation");
    }

    @Test
    void attachesABounceMarksTheLetterFailedAndTellsTheAgents() throws Exception {
        Request request = open("ada@a.example");
        Message letter = letter(request);
        deliver(bounce(letter.internetId()));
        fetch();
        takeIn();
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(notes(request)).singleElement().asString().contains("did not reach ada@a.example").contains("5.1.1");
        assertThat(jdbc.sql(
                "select message_id from undeliverable_address where address = 'ada@a.example' and cleared_at is null")
                .query(Long.class).single()).isEqualTo(letter.id());
        assertThat(jdbc.sql("select request_id from undelivered_message where told_at is null and settled_at is null")
                .query(Long.class).list()).contains(request.number().value());
        assertThat(messages.of(request.number())).filteredOn(Message::automatic)
                .filteredOn(message -> message.direction() == Direction.IN).hasSize(1);
        assertThat(begun).isEmpty();
        assertThat(written).isEmpty();
    }

    @Test
    void aBounceOfALetterToAThirdPartyStandsThereAndConcernsNoAddressOfTheCustomer() throws Exception {
        Request request = open("ada@a.example");
        SideConversation side = sideConversations.open(request.number(), "ada@maker.example", "Driver", "ursula");
        Message letter = sideConversations.write(side, "Is it known?", null, "ursula", List.of());
        deliver(bounce(letter.internetId()));
        fetch();
        takeIn();
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(notes(request)).singleElement().asString().contains("did not reach ada@maker.example");
        assertThat(messages.of(request.number())).filteredOn(Message::automatic)
                .filteredOn(message -> message.direction() == Direction.SIDE_IN).hasSize(1);
        assertThat(jdbc.sql("select count(*) from undeliverable_address where address like '%maker.example'")
                .query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from undelivered_message where request_id = ?")
                .param(request.number().value()).query(Long.class).single()).isZero();
    }

    @Test
    void setsABounceThatIsNotOursAside() throws Exception {
        deliver(bounce("<somebody@else.example>"));
        fetch();
        takeIn();
        assertThat(quarantined).isEmpty();
        assertThat(quarantine.unassigned(10, 0)).singleElement().satisfies(mail -> {
            assertThat(mail.reason()).contains("not ours");
            assertThat(mail.from()).isEqualTo("mailer-daemon@relay.example");
            assertThat(mail.waiting()).isFalse();
        });
    }

    @Test
    void quarantinesOurOwnMailThatComesBackOnceAndSetsFurtherOnesAside() throws Exception {
        Request request = open("ada@a.example");
        for (int i = 0; i < 5; i++) {
            takeInMail(letter(request).internetId(), "support@aftercare.example", "Re: First");
        }
        assertThat(quarantined).hasSize(1);
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason()).contains("mail of our own that came back");
        assertThat(mails.counts()).containsEntry(State.CLOSED, 4L).containsEntry(State.QUARANTINED, 1L);
        assertThat(quarantine.unassigned(10, 0)).hasSize(5);
        assertThat(begun).isEmpty();
        assertThat(written).isEmpty();
    }

    @Test
    void quarantinesWhatClaimsToBeOursWithoutOurMessageIdWhateverHeadersItBears() throws Exception {
        Request request = open("ada@a.example");
        takeInMail("<x@relay.example>", "support@aftercare.example", "Re: First", "X-Aftercare: " + request.number());
        takeInMail("<y@relay.example>", replyAddress(request), "Re: First", "Auto-Submitted: auto-replied");
        assertThat(quarantined).hasSize(2);
        assertThat(begun).isEmpty();
        assertThat(written).isEmpty();
    }

    @Test
    void ignoresOurHeaderFromOutside() throws Exception {
        takeInMail("<r@a.example>", "ada@a.example", "Merge", "X-Aftercare: AC-000001");
        assertThat(begun).hasSize(1);
    }

    private Request open(String customer) {
        Request request = requests.open(Channel.MAIL, customer, null, "First", "en", null);
        messages.receive(request.number(),
                new IncomingMessage("<first@a.example>", null, null, customer, null, null, "First",
                        "text", "text", null, null, false, List.of()));
        return request;
    }

    private Message letter(Request request) {
        return outgoing.queue(request,
                new OutgoingMessage(Purpose.ANSWER, "Re: First", "text", null, false, "agent", List.of()));
    }

    private String replyAddress(Request request) {
        return supportAddress.replyAddress(request.token());
    }

    private List<String> notes(Request request) {
        return messages.of(request.number()).stream().filter(message -> message.direction() == Direction.NOTE)
                .map(Message::textBody).toList();
    }

    private static byte[] bounce(String internetId) {
        return Mails.raw("""
                From: MAILER-DAEMON@relay.example
                To: support@aftercare.example
                Message-ID: <bounce@relay.example>
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                Content-Type: multipart/report; report-type=delivery-status; boundary=x

                --x

                Sorry.
                --x
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; ada@a.example
                Action: failed
                Status: 5.1.1
                --x
                Content-Type: text/rfc822-headers

                Message-ID: %s
                --x--
                """.formatted(internetId));
    }

    private void takeInMail(String internetId, String from, String subject, String... headers) throws Exception {
        takeInText(internetId, from, subject, "Text of " + internetId, headers);
    }

    private void takeInText(String internetId, String from, String subject, String text, String... headers)
            throws Exception {
        deliver(Mails.plain(internetId, from, subject, text, headers));
        assertThat(fetch()).isEqualTo(1);
        assertThat(takeIn()).isEqualTo(1);
    }

    private void deliver(byte[] mail) throws MessagingException {
        mailbox.deliver(new MimeMessage(SESSION, new ByteArrayInputStream(mail)));
    }

    private int fetch() throws MessagingException {
        try (var connection = new ImapConnection(imap)) {
            return downloader(mails).collect(connection);
        }
    }

    /** GreenMail drops a connection now and then when several change the same flags. */
    private void fetchHoweverOftenTheServerHangsUp() throws MessagingException {
        for (int attempt = 1;; attempt++) {
            try {
                fetch();
                return;
            } catch (MessagingException dropped) {
                if (attempt == 10) {
                    throw dropped;
                }
            }
        }
    }

    private int takeIn() {
        return intake.takeInAll(() -> true);
    }

    private MailboxDownloader downloader(InboundMailRepository store) {
        return new MailboxDownloader(new MailProperties(imap, Duration.ofSeconds(5), 20, Duration.ofSeconds(30)),
                new MailSizeProperties(DataSize.ofMegabytes(1), DataSize.ofKilobytes(64)), store, positions, events,
                meters);
    }

    private List<Boolean> seen() throws Exception {
        return server.getManagers().getImapHostManager().getInbox(mailbox).getMessages().stream()
                .map(message -> message.isSet(Flags.Flag.SEEN)).toList();
    }

    private void markRead(int index) throws Exception {
        server.getManagers().getImapHostManager().getInbox(mailbox).getMessages().get(index).setFlag(Flags.Flag.SEEN,
                true);
    }

    private long inATransactionOfItsOwn() {
        try {
            return Executors.newSingleThreadExecutor().submit(() -> jdbc.sql("select count(*) from incoming_mail")
                    .query(Long.class).single()).get();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
