package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.letters.Letters;
import io.aftercare.process.Outbox;
import io.aftercare.stories.Correspondent.Letter;
import io.aftercare.testing.StartsApplication;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Mails in a customer's name by somebody else, over real SMTP and IMAP, against the started application. */
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@Timeout(120)
class ForgedSenderTest {

    private static final int SMTP = freePort();
    private static final int IMAP = freePort();
    private static final String PROVED =
            "Authentication-Results: mx.aftercare.example; dmarc=pass header.from=customers.example";
    private static final Pattern VERDICT_LINK =
            Pattern.compile("/requests/[\\w-]+/(?:solved|still-need-help|withdraw)");

    @DynamicPropertySource
    static void ownPortsAndFolder(DynamicPropertyRegistry properties) throws IOException {
        String data = Files.createTempDirectory("aftercare-forged").toString();
        properties.add("aftercare.data", () -> data);
        properties.add("aftercare.demo.smtp-port", () -> SMTP);
        properties.add("aftercare.demo.imap-port", () -> IMAP);
        properties.add("aftercare.mail.authserv-id", () -> "mx.aftercare.example");
        properties.add("aftercare.mail.intake-interval", () -> "500ms");
        properties.add("aftercare.requests.look-for-pending-every", () -> "500ms");
    }

    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private Participants participants;
    @Autowired
    private TaskService tasks;
    @Autowired
    private Letters letters;
    @Autowired
    private Outbox outbox;

    private final Correspondent customer = new Correspondent(UUID.randomUUID() + "@customers.example", SMTP, IMAP);
    private final Correspondent eve = new Correspondent(UUID.randomUUID() + "@evil.example", SMTP, IMAP);

    @ParameterizedTest
    @ValueSource(strings = {
            "X-Nothing: said",
            "Authentication-Results: mx.aftercare.example; spf=fail smtp.mailfrom=customers.example",
            "Authentication-Results: mx.aftercare.example; dmarc=none header.from=customers.example",
            "Authentication-Results: mx.aftercare.example; dmarc=temperror header.from=customers.example",
            "Authentication-Results: mx.aftercare.example; dmarc=pass header.from=evil.example",
            "Authentication-Results: mx.evil.example; dmarc=pass header.from=customers.example"})
    void aForgedFromTakesNoConversationOver(String header) throws Exception {
        Letter offer = asked();
        RequestNumber number = number(offer);
        send(forged("Re: [" + number + "] My tree", null), header);
        RequestNumber placed = awaitPlacing(number);
        assertThat(requests.get(placed).customerAddress()).isEqualTo(customer.address());
        assertThat(requests.get(placed).answersTo()).isEqualTo(customer.address());
        untouched(number);
        answer(number, "Press F7.");
        assertThat(customer.awaitLetter(letter -> letter.text().contains("Press F7.")).text())
                .containsPattern(VERDICT_LINK);
        assertThat(eve.letters()).isEmpty();
    }

    @Test
    void severalAuthorsAreNoIdentity() throws Exception {
        RequestNumber number = number(asked());
        MimeMessage mail = forged("Re: [" + number + "] My tree", null);
        mail.setHeader("From", customer.address() + ", " + eve.address());
        send(mail, PROVED);
        awaitPlacing(number);
        untouched(number);
    }

    @Test
    void whatTheCustomerWritesIsLetInWithOurLetterOrWithProof() throws Exception {
        Letter offer = asked();
        RequestNumber number = number(offer);
        customer.reply(offer, "It is the left tree.");
        awaitText(number, "left tree");
        customer.send(headed(customer.message(Correspondent.SUPPORT, "Re: [" + number + "]", "The oak one.", null),
                PROVED));
        awaitText(number, "oak one");
        assertThat(participants.of(requests.get(number))).hasSize(1);
    }

    @Test
    void anotherAnswerAddressIsToldToTheFormerOneAndShown() throws Exception {
        Letter offer = asked();
        RequestNumber number = number(offer);
        var office = new Correspondent(UUID.randomUUID() + "@office.example", SMTP, IMAP);
        MimeMessage mail = customer.message(offer.replyTo(), "Re: " + offer.subject(), "Answer there, please.", offer);
        mail.setReplyTo(new InternetAddress[] {new InternetAddress(office.address())});
        customer.send(headed(mail, PROVED));
        awaitText(number, "Answer there");
        Letter told = customer.awaitLetter(letter -> letter.text().contains(office.address()));
        assertThat(told.subject()).contains(number.toString());
        assertThat(messages.of(number)).filteredOn(message -> message.direction() == Direction.NOTE)
                .anyMatch(note -> note.textBody().contains("Answers go to " + office.address()));
        answer(number, "Press F7.");
        Letter answer = office.awaitLetter(letter -> letter.text().contains("Press F7."));
        assertThat(answer.text() + answer.html()).doesNotContainPattern(VERDICT_LINK)
                .doesNotContain(requests.get(number).token());
        customer.reply(told, "That was not me!");
        await().atMost(Duration.ofSeconds(40))
                .until(() -> requests.get(number).answersTo().equals(customer.address()));
    }

