package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.LetterCopy;
import io.aftercare.conversation.LetterIdentities;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.conversation.ports.UnassignedMail;
import io.aftercare.mail.MailTestConfiguration.MovableClock;
import io.aftercare.mail.reading.Mails;
import io.aftercare.process.MailTasks;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.Staff;
import io.aftercare.testing.StartsApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** What becomes of a mail, by whom it comes from and by what it says; with a real database and no server. */
@StartsApplication
@SpringBootTest(classes = MailTestConfiguration.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
                MailTestConfiguration.WITHOUT_ENGINE, "spring.datasource.url=jdbc:h2:mem:router;DB_CLOSE_DELAY=-1",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.support.address=support@aftercare.example",
                "aftercare.support.aliases=Help@Aftercare.example,info@other.example",
                "aftercare.mail.authserv-id=mx.aftercare.example", "aftercare.mail.most-recipients=5"})
@Timeout(120)
class InboundMailRouterTest {

    private static final String FORGED =
            "Authentication-Results: mx.aftercare.example; dmarc=fail header.from=a.example";
    private static final String GENUINE = "Authentication-Results: mx.aftercare.example; dmarc=pass";
    private static final AtomicLong COUNTER = new AtomicLong();

    @MockitoBean
    RequestProcess process;
    @MockitoBean
    MailTasks mailTasks;
    /** Mails are taken in when a test says so. */
    @MockitoBean
    IntakeLoop loop;
    @MockitoBean
    AgentReplies agentReplies;
    @Autowired
    Staff staff;
    @Autowired
    Intake intake;
    @Autowired
    InboundMailRepository mails;
    @Autowired
    QuarantinedMails quarantine;
    @Autowired
    Requests requests;
    @Autowired
    Messages messages;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    Participants participants;
    @Autowired
    LetterIdentities identities;
    @Autowired
    SupportAddress supportAddress;
    @Autowired
    UndeliverableAddresses addresses;
    @Autowired
    MovableClock clock;
    @Autowired
    JdbcClient jdbc;

    private final List<Request> begun = new ArrayList<>();
    private final List<Message> written = new ArrayList<>();
    private final List<Long> quarantined = new ArrayList<>();

    @BeforeEach
    void nothingThereYet() {
        for (String table : List.of("mail_attempt", "incoming_mail", "mailbox_position", "attachment", "message",
                "decision", "request")) {
            jdbc.sql("delete from " + table).update();
        }
        reset(staff);
        given(staff.withAddress(any())).willReturn(Optional.empty());
        given(process.begin(any(), any(), any(), any())).willAnswer(call -> {
            IncomingMessage first = call.getArgument(1);
            Request request =
                    requests.open(call.getArgument(0), first.fromAddress(), first.fromName(), first.subject(), "en",
                            call.getArgument(3));
            messages.receive(request.number(), first);
            begun.add(request);
            return requests.get(request.number());
        });
        given(process.customerWrote(any(), any())).willAnswer(call -> {
            Message message = messages.receive(call.getArgument(0), call.getArgument(1));
            written.add(message);
            return message;
        });
        willAnswer(call -> quarantined.add(call.getArgument(0))).given(mailTasks).handleByHand(anyLong(), any(), any(),
                any());
    }

    // several addresses of ours

    @Test
    void oneMailToTwoOfOurAddressesDeliveredTwiceIsOneRequest() {
        String mail = """
                From: ada@a.example
                To: support@aftercare.example, help@aftercare.example
                Subject: Merge
                Message-ID: <twice@a.example>

                How?
                """;
        take(Mails
                .raw("Received: from a by b; Mon, 4 Mar 2024 10:00:00 +0100\nDelivered-To: support@aftercare.example\n"
                        + mail));
        take(Mails.raw("Received: from a by c; Mon, 4 Mar 2024 10:00:07 +0100\nX-Original-To: help@aftercare.example\n"
                + mail));
        assertThat(begun).hasSize(1);
        assertThat(quarantined).isEmpty();
        verify(process).begin(any(), any(), any(), any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"support+%s@aftercare.example", "HELP+%S@Aftercare.Example", "info+%s@other.example"})
    void findsTheTokenAtAnyOfOurAddressesInAnyCase(String address) {
        Request request = open("ada@a.example");
        mail("ada@a.example", "Anything", "Delivered-To: " + address.formatted(request.token()));
        assertThat(written).extracting(Message::request).containsExactly(request.number());
    }

    @Test
    void quarantinesWhatClaimsToComeFromAnyOfOurAddresses() {
        mail("info@other.example", "Hello");
        mail("help+abc@aftercare.example", "Hello");
        assertThat(quarantined).hasSize(2);
    }

