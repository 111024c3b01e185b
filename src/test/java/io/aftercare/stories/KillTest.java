package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills Aftercare, running in a process of its own, with SIGKILL between fetch and answer: after the next start every
 * request is there once and its mail is sent once.
 */
class KillTest {

    private static final String ADMINISTRATOR = "ada:Kill-test-1";
    private static final int MAILS = 12;

    private final GreenMail mailServer = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
    private final List<Correspondent> customers = new ArrayList<>();
    private final int web = freePort();
    private OwnProcess aftercare;

    @TempDir
    private Path data;

    @BeforeEach
    void mailsWait() {
        mailServer.withConfiguration(
                com.icegreen.greenmail.configuration.GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mailServer.start();
        mailServer.setUser("support@aftercare.example", "support@aftercare.example", "any");
        IntStream.range(0, MAILS).forEach(i -> customers.add(new Correspondent(UUID.randomUUID() + "@customers.example",
                mailServer.getSmtp().getPort(), mailServer.getImap().getPort())));
        customers.forEach(
                customer -> customer.write("Merge duplicates?", "How do I merge duplicate people in my tree?"));
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
        try (var silentServer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(silentServer.getLocalPort());
            await().atMost(Duration.ofSeconds(120)).until(() -> requests().size() == MAILS);
            aftercare.kill();
            assertThat(customers).allSatisfy(customer -> assertThat(customer.letters()).isEmpty());
        }

        start(mailServer.getSmtp().getPort());
        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(customers).allSatisfy(customer -> assertThat(customer.letters()).hasSize(1)));

        assertThat(requests()).hasSize(MAILS);
        assertThat(requests().stream().map(request -> request.path("customer").path("address").asText()).distinct())
                .hasSize(MAILS);
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(customers).allSatisfy(customer -> assertThat(customer.letters()).hasSize(1)));
    }

    private void start(int smtpPort) {
        aftercare = OwnProcess.start(Path.of("target", "kill-test.log"), List.of("--server.port=" + web,
                "--aftercare.data=" + data, "--aftercare.meaning.enabled=false",
                "--aftercare.support.address=support@aftercare.example",
                "--aftercare.mail.imap.host=127.0.0.1", "--aftercare.mail.imap.port=" + mailServer.getImap().getPort(),
                "--aftercare.mail.imap.user=support@aftercare.example", "--aftercare.mail.imap.password=any",
                "--aftercare.mail.imap.security=none",
                "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + smtpPort,
                "--aftercare.knowledge.folder=" + Path.of("src/main/resources/demo/articles/en").toAbsolutePath(),
                "--aftercare.admin.user=ada", "--aftercare.admin.password=Kill-test-1"));
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
