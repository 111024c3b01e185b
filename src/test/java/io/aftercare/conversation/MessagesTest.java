package io.aftercare.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Who needs one message, or a number, gets that and not a whole conversation. */
@JdbcTest(properties = {"spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob"})
class MessagesTest {

    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");

    @Autowired
    JdbcClient jdbc;
    @Autowired
    NamedParameterJdbcTemplate template;
    @Autowired
    PlatformTransactionManager transactions;

    private final Clock clock = mock(Clock.class);
    private Requests requests;
    private Messages messages;
    private MessageTable table;
    private RequestNumber number;
    private RequestNumber other;

    @BeforeEach
    void twoRequests() {
        at(0);
        given(clock.getZone()).willReturn(ZoneOffset.UTC);
        requests = new Requests(jdbc, clock);
        table = new MessageTable(jdbc, clock, mock(Attachments.class));
        SupportAddress address = mock(SupportAddress.class);
        given(address.address()).willReturn("support@aftercare.example");
        messages = new Messages(jdbc, clock, address, requests, mock(Participants.class), table, event -> {});
        number = requests.open(Channel.MAIL, "anna@customers.example", "Anna", "Printing", "en", null).number();
        other = requests.open(Channel.MAIL, "bob@customers.example", "Bob", "Prices", "en", null).number();
    }

    @Test
    void aRequestIsAskedWhenOurMailServerGotItNotWhenItWasTakenIn() {
        Instant taken = requests.get(number).openedAt();
        requests.arrived(number, null);
        requests.arrived(number, taken.plusSeconds(60));
        assertThat(requests.get(number).openedAt()).isEqualTo(taken);
        requests.arrived(number, taken.minus(Duration.ofDays(3)));
        assertThat(requests.get(number).openedAt()).isEqualTo(taken.minus(Duration.ofDays(3)));
    }

    @Test
    void whatCannotBeReadIsKnownAndNotTheCustomersWords() {
        messages.receive(number, IncomingMessage.written("anna@customers.example", "Anna", "Printing",
                UnreadableText.because("it is encrypted"), List.of()));
        assertThat(messages.unreadable(number)).isTrue();
        assertThat(messages.textOf(number)).isEqualTo("Printing");
        messages.receive(number, IncomingMessage.written("anna@customers.example", "Anna", "Printing", "It stops.",
                List.of()));
        assertThat(messages.unreadable(number)).isFalse();
    }

    @Test
    void whatATransactionHasReadIsReadAgainOnlyWhenItMayHaveChanged() {
        JdbcClient watched = TransactionReads.jdbcClient(template);
        var steps = new Requests(watched, clock);
        assertThat(steps.get(number).customerName()).isEqualTo("Anna");
        behindTheBack("Berta");
        assertThat(steps.get(number).customerName()).as("read once").isEqualTo("Anna");
        assertThat(steps.get(other).customerName()).as("each for itself").isEqualTo("Bob");
        steps.waitForCustomer(other, null);
        assertThat(steps.get(number).customerName()).as("changed").isEqualTo("Berta");
        behindTheBack("Cora");
        assertThat(steps.getForUpdate(number).customerName()).isEqualTo("Cora");
        assertThat(steps.get(number).customerName()).as("locked").isEqualTo("Cora");
        behindTheBack("Dora");
        watched.sql("update customer set name = 'Eva'").update();
        watched.sql("update request set agent = 'ugo' where id = -1").update();
        assertThat(steps.get(number).customerName()).as("nothing of it changed").isEqualTo("Cora");
        watched.sql("delete from message where id = -1 or request_id = -1").update();
        assertThat(steps.get(number).customerName()).isEqualTo("Cora");
        new MessageTable(watched, clock, mock(Attachments.class)).add(
                messages.receive(number, IncomingMessage.written("a@b.example", "A", "S", "Text", List.of())), null,
                List.of());
        assertThat(steps.get(number).customerName()).as("a message came in").isEqualTo("Dora");
    }

    @Test
    void theCustomersMessagesAreThoseThatThereAreAfterEachChange() {
        JdbcClient watched = TransactionReads.jdbcClient(template);
        var inSteps = new Messages(watched, clock, mock(SupportAddress.class), requests, mock(Participants.class),
                new MessageTable(watched, clock, mock(Attachments.class)), event -> {});
        assertThat(inSteps.fromCustomer(number)).isEmpty();
        inSteps.receive(number, IncomingMessage.written("a@b.example", "A", "S", "Text", List.of()));
        assertThat(inSteps.fromCustomer(number)).hasSize(1);
        assertThat(inSteps.textOf(number)).isEqualTo("S\nText");
        assertThat(inSteps.fromCustomer(number).get(0).consideredAt()).isNull();
        inSteps.considerPending(number);
        assertThat(inSteps.fromCustomer(number).get(0).consideredAt()).isNotNull();
        watched.sql("delete from message where request_id = :id").param("id", number.value()).update();
        assertThat(inSteps.fromCustomer(number)).isEmpty();
    }

    /** Nobody reads what another transaction, or an earlier one of the same thread, has read. */
    @Test
    void eachTransactionReadsForItself() {
        JdbcClient watched = TransactionReads.jdbcClient(template);
        var read = new AtomicInteger();
        Supplier<Integer> once = () -> TransactionReads.once(watched, "what", read::incrementAndGet);
        var another = new TransactionTemplate(transactions);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        assertThat(List.of(once.get(), once.get())).containsOnly(1);
        assertThat(another.<List<Integer>>execute(status -> List.of(once.get(), once.get()))).containsOnly(2);
        assertThat(once.get()).as("the other one may have changed it").isEqualTo(3);
        assertThat(another.<Integer>execute(status -> once.get())).isEqualTo(4);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        assertThat(another.<List<Integer>>execute(status -> List.of(once.get()))).hasSize(1);
    }

