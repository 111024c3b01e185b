package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeLimitedReaderTest {

    @Test
    void leavesAReadingThatTakesTooLong() {
        var interrupted = new AtomicBoolean();
        var parsing = new TimeLimitedReader(raw -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException told) {
                interrupted.set(true);
            }
            return null;
        }, Duration.ofMillis(50));
        assertThatThrownBy(() -> parsing.read(new byte[0])).isInstanceOf(TimeLimitedReader.TooSlow.class);
        await().untilTrue(interrupted);
    }

    @Test
    void handsOnWhatTheReaderSays() {
        byte[] raw = Mails.raw("Subject: x\n\ny");
        assertThat(new TimeLimitedReader(MailReader::read, Duration.ofSeconds(20)).read(raw))
                .isEqualTo(MailReader.read(raw));
        var full = new OutOfMemoryError("simulated");
        assertThatThrownBy(() -> new TimeLimitedReader(bytes -> {
            throw full;
        }, Duration.ofSeconds(20)).read(raw)).isSameAs(full);
    }

    @Test
    void aReadingNobodyWaitsForStopsBetweenTwoParts() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> MailReader.read(Mails.raw("Subject: x\n\ny")))
                    .isInstanceOf(java.util.concurrent.CancellationException.class);
        } finally {
            Thread.interrupted();
        }
    }
}
