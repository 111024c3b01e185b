package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.AftercareApplication;
import io.aftercare.mail.MailboxReconciliation.InMailbox;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.Mails;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.StartsApplication;
import io.aftercare.testing.Tool;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole way over real servers: a customer's mail goes to a Postfix, from it to a Dovecot, from there to the started
 * application, and its letters go back the same way. At the end every mail is accounted for.
 */
@StartsApplication
@SpringBootTest(classes = AftercareApplication.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ActiveProfiles("demo")
@NeedsTool({Tool.DOVECOT, Tool.POSTFIX})
@Timeout(300)
class RealServersStoryTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    private static Dovecot dovecot;
    private static Postfix postfix;

    @Autowired
    MailboxReconciliation reconciliation;
    @Autowired
    MailFetcher fetcher;
    @Autowired
    ImapServer server;
    @Autowired
    HealthEndpoint health;
    @Autowired
    MeterRegistry meters;
    @Autowired
    TaskService tasks;
    @Autowired
    RuntimeService runtime;

    @DynamicPropertySource
    static void startServers(DynamicPropertyRegistry properties) throws Exception {
        dovecot = Dovecot.start();
        postfix = Postfix.start(dovecot.mailboxes(), List.of("support", "ada", "chloe"));
        String data = Files.createTempDirectory("aftercare-servers").toString();
        int web = Dovecot.freePort();
        int demoSmtp = Dovecot.freePort();
        int demoImap = Dovecot.freePort();
        properties.add("aftercare.data", () -> data);
        properties.add("server.port", () -> web);
        properties.add("aftercare.demo.smtp-port", () -> demoSmtp);
        properties.add("aftercare.demo.imap-port", () -> demoImap);
        properties.add("spring.mail.port", () -> postfix.port());
        properties.add("aftercare.mail.imap.port", () -> dovecot.port());
        properties.add("aftercare.mail.imap.user", () -> "support");
        properties.add("aftercare.mail.imap.password", () -> "secret");
        properties.add("aftercare.mail.imap.poll-interval", () -> "5m");
        properties.add("aftercare.mail.largest", () -> "1MB");
    }

    @AfterAll
    static void stopServers() throws Exception {
        if (postfix != null) {
            postfix.close();
        }
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @Test
    void mailsComeInAndLettersGoOutAndEveryMailIsAccountedFor() throws Exception {
        await().atMost(SOON).until(() -> fetcher.lastContact() != null);
        send("ada", Mails.plain("<merge@customer.example>", "Ada <ada@customer.example>", "Merge duplicates?",
                "Hello,\nhow do I merge duplicate people in my tree?\nThanks, Ada"));
        send("ada", Mails.plain("<shop@customer.example>", "no-reply@customer.example", "An order",
                "Somebody ordered a poster."));
        send("chloe", Mails.raw("""
                From: Chloe <chloe@customer.example>
                To: support@aftercare.example
                Subject: Impression de mon arbre
                Message-ID: <grand@customer.example>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain; charset=utf-8

                Bonjour, je voudrais imprimer mon arbre en grand format mais les branches se chevauchent sur
                la page. Comment faire pour que chaque personne reste lisible ? Merci beaucoup de votre aide.
                --x
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename=arbre.ged

                %s
                --x--
                """.formatted("0 @I1@ INDI une longue ligne du fichier\n".repeat(60_000))));

        await().atMost(SOON)
                .until(() -> letters("ada").stream()
                        .anyMatch(letter -> letter.header("In-Reply-To").equals("<merge@customer.example>")
                                && letter.text().contains("Merge duplicate people")));
        await().atMost(SOON)
                .until(() -> letters("chloe").stream().anyMatch(letter -> letter.text().contains("pèse 3\u00A0Mo")
                        && letter.header("Auto-Submitted").equals("auto-replied")));
        await().atMost(SOON).until(() -> dovecot.read() == 3);
        assertThat(letters("ada")).as("the shop's machine got no answer")
                .allSatisfy(letter -> assertThat(letter.header("In-Reply-To")).isEqualTo("<merge@customer.example>"));

        MailFigures figures;
        try (var folder = server.open()) {
            figures = reconciliation.compare(folder);
        }
        assertThat(figures.inMailbox()).extracting(InMailbox::notOurs, InMailbox::taken, InMailbox::missing)
                .containsExactly(0L, 3L, 0L);
        assertThat(figures).extracting(MailFigures::stored, MailFigures::waiting, MailFigures::handled,
                MailFigures::quarantined,
                MailFigures::closed, MailFigures::withoutMessage, MailFigures::withoutTask, MailFigures::withoutMail,
                MailFigures::overdue).containsExactly(3L, 0L, 2L, 1L, 0L, 0L, 0L, 0L, 0L);
        assertThat(figures.alarms()).isEmpty();
        assertThat(health.healthForPath("reconciliation").getStatus()).isEqualTo(Status.UP);
        assertThat(health.healthForPath("mailbox").getStatus()).isEqualTo(Status.UP);
        assertThat(meters.get("aftercare.mail.reconciliation").tag("figure", "handled").gauge().value()).isEqualTo(2);
        assertThat(meters.get("aftercare.mail.mailbox.up").gauge().value()).isEqualTo(1);

        String task = tasks.createTaskQuery().taskDefinitionKey("UserTask_HandleUnreadableMail").singleResult()
                .getProcessInstanceId();
        runtime.deleteProcessInstance(task, "to see the alarm");
        assertThat(reconciliation.check().alarms()).containsExactly("1 quarantined mail is nobody's task.");
        assertThat(health.healthForPath("reconciliation").getStatus()).isEqualTo(Status.DOWN);
        assertThat(meters.get("aftercare.mail.reconciliation.alarms").gauge().value()).isEqualTo(1);
    }

    private static void send(String user, byte[] mail) throws Exception {
        Session session = Session.getInstance(new Properties());
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", postfix.port(), null, null);
            transport.sendMessage(new MimeMessage(session, new ByteArrayInputStream(mail)) {
                @Override
                public void saveChanges() {
                    // It goes as it was written.
                }
            }, new InternetAddress[] {new InternetAddress("support@aftercare.example")});
        }
    }

    private static List<ParsedMail> letters(String user) throws IOException {
        var letters = new ArrayList<ParsedMail>();
        Path folder = dovecot.mailboxes().resolve(user + "/new");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    letters.add(MailReader.read(Files.readAllBytes(file)));
                }
            }
        }
        return letters;
    }
}
