package io.aftercare.knowledge;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is found out once in a transaction and asked for again by its later steps. Outside of any it is found out each
 * time.
 *
 * @param <K> what is asked, by its equality
 * @param <V> the answer; never null
 */
final class OncePerTransaction<K, V> {

    V once(K asked, Supplier<V> answer) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return answer.get();
        }
        Map<K, V> known = known();
        V found = known.get(asked);
        if (found == null) {
            found = answer.get();
            known.put(asked, found);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private Map<K, V> known() {
        var bound = (Map<K, V>) TransactionSynchronizationManager.getResource(this);
        if (bound == null) {
            bound = new HashMap<>();
            TransactionSynchronizationManager.bindResource(this, bound);
            TransactionSynchronizationManager.registerSynchronization(new Forgetting(bound));
        }
        return bound;
    }

    /** A transaction inside of another one finds out for itself. */
    private final class Forgetting implements TransactionSynchronization {

        private final Object bound;

        Forgetting(Object bound) {
            this.bound = bound;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(OncePerTransaction.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(OncePerTransaction.this, bound);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(OncePerTransaction.this);
        }
    }
}
