package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.conversation.ports.SenderProof;
import io.aftercare.mail.InboundMailDisposition.AgentMailReport;
import io.aftercare.mail.InboundMailDisposition.Attach;
import io.aftercare.mail.InboundMailDisposition.CustomerMail;
import io.aftercare.mail.InboundMailDisposition.Ignore;
import io.aftercare.mail.InboundMailDisposition.Join;
import io.aftercare.mail.InboundMailDisposition.MessageReport;
import io.aftercare.mail.InboundMailDisposition.Open;
import io.aftercare.mail.InboundMailDisposition.Quarantine;
import io.aftercare.mail.InboundMailDisposition.ReplyOfAgent;
import io.aftercare.mail.reading.DmarcResult;
import io.aftercare.mail.reading.ForwardedMail;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.Mails;
import io.aftercare.mail.reading.ThreadReferences;
import io.aftercare.mail.reading.TimeLimitedReader;
import io.aftercare.process.Staff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which mail becomes what, by what stands in it and what is known about it; without a database. */
class InboundMailClassifierTest {

    private static final Instant MOMENT = Instant.parse("2024-03-04T10:00:00Z");
    private static final SupportAddress SUPPORT = new SupportAddress("support@aftercare.example", "Support");
    private static final Request OURS = request(7);
    private static final Message SENT = message(OURS);
    private static final Staff.Member CARL =
            new Staff.Member("carl", "Carl Cole", "carl@aftercare.example", List.of("support"));
    private static final String MADE_BY_SHOP = "Auto-Submitted: auto-generated";
    private static final String AWAY = "Auto-Submitted: auto-replied";
    private static final String PLAIN = mail("ada@a.example", "Merge", "How?");
    private static final String FORWARD = mail("carl@aftercare.example", "Fwd: Merge", """
            Please see below.

            ---------- Forwarded message ---------
            From: Ada <ada@a.example>
            Date: Mon, 4 Mar 2024
            Subject: Merge
            To: carl@aftercare.example

            How?
            """);
    private static final String UNREADABLE_FORWARD =
            mail("carl@aftercare.example", "Fwd: Merge", "She asked by telephone.");
    private static final String FORWARD_OF_OURS = FORWARD.replace("ada@a.example", "support@aftercare.example");
    private static final String BOUNCE = """
            From: MAILER-DAEMON@a.example
            To: support@aftercare.example
            Subject: Undelivered Mail Returned to Sender
            Message-ID: <bounce@a.example>
            Content-Type: multipart/report; report-type=delivery-status; boundary=q

            --q

            It did not arrive.
            --q
            Content-Type: message/delivery-status

            Reporting-MTA: dns; a.example

            Final-Recipient: rfc822; ada@a.example
            Action: failed
            Status: 5.1.1
            --q--
            """;
    private static final String TOO_MANY_PARTS = "From: ada@a.example\nSubject: Parts\nMessage-ID: <parts@a.example>\n"
            + "Content-Type: multipart/mixed; boundary=q\n\n" + "--q\n\nw\n".repeat(400) + "--q--\n";

    private final InboundMailClassifier classifier = classifier("mx.aftercare.example");