    @Test
    void whoIsCopiedGetsNothingByWhichToPassForTheCustomer() throws Exception {
        Letter offer = asked();
        RequestNumber number = number(offer);
        MimeMessage mail = customer.message(offer.replyTo(), "Re: " + offer.subject(), "With a friend.", offer);
        mail.setRecipients(RecipientType.CC, eve.address());
        customer.send(headed(mail, PROVED));
        awaitText(number, "With a friend");
        answer(number, "Press F7.");
        Letter own = customer.awaitLetter(letter -> letter.text().contains("Press F7."));
        Letter copy = eve.awaitLetter(letter -> letter.text().contains("Press F7."));
        assertThat(own.text()).containsPattern(VERDICT_LINK);
        assertThat(copy.text() + copy.html()).doesNotContainPattern(VERDICT_LINK)
                .doesNotContain(requests.get(number).token());
        assertThat(copy.replyTo()).isNotEqualTo(own.replyTo()).doesNotContain(requests.get(number).token());
        assertThat(copy.messageId()).as("who reads along has the same thread").isEqualTo(own.messageId());
        assertThat(copy.references()).doesNotContain(offer.messageId());

        MimeMessage forged = forged("Re: " + copy.subject(), copy);
        forged.removeHeader("Cc");
        send(forged, "X-Nothing: said");
        awaitPlacing(number);
        assertThat(requests.get(number).answersTo()).isEqualTo(customer.address());
        eve.reply(copy, "I am the friend.");
        awaitText(number, "I am the friend");
    }

    /** A first question, and the letter that answers it. */
    private Letter asked() {
        customer.write("Merge duplicates?", "How do I merge duplicate people in my tree?");
        return customer.awaitLetter(1);
    }

    private MimeMessage forged(String subject, Letter answered) throws MessagingException {
        MimeMessage mail = customer.message(answered == null ? Correspondent.SUPPORT : answered.replyTo(), subject,
                "Please answer to my other address.", answered);
        mail.setReplyTo(new InternetAddress[] {new InternetAddress(eve.address())});
        mail.setRecipients(RecipientType.CC, eve.address());
        return mail;
    }

    private void send(MimeMessage mail, String header) throws MessagingException {
        customer.send(headed(mail, header));
        eve.forgetAll(); // of the copy that went to the mail server
    }

    private static MimeMessage headed(MimeMessage mail, String header) throws MessagingException {
        mail.addHeader(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        return mail;
    }

    private void answer(RequestNumber number, String text) {
        outbox.send(letters.answer(number, Purpose.ANSWER, "ursula", "Ursula", text, List.of()));
    }

    /** The request that a mail has become, which a person has the task of placing. */
    private RequestNumber awaitPlacing(RequestNumber cited) {
        await().atMost(Duration.ofSeconds(40)).until(() -> placing(cited) != null);
        return RequestNumber.parse((String) tasks.getVariable(placing(cited).getId(), "requestNumber"));
    }

    private Task placing(RequestNumber cited) {
        return tasks.createTaskQuery().taskDefinitionKey("UserTask_PlaceMail")
                .processVariableValueEquals("citedRequest", cited.toString()).singleResult();
    }

    private void untouched(RequestNumber number) {
        Request request = requests.get(number);
        assertThat(request.answersTo()).isEqualTo(customer.address());
        assertThat(participants.of(request)).extracting(Participant::address).containsExactly(customer.address());
        assertThat(messages.fromCustomer(number)).extracting(Message::textBody)
                .noneMatch(text -> text.contains("my other address"));
    }

    private void awaitText(RequestNumber number, String text) {
        await().atMost(Duration.ofSeconds(40)).until(() -> messages.fromCustomer(number).stream()
                .anyMatch(message -> message.textBody().contains(text)));
    }

    private RequestNumber number(Letter letter) {
        return RequestNumber.quotedIn(letter.subject()).orElseThrow();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
