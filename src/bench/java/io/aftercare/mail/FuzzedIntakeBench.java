package io.aftercare.mail;

import io.aftercare.AftercareApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Thousands of damaged mails through the whole intake, on an H2 file; {@code -Dfuzz.mails} and {@code -Dfuzz.seed}
 * choose.
 */
class FuzzedIntakeBench {

    @TempDir
    private Path folder;

    @Test
    void theBooksAreExactAfterThousandsOfDamagedMails() {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong(1_000_000));
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(AftercareApplication.class)
                .web(WebApplicationType.NONE).run("--aftercare.data=" + folder,
                        "--camunda.bpm.job-execution.enabled=false",
                        "--aftercare.support.address=support@aftercare.example", "--logging.level.root=warn")) {
            System.out.println("Fuzzed intake: " + new FuzzedIntake(application)
                    .run(seed, Integer.getInteger("fuzz.mails", 20_000), Duration.ofHours(1)));
        }
    }
}