    @Test
    void aLetterOfOursThatAGatewayRewroteAndSentBackIsNoRequest() {
        Request request = open("ada@a.example");
        Request other = open("bob@a.example");
        String back = "Reply-To: " + supportAddress.replyAddress(request.token());
        mail("gate@g.example", "Your request", back, "X-Aftercare: " + request.number());
        assertThat(quarantined).hasSize(1);
        assertThat(begun).isEmpty();
        mail("eve@e.example", "A number alone says nothing", "X-Aftercare: " + request.number());
        mail("eve@e.example", "Nor that of another", back, "X-Aftercare: " + other.number());
        mail("ada@a.example", "Nor the reply address alone", back);
        assertThat(begun).hasSize(3);
        assertThat(quarantined).hasSize(1);
    }

    // which conversation

    @Test
    void followsTheNewestReference() {
        Request old = open("ada@a.example");
        Request recent = open("ada@a.example");
        String oldLetter = letter(old, false).internetId();
        String recentLetter = letter(recent, false).internetId();
        mail("ada@a.example", "Re: x", "References: " + recentLetter + " " + oldLetter);
        mail("ada@a.example", "Re: x", "References: " + oldLetter + "," + recentLetter);
        mail("ada@a.example", "Re: x", "In-Reply-To: " + oldLetter, "References: " + oldLetter + " " + recentLetter);
        assertThat(written).extracting(Message::request).containsExactly(old.number(), recent.number(), old.number());
    }

