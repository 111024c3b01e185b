package io.aftercare.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Has the database say how it would carry out statements, and finds those that would read a whole large table. */
public final class ExplainedStatements {

    /** Of H2: what a table is read by, and the condition when it is not read as a whole. */
    private static final Pattern READ_BY = Pattern.compile("/\\* PUBLIC\\.([\\w.]+)(: [^*]*)?", Pattern.DOTALL);
    private static final Pattern DIRECT_LOOKUP = Pattern.compile("\\s*\\*/\\s*/\\* direct lookup \\*/");
    private static final Pattern TABLE = Pattern.compile("\"PUBLIC\"\\.\"(\\w+)\"[^/]*$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataSource database;
    private final Set<String> large;
    private final boolean carriedOut;

    /**
     * @param large      names of the tables that must not be read as a whole, in small letters
     * @param carriedOut whether PostgreSQL is also to carry them out, without effect, and tell how much it read
     */
    public ExplainedStatements(DataSource database, Set<String> large, boolean carriedOut) {
        this.database = database;
        this.large = large;
        this.carriedOut = carriedOut;
    }

    /**
     * What a statement reads of one large table.
     *
     * @param whole as a whole, without an index or with one that chooses nothing
     * @param cost  as the database reckons, in its own units; 0 when it does not tell
     * @param rows  that were read to carry it out, 0 when it was not
     */
    public record Read(String statement, String table, String how, boolean whole, double cost, long rows) {
    }

    /** @param examples statements with their values, from {@link CountedStatements#examples()} */
    public List<Read> explain(Map<String, List<Map<Integer, Object[]>>> examples) {
        var reads = new ArrayList<Read>();
        try (Connection connection = database.getConnection()) {
            boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            connection.setAutoCommit(false);
            for (Map.Entry<String, List<Map<Integer, Object[]>>> each : examples.entrySet()) {
                if (reads(each.getKey())) {
                    for (Map<Integer, Object[]> values : each.getValue()) {
                        reads.addAll(postgres ? byPostgres(connection, each.getKey(), values)
                                : byH2(connection, each.getKey(), values));
                        connection.rollback();
                    }
                }
            }
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException(failure);
        }
        return reads;
    }

    private static boolean reads(String statement) {
        String start = statement.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("select") && start.contains("from") || start.startsWith("with")
                || start.startsWith("update") || start.startsWith("delete")
                || start.startsWith("insert") && start.contains("select");
    }

    private List<Read> byPostgres(Connection connection, String statement, Map<Integer, Object[]> values)
            throws SQLException, IOException {
        var found = new ArrayList<Read>();
        String explain = carriedOut ? "explain (analyze, format json) " : "explain (format json) ";
        collect(statement, JSON.readTree(plan(connection, explain + statement, values)).path(0).path("Plan"), 1, found);
        return found;
    }

    /** @param share of what is below that a page wants, as reckoned; all of it where it is sorted or counted first */
    private void collect(String statement, JsonNode node, double share, List<Read> found) {
        String type = node.path("Node Type").asText();
        String table = node.path("Relation Name").asText();
        if (type.equals("Bitmap Index Scan")) {
            table = "";
        }
        if (large.contains(table) && !type.equals("ModifyTable")) {
            boolean chooses = node.has("Index Cond") || type.equals("Bitmap Heap Scan") || type.equals("Tid Scan");
            long rows = Math.round((node.path("Actual Rows").asDouble() + node.path("Rows Removed by Filter").asDouble()
                    + node.path("Rows Removed by Index Recheck").asDouble()) * node.path("Actual Loops").asDouble());
            boolean page = share < 0.01 && !type.equals("Seq Scan");
            found.add(new Read(statement, table, "%s %s %s".formatted(type, node.path("Index Name").asText(),
                    node.path("Filter").asText()), !page && (type.equals("Seq Scan") || !chooses),
                    share * (node.path("Total Cost").asDouble() - node.path("Startup Cost").asDouble()), rows));
        }
        for (JsonNode below : node.path("Plans")) {
            double wanted = switch (type) {
                case "Limit" -> node.path("Total Cost").asDouble() / Math.max(1, below.path("Total Cost").asDouble());
                case "Nested Loop", "Result", "Subquery Scan", "LockRows" -> share;
                default -> 1;
            };
            collect(statement, below, wanted, found);
        }
    }

    private List<Read> byH2(Connection connection, String statement, Map<Integer, Object[]> values)
            throws SQLException {
        var found = new ArrayList<Read>();
        String plan = plan(connection, "explain " + statement, values);
        // In the order of an index, and no further than the page goes.
        boolean page = plan.contains("/* index sorted */") && statement.contains("limit");
        Matcher readBy = READ_BY.matcher(plan);
        while (readBy.find()) {
            Matcher of = TABLE.matcher(plan.substring(0, readBy.start()));
            String table = of.find() ? of.group(1).toLowerCase(Locale.ROOT) : "";
            // The least, the greatest and the number of all rows stand at an index's ends and in its head.
            boolean looksUp = DIRECT_LOOKUP.matcher(plan).region(readBy.end(), plan.length()).lookingAt();
            if (large.contains(table) && !looksUp) {
                found.add(new Read(statement, table, readBy.group().replaceAll("\\s+", " "),
                        readBy.group(1).endsWith("tableScan") || readBy.group(2) == null && !page, 0, 0));
            }
        }
        return found;
    }

    private static String plan(Connection connection, String statement, Map<Integer, Object[]> values)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (Object[] call : values.values()) {
                set(prepared, call);
            }
            var plan = new StringBuilder();
            try (var rows = prepared.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        } catch (SQLException failure) {
            throw new SQLException(statement + "\n" + failure.getMessage(), failure);
        }
    }

    private static void set(PreparedStatement prepared, Object[] call) throws SQLException {
        var given = new Object[call.length - 1];
        System.arraycopy(call, 1, given, 0, given.length);
        try {
            if (given[1] instanceof InputStream) {
                prepared.setBytes((Integer) given[0], new byte[0]);
            } else if (given[1] instanceof Reader) {
                prepared.setString((Integer) given[0], "");
            } else {
                ((Method) call[0]).invoke(prepared, given);
            }
        } catch (InvocationTargetException | IllegalAccessException failure) {
            throw new SQLException(failure);
        }
    }

    /** One line a statement and table, for whoever made it more. */
    public static String text(List<Read> reads) {
        Set<String> lines = new TreeSet<>();
        reads.forEach(read -> lines.add("%s: %s%s%s%n        %s".formatted(read.table(), read.how(),
                read.cost() > 0 ? ", cost " + Math.round(read.cost()) : "",
                read.rows() > 0 ? ", rows read " + read.rows() : "", read.statement().replaceAll("\\s+", " "))));
        return String.join("\n", lines);
    }
}