    private void behindTheBack(String name) {
        jdbc.sql("update request set customer_name = :name where id = :id").param("name", name)
                .param("id", number.value()).update();
    }

    @Test
    void aConversationWithoutMessagesHasNone() {
        assertThat(messages.newestId(number)).isZero();
        assertThat(messages.newestFromCustomer(number)).isEmpty();
        assertThat(messages.fromCustomer(number)).isEmpty();
        assertThat(messages.subjects(number)).isEmpty();
        assertThat(messages.has(number, Purpose.CUSTOMER)).isFalse();
        assertThatThrownBy(() -> messages.first(number)).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining(number.toString());
    }

    @Test
    void eachQuestionHasItsAnswer() {
        Message first = wrote(number, "Printing", "It does not print.", false);
        at(60);
        Message automatic = wrote(number, "Out of office", "I am away.", true);
        Message answer = mailed(number, "tina", Purpose.ANSWER, MessageStatus.SENT);
        at(120);
        Message second = wrote(number, "Re: Printing", "Still not.", false);
        at(180);
        Message note = messages.note(number, "tina", "He has an old printer.");
        Message elsewhere = wrote(other, "Prices", "What does it cost?", false);

        assertThat(first.fromCustomer()).isTrue();
        assertThat(List.of(automatic, answer, note)).noneMatch(Message::fromCustomer);
        assertThat(messages.first(number)).isEqualTo(first);
        assertThat(messages.newestId(number)).isEqualTo(note.id());
        assertThat(messages.newestFromCustomer(number)).contains(second);
        assertThat(messages.fromCustomer(number)).containsExactly(first, second);
        assertThat(messages.fromCustomerAfter(number, first.id())).containsExactly(second);
        assertThat(messages.fromCustomerAfter(number, START)).containsExactly(second);
        assertThat(messages.fromCustomerAfter(number, START.plusSeconds(120))).isEmpty();
        assertThat(messages.find(number, second.id())).contains(second);
        assertThat(messages.find(number, elsewhere.id())).as("of another request").isEmpty();
        assertThat(messages.has(number, Purpose.ANSWER)).isTrue();
        assertThat(messages.has(other, Purpose.ANSWER)).isFalse();
        assertThat(messages.subjects(number)).containsExactlyInAnyOrder("Printing", "Out of office", "Your request",
                "Re: Printing", "");
        assertThat(messages.textOf(number)).isEqualTo("Printing\nIt does not print.\nStill not.");
    }

    @Test
    void whatSomebodyMailedFromAMomentOnIsTheOldestOfIt() {
        mailed(number, "tina", Purpose.ANSWER, MessageStatus.SENT);
        at(60);
        Message second = mailed(number, "tina", Purpose.ANSWER, MessageStatus.SENT);
        mailed(number, "uma", Purpose.ANSWER, MessageStatus.SENT);

        assertThat(messages.firstBy("tina", number, START.plusSeconds(60))).contains(second);
        assertThat(messages.firstBy("tina", number, START.plusSeconds(61))).isEmpty();
        assertThat(messages.firstBy(null, number, START)).isEmpty();
    }

    @Test
    void whatIsPendingWaitsUntilItIsTakenAccountOf() {
        Message first = wrote(number, "Printing", "It does not print.", false);
        Message automatic = wrote(number, "Out of office", "I am away.", true);
        assertThat(first.pending()).isTrue();
        assertThat(automatic.pending()).isFalse();
        assertThat(messages.pending(number)).containsExactly(first);

        messages.considerPending(number);

        assertThat(messages.pending(number)).isEmpty();
        assertThat(messages.get(first.id()).pending()).isFalse();
    }

    @Test
    void theCustomerKnowsWhatCameAndWentButNoReportAndNothingThatWasNeverSent() {
        Message first = wrote(number, "Printing", "It does not print.", false);
        wrote(number, "Returned mail", "It did not arrive.", true);
        Message answer = mailed(number, "tina", Purpose.ANSWER, MessageStatus.QUEUED);
        mailed(number, null, Purpose.REMINDER, MessageStatus.WITHHELD);
        messages.note(number, "tina", "A note.");
        keep(number, Direction.IN, Purpose.CUSTOMER, MessageStatus.RECEIVED, "<7@no-message-id.invalid>", null, "Re",
                "No id.", false);
        keep(number, Direction.IN, Purpose.CUSTOMER, MessageStatus.RECEIVED, null, null, "Re", "By the form.", false);

        assertThat(messages.citable(number)).extracting(Messages.MessageMatch::id).containsExactly(first.id(),
                answer.id());
    }

    private void at(int seconds) {
        given(clock.instant()).willReturn(START.plusSeconds(seconds));
    }

    private Message wrote(RequestNumber request, String subject, String text, boolean automatic) {
        return keep(request, Direction.IN, Purpose.CUSTOMER, MessageStatus.RECEIVED, id(), null, subject, text,
                automatic);
    }

    private Message mailed(RequestNumber request, String author, Purpose purpose, MessageStatus status) {
        return keep(request, Direction.OUT, purpose, status, id(), author, "Your request", "Try this.", author == null);
    }

    private static String id() {
        return "<" + System.nanoTime() + "@example.org>";
    }

    private Message keep(RequestNumber request, Direction direction, Purpose purpose, MessageStatus status,
            String internetId,
            String author, String subject, String text, boolean automatic) {
        return table.add(
                new Message(0, request, direction, purpose, status, internetId, null, null, "someone@example.org",
                        null, null, null, subject, text, text, null, automatic, author, null, null, null),
                null, List.of());
    }
}
