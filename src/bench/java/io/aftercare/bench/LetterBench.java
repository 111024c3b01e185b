package io.aftercare.bench;

import static org.awaitility.Awaitility.await;

import io.aftercare.AftercareApplication;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.mail.ScriptedMailServer;
import io.aftercare.process.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters a second, by how long the mail server takes for each and how many connections there are. On an H2 file. */
class LetterBench {

    private static final int LETTERS = Integer.getInteger("bench.letters", 160);

    @TempDir
    private Path folder;

    @Test
    void lettersASecond() throws Exception {
        System.out.printf("%n%-12s %10s %10s %10s%n", "connections", "0 ms", "50 ms", "200 ms");
        for (int connections : new int[] {1, 4, 8}) {
            try (var server = new ScriptedMailServer(); var context = SpringApplication.run(AftercareApplication.class,
                    "--server.port=0", "--aftercare.data=" + folder.resolve("with" + connections),
                    "--aftercare.meaning.enabled=false", "--aftercare.support.address=support@aftercare.example",
                    "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + server.port(),
                    "--aftercare.mail.outgoing.connections=" + connections, "--logging.level.root=warn")) {
                send(context, server.takes(Duration.ZERO));
                System.out.printf("%-12d %10.1f %10.1f %10.1f%n", connections,
                        send(context, server.takes(Duration.ZERO)), send(context, server.takes(Duration.ofMillis(50))),
                        send(context, server.takes(Duration.ofMillis(200))));
            }
        }
    }

    private static double send(ConfigurableApplicationContext context, ScriptedMailServer server) {
        Requests requests = context.getBean(Requests.class);
        OutgoingMessages outgoing = context.getBean(OutgoingMessages.class);
        Outbox outbox = context.getBean(Outbox.class);
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        server.forget();
        Instant begin = Instant.now();
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            for (int letter = 0; letter < LETTERS; letter++) {
                Request request = requests.open(Channel.MAIL, "customer" + letter + "@customers.example", null,
                        "Question", "en", null);
                outbox.send(outgoing.queue(request, new OutgoingMessage(Purpose.ANSWER, "Answer", "Text",
                        "<p>Text</p>", false, "agent", List.of())));
            }
        });
        await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(50)).until(() -> jdbc
                .sql("select count(*) from message where status = 'QUEUED'").query(Long.class).single() == 0);
        return LETTERS / (Duration.between(begin, Instant.now()).toMillis() / 1000.0);
    }
}