    static Stream<Arguments> dispositions() {
        return Stream.of(
                // Our own mails that come back.
                row("a message of ours comes back", PLAIN, known -> known.ourMessage = true, Quarantine.class,
                        "of our own that came back"),
                row("another one does, and a person knows", PLAIN, known -> {
                    known.ourMessage = true;
                    known.returnQuarantined = true;
                }, Ignore.class, "of our own that came back"),
                forced("a message of ours comes back, forced", PLAIN, known -> known.ourMessage = true, Ignore.class,
                        "of our own that came back"),
                row("a mail to an agent comes back", mail("support@aftercare.example", "Task", "Do"),
                        known -> known.ourAgentMail = true,
                        Quarantine.class, "of our own that came back"),
                row("a mail to an agent comes back from elsewhere", PLAIN, known -> known.ourAgentMail = true,
                        Open.class,
                        "no conversation"),
                // The desk's.
                row("an agent answers", PLAIN, known -> known.agentReply = reply(), ReplyOfAgent.class,
                        "answers a mail to an agent"),
                forced("an agent answers, forced", PLAIN, known -> known.agentReply = reply(), ReplyOfAgent.class,
                        "answers"),
                row("an agent's address bounces", BOUNCE, known -> known.onAgentMail = true, AgentMailReport.class,
                        "report about a mail to an agent"),
                // Reports.
                row("a message of ours bounces", BOUNCE, known -> known.reported = SENT, MessageReport.class,
                        "our message <sent@"),
                row("somebody else's message bounces", BOUNCE, known -> {}, Ignore.class, "not ours"),
                forced("somebody else's message bounces, forced", BOUNCE, known -> known.reported = SENT, Open.class,
                        "no conversation"),
                // Doubts.
                row("without a sender", "Subject: Merge\n\nHow?", known -> {}, Quarantine.class, "no sender"),
                forced("without a sender, forced", "Subject: Merge\n\nHow?", known -> {}, Quarantine.class,
                        "no sender"),
                row("over a limit", TOO_MANY_PARTS, known -> {}, Quarantine.class, "as far as the limits go"),
                forced("over a limit, forced", TOO_MANY_PARTS, known -> {}, Open.class, "no conversation"),
                row("over a limit, from us, to an agent",
                        TOO_MANY_PARTS.replace("ada@a.example", "support@aftercare.example"),
                        known -> known.ourAgentMail = true, Quarantine.class, "as far as the limits go"),
                row("from ourselves", mail("Support+x@Aftercare.example", "Merge", "How?"), known -> {},
                        Quarantine.class,
                        "from the support address itself"),
                forced("from ourselves, forced", mail("support@aftercare.example", "Merge", "How?"), known -> {},
                        Quarantine.class,
                        "from the support address itself"),
                row("forged", PLAIN, known -> known.dmarc = DmarcResult.FAIL, Quarantine.class, "may be forged"),
                forced("forged, forced", PLAIN, known -> known.dmarc = DmarcResult.FAIL, Open.class, "no conversation"),
                row("proved", PLAIN, known -> known.dmarc = DmarcResult.PASS, Open.class, "no conversation"),
                // Passed on.
                row("a colleague passes on", FORWARD, known -> {
                    known.colleague = CARL;
                    known.dmarc = DmarcResult.PASS;
                }, Open.class, "no conversation"),
                row("a colleague passes on what belongs to a request", FORWARD, known -> {
                    known.colleague = CARL;
                    known.dmarc = DmarcResult.PASS;
                    known.match = ConversationMatch.participant(OURS, false);
                }, Join.class, "ada@a.example takes part in AC-000007"),
                row("a colleague passes on, not proved", FORWARD, known -> known.colleague = CARL, Quarantine.class,
                        "did not confirm"),
                forced("a colleague passes on, not proved, forced", FORWARD, known -> known.colleague = CARL,
                        Open.class,
                        "no conversation"),
                row("a colleague passes on nothing that can be read", UNREADABLE_FORWARD, known -> {
                    known.colleague = CARL;
                    known.dmarc = DmarcResult.PASS;
                }, Quarantine.class, "Carl Cole passed this mail on"),
                forced("a colleague passes on nothing that can be read, forced", UNREADABLE_FORWARD,
                        known -> known.colleague = CARL,
                        Open.class, "no conversation"),
                row("a colleague passes on our own", FORWARD_OF_OURS, known -> {
                    known.colleague = CARL;
                    known.dmarc = DmarcResult.PASS;
                }, Quarantine.class, "cannot be read in it"),
                row("a machine passes on under a colleague's address", headed(FORWARD, MADE_BY_SHOP),
                        known -> known.colleague = CARL,
                        Quarantine.class, "A machine wrote this mail"),
                row("a customer passes on", FORWARD.replace("carl@", "bob@"), known -> {}, Open.class,
                        "no conversation"),
                row("a colleague writes", mail("carl@aftercare.example", "Merge", "How?"),
                        known -> known.colleague = CARL, Open.class,
                        "no conversation"),
                // What machines write.
                row("away, in a conversation", headed(PLAIN, AWAY),
                        known -> known.match = ConversationMatch.participant(OURS, false),
                        Attach.class, "Auto-Submitted: auto-replied"),
                row("away, in one that has ended", headed(PLAIN, AWAY),
                        known -> known.match = ConversationMatch.participant(OURS, true),
                        Attach.class, "Auto-Submitted: auto-replied"),
                row("away, outside of any", headed(PLAIN, AWAY), known -> {}, Ignore.class,
                        "outside of any conversation (Auto-Submitted"),
                row("away, citing a request of others", headed(PLAIN, AWAY),
                        known -> known.match = ConversationMatch.stranger(OURS, "the number"), Ignore.class,
                        "; it cites the number AC-000007)"),
                row("a shop's mail, outside of any", headed(PLAIN, MADE_BY_SHOP), known -> {}, Quarantine.class,
                        "It may pass on what a customer wants."),
                row("a shop's mail, in a conversation", headed(PLAIN, MADE_BY_SHOP),
                        known -> known.match = ConversationMatch.participant(OURS, false), Attach.class,
                        "A machine wrote"),
                forced("away, forced", headed(PLAIN, AWAY), known -> {}, Open.class, "no conversation"),
                // What people write.
                row("a participant", PLAIN, known -> known.match = ConversationMatch.participant(OURS, false),
                        Join.class,
                        "ada@a.example takes part in AC-000007"),
                row("a participant, after the end", PLAIN,
                        known -> known.match = ConversationMatch.participant(OURS, true), Open.class,
                        "goes on from AC-000007"),
                row("a stranger who cites", PLAIN,
                        known -> known.match = ConversationMatch.stranger(OURS, "a mail of the conversation"),
                        Open.class, "it cites a mail of the conversation AC-000007"),
                row("a new customer", PLAIN, known -> {}, Open.class, "no conversation"));
    }

