package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A stop of the whole process, as {@code kill -STOP} makes it, is nobody's fault. */
class RunningTimeTest {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final RunningTime time = new RunningTime(clock::get, TICK);

    @Test
    void standsStillWhileTheProcessIsStopped() {
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(200));
        pass(Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(time.nanos())).isLessThanOrEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aThreadIsOverdueForItsOwnTimeOnly() {
        var worker = new IntakeWorker("test", any -> {
        }, time);
        worker.takes(7);
        pass(Duration.ofSeconds(200));
        assertThat(worker.overdue(Duration.ofSeconds(20))).as("the machine was stopped").isNull();
        for (int second = 0; second < 20; second++) {
            pass(TICK);
        }
        assertThat(worker.overdue(Duration.ofSeconds(20))).as("it really took so long").isEqualTo(7);
    }

    private void pass(Duration duration) {
        clock.addAndGet(duration.toNanos());
        time.tick();
    }
}
