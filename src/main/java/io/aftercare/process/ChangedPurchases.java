package io.aftercare.process;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.PurchaseChanges;
import io.aftercare.entitlement.PurchaseChanges.Open;
import io.aftercare.entitlement.PurchaseChanges.PurchasesChanged;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that requests are held against facts that have changed: at once, and again and again until it was done,
 * each in a transaction of its own.
 */
@Component
class ChangedPurchases {

    private static final Logger LOG = LoggerFactory.getLogger(ChangedPurchases.class);

    private static final Open NONE = new Open(0, Set.of(), Set.of(), false);

    private final PurchaseChanges changes;
    private final Requests requests;
    private final Messages messages;
    private final FactsRecheck recheck;
    private final ReopeningProperties reopening;
    private final CurrentPerson person;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ChangedPurchases(PurchaseChanges changes, Requests requests, Messages messages, FactsRecheck recheck,
            ReopeningProperties reopening,
            CurrentPerson person, Clock clock, PlatformTransactionManager transactions) {
        this.changes = changes;
        this.requests = requests;
        this.messages = messages;
        this.recheck = recheck;
        this.reopening = reopening;
        this.person = person;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        // What follows a commit would otherwise belong to the transaction that is over.
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @TransactionalEventListener
    void changed(PurchasesChanged changed) {
        look();
    }

    @Scheduled(fixedDelayString = PendingProperties.LOOK_FOR_PENDING_EVERY)
    void look() {
        // Who imports licences need not have a right of the engine.
        person.unchecked(() -> {
            Open open = transaction.execute(status -> changes.open());
            while (!open.isEmpty()) {
                Open done = open;
                List<RequestNumber> failed = concerned(done).stream().filter(number -> !checked(number)).toList();
                transaction.executeWithoutResult(status -> {
                    changes.done(done);
                    failed.stream().map(number -> requests.get(number).customerAddress()).distinct()
                            .forEach(changes::again);
                });
                open = failed.isEmpty() ? transaction.execute(status -> changes.open()) : NONE;
            }
            return null;
        });
    }

    private Set<RequestNumber> concerned(Open open) {
        Instant endedFrom = clock.instant().minus(reopening.reopenWithin());
        return transaction.execute(status -> {
            var concerned = new LinkedHashSet<>(
                    requests.concernedByPurchases(open.everybody() ? null : open.addresses(), endedFrom));
            requests.withoutPurchase(endedFrom).stream().filter(number -> open.namedIn(messages.textOf(number)))
                    .forEach(concerned::add);
            return concerned;
        });
    }

    private boolean checked(RequestNumber number) {
        try {
            transaction.executeWithoutResult(status -> recheck.check(number));
            return true;
        } catch (RuntimeException failure) {
            LOG.warn("{} could not be held against changed purchases yet: {}", number, failure.toString());
            return false;
        }
    }
}