    @ParameterizedTest
    @MethodSource("dispositions")
    void judges(String raw, boolean forced, Consumer<Known> known, Class<? extends InboundMailDisposition> disposition,
            String reason) {
        InboundMailDisposition judged = classify(raw, forced, known);
        assertThat(judged).isExactlyInstanceOf(disposition);
        assertThat(judged.reason()).contains(reason);
    }

    @Test
    void everyDispositionIsReached() {
        assertThat(dispositions().<Object>map(row -> row.get()[3]))
                .contains((Object[]) InboundMailDisposition.class.getPermittedSubclasses());
    }

    @Test
    void withoutAServerOfOursThatProvesAnythingAColleagueIsBelieved() {
        var known = new Known();
        known.colleague = CARL;
        byte[] raw = Mails.raw(FORWARD);
        assertThat(classifier().classify(incoming(raw, false, null), MailReader.read(raw), known.facts(raw)))
                .isInstanceOf(Open.class);
    }

    @Test
    void whatAColleaguePassesOnIsTheOriginalsMessage() {
        Open open = (Open) classify(FORWARD, false, known -> {
            known.colleague = CARL;
            known.dmarc = DmarcResult.PASS;
            known.copied = List.of("eve@a.example");
        });
        assertThat(open.mail().message()).satisfies(message -> {
            assertThat(message.fromAddress()).isEqualTo("ada@a.example");
            assertThat(message.subject()).isEqualTo("Merge");
            assertThat(message.textBody()).isEqualTo("How?");
            assertThat(message.automatic()).isFalse();
            assertThat(message.raw()).isNotEmpty();
        });
        assertThat(open.mail().copied()).isEmpty();
        assertThat(open.mail().notes()).singleElement().asString().startsWith("Passed on by Carl Cole (carl):")
                .contains("Please see below.");
    }

    @Test
    void anOriginalIsMatchedByItsOwnSenderAndSubject() {
        var asked = new ArrayList<String>();
        byte[] raw = Mails.raw(FORWARD);
        var known = new Known();
        known.colleague = CARL;
        known.dmarc = DmarcResult.PASS;
        known.asked = asked;
        classifier.classify(incoming(raw, false, null), MailReader.read(raw), known.facts(raw));
        assertThat(asked).containsExactly("ada@a.example about Merge to []");
    }

    @Test
    void anOriginalThatTakesTooLongToReadIsToldToTheCaller() {
        byte[] raw = Mails.raw(FORWARD);
        var known = new Known();
        known.colleague = CARL;
        known.dmarc = DmarcResult.PASS;
        known.original = () -> {
            throw new TimeLimitedReader.TooSlow(Duration.ofSeconds(30));
        };
        assertThatThrownBy(
                () -> classifier.classify(incoming(raw, false, null), MailReader.read(raw), known.facts(raw)))
                .isInstanceOf(TimeLimitedReader.TooSlow.class);
    }

    @Test
    void aCustomersMailHasItsCopiesItsReplyAddressAndItsRemarks() {
        CustomerMail mail = customerMail(headed(PLAIN, "Reply-To: office@a.example"), false, known -> {
            known.dmarc = DmarcResult.PASS;
            known.copied = List.of("eve@a.example");
        });
        assertThat(mail.copied()).containsExactly("eve@a.example");
        assertThat(mail.message().replyTo()).isEqualTo("office@a.example");
        assertThat(mail.notes()).isEmpty();
        assertThat(customerMail(TOO_MANY_PARTS, true, known -> {}).notes()).singleElement().asString()
                .contains("300 parts");
    }

