package io.aftercare.process;

import io.aftercare.conversation.EndedRequests;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.platform.CleanUpProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes requests whose time is over: what was said in them, what the engine remembers of their ways, and what was
 * learned from them, all in one transaction. What is counted of offers stays, without them.
 */
@Component
class RequestRetention {

    private static final Logger LOG = LoggerFactory.getLogger(RequestRetention.class);
    /** Few enough for a short transaction. */
    private static final int AT_ONCE = 50;

    private final EndedRequests ended;
    private final RetentionProperties retention;
    private final HistoryService history;
    private final RuntimeService runtime;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RequestRetention(EndedRequests ended, RetentionProperties retention, HistoryService history,
            RuntimeService runtime, PlatformTransactionManager transactions, Clock clock) {
        this.ended = ended;
        this.retention = retention;
        this.history = history;
        this.runtime = runtime;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(cron = CleanUpProperties.NIGHTLY, zone = CleanUpProperties.ZONE)
    void deleteEnded() {
        for (Outcome outcome : Outcome.values()) {
            Instant limit = RetentionProperties.limit(retention.of(outcome), clock).toInstant();
            var stay = new HashSet<RequestNumber>();
            long deleted = 0;
            List<RequestNumber> found;
            do {
                int before = stay.size();
                found = transaction.execute(status -> delete(outcome, limit, stay));
                deleted += found.size() - (stay.size() - before);
            } while (found.size() == AT_ONCE);
            if (deleted > 0) {
                LOG.info("{} requests that ended as {} were deleted: they had been kept for {}.", deleted, outcome,
                        retention.of(outcome));
            }
        }
    }

    private List<RequestNumber> delete(Outcome outcome, Instant limit, Set<RequestNumber> stay) {
        List<RequestNumber> found = ended.endedBefore(outcome, limit, stay, AT_ONCE);
        // A letter of it may still wait for somebody in Cockpit.
        found.stream().filter(this::running).forEach(stay::add);
        List<RequestNumber> over = found.stream().filter(request -> !stay.contains(request)).toList();
        over.forEach(this::deleteHistory);
        ended.delete(over);
        return found;
    }

    private boolean running(RequestNumber request) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(request.toString()).count() > 0;
    }

    private void deleteHistory(RequestNumber request) {
        List<String> ways = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(request.toString()).list().stream().map(HistoricProcessInstance::getId)
                .toList();
        if (!ways.isEmpty()) {
            history.deleteHistoricProcessInstancesIfExists(ways);
        }
    }
}
