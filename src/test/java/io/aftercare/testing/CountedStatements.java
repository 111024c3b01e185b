package io.aftercare.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Notes what is asked of the database: each statement, also in a batch, and each commit. */
public final class CountedStatements implements BeanPostProcessor {

    private static final int EXAMPLES = 3;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, List<Map<Integer, Object[]>>> examples = new ConcurrentHashMap<>();
    private final Predicate<Thread> counted;

    /** @param counted whose statements count */
    public CountedStatements(Predicate<Thread> counted) {
        this.counted = counted;
    }

    /** Statements in lower case, and {@code commit}, in the order in which they came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Each statement as it was written, with the values it was last asked with: the call that set it by place. */
    public Map<String, List<Map<Integer, Object[]>>> examples() {
        return new TreeMap<>(examples);
    }

    public void forget() {
        asked.clear();
        examples.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? watched(DataSource.class, source, null) : bean;
    }

    private void note(String statement, Map<Integer, Object[]> values) {
        if (counted.test(Thread.currentThread())) {
            asked.add(statement.strip().toLowerCase(Locale.ROOT));
            List<Map<Integer, Object[]>> kept =
                    examples.computeIfAbsent(statement, any -> new CopyOnWriteArrayList<>());
            kept.add(new TreeMap<>(values));
            if (kept.size() > EXAMPLES) {
                kept.remove(0);
            }
        }
    }

    private <T> T watched(Class<T> type, T target, String sql) {
        var values = new ConcurrentHashMap<Integer, Object[]>();
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            String called = method.getName();
            if (called.equals("commit")) {
                note("commit", Map.of());
            } else if (target instanceof Statement && (called.equals("addBatch") || called.startsWith("execute")
                    && !called.equals("executeBatch"))) {
                note(sql == null ? given[0].toString() : sql, values);
            } else if (sql != null && called.startsWith("set") && given.length > 1
                    && given[0] instanceof Integer place) {
                var call = new Object[given.length + 1];
                call[0] = method;
                System.arraycopy(given, 0, call, 1, given.length);
                values.put(place, call);
            }
            Object result;
            try {
                result = method.invoke(target, given);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
            if (called.equals("unwrap")) {
                return result;
            }
            if (result instanceof Connection connection) {
                return watched(Connection.class, connection, null);
            }
            if (result instanceof PreparedStatement statement) {
                return watched(PreparedStatement.class, statement, given[0].toString());
            }
            return result instanceof Statement statement ? watched(Statement.class, statement, null) : result;
        }));
    }
}