    @Test
    void answersGoNeitherToUsNorToRobots() {
        for (String address : List.of("support+x@aftercare.example", "no-reply@a.example")) {
            assertThat(customerMail(headed(PLAIN, "Reply-To: " + address), false,
                    known -> known.dmarc = DmarcResult.PASS).message().replyTo()).isEqualTo("ada@a.example");
        }
    }

    @Test
    void whatNobodyConfirmsChangesNotWhoGetsOurMailsAndSaysSo() {
        CustomerMail mail = customerMail(headed(PLAIN, "Reply-To: office@a.example", "Cc: eve@a.example"), false,
                known -> {
                    known.copied = List.of("eve@a.example");
                    known.match = ConversationMatch.unproved(OURS, "the number", "it answers no letter of ours");
                });
        assertThat(mail.copied()).isEmpty();
        assertThat(mail.message().replyTo()).isNull();
        assertThat(mail.notes()).singleElement().asString().contains("answers go to office@a.example (Reply-To)")
                .contains("they go to ada@a.example all the same").contains("eve@a.example").contains("nothing proves");
    }

    @Test
    void whoAnswersALetterOfOursSaysWhoGetsOurMails() {
        var join = (Join) classify(headed(PLAIN, "Reply-To: office@a.example", "Cc: eve@a.example"), false, known -> {
            known.copied = List.of("eve@a.example");
            known.match = ConversationMatch.participant(OURS, false);
        });
        assertThat(join.mail().copied()).containsExactly("eve@a.example");
        assertThat(join.mail().readers()).containsExactly("eve@a.example");
        assertThat(join.mail().message().replyTo()).isEqualTo("office@a.example");
        assertThat(join.mail().notes()).isEmpty();
    }

    @Test
    void ofSeveralAuthorsItIsSaidThatTheyAre() {
        CustomerMail mail = customerMail(PLAIN.replaceFirst("From: .*", "From: Ada <ada@a.example>, eve@e.example"),
                false, known -> {});
        assertThat(mail.message().fromAddress()).isEqualTo("ada@a.example");
        assertThat(mail.notes()).singleElement().asString().contains("several authors").contains("eve@e.example");
    }

    @Test
    void ofSeveralAuthorsNoneIsAColleague() {
        byte[] raw = Mails.raw(FORWARD.replaceFirst("From: .*", "From: carl@aftercare.example, eve@e.example"));
        var known = new Known();
        known.colleague = CARL;
        assertThat(classifier().classify(incoming(raw, false, null), MailReader.read(raw), known.facts(raw)))
                .isInstanceOf(Quarantine.class).extracting(InboundMailDisposition::reason).asString()
                .contains("several authors");
    }

    @Test
    void fromAForgedMailThatIsForcedNobodyIsAdded() {
        CustomerMail mail = customerMail(
                headed(PLAIN, "Reply-To: office@a.example", "Cc: a@a.example, b@a.example, c@a.example"), true,
                known -> {
                    known.dmarc = DmarcResult.FAIL;
                    known.copied = List.of("a@a.example");
                });
        assertThat(mail.copied()).isEmpty();
        assertThat(mail.message().replyTo()).isNull();
        assertThat(mail.notes()).isEmpty();
    }

    @Test
    void ofAMailToManyItIsSaidThatNobodyIsAdded() {
        assertThat(customerMail(headed(PLAIN, "Cc: a@a.example, b@a.example, c@a.example"), false, known -> {}).notes())
                .singleElement().asString().contains("went to 4 people").contains("aftercare.mail.most-recipients");
        assertThat(customerMail(headed(PLAIN, "Cc: a@a.example, b@a.example"), false, known -> {}).notes()).isEmpty();
    }

    @Test
    void ofAMailThatWasCutOffTheLastFileIsLeftOut() {
        byte[] raw =
                Mails.raw("From: ada@a.example\nSubject: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nw\n"
                        + "--q\nContent-Type: image/png; name=a.png\n\nAAA\n--q\nContent-Type: image/png; "
                        + "name=b.png\n\nBB");
        var whole =
                (Open) classifier.classify(incoming(raw, false, null), MailReader.read(raw), new Known().facts(raw));
        var cut = (Open) classifier.classify(incoming(raw, false, 100_000_000L), MailReader.read(raw),
                new Known().facts(raw));
        assertThat(whole.mail().message().attachments()).hasSize(2);
        assertThat(cut.mail().message().attachments()).hasSize(1);
    }