    @Test
    void looksAtTheLastTwentyReferencesOnly() {
        Request request = open("ada@a.example");
        String letter = letter(request, false).internetId();
        var twenty = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            twenty.append("\n <").append(i).append("@elsewhere.example>");
        }
        mail("ada@a.example", "Re: x", "References: " + letter + twenty);
        assertThat(written).isEmpty();
        mail("ada@a.example", "Re: x",
                "References: " + twenty.toString().replace("<0@elsewhere.example>", letter).strip());
        assertThat(written).hasSize(1);
    }

    @Test
    void letsNobodyDivertAReplyByTakingTheMessageIdOfOurLetter() {
        Request request = open("ada@a.example");
        String letter = letter(request, false).internetId();
        Request eves = open("eve@e.example");
        messages.receive(eves.number(),
                new IncomingMessage(letter, null, null, "eve@e.example", null, null, "x", "x", "x", null,
                        null, false, List.of()));
        mail("ada@a.example", "Re: x", "In-Reply-To: " + letter);
        assertThat(written).extracting(Message::request).containsExactly(request.number());
    }

    @ParameterizedTest
    @ValueSource(strings = {"To: %1$s", "In-Reply-To: %2$s", "References: <x@y> %2$s", "Subject: Re: %3$s"})
    void makesAStrangersMailARequestOfItsOwnAndAsksWhereItBelongs(String reference) {
        Request request = open("ada@a.example");
        String letter = letter(request, false).internetId();
        String header = reference.formatted(supportAddress.replyAddress(request.token()), letter, request.number());
        if (header.startsWith("Subject: ")) {
            mail("eve@e.example", header.substring(9));
        } else {
            mail("eve@e.example", "Re: First", header);
        }
        assertThat(written).isEmpty();
        assertThat(begun).singleElement().satisfies(own -> {
            assertThat(own.customerAddress()).isEqualTo("eve@e.example");
            assertThat(own.followUpOf()).isNull();
            assertThat(notes(own)).singleElement().asString().contains("cites").contains(request.number().toString());
            verify(mailTasks).askWhereItBelongs(eq(messages.of(own.number()).get(0)), eq(request.number()),
                    contains("eve@e.example cites"));
        });
        assertThat(messages.of(request.number())).extracting(Message::fromAddress).doesNotContain("eve@e.example");
    }

    @Test
    void followsARequestToTheConversationItWasJoinedTo() {
        Request own = open("bob@b.example");
        Request conversation = open("ada@a.example");
        participants.add(conversation, "bob@b.example", Participant.How.JOINED_BY_AGENT, "carl");
        requests.close(own.number(), Outcome.JOINED);
        requests.joinInto(own.number(), conversation.number());
        mail("bob@b.example", "Re: First", "To: " + supportAddress.replyAddress(own.token()));
        assertThat(written).extracting(Message::request).containsExactly(conversation.number());
    }

    @Test
    void reopensWithinTheTimeAndBeginsANewRequestThatLinksToTheOldOneLaterOrAboutSomethingElse() {
        Request request = open("ada@a.example");
        letter(request, true);
        requests.close(request.number(), Outcome.ANSWERED);
        String to = "To: " + supportAddress.replyAddress(request.token());
        mail("ada@a.example", "AW: First [" + request.number() + "]", to);
        mail("ada@a.example", "", to);
        mail("ada@a.example", "Re: Letter of ours", to);
        assertThat(written).hasSize(3);
        mail("ada@a.example", "Printing", to);
        clock.forward(Duration.ofDays(31));
        mail("ada@a.example", "Re: First", to);
        assertThat(begun).hasSize(2).allSatisfy(next -> {
            assertThat(next.followUpOf()).isEqualTo(request.number());
            assertThat(notes(next)).singleElement().asString().contains(request.number().toString());
        });
        assertThat(notes(request)).hasSize(2).allMatch(note -> note.contains("A reply came after the end"));
        verify(mailTasks, never()).askWhereItBelongs(any(), any(), any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RE: [EXTERNAL] First", "RES: First", "回复：First", "[SPAM?] AW: First", "Letter of ours",
            "RES: Letter of ours"})
    void aReplyWithAFittingReferenceReopensWhateverStandsBeforeItsSubject(String subject) {
        Request request = open("ada@a.example");
        Message letter = letter(request, true);
        requests.close(request.number(), Outcome.ANSWERED);
        mail("ada@a.example", subject, "In-Reply-To: " + letter.internetId());
        assertThat(written).extracting(Message::request).containsExactly(request.number());
        assertThat(begun).isEmpty();
    }

    @Test
    void theSameMailByTwoWaysIsOneWithoutAMessageIdToo() {
        String mail = "From: ada@a.example\nTo: support@aftercare.example\nSubject: Merge\n"
                + "Date: Mon, 4 Mar 2024 10:00:00 +0100\n\nHow?\n";
        take(Mails.raw("Received: from a by b; Mon, 4 Mar 2024 10:00:01 +0100\n" + mail));
        take(Mails.raw("Received: from a by c; Mon, 4 Mar 2024 10:00:09 +0100\nDelivered-To: help@aftercare.example\n"
                + mail));
        assertThat(begun).hasSize(1);
        take(Mails
                .raw("Received: from a by b; Mon, 4 Mar 2024 10:05:00 +0100\n" + mail.replace("10:00:00", "10:04:00")));
        assertThat(begun).as("asked once more").hasSize(2);
    }

    @Test
    void whatHasNeitherMessageIdNorDateIsTakenEachTime() {
        String mail = "From: ada@a.example\nTo: support@aftercare.example\nSubject: Merge\n\nAny news?\n";
        take(Mails.raw("Received: from a by b; Mon, 4 Mar 2024 10:00:01 +0100\n" + mail));
        take(Mails.raw("Received: from a by b; Tue, 5 Mar 2024 10:00:09 +0100\n" + mail));
        assertThat(begun).hasSize(2);
    }

    @Test
    void aBlockEndsWhenTheCustomerWritesFromTheAddress() {
        Request request = open("ada@a.example");
        addresses.block(letter(request, true), "5.1.1", "It did not arrive.");
        mail("ada@a.example", "Out of office", "To: " + supportAddress.replyAddress(request.token()));
        assertThat(addresses.find("ada@a.example")).as("a machine wrote").isPresent();
        mail("ada@a.example", "Printing");
        assertThat(addresses.find("ada@a.example")).isEmpty();
        assertThat(notes(begun.get(0))).singleElement().asString().contains("Mail goes to ada@a.example again");
    }

    @Test
    void takingInWhatCannotBeTakenInSaysSo() {
        mail("help@aftercare.example", "Hello");
        quarantine.takeIn(quarantined.get(0));
        intake.takeInAll(() -> true);
        assertThat(quarantined).hasSize(2);
        assertThat(mails.find(quarantined.get(1)).orElseThrow().reason())
                .startsWith("It was to be taken in, but cannot be.").contains("support address");
        mail("ada@a.example", "Merge");
        long handled = jdbc.sql("select id from incoming_mail where state = 'HANDLED'").query(Long.class).single();
        assertThatThrownBy(() -> quarantine.takeIn(handled)).hasMessageContaining("has been taken in already");
    }

    // who takes part

    @Test
    void whomTheCustomerCopiesTakesPartAndReadsWhatPeopleAnswer() {
        mail("ada@a.example", "Merge", "Cc: Bob <Bob@b.example>, \"Eve, E.\" <eve@e.example>", GENUINE);
        Request request = begun.get(0);
        mail("bob@b.example", "Re: [" + request.number() + "] Merge", GENUINE);
        assertThat(written).extracting(Message::fromAddress).containsExactly("bob@b.example");
        assertThat(participants.of(request)).extracting(Participant::address, Participant::how).containsExactly(
                org.assertj.core.groups.Tuple.tuple("ada@a.example", Participant.How.CUSTOMER),
                org.assertj.core.groups.Tuple.tuple("bob@b.example", Participant.How.COPIED_BY_CUSTOMER),
                org.assertj.core.groups.Tuple.tuple("eve@e.example", Participant.How.COPIED_BY_CUSTOMER));
        assertThat(letter(request, false).copies()).containsExactly("bob@b.example", "eve@e.example");
        assertThat(letter(request, true).copies()).isEmpty();
    }

    @Test
    void whomAnybodyElseCopiesDoesNotTakePart() {
        Request request = open("ada@a.example");
        participants.add(request, "bob@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        mail("bob@b.example", "Re: " + request.number(), "Cc: eve@e.example", GENUINE);
        mail("mallory@m.example", "Re: " + request.number(), "Cc: mallory2@m.example, ada@a.example", GENUINE);
        assertThat(participants.of(request)).extracting(Participant::address).containsExactly("ada@a.example",
                "bob@b.example");
        mail("eve@e.example", "Re: " + request.number(), GENUINE);
        assertThat(written).extracting(Message::fromAddress).containsExactly("bob@b.example");
    }

    @Test
    void neitherWeNorStaffNorRobotsNorTransportHeadersMakeAParticipant() {
        given(staff.addresses()).willReturn(Set.of("carl@aftercare.example"));
        mail("ada@a.example", "Merge",
                "Cc: help@aftercare.example, info+x@other.example, carl@aftercare.example, no-reply@shop.example",
                "Delivered-To: spy@e.example", GENUINE);
        assertThat(participants.of(begun.get(0))).extracting(Participant::address).containsExactly("ada@a.example");
    }

    @Test
    void aMailToManyMakesNobodyAParticipantAndSaysSo() {
        mail("ada@a.example", "Merge", "Cc: b1@b.example, b2@b.example, b3@b.example, b4@b.example, b5@b.example",
                GENUINE);
        assertThat(participants.of(begun.get(0))).hasSize(1);
        assertThat(notes(begun.get(0))).singleElement().asString().contains("6 people").contains("most-recipients");
    }

    @Test
    void whomAnAgentTookOutStaysOutWhenCopiedAgain() {
        mail("ada@a.example", "Merge", "Cc: bob@b.example", GENUINE);
        Request request = begun.get(0);
        participants.remove(request, "Bob@b.example", "carl");
        mail("ada@a.example", "Re: " + request.number() + " Merge", "Cc: bob@b.example", GENUINE);
        mail("bob@b.example", "Re: " + request.number(), GENUINE);
        assertThat(written).extracting(Message::fromAddress).containsExactly("ada@a.example");
        assertThat(letter(request, false).copies()).isEmpty();
        participants.add(request, "bob@b.example", Participant.How.JOINED_BY_AGENT, "carl");
        assertThat(letter(request, false).copies()).containsExactly("bob@b.example");
    }

    // where answers go

    @Test
    void answersGoWhereTheCustomersLatestMailAsks() {
        mail("ada@a.example", "Merge", "Reply-To: Ada <Ada@Work.example>", GENUINE);
        Request request = requests.get(begun.get(0).number());
        assertThat(request.customerAddress()).isEqualTo("ada@a.example");
        assertThat(letter(request, false).toAddress()).isEqualTo("ada@work.example");
        mail("ada@work.example", "Re: " + request.number(), GENUINE);
        assertThat(written).hasSize(1);
        mail("ada@a.example", "Re: " + request.number(), GENUINE);
        assertThat(requests.get(request.number()).replyTo()).isNull();
        assertThat(letter(requests.get(request.number()), false).toAddress()).isEqualTo("ada@a.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"support@aftercare.example", "help+x@aftercare.example", "no-reply@a.example", "nonsense",
            "ada@a.example"})
    void ignoresAReplyToThatIsOursARobotsUnusableOrTheSendersOwn(String replyTo) {
        mail("ada@a.example", "Merge", "Reply-To: " + replyTo, GENUINE);
        assertThat(requests.get(begun.get(0).number()).answersTo()).isEqualTo("ada@a.example");
    }

    @Test
    void nobodyElsesMailSaysWhereTheAnswersGo() {
        Request request = open("ada@a.example");
        participants.add(request, "bob@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        mail("bob@b.example", "Re: " + request.number(), "Reply-To: eve@e.example", GENUINE);
        assertThat(written).hasSize(1);
        assertThat(requests.get(request.number()).answersTo()).isEqualTo("ada@a.example");
    }

    // in whose name?

    @ParameterizedTest
    @ValueSource(strings = {
            "X-Nothing: said",
            "Authentication-Results: mx.aftercare.example; spf=pass smtp.mailfrom=evil.example",
            "Authentication-Results: mx.aftercare.example; spf=fail smtp.mailfrom=a.example",
            "Authentication-Results: mx.aftercare.example; dmarc=none header.from=a.example",
            "Authentication-Results: mx.aftercare.example; dmarc=temperror header.from=a.example",
            "Authentication-Results: mx.aftercare.example; dmarc=permerror header.from=a.example",
            "Authentication-Results: mx.aftercare.example; dmarc=bestguesspass header.from=a.example",
            "Authentication-Results: mx.aftercare.example; dmarc=pass header.from=evil.example",
            "Authentication-Results: mx.aftercare.example; dmarc=none (dmarc=pass header.from=a.example)",
            "Authentication-Results: mx.aftercare.example; dmarc=pass header.from=a.example header.from=evil.example",
            "Authentication-Results: mx.evil.example; dmarc=pass header.from=a.example",
            "Authentication-Results: mx.aftercare.example; spf=fail\n"
                    + "Authentication-Results: mx.aftercare.example; dmarc=pass header.from=a.example",
            "Authentication-Results: mx.aftercare.example; dmarc=none\n"
                    + "Authentication-Results: mx.aftercare.example; dmarc=pass header.from=a.example",
            "Authentication-Results: =?utf-8?q?mx.aftercare.example?=; dmarc=pass header.from=a.example",
            "Authentication-Results : mx.aftercare.example; dmarc=pass header.from=a.example",
            "ARC-Authentication-Results: i=1; mx.aftercare.example; dmarc=pass header.from=a.example",
            "X-Authentication-Results: mx.aftercare.example; dmarc=pass header.from=a.example"})
    void aNumberIsPlacedByAPersonAndTheMailChangesNothing(String header) {
        Request request = open("ada@a.example");
        Message before = letter(request, false);
        mail("ada@a.example", "Re: [" + request.number() + "] First", header, "Reply-To: eve@e.example",
                "Cc: eve@e.example");
        assertThat(written).isEmpty();
        assertThat(quarantined).isEmpty();
        assertThat(begun).singleElement().satisfies(own -> {
            assertThat(requests.get(own.number()).answersTo()).isEqualTo("ada@a.example");
            assertThat(participants.of(own)).hasSize(1);
            assertThat(notes(own)).anyMatch(note -> note.contains("may be forged"))
                    .anyMatch(note -> note.contains("eve@e.example (Reply-To)"));
            verify(mailTasks).askWhereItBelongs(eq(messages.first(own.number())), eq(request.number()),
                    contains("ada@a.example cites the number " + request.number() + " and takes part in it"));
        });
        Message after = letter(request, false);
        assertThat(after.toAddress()).isEqualTo(before.toAddress()).isEqualTo("ada@a.example");
        assertThat(after.copies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ada@a.example, eve@e.example", "ada@a.example; eve@e.example", "Friends: ada@a.example, eve@e.example;",
            "Friends: ada@a.example;", "<ada@a.example> <eve@e.example>", "eve@e.example <ada@a.example>",
            "ada@a.example\nFrom: eve@e.example", "ada@a.example\nFrom: ada@a.example", "=?utf-8?q?ada=40a.example?=",
            "a@b@a.example\nSender: ada@a.example", "\"ada@a.example\"@e.example\nSender: ada@a.example"})
    void whoIsNotOneAuthorWithoutDoubtIsNoParticipant(String from) {
        Request request = open("ada@a.example");
        mail(from, "Re: [" + request.number() + "] First", GENUINE, "Reply-To: eve@e.example", "Cc: eve@e.example");
        assertThat(written).isEmpty();
        assertThat(begun).hasSize(1);
        assertThat(requests.get(request.number()).answersTo()).isEqualTo("ada@a.example");
        assertThat(requests.get(begun.get(0).number()).replyTo()).isNull();
        assertThat(participants.of(begun.get(0))).hasSize(1);
        verify(mailTasks).askWhereItBelongs(any(), eq(request.number()), any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"eve@e.example\" <ada@a.example>", "Ada (eve@e.example) <ada@a.example>",
            "=?utf-8?q?eve=40e.example?= <ada@a.example>", "ADA@A.Example", "ada@a.example <ada@a.example>",
            "ada@a.example\nSender: eve@e.example", "\"Lind, Ada\" <ada@a.example> (work)"})
    void theOneAuthorWhomOurServerConfirmsIsLetIn(String from) {
        Request request = open("ada@a.example");
        mail(from, "Re: [" + request.number() + "] First",
                "Authentication-Results: mx.aftercare.example; dmarc=pass (p=none) header.from=a.example");
        assertThat(written).extracting(Message::request).containsExactly(request.number());
    }

    @Test
    void severalAuthorsAreNobodyWithALetterOfOursEither() {
        Request request = open("ada@a.example");
        mail("ada@a.example, eve@e.example", "Re: First", "In-Reply-To: " + letter(request, false).internetId());
        assertThat(written).isEmpty();
        verify(mailTasks).askWhereItBelongs(any(), eq(request.number()), contains("several authors"));
    }

    @Test
    void whoAnswersALetterOfOursIsLetInAndMayChangeWhereAnswersGo() {
        Request request = open("ada@a.example");
        Message letter = letter(request, false);
        mail("ada@a.example", "Anything", "To: " + supportAddress.replyAddress(identities.token(letter)));
        mail("ada@a.example", "Re: First", "In-Reply-To: " + letter.internetId(), "Reply-To: ada@work.example");
        assertThat(written).hasSize(2);
        assertThat(requests.get(request.number()).answersTo()).isEqualTo("ada@work.example");
        Message next = letter(requests.get(request.number()), false);
        mail("ada@a.example", "Re: First", "In-Reply-To: " + next.internetId(), "Reply-To: ada@work.example");
        mail("ada@work.example", "Re: First", "To: " + supportAddress.replyAddress(identities.token(next)));
        assertThat(written).hasSize(4);
    }

    @Test
    void theCustomersOwnMessageIdIsKnownToOthersAndProvesNothing() {
        Request request = open("ada@a.example");
        String first = messages.first(request.number()).internetId();
        mail("ada@a.example", "Re: First", "In-Reply-To: " + first);
        assertThat(written).isEmpty();
        verify(mailTasks).askWhereItBelongs(any(), eq(request.number()), contains("a mail of the conversation"));
        mail("ada@a.example", "Re: First", "In-Reply-To: " + first, GENUINE);
        assertThat(written).hasSize(1);
    }

    @Test
    void whoHasACopyIsLetInAsNobodyElse() {
        Request request = open("ada@a.example");
        participants.add(request, "bob@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        Message letter = letter(request, false);
        LetterCopy copy = identities.copiesToSend(letter).get(0);
        String to = "To: " + supportAddress.replyAddress(copy.token());
        mail("bob@b.example", "Re: First", to);
        mail("bob@b.example", "Re: First", "In-Reply-To: " + letter.internetId());
        assertThat(written).extracting(Message::fromAddress).containsExactly("bob@b.example", "bob@b.example");
        mail("ada@a.example", "Re: First", to, "Reply-To: bob@b.example");
        mail("ada@a.example", "Re: First", "In-Reply-To: " + letter.internetId(), "Reply-To: bob@b.example");
        assertThat(written).hasSize(2);
        assertThat(begun).hasSize(2);
        assertThat(requests.get(request.number()).answersTo()).isEqualTo("ada@a.example");
        mail("ada@a.example", "Re: First", "To: " + supportAddress.replyAddress(identities.token(letter)));
        assertThat(written).hasSize(3);
        participants.remove(request, "bob@b.example", "carl");
        mail("bob@b.example", "Re: First", to);
        assertThat(written).hasSize(3);
    }

    @Test
    void onceTheCustomerHasAnsweredToAllTheLetterIsNoProofAnyMore() {
        Request request = open("ada@a.example");
        Message letter = letter(request, false);
        String reply = "In-Reply-To: " + letter.internetId();
        mail("ada@a.example", "Re: First", reply, "Cc: bob@b.example");
        assertThat(written).hasSize(1);
        assertThat(participants.of(request)).extracting(Participant::address).contains("bob@b.example");
        mail("ada@a.example", "Re: First", reply, "Reply-To: bob@b.example");
        mail("ada@a.example", "Re: First", "To: " + supportAddress.replyAddress(identities.token(letter)));
        mail("ada@a.example", "Re: First", "To: " + supportAddress.replyAddress(request.token()));
        assertThat(written).hasSize(1);
        verify(mailTasks, times(3)).askWhereItBelongs(any(), eq(request.number()), contains("known to others"));
        mail("bob@b.example", "Re: First", reply);
        mail("ada@a.example", "Re: First", reply, GENUINE);
        mail("ada@a.example", "Re: First",
                "To: " + supportAddress.replyAddress(identities.token(letter(request, false))));
        assertThat(written).extracting(Message::fromAddress).containsExactly("ada@a.example", "bob@b.example",
                "ada@a.example", "ada@a.example");
    }

    @Test
    void whoGetsTheAnswersNoMoreIsTheCustomerNoMore() {
        Request request = open("ada@a.example");
        mail("ada@a.example", "Re: First", "In-Reply-To: " + letter(request, false).internetId(),
                "Reply-To: eve@e.example");
        String eves = letter(requests.get(request.number()), false).internetId();
        mail("ada@a.example", "Re: First", "In-Reply-To: " + letter(request, true).internetId());
        assertThat(requests.get(request.number()).answersTo()).isEqualTo("ada@a.example");
        assertThat(written).hasSize(2);
        mail("ada@a.example", "Re: First", "In-Reply-To: " + eves, "Reply-To: eve@e.example");
        assertThat(written).hasSize(2);
        assertThat(requests.get(request.number()).answersTo()).isEqualTo("ada@a.example");
    }

    @Test
    void theReferencesOfACopyNameNoLetterOfTheCustomers() {
        Request request = open("ada@a.example");
        Message alone = letter(request, true);
        participants.add(request, "bob@b.example", Participant.How.COPIED_BY_CUSTOMER, null);
        Message both = letter(request, false);
        Message next = letter(request, false);
        assertThat(next.referenceIds()).contains(alone.internetId(), both.internetId());
        assertThat(identities.knownTo(next.referenceIds(), "bob@b.example").split(" "))
                .containsExactly(messages.first(request.number()).internetId(), both.internetId());
        assertThat(identities.knownTo(null, "bob@b.example")).isNull();
    }

    // authenticated?

    @Test
    void holdsAMailThatFailsDmarcAndTakesItInWhenAPersonForcesIt() {
        Request request = open("ada@a.example");
        mail("ada@a.example", "Re: " + request.number(), FORGED, "Cc: eve@e.example", "Reply-To: eve@e.example");
        assertThat(begun).isEmpty();
        assertThat(written).isEmpty();
        assertThat(quarantined).hasSize(1);
        assertThat(quarantine.find(quarantined.get(0))).hasValueSatisfying(held -> {
            assertThat(held.reason()).contains("may be forged").contains("ada@a.example").contains("DMARC");
            assertThat(held.headers()).anyMatch(header -> header.name().equals("authentication-results"));
            assertThat(held.raw()).isNotEmpty();
        });
        quarantine.takeIn(quarantined.get(0));
        intake.takeInAll(() -> true);
        assertThat(written).as("a number alone is for a person to place, whoever takes the mail in").isEmpty();
        verify(mailTasks).askWhereItBelongs(any(), eq(request.number()), contains("may be forged"));
        assertThat(begun).singleElement().satisfies(own -> {
            assertThat(participants.of(own)).hasSize(1);
            assertThat(requests.get(own.number()).replyTo()).isNull();
        });
        assertThat(participants.of(request)).hasSize(1);
        assertThat(requests.get(request.number()).replyTo()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {GENUINE, "Authentication-Results: mx.evil.example; dmarc=fail", "X-Spam: yes",
            "Authentication-Results: mx.aftercare.example; dmarc=none"})
    void takesInWhatNobodyItBelievesCallsForged(String header) {
        mail("ada@a.example", "Merge", header);
        assertThat(begun).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Aftercare: AC-000001", "X-Priority: 1", "X-Aftercare-Token: x", "X-Mailer: Aftercare",
            "Importance: high"})
    void ignoresControlHeadersFromOutside(String header) {
        mail("ada@a.example", "Merge", header);
        assertThat(begun).hasSize(1);
        assertThat(quarantined).isEmpty();
        assertThat(notes(begun.get(0))).isEmpty();
    }

    @Test
    void ofMailsToAgentsThatComeBackOnlyTheFirstBecomesATask() {
        // An agent's mailbox passes everything on to us; of each task a mail is made, and of each such mail a task
        // would be.
        given(agentReplies.wrote(startsWith("<task"))).willReturn(true);
        for (int i = 0; i < 3; i++) {
            take(Mails.raw(
                    "From: Support <support@aftercare.example>\nTo: carl@aftercare.example\nSubject: Handle the mail\n"
                            + "Auto-Submitted: auto-generated\nMessage-ID: <task" + COUNTER.incrementAndGet()
                            + "@aftercare.example>\n\nA task.\n"));
        }
        assertThat(quarantined).hasSize(1);
        assertThat(quarantine.unassigned(10, 0)).hasSize(3)
                .allMatch(mail -> mail.reason().contains("mail of our own that came back"));
    }

    // automatic mails

    @ParameterizedTest
    @ValueSource(strings = {"Automatic reply: Merge", "Réponse automatique : Merge", "Absence du bureau",
            "Abwesenheitsnotiz"})
    void anOutOfOfficeIsAttachedAndCountsForNothing(String subject) {
        Request request = open("ada@a.example");
        requests.close(request.number(), Outcome.ANSWERED);
        mail("ada@a.example", subject, "To: " + supportAddress.replyAddress(request.token()));
        assertThat(messages.of(request.number())).last().satisfies(message -> assertThat(message.automatic()).isTrue());
        assertThat(messages.requestsToDeliverTo()).isEmpty();
        verify(process, never()).customerWrote(any(), any());
        assertThat(begun).isEmpty();
        assertThat(quarantined).isEmpty();
    }

    @Test
    void automaticAnswersOutsideOfAnyConversationAreIgnoredInSight() {
        mail("ada@a.example", "Out of office");
        mail("away@shop.example", "Offers", "Auto-Submitted: auto-replied");
        mail("mailer-daemon@relay.example", "Hello");
        assertThat(begun).isEmpty();
        assertThat(quarantined).isEmpty();
        assertThat(quarantine.unassigned(10, 0)).hasSize(3).noneMatch(UnassignedMail::waiting)
                .extracting(UnassignedMail::subject).containsExactly("Hello", "Offers", "Out of office");
        assertThat(quarantine.unassigned(1, 1)).extracting(UnassignedMail::from).containsExactly("away@shop.example");
        quarantine.takeIn(quarantine.unassigned(10, 0).get(2).id());
        intake.takeInAll(() -> true);
        assertThat(begun).extracting(Request::customerAddress).containsExactly("ada@a.example");
    }

    @Test
    void anAutomaticMailOfAStrangerNeverEntersTheConversationItCites() {
        Request request = open("ada@a.example");
        mail("eve@e.example", "Automatic reply: First", "To: " + supportAddress.replyAddress(request.token()));
        assertThat(messages.of(request.number())).hasSize(1);
        assertThat(quarantine.unassigned(10, 0)).singleElement()
                .satisfies(mail -> assertThat(mail.reason()).contains(request.number().toString()));
    }

    @Test
    void aReadReceiptAndAnAbuseReportAreNoTextOfTheCustomer() {
        Request request = open("ada@a.example");
        String letter = letter(request, false).internetId();
        String told = messages.textOf(request.number());
        take(report("disposition-notification", "message/disposition-notification",
                "Original-Message-ID: " + letter + "\nDisposition: manual-action/MDN-sent-manually; displayed"));
        take(report("feedback-report", "message/feedback-report",
                "Feedback-Type: abuse\nOriginal-Message-ID: " + letter));
        assertThat(messages.of(request.number()))
                .filteredOn(message -> message.direction() == Direction.IN && message.automatic()).hasSize(2);
        assertThat(messages.textOf(request.number())).isEqualTo(told);
        assertThat(notes(request)).singleElement().asString().contains("unwanted");
        assertThat(written).isEmpty();
        assertThat(begun).isEmpty();
        assertThat(quarantined).isEmpty();
    }

    // passed on by a colleague

    @Test
    void whatAColleaguePassesOnIsTheRequestOfWhoWroteIt() {
        colleague();
        mail("carl@aftercare.example", "TR : Chart is empty", forwarded(), GENUINE);
        assertThat(begun).singleElement().satisfies(request -> {
            assertThat(request.customerAddress()).isEqualTo("ada@a.example");
            assertThat(request.customerName()).isEqualTo("Ada Lind");
            assertThat(request.subject()).isEqualTo("Chart is empty");
            assertThat(messages.of(request.number()).get(0).textBody()).isEqualTo("My chart is empty.");
            assertThat(notes(request)).singleElement().asString().contains("Passed on by Carl")
                    .contains("Please help her.");
        });
    }

    @Test
    void whatAnybodyElsePassesOnIsTheForwardersRequest() {
        mail("bob@b.example", "Fwd: Chart is empty", forwarded(), GENUINE);
        assertThat(begun).extracting(Request::customerAddress).containsExactly("bob@b.example");
    }

    @Test
    void believesNoColleagueWhomTheMailServerDoesNotConfirm() {
        colleague();
        mail("carl@aftercare.example", "WG: Chart is empty", forwarded());
        assertThat(begun).isEmpty();
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason()).contains("did not confirm");
    }

    @Test
    void quarantinesWhatAColleaguePassesOnWithoutAReadableSender() {
        colleague();
        mail("carl@aftercare.example", "Fwd: Chart is empty", "Somebody called.", GENUINE);
        assertThat(begun).isEmpty();
        assertThat(mails.find(quarantined.get(0)).orElseThrow().reason()).contains("cannot be read").contains("Carl");
        quarantine.takeIn(quarantined.get(0));
        intake.takeInAll(() -> true);
        assertThat(begun).extracting(Request::customerAddress).containsExactly("carl@aftercare.example");
    }

    @Test
    void aColleaguesOtherMailsAreARequestOfTheColleague() {
        colleague();
        mail("carl@aftercare.example", "My own tree", GENUINE);
        assertThat(begun).extracting(Request::customerAddress).containsExactly("carl@aftercare.example");
    }

    private void colleague() {
        given(staff.withAddress("carl@aftercare.example")).willReturn(Optional.of(
                new Staff.Member("carl", "Carl", "carl@aftercare.example", List.of("usage-support"))));
    }

    /** No header but the text, told apart by having several lines. */
    private static String forwarded() {
        return "Please help her.\n\n-------- Forwarded Message --------\nSubject: Chart is empty\nDate: today\n"
                + "From: Ada Lind <ada@a.example>\nTo: carl@aftercare.example\n\nMy chart is empty.";
    }

    private Request open(String customer) {
        Request request = requests.open(Channel.MAIL, customer, null, "First", "en", null);
        messages.receive(request.number(),
                new IncomingMessage("<first" + COUNTER.incrementAndGet() + "@a.example>", null, null,
                        customer, null, null, "First", "text", "text", null, null, false, List.of()));
        messages.considerPending(request.number());
        return request;
    }

    private Message letter(Request request, boolean automatic) {
        return outgoing.queue(requests.get(request.number()),
                new OutgoingMessage(Purpose.ANSWER, "Letter of ours", "text", null,
                        automatic, automatic ? null : "carl", List.of()));
    }

    private List<String> notes(Request request) {
        return messages.of(request.number()).stream().filter(message -> message.direction() == Direction.NOTE)
                .map(Message::textBody).toList();
    }

    /** @param more headers, and the text if it is no header */
    private void mail(String from, String subject, String... more) {
        List<String> headers = List.of(more).stream().filter(one -> one.matches("(?s)[A-Za-z-]+ ?: .*")).toList();
        String text = List.of(more).stream().filter(one -> !headers.contains(one)).findFirst().orElse("Text.");
        String to = headers.stream().anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("to:")) ? ""
                : "To: support@aftercare.example\n";
        take(Mails.raw("From: " + from + "\n" + to + "Subject: =?utf-8?B?"
                + java.util.Base64.getEncoder().encodeToString(
                        subject.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "?=\nMessage-ID: <" + COUNTER.incrementAndGet() + "@test.example>\n"
                + (headers.isEmpty() ? "" : String.join("\n", headers) + "\n") + "\n" + text + "\n"));
    }

    private static byte[] report(String type, String partType, String fields) {
        return Mails.raw("""
                From: ada@a.example
                To: support@aftercare.example
                Message-ID: <%d@report.example>
                Subject: Read: First
                Content-Type: multipart/report; report-type=%s; boundary=x

                --x

                Seen, it does not work, please refund me.
                --x
                Content-Type: %s

                %s
                --x--
                """.formatted(COUNTER.incrementAndGet(), type, partType, fields));
    }

    private void take(byte[] raw) {
        mails.keep("support", 1, List.of(new InboundMailRepository.Fetched(COUNTER.incrementAndGet(), raw, null)));
        intake.takeInAll(() -> true);
    }
}
