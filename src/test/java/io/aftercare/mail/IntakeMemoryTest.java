package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

import io.aftercare.mail.InboundMail.State;
import io.aftercare.mail.IntakeQueue.Claim;
import io.aftercare.mail.reading.TimeLimitedReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;

/** What is read at the same time follows the memory. */
class IntakeMemoryTest {

    private static final int MAILS = 6;
    private static final int KILOBYTE = 1024;

    private final Queue<Claim> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"100, 1000, 3", "400, 1000, 2", "600, 1000, 1", "3000, 1000, 1"})
    void noMoreMailsAreInHandThanThereIsRoomFor(int kilobytes, int room, int expected) {
        byte[] raw = ("Subject: Question\r\n\r\n" + "x".repeat(kilobytes * KILOBYTE - 100))
                .getBytes(StandardCharsets.US_ASCII);
        IntStream.range(0, MAILS).forEach(id -> waiting.add(new Claim(new InboundMail(id, "<" + id + "@example.com>",
                raw, State.RECEIVED, null, 0, 0, false, Instant.EPOCH, null), "token")));
        Intake intake = intake((long) room * KILOBYTE);
        for (int worker = 0; worker < 3; worker++) {
            var thread = new Thread(() -> intake.takeInAll(() -> true));
            thread.setDaemon(true);
            thread.start();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == MAILS);
        assertThat(most).hasValue(expected);
    }

    private Intake intake(long room) {
        var queue = mock(IntakeQueue.class);
        given(queue.candidates()).willReturn(List.of(new IntakeQueue.Candidate(1, "anna@customers.example", 0)));
        given(queue.claimFirst(any())).willAnswer(call -> Optional.ofNullable(waiting.poll()));
        given(queue.hold(any())).willReturn(true);
        var router = mock(InboundMailRouter.class);
        willAnswer(call -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            atOnce.decrementAndGet();
            done.incrementAndGet();
            return null;
        }).given(router).route(any(), any());
        return new Intake(queue, new TimeLimitedReader(Duration.ofMinutes(1)), router, mock(InboundMailOutcomes.class),
                mock(PlatformTransactionManager.class), new SimpleMeterRegistry(), room);
    }

    @ParameterizedTest
    @CsvSource({"50, 1024, 50", "50, 512, 50", "50, 256, 25", "1, 256, 1"})
    void aMailMayWeighATenthOfTheHeap(long configured, long heap, long expected) {
        assertThat(MailSizeProperties.within(configured << 20, heap << 20) >> 20).isEqualTo(expected);
    }
}