    @Test
    void whatAMachineWritesIsKeptAsAutomaticAndSetsNoReplyAddress() {
        Attach attach = (Attach) classify(headed(PLAIN, AWAY, "Reply-To: office@a.example"), false,
                known -> known.match = ConversationMatch.participant(OURS, false));
        assertThat(attach.message().automatic()).isTrue();
        assertThat(attach.message().replyTo()).isNull();
    }

    private CustomerMail customerMail(String raw, boolean forced, Consumer<Known> known) {
        return ((Open) classify(raw, forced, known)).mail();
    }

    private InboundMailDisposition classify(String text, boolean forced, Consumer<Known> change) {
        byte[] raw = Mails.raw(text);
        var known = new Known();
        change.accept(known);
        return classifier.classify(incoming(raw, forced, null), MailReader.read(raw), known.facts(raw));
    }

    private static InboundMailClassifier classifier(String... authservIds) {
        return new InboundMailClassifier(SUPPORT, new MailRoutingProperties(List.of(authservIds), 3));
    }

    private static Arguments row(String name, String raw, Consumer<Known> known, Class<?> disposition, String reason) {
        return Arguments.of(Named.of(name, raw), false, known, disposition, reason);
    }

    private static Arguments forced(String name, String raw, Consumer<Known> known, Class<?> disposition,
            String reason) {
        return Arguments.of(Named.of(name, raw), true, known, disposition, reason);
    }

    private static InboundMail incoming(byte[] raw, boolean forced, Long fullSize) {
        return new InboundMail(1, "<1@a.example>", raw, InboundMail.State.RECEIVED, null, 0, 0, forced, MOMENT,
                fullSize);
    }

    private static String mail(String from, String subject, String text) {
        return new String(Mails.plain("<1@a.example>", from, subject, text), StandardCharsets.ISO_8859_1);
    }

    private static String headed(String mail, String... headers) {
        return String.join("\n", headers) + "\n" + mail;
    }

    private static AgentReply reply() {
        return new AgentReply(List.of("t"), List.of(), "<1@a.example>", "carl@aftercare.example", SenderProof.PROVED,
                false, "x", "x",
                List.of());
    }

    private static Request request(long number) {
        return new Request(new RequestNumber(number), Channel.MAIL, RequestState.OPEN, null, TriageResult.none("en"),
                "ada@a.example", "Ada", null, "Merge", null, null, "token", MOMENT, MOMENT, null, null, null);
    }

    private static Message message(Request request) {
        return new Message(3, request.number(), Direction.OUT, Purpose.ANSWER, MessageStatus.SENT,
                "<sent@aftercare.example>", null, null,
                "support@aftercare.example", null, "ada@a.example", null, "Merge", "So.", "So.", null, false, "carl",
                MOMENT, MOMENT, null);
    }

    /** What is known about a mail: nothing, unless a row says so. */
    static final class Known {

        private DmarcResult dmarc = DmarcResult.UNKNOWN;
        private boolean ourMessage;
        private boolean ourAgentMail;
        private boolean returnQuarantined;
        private AgentReply agentReply;
        private boolean onAgentMail;
        private Message reported;
        private Staff.Member colleague;
        private Supplier<Optional<ForwardedMail>> original;
        private List<String> copied = List.of();
        private ConversationMatch match = ConversationMatch.NONE;
        private List<String> asked = new ArrayList<>();

        InboundMailFacts facts(byte[] raw) {
            var mail = MailReader.read(raw);
            return new InboundMailFacts(dmarc, () -> ourMessage, () -> ourAgentMail, () -> returnQuarantined,
                    () -> Optional.ofNullable(agentReply),
                    () -> onAgentMail
                            ? Optional.of(new AgentMailReport(List.of("<task@aftercare.example>"), mail.report()))
                            : Optional.empty(),
                    () -> Optional.ofNullable(reported),
                    () -> Optional.ofNullable(colleague),
                    original == null ? () -> ForwardedMail.in(mail, MailReader::read) : original, () -> copied,
                    this::match);
        }

        private ConversationMatch match(Author sender, ThreadReferences references) {
            asked.add(sender.address() + " about " + references.subject() + " to " + references.recipients());
            return match;
        }
    }
}
