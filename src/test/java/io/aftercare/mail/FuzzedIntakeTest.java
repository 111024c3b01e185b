package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.testing.StartsApplication;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

/** Damaged mails through the whole intake, with the engine: none is lost and the books are exact. */
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = {
        "spring.datasource.url=jdbc:h2:mem:fuzzed;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000",
        "aftercare.data=${java.io.tmpdir}/aftercare-fuzzed-${random.uuid}",
        "aftercare.support.address=support@aftercare.example",
        "camunda.bpm.job-execution.enabled=false"})
class FuzzedIntakeTest {

    @Autowired
    ApplicationContext application;

    @Test
    void everyDamagedMailIsHandledQuarantinedOrClosedAndNoneIsLost() {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong(1_000_000));
        var figures =
                new FuzzedIntake(application).run(seed, Integer.getInteger("fuzz.mails", 400), Duration.ofMinutes(5));
        System.out.println("Fuzzed intake: " + figures);
        assertThat(figures.byState()).containsKeys("HANDLED", "QUARANTINED");
    }
}
