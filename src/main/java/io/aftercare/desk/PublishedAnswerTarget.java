package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.ports.AnswerTarget;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The targets of the desk as a customer may be told them: a request is sorted first and then answered, and for which
 * kind of assistance it is nobody knows yet, so that the slowest counts.
 */
@Component
class PublishedAnswerTarget implements AnswerTarget {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedAnswerTarget.class);

    private final ResponseTargets targets;
    private final WorkingHours workingHours;
    private final RepositoryService repository;
    private final Clock clock;
    private volatile Allowed allowed = new Allowed(null, null);

    PublishedAnswerTarget(ResponseTargets targets, WorkingHours workingHours, RepositoryService repository,
            Clock clock) {
        this.targets = targets;
        this.workingHours = workingHours;
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * What was looked up in a table; the engine keeps a history of every look, so each is looked into once.
     *
     * @param table the id of its definition; null before the first look
     * @param work  null when there are no targets
     */
    private record Allowed(String table, Duration work) {
    }

    @Override
    public Optional<Instant> latest() {
        Allowed known = allowed;
        String newest = newestTable();
        if (newest == null) {
            return Optional.empty();
        }
        if (!newest.equals(known.table())) {
            known = new Allowed(newest, work());
            allowed = known;
        }
        return Optional.ofNullable(known.work()).map(work -> workingHours.add(clock.instant(), work));
    }

    private String newestTable() {
        DecisionDefinition table = repository.createDecisionDefinitionQuery()
                .decisionDefinitionKey(SupportRequest.RESPONSE_TARGETS_DECISION).latestVersion().singleResult();
        return table == null ? null : table.getId();
    }

    private Duration work() {
        try {
            return Arrays.stream(Kind.values()).map(kind -> targets.allowed(kind, SupportRequest.ANSWER_TASK))
                    .max(Comparator.naturalOrder()).map(targets.allowed(null, SupportRequest.TRIAGE_TASK)::plus)
                    .orElse(null);
        } catch (IllegalStateException noTarget) {
            LOG.warn("Customers are told no day by which they are answered: {}", noTarget.getMessage());
            return null;
        }
    }
}
