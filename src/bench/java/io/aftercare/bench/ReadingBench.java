package io.aftercare.bench;

import io.aftercare.mail.reading.FuzzedMails;
import io.aftercare.mail.reading.ReadingFuzz;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reads damaged mails, 100,000 or {@code -Dfuzz.mails=…}, and checks what must hold for every mail. It goes on after a
 * failure and names all of them at the end; {@code -Dfuzz.seed=…} repeats a run.
 */
class ReadingBench {

    @Test
    void damagedMails() {
        long seed = ReadingFuzz.seed();
        long mails = Long.getLong("fuzz.mails", 100_000);
        List<byte[]> written = FuzzedMails.written();
        var fuzz = new ReadingFuzz();
        var failures = new ArrayList<String>();
        long began = System.nanoTime();
        for (long number = 0; number < mails; number++) {
            try {
                fuzz.run(seed, number, number + 1, written);
            } catch (AssertionError broken) {
                failures.add(broken.getMessage());
            }
        }
        System.out.printf("%n%d damaged mails of seed %d read in %d s: %s, %d failures%n%n", mails, seed,
                (System.nanoTime() - began) / 1_000_000_000, fuzz.summary(), failures.size());
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " mails broke a rule: "
                    + String.join("\n", failures.subList(0, Math.min(20, failures.size()))));
        }
    }
}
