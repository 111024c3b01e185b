package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.actuate.health.Status;

/** The threads that take mails in go on, whatever one mail does to one of them. */
@Timeout(60)
class IntakeLoopTest {

    private final Intake intake = mock(Intake.class);
    private final CountDownLatch released = new CountDownLatch(1);
    private IntakeLoop loop;

    @AfterEach
    void stop() {
        released.countDown();
        if (loop != null) {
            loop.stop();
        }
    }

    @Test
    void goesOnAfterAnyError() {
        var thrown = new AtomicInteger();
        given(intake.takeInAll(any(Intake.Worker.class))).willAnswer(call -> {
            switch (thrown.getAndIncrement() % 3) {
                case 0 -> throw new NoClassDefFoundError("simulated");
                case 1 -> throw new StackOverflowError("simulated");
                default -> throw new OutOfMemoryError("simulated");
            }
        });
        start(1, Duration.ofMinutes(1));
        verify(intake, timeout(10_000).atLeast(7)).takeInAll(any(Intake.Worker.class));
        assertThat(loop.working()).isOne();
    }

    @Test
    void takesMailsInOnSeveralThreadsAtOnce() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        given(intake.takeInAll(any(Intake.Worker.class))).willAnswer(call -> {
            threads.add(Thread.currentThread().getName());
            released.await();
            return 0;
        });
        start(3, Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(threads).hasSize(3));
    }

    @Test
    void leavesAThreadAloneThatHangsParksItsMailAndGoesOnWithAnother() {
        var hangs = new AtomicInteger();
        given(intake.takeInAll(any(Intake.Worker.class))).willAnswer(call -> {
            Intake.Worker worker = call.getArgument(0);
            if (hangs.getAndIncrement() == 0) {
                worker.takes(42);
                released.await();
                worker.laysDown();
            }
            return 0;
        });
        start(1, Duration.ofMillis(200));
        verify(intake, timeout(10_000)).abandon(42, Duration.ofMillis(200));
        await().untilAsserted(() -> assertThat(hangs.get()).isGreaterThan(3));
        assertThat(loop.stuck()).isOne();
        assertThat(new IntakeHealth().intakeHealthIndicator(loop).health()).satisfies(health -> {
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("stuck", 1).containsEntry("working", 1);
        });
        released.countDown();
        await().untilAsserted(() -> assertThat(loop.stuck()).isZero());
    }

    @Test
    void isDownWhenTooManyThreadsHangAndComesBackWhenOneReturns() {
        var mails = new AtomicInteger();
        given(intake.takeInAll(any(Intake.Worker.class))).willAnswer(call -> {
            Intake.Worker worker = call.getArgument(0);
            worker.takes(mails.incrementAndGet());
            released.await();
            worker.laysDown();
            return 0;
        });
        start(2, Duration.ofMillis(100));
        var health = new IntakeHealth().intakeHealthIndicator(loop);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.DOWN));
        released.countDown();
        await().untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void triesAgainToParkAMailThatCouldNotBeQuarantined() {
        willThrow(new IllegalStateException("database down")).willDoNothing().given(intake).abandon(anyLong(), any());
        var hangs = new AtomicInteger();
        given(intake.takeInAll(any(Intake.Worker.class))).willAnswer(call -> {
            if (hangs.getAndIncrement() == 0) {
                ((Intake.Worker) call.getArgument(0)).takes(42);
                released.await();
            }
            return 0;
        });
        start(1, Duration.ofMillis(100));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> verify(intake, atLeast(2)).abandon(42, Duration.ofMillis(100)));
    }

    @Test
    void saysWhatIsWrongWithTheSettings() {
        assertThatThrownBy(() -> new IntakeProperties(0, Duration.ofMinutes(2))).hasMessageContaining("intake-workers");
        assertThatThrownBy(() -> new IntakeProperties(13, Duration.ofMinutes(2))).hasMessageContaining("from 1 to 12");
        assertThatThrownBy(() -> new IntakeProperties(2, Duration.ZERO)).hasMessageContaining("longest-intake");
    }

    private void start(int workers, Duration longest) {
        var mail = mock(MailProperties.class);
        given(mail.intakeInterval()).willReturn(Duration.ofMillis(10));
        loop = new IntakeLoop(intake, mail, new IntakeProperties(workers, longest));
        loop.start();
    }
}
