package io.aftercare.conversation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The steps of one transaction ask for the same request and its messages one after the other. What was read of them is
 * kept until the transaction ends, or changes a request or a message, or locks one: from then on it is read again.
 */
@Configuration(proxyBeanMethods = false)
class TransactionReads {

    private static final Object KEY = new Object();
    private static final Pattern CHANGES =
            Pattern.compile("^\\s*(?:insert\\s+into|update|delete\\s+from)\\s+(?:request|message)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCKS = Pattern.compile("\\b(?:request|message)\\b.*\\bfor\\s+update\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** All that this program asks by itself, so that no change is missed. */
    @Bean
    static JdbcClient jdbcClient(NamedParameterJdbcOperations database) {
        return new Watched(JdbcClient.create(database));
    }

    private record Watched(JdbcClient client) implements JdbcClient {

        @Override
        public StatementSpec sql(String sql) {
            if (LOCKS.matcher(sql).find()) {
                forget();
            }
            StatementSpec statement = client.sql(sql);
            return CHANGES.matcher(sql).find() ? forgetting(statement) : statement;
        }
    }

    /**
     * What the supplier reads, or has read in this transaction; null is kept, too.
     *
     * @param database by which it reads; of one whose changes are not seen here, nothing is kept
     */
    @SuppressWarnings("unchecked")
    static <T> T once(JdbcClient database, Object what, Supplier<T> read) {
        if (!(database instanceof Watched) || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return read.get();
        }
        Map<Object, Object> kept = kept();
        if (!kept.containsKey(what)) {
            kept.put(what, read.get());
        }
        return (T) kept.get(what);
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> kept() {
        var kept = (Map<Object, Object>) TransactionSynchronizationManager.getResource(KEY);
        if (kept == null) {
            kept = new HashMap<>();
            TransactionSynchronizationManager.bindResource(KEY, kept);
            TransactionSynchronizationManager.registerSynchronization(new UntilTheEnd(kept));
        }
        return kept;
    }

    @SuppressWarnings("unchecked")
    private static void forget() {
        var kept = (Map<Object, Object>) TransactionSynchronizationManager.getResource(KEY);
        if (kept != null) {
            kept.clear();
        }
    }

    private static JdbcClient.StatementSpec forgetting(JdbcClient.StatementSpec statement) {
        Class<JdbcClient.StatementSpec> type = JdbcClient.StatementSpec.class;
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            boolean changed = true;
            try {
                Object result = method.invoke(statement, given);
                changed = !Integer.valueOf(0).equals(result);
                return result == statement ? self : result;
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            } finally {
                if (changed && method.getName().equals("update")) {
                    forget();
                }
            }
        }));
    }

    /** A transaction that is suspended by another one keeps what it has read for itself. */
    private record UntilTheEnd(Map<Object, Object> kept) implements TransactionSynchronization {

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
        }

        @Override
        public void resume() {
            // The other one may have changed and committed what this one has read.
            kept.clear();
            TransactionSynchronizationManager.bindResource(KEY, kept);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
        }
    }
}
