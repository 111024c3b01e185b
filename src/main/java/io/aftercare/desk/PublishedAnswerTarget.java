package io.aftercare.desk;

import io.aftercare.conversation.AnswerTarget;
import io.aftercare.conversation.Kind;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The targets of the desk as a customer may be told them: a request is sorted first and then answered, and for which kind of
 * assistance it is nobody knows yet, so that the slowest counts.
 */
@Component
class PublishedAnswerTarget implements AnswerTarget {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedAnswerTarget.class);
    /** The engine keeps a history of every look at the decision table. */
    private static final Duration LOOKED_UP_EVERY = Duration.ofHours(1);

    private final ResponseTargets targets;
    private final WorkingHours workingHours;
    private final Clock clock;
    private volatile Allowed allowed = new Allowed(null, Instant.MIN);

    PublishedAnswerTarget(ResponseTargets targets, WorkingHours workingHours, Clock clock) {
        this.targets = targets;
        this.workingHours = workingHours;
        this.clock = clock;
    }

    /** @param work null when there are no targets */
    private record Allowed(Duration work, Instant until) {
    }

    @Override
    public Optional<Instant> latest() {
        Instant now = clock.instant();
        if (!allowed.until().isAfter(now)) {
            allowed = new Allowed(work(), now.plus(LOOKED_UP_EVERY));
        }
        return Optional.ofNullable(allowed.work()).map(work -> workingHours.add(now, work));
    }

    private Duration work() {
        try {
            return Arrays.stream(Kind.values()).map(kind -> targets.allowed(kind, SupportRequest.ANSWER_TASK))
                    .max(Comparator.naturalOrder()).map(targets.allowed(null, SupportRequest.TRIAGE_TASK)::plus).orElse(null);
        } catch (IllegalStateException noTarget) {
            LOG.warn("Customers are told no day by which they are answered: {}", noTarget.getMessage());
            return null;
        }
    }
}
