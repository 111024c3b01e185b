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
import io.aftercare.conversation.SideConversation;
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
import io.aftercare.mail.InboundMailDisposition.SideReply;
import io.aftercare.mail.reading.DmarcResult;
import io.aftercare.mail.reading.ForwardedMail;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.Mails;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.mail.reading.ThreadReferences;
import io.aftercare.mail.reading.TimeLimitedReader;
import io.aftercare.process.Staff;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mail becomes what, by what stands in it and what is known about it; without a database. */
class InboundMailClassifierTest {

    private static final Instant MOMENT = Instant.parse("2024-03-04T10:00:00Z");
    private static final SupportAddress SUPPORT = new SupportAddress("support@aftercare.example", "Support");
    private static final Request OURS = request(7);
    private static final Message SENT = message(OURS);
    private static final Staff.Member CARL =
            new Staff.Member("carl", "Carl Cole", "carl@aftercare.example", List.of("support"));
    private static final IntermediaryProperties OWN =
            new IntermediaryProperties(List.of("Support@lists.vendor.example", "help.vendor.example"),
                    List.of("wordpress@www.vendor.example"));
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

    private static final SideConversation SIDE = new SideConversation(1, new RequestNumber(7), "maker@a.example",
            "Drivers", "carl", MOMENT, null, null);
    private static final InboundMailFactFinder AUTHORS =
            new InboundMailFactFinder(null, null, null, null, null, null, OWN);

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
                forced("a message of ours comes back, forced", PLAIN, known -> known.ourMessage = true,
                        Quarantine.class, "Discard it"),
                row("a mail to an agent comes back", mail("support@aftercare.example", "Task", "Do"),
                        known -> known.ourAgentMail = true,
                        Quarantine.class, "of our own that came back"),
                row("a mail to an agent comes back from elsewhere", PLAIN, known -> known.ourAgentMail = true,
                        Open.class,
                        "no conversation"),
                // Of a conversation with a third party.
                row("a third party replies", PLAIN, known -> known.side = SIDE, SideReply.class,
                        "conversation with maker@a.example"),
                row("a third party is away", headed(PLAIN, AWAY), known -> known.side = SIDE, SideReply.class,
                        "conversation with maker@a.example"),
                row("a third party's mail may be forged", PLAIN, known -> {
                    known.side = SIDE;
                    known.dmarc = DmarcResult.FAIL;
                }, Quarantine.class, "may be forged"),
                row("a third party passes on", FORWARD, known -> {
                    known.side = SIDE;
                    known.colleague = CARL;
                }, SideReply.class, "conversation with maker@a.example"),
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
                row("a person's mail reads like a report", mail("postmaster@a.example", "Returned mail", """
                        My mail to ada@b.example could not be delivered: 550 5.1.1 user unknown."""), known -> {},
                        Quarantine.class, "names no mail of ours"),
                row("what a service notifies of somebody else's message", mail("no-reply@sns.example", "Notice", """
                        {"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"b@b.example",
                        "status":"5.1.1"}]},"mail":{"messageId":"1"}}"""), known -> {}, Ignore.class, "not ours"),
                row("an old server's report about somebody else's message",
                        mail("mailer-daemon@a.example", "Returned mail", "Your mail could not be delivered."),
                        known -> {}, Ignore.class, "not ours"),
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
                row("away by the subject only, in a conversation",
                        headed(mail("ada@a.example", "Afwezig: Merge", "Ik ben op 5 mei terug."),
                                "In-Reply-To: <sent@aftercare.example>"),
                        known -> known.match = ConversationMatch.participant(OURS, false), Attach.class,
                        "subject \"Afwezig: Merge\""),
                row("a shop's mail, outside of any", headed(PLAIN, MADE_BY_SHOP), known -> {}, Quarantine.class,
                        "It may pass on what a customer wants."),
                row("a shop's mail, in a conversation", headed(PLAIN, MADE_BY_SHOP),
                        known -> known.match = ConversationMatch.participant(OURS, false), Attach.class,
                        "A machine wrote"),
                forced("away, forced", headed(PLAIN, AWAY), known -> {}, Open.class, "no conversation"),
                // Through lists, groups and other help desks, behind which there may be people.
                row("through a list, outside of any", headed(PLAIN, "List-Id: <talk.a.example>"), known -> {},
                        Quarantine.class, "aftercare.mail.groups"),
                row("marked as of a list", headed(PLAIN, "Precedence: list"), known -> {}, Quarantine.class,
                        "Precedence: list"),
                row("with an unsubscribing link", headed(PLAIN, "List-Unsubscribe: <https://a.example>"), known -> {},
                        Quarantine.class, "list-unsubscribe"),
                row("through a list, citing a request of others", headed(PLAIN, "List-Id: <talk.a.example>"),
                        known -> known.match = ConversationMatch.stranger(OURS, "the number"), Quarantine.class,
                        "; it cites the number AC-000007)"),
                row("a reply through a list", headed(PLAIN, "Precedence: list", "List-Id: <talk.a.example>"),
                        known -> known.match = ConversationMatch.participant(OURS, false), Join.class, "takes part"),
                row("an automatic answer through a list", headed(PLAIN, AWAY, "List-Id: <talk.a.example>"),
                        known -> known.match = ConversationMatch.participant(OURS, false), Attach.class,
                        "auto-replied"),
                row("through a group of ours", headed(PLAIN, "Precedence: list",
                        "List-ID: <support.lists.vendor.example>"), known -> {}, Open.class, "no conversation"),
                row("through a group of ours, by its other header", headed(PLAIN, "Precedence: list",
                        "Mailing-list: list support@lists.vendor.example; contact x+owners@vendor.example"),
                        known -> {}, Open.class, "no conversation"),
                row("through a group of ours, by its List-Id", headed(PLAIN, "List-Id: Help <help.vendor.example>",
                        "List-Unsubscribe: <mailto:x@vendor.example>"), known -> {}, Open.class, "no conversation"),
                row("through a group of a similar name", headed(PLAIN, "List-Id: <xhelp.vendor.example>"), known -> {},
                        Quarantine.class, "list-id"),
                row("away, through a group of ours", headed(PLAIN, AWAY, "List-Id: <help.vendor.example>"),
                        known -> {}, Ignore.class, "automatic answer"),
                row("of another help desk", headed(PLAIN, "Precedence: bulk"), known -> {}, Quarantine.class,
                        "Precedence: bulk"),
                row("of another help desk, through a group of ours",
                        headed(PLAIN, "Precedence: bulk", "List-Id: <help.vendor.example>"), known -> {},
                        Open.class, "no conversation"),
                row("of another help desk, in a conversation", headed(PLAIN, "Precedence: bulk"),
                        known -> known.match = ConversationMatch.participant(OURS, false), Quarantine.class,
                        "belongs to AC-000007"),
                forced("of another help desk, in a conversation, forced", headed(PLAIN, "Precedence: bulk"),
                        known -> known.match = ConversationMatch.participant(OURS, false), Join.class, "takes part"),
                row("without a return path", headed(PLAIN, "Return-Path: <>"), known -> {}, Quarantine.class,
                        "empty Return-Path"),
                row("of a postmaster", PLAIN.replaceFirst("ada@", "postmaster@"), known -> {}, Quarantine.class,
                        "postmaster@a.example"),
                row("of a mail server", PLAIN.replaceFirst("ada@", "mailer-daemon@"), known -> {}, Ignore.class,
                        "automatic answer"),
                // Forms of websites.
                row("a form of ours", headed(form("wordpress@www.vendor.example"), MADE_BY_SHOP), known -> {},
                        Open.class, "no conversation"),
                row("a form of ours that names nobody", mail("wordpress@www.vendor.example", "Merge", "How?"),
                        known -> {}, Quarantine.class, "names nobody"),
                row("a form of ours that names a robot",
                        form("wordpress@www.vendor.example").replace("anna@", "no-reply@"), known -> {},
                        Quarantine.class, "names nobody"),
                row("a form of others", form("wordpress@shop.example"), known -> {}, Quarantine.class,
                        "aftercare.mail.contact-forms"),
                row("a form by its program", headed(form("info@shop.example"), "X-Mailer: PHPMailer 6.9.1"),
                        known -> {}, Quarantine.class, "anna@customers.example (Reply-To)"),
                forced("a form of others, forced", form("www-data@shop.example"), known -> {}, Open.class,
                        "no conversation"),
                row("a person with another address for answers", form("bea@shop.example"), known -> {}, Open.class,
                        "no conversation"),
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
    void whoFilledInAFormOfOursIsTheCustomerAndNothingProvesIt() {
        for (boolean forced : new boolean[] {false, true}) {
            String sender = forced ? "no-reply@elsewhere.example" : "wordpress@www.vendor.example";
            CustomerMail mail = customerMail(form(sender), forced, known -> known.dmarc = DmarcResult.UNKNOWN);
            assertThat(mail.message().fromAddress()).isEqualTo("anna@customers.example");
            assertThat(mail.message().fromName()).isEqualTo("Anna L");
            assertThat(mail.message().replyTo()).isNull();
            assertThat(mail.message().textBody()).startsWith("From: Anna\n\nHow?");
            assertThat(mail.notes()).singleElement().asString().contains("came from " + sender)
                    .contains("Nothing proves");
        }
    }

