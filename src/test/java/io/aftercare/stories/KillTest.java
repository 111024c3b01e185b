package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.mail.CuttingProxy;
import io.aftercare.mail.ScriptedMailServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills Aftercare, running in a process of its own, with SIGKILL between fetch and answer: after the next start every
 * request is there once and its mail is sent once. Then pauses it in the middle of its work, and stops it while its
 * mail server hangs.
 */
class KillTest {

    private static final String ADMINISTRATOR = "ada:Kill-test-1";
    private static final int MAILS = 12;
    /** Of what is in hand: a mail, and a job whose node may be dead. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final GreenMail mailServer = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
    private final List<Correspondent> customers = new ArrayList<>();
    private final int web = freePort();
    private OwnProcess aftercare;

    @TempDir
    private Path data;

    @BeforeEach
    void startMailServer() {
        mailServer.withConfiguration(
                com.icegreen.greenmail.configuration.GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mailServer.start();
        mailServer.setUser("support@aftercare.example", "support@aftercare.example", "any");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (aftercare != null) {
            aftercare.kill();
        }
        mailServer.stop();
    }

    @Test
    void aKillBetweenFetchAndAnswerLosesNothingAndRepeatsNothing() throws Exception {
        write(MAILS);
        try (var silentServer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(mailServer.getImap().getPort(), silentServer.getLocalPort(), List.of());
            await().atMost(Duration.ofSeconds(120)).until(() -> requests().size() == MAILS);
            aftercare.kill();
            assertThat(customers).allSatisfy(customer -> assertThat(customer.letters()).isEmpty());
        }
        try (var mailbox = new CuttingProxy(mailServer.getImap().getPort());
                var letterbox = new ScriptedMailServer()) {
            // Not at the first start, whose first mails may take as long on a busy machine.
            start(mailbox.port(), letterbox.port(), List.of("--aftercare.mail.longest-intake=" + LIMIT.toSeconds()
                    + "s", "--camunda.bpm.job-execution.lock-time-in-millis=" + LIMIT.toMillis()));
            everybodyHasOneLetter(letterbox);
            assertThat(requests()).hasSize(MAILS);
            assertThat(requests().stream().map(request -> request.path("customer").path("address").asText()).distinct())
                    .hasSize(MAILS);
            aPauseLongerThanAnyLimitIsNobodysFault(letterbox);
            aMailServerThatHangsHoldsUpNoStop(mailbox, letterbox);
        }
    }

    /** Mails and letters are in hand, and the claims on them run out meanwhile. */
    private void aPauseLongerThanAnyLimitIsNobodysFault(ScriptedMailServer letterbox) throws Exception {
        letterbox.takes(Duration.ofMillis(400));
        write(MAILS);
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> letterbox.letters().size() > MAILS);
        aftercare.pause();
        LockSupport.parkNanos(LIMIT.plusSeconds(4).toNanos());
        aftercare.resume();
        everybodyHasOneLetter(letterbox);
        assertThat(requests()).as("a mail that is quarantined has no request").hasSize(customers.size());
        assertThat(aftercare.output()).doesNotContain(" ERROR ").doesNotContain("\tat ").doesNotContain("quarantined")
                .doesNotContain("ENGINE-14006");
    }

    /** Neither in the middle of a letter nor of a mail. */
    private void aMailServerThatHangsHoldsUpNoStop(CuttingProxy mailbox, ScriptedMailServer letterbox)
            throws Exception {
        letterbox.answer(".", ScriptedMailServer.SAY_NOTHING, ScriptedMailServer.SAY_NOTHING);
        write(2);
        await().atMost(Duration.ofSeconds(60)).until(() -> letterbox.letters().size() == customers.size());
        var fetching = new AtomicBoolean();
        mailbox.twist(said -> {
            boolean body = said.contains("BODY[");
            if (body) {
                fetching.set(true);
            }
            return fetching.get() ? "" : said;
        });
        write(1);
        await().atMost(Duration.ofSeconds(60)).untilTrue(fetching);
        String before = aftercare.output();
        assertThat(aftercare.terminate()).isLessThan(Duration.ofSeconds(25));
        assertThat(aftercare.output().substring(before.length())).doesNotContain(" ERROR ").doesNotContain("\tat ");
    }

    private void everybodyHasOneLetter(ScriptedMailServer letterbox) {
        await().atMost(Duration.ofSeconds(120)).until(() -> letterbox.letters().size() >= customers.size());
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(letterbox.letters()).hasSize(customers.size()));
        assertThat(customers).allSatisfy(customer -> assertThat(letterbox.letters())
                .filteredOn(letter -> letter.contains(customer.address())).hasSize(1));
    }

    private void write(int mails) {
        for (int i = 0; i < mails; i++) {
            var customer = new Correspondent(UUID.randomUUID() + "@customers.example",
                    mailServer.getSmtp().getPort(), mailServer.getImap().getPort());
            customer.write("Merge duplicates?", "How do I merge duplicate people in my tree?");
            customers.add(customer);
        }
    }

    private void start(int imapPort, int smtpPort, List<String> limits) {
        var properties = new ArrayList<>(List.of("--server.port=" + web,
                "--aftercare.data=" + data, "--aftercare.meaning.enabled=false",
                "--aftercare.support.address=support@aftercare.example",
                "--aftercare.mail.imap.host=127.0.0.1", "--aftercare.mail.imap.port=" + imapPort,
                "--aftercare.mail.imap.user=support@aftercare.example", "--aftercare.mail.imap.password=any",
                "--aftercare.mail.imap.security=none",
                "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + smtpPort,
                "--aftercare.knowledge.folder=" + Path.of("src/main/resources/demo/articles/en").toAbsolutePath(),
                "--aftercare.admin.user=ada", "--aftercare.admin.password=Kill-test-1"));
        properties.addAll(limits);
        aftercare = OwnProcess.start(Path.of("target", "kill-test.log"), properties);
        await().atMost(Duration.ofSeconds(180)).pollInterval(Duration.ofMillis(500)).ignoreExceptions()
                .until(() -> http("/actuator/health/liveness").statusCode() == 200);
    }

    private List<JsonNode> requests() throws Exception {
        JsonNode answer = new ObjectMapper().readTree(http("/api/requests?limit=100").body());
        var found = new ArrayList<JsonNode>();
        (answer.isArray() ? answer : answer.path("requests")).forEach(found::add);
        return found;
    }

    private HttpResponse<String> http(String path) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(ADMINISTRATOR.getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + web + path))
                .header("Authorization", "Basic " + basic).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
