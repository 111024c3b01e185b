package io.aftercare.stories;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a node of its own, with little heap and the embedded database, takes of the machine's memory while mails come in
 * steadily; flat is what does not grow after the first third:
 *
 * <pre>mvn -Pbench test -Dtest=SteadyLoadBench -Dbench.minutes=30 -Dbench.heap=512m -Dbench.rate=2</pre>
 */
class SteadyLoadBench {

    private static final Duration LASTING = Duration.ofMinutes(Integer.getInteger("bench.minutes", 30));
    private static final String HEAP = System.getProperty("bench.heap", "512m");
    private static final int A_SECOND = Integer.getInteger("bench.rate", 2);
    private static final int SAMPLES = 30;

    @TempDir
    private Path data;

    @Test
    void memoryOfANode() throws Exception {
        var mailServer = new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        mailServer.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mailServer.start();
        mailServer.setUser(Correspondent.SUPPORT, Correspondent.SUPPORT, "any");
        OwnProcess node = OwnProcess.start(Path.of("target/steady-load-bench.log"), HEAP, List.of("--server.port=0",
                "--aftercare.data=" + data, "--aftercare.meaning.enabled=false",
                "--aftercare.support.address=" + Correspondent.SUPPORT,
                "--aftercare.mail.imap.host=127.0.0.1", "--aftercare.mail.imap.port=" + mailServer.getImap().getPort(),
                "--aftercare.mail.imap.user=" + Correspondent.SUPPORT, "--aftercare.mail.imap.password=any",
                "--aftercare.mail.imap.security=none", "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mailServer.getSmtp().getPort(),
                "--aftercare.knowledge.folder=" + Path.of("src/main/resources/demo/articles/en").toAbsolutePath()));
        try {
            var megabytes = new ArrayList<Long>();
            Instant begin = Instant.now();
            int written = 0;
            while (Duration.between(begin, Instant.now()).compareTo(LASTING) < 0) {
                long due = Duration.between(begin, Instant.now()).toSeconds() * A_SECOND;
                for (; written < due; written++) {
                    new Correspondent("customer" + written + "@customers.example", mailServer.getSmtp().getPort(),
                            mailServer.getImap().getPort()).write("Merge duplicates?",
                                    "How do I merge duplicate people in my tree? It is number " + written + ".");
                }
                if (Duration.between(begin, Instant.now()).multipliedBy(SAMPLES).compareTo(
                        LASTING.multipliedBy(megabytes.size() + 1L)) >= 0) {
                    megabytes.add(residentMegabytes(node.pid()));
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            int third = megabytes.size() / 3;
            System.out.printf("%n-Xmx%s, %d mails in %d minutes, %d letters sent: resident megabytes %s%n"
                    + "Last third in proportion to the second: %.3f%n", HEAP, written, LASTING.toMinutes(),
                    new CountedLetters(mailServer).all().size(), megabytes,
                    mean(megabytes.subList(megabytes.size() - third, megabytes.size()))
                            / mean(megabytes.subList(third, 2 * third)));
        } finally {
            node.kill();
            mailServer.stop();
        }
    }

    private static double mean(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    private static long residentMegabytes(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(
                        line.replaceAll("\\D", "")) / 1024)
                .sum();
    }
}