    @Test
    void whomAGroupOfOursSpeaksForIsTheCustomer() {
        String rewritten = headed(mail("'Ada' via Support <support@lists.vendor.example>", "Merge", "How?"),
                "Precedence: list", "List-ID: <support.lists.vendor.example>", "Reply-To: Ada Lind <ada@a.example>",
                "X-Original-Sender: ada@a.example", "X-Original-From: Ada Lind <ada@a.example>");
        assertThat(customerMail(rewritten, false, known -> {}).message()).satisfies(message -> {
            assertThat(message.fromAddress()).isEqualTo("ada@a.example");
            assertThat(message.fromName()).isEqualTo("Ada Lind");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\uD83D\uDC4D", "\u2764\uFE0F", "\uD83D\uDE4F\uD83C\uDFFD \uD83D\uDE4F", "Liked “Your question”",
                    "\uD83D\uDC4D\n\nT reacted via Gmail\n<https://www.google.com/gmail/about/>",
                    "Ada reacted to your message: \uD83D\uDC4D", "Ada hat auf Ihre Nachricht reagiert:\n\u2764",
                    "Ada ha reaccionado mediante Gmail\n<https://www.google.com/gmail/about/>",
                    "\u2764 Ada reagiu pelo Gmail", "Ada heeft gereageerd via Gmail"})
    void aReactionIsKeptAndWakesNobody(String words) {
        assertThat(judged(words, known -> known.match = ConversationMatch.participant(OURS, false)))
                .isInstanceOf(Attach.class).extracting(InboundMailDisposition::reason).asString().contains("reaction");
        assertThat(judged(words, known -> {})).isInstanceOf(Ignore.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDC4E", "\uD83D\uDE2D", "?", "\uD83D\uDC4D but it still fails", "ok", "", "\u2753",
            "I reacted to your mail at once.", "Liked it, but it fails.",
            "I reacted to your message at once, but it fails.", "Liked \"the old chart\" better, the new one fails",
            "O programa n\u00E3o reagiu quando enviei pelo Gmail", "Nobody reacted to your e-mail here, what now?",
            "Keiner hat auf Ihre Nachricht reagiert, auch ich nicht."})
    void whatSomebodyWritesIsNoReaction(String words) {
        assertThat(judged(words, known -> known.match = ConversationMatch.participant(OURS, false)))
                .isInstanceOf(Join.class);
    }

    @Test
    void gmailsReactionIsKnownByItsPart() throws Exception {
        byte[] raw = file("reaction-gmail.eml");
        var known = new Known();
        known.match = ConversationMatch.participant(OURS, false);
        assertThat(classifier.classify(incoming(raw, false, null), MailReader.read(raw), known.facts(raw)))
                .isInstanceOfSatisfying(Attach.class, attach -> {
                    assertThat(attach.reason()).contains("reaction (\uD83D\uDC4D)");
                    assertThat(attach.message().automatic()).isTrue();
                });
    }

    private InboundMailDisposition judged(String words, Consumer<Known> change) {
        byte[] raw = Mails.raw("From: ada@a.example\nSubject: Re: Merge\nMessage-ID: <1@a.example>\n"
                + "In-Reply-To: <sent@aftercare.example>\nContent-Type: text/plain; charset=utf-8\n",
                words.getBytes(StandardCharsets.UTF_8));
        var known = new Known();
        change.accept(known);
        return classifier.classify(incoming(raw, false, null), MailReader.read(raw), known.facts(raw));
    }

    @ParameterizedTest
    @CsvSource({"03-google-group-in-front.eml, false, p3@customers.example",
            "03b-person-with-list-unsubscribe.eml, true, ", "customer-ticket-system-bulk.eml, true, ",
            "05-contact-form-wordpress.eml, false, anna.lindqvist@customers.example"})
    void mailsThroughOthersAreATaskOrTheirAuthorsRequest(String file, boolean aTaskInAnyCase, String author)
            throws Exception {
        byte[] raw = file(file);
        assertThat(through(raw, new IntermediaryProperties(List.of(), List.of()), new Known()))
                .isInstanceOf(Quarantine.class);
        InboundMailDisposition own = through(raw, new IntermediaryProperties(List.of("support@vendor.example"),
                List.of("wordpress@vendor-site.example")), new Known());
        if (aTaskInAnyCase) {
            assertThat(own).isInstanceOf(Quarantine.class);
        } else {
            assertThat(own).isInstanceOfSatisfying(Open.class,
                    open -> assertThat(open.mail().message().fromAddress()).isEqualTo(author));
        }
    }

    @Test
    void aReplyThroughAGroupCountsWhetherTheGroupIsKnownOrNot() throws Exception {
        var known = new Known();
        known.match = ConversationMatch.participant(OURS, false);
        for (List<String> groups : List.of(List.<String>of(), List.of("support@vendor.example"))) {
            assertThat(through(file("17-reply-through-google-group.eml"),
                    new IntermediaryProperties(groups, List.of()), known)).isInstanceOf(Join.class);
        }
    }

    private static InboundMailDisposition through(byte[] raw, IntermediaryProperties own, Known known) {
        InboundMail incoming = incoming(raw, false, null);
        ParsedMail mail = new InboundMailFactFinder(null, null, null, null, null, null, own)
                .authored(incoming, new ReadMail(MailReader.read(raw), Optional::empty)).mail();
        return new InboundMailClassifier(SUPPORT, new MailRoutingProperties(List.of(), 3), own).classify(incoming, mail,
                known.facts(raw));
    }

    private static byte[] file(String name) throws IOException {
        try (var file = InboundMailClassifierTest.class.getResourceAsStream("/mails/" + name)) {
            return file.readAllBytes();
        }
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
        assertThat(mail.notes()).as("it says so in the request for ever").singleElement().asString()
                .contains("may be forged").contains("ada@a.example");
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
        InboundMail incoming = incoming(raw, forced, null);
        ParsedMail mail = AUTHORS.authored(incoming, new ReadMail(MailReader.read(raw), Optional::empty)).mail();
        return classifier.classify(incoming, mail, known.facts(raw));
    }

    private static InboundMailClassifier classifier(String... authservIds) {
        return new InboundMailClassifier(SUPPORT, new MailRoutingProperties(List.of(authservIds), 3), OWN);
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

    private static String form(String from) {
        return headed(mail(from, "[Site] Merge", "From: Anna\n\nHow?"), "Reply-To: Anna L <anna@customers.example>");
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
        private SideConversation side;
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
                    original == null ? () -> ForwardedMail.in(mail, MailReader::read) : original,
                    () -> Optional.ofNullable(side), () -> copied,
                    this::match);
        }

        private ConversationMatch match(Author sender, ThreadReferences references) {
            asked.add(sender.address() + " about " + references.subject() + " to " + references.recipients());
            return match;
        }
    }
}
