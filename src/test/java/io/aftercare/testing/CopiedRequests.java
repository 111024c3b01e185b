package io.aftercare.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Fills a database with requests without taking in a mail: copies all rows that a few real requests left, ours and the
 * engine's, by SQL. Each copy has its own ids, number, customer and dates. What would have been deleted by then is not
 * copied. On PostgreSQL and H2, which must be used by nothing else meanwhile.
 */
public final class CopiedRequests {

    /** What the last characters of an engine's id become in a copy: they tell the JVM only, see the generator. */
    private static final String ID_END = "############";
    private static final String NUMBER = "AC-######";
    private static final String ADDRESS = "customer@######";
    /** Columns that point to a row of ours, and to which table. */
    private static final Map<String, String> POINTERS = Map.of("request_id", "request", "merged_into", "request",
            "follow_up_of", "request", "message_id", "message", "last_message", "message", "resent_as", "message",
            "shared_up_to", "message", "offer_id", "article_offer", "mail_id", "incoming_mail");
    /** Columns by which a row belongs to a request, the best first. */
    private static final List<String> OWNERS = List.of("request_id", "message_id", "offer_id", "mail_id");
    private static final List<String> ENGINE_OWNERS = List.of("proc_inst_id_", "process_instance_id_",
            "root_proc_inst_id_", "task_id_");
    /** Unlike from row to row, and nothing points to them. */
    private static final Set<String> UNLIKE = Set.of("internet_id", "in_reply_to", "sha256", "token", "reply_token",
            "idempotency_key");
    private static final int AT_ONCE = 20_000;
    /** From so many copies on it is quicker to make indexes anew afterwards. */
    private static final int MANY = 5_000;
    private static final int YEAR = 364 * 24 * 3600;
    private static final int DAYS = 10 * 24 * 3600;

    private final JdbcClient jdbc;
    private final boolean postgres;
    private final Map<String, Map<String, String>> columns;
    private final Map<String, Long> first = new TreeMap<>();
    private final Map<String, Long> stride = new TreeMap<>();
    private final List<String> seeded = new ArrayList<>();

    private CopiedRequests(JdbcClient jdbc, boolean postgres) {
        this.jdbc = jdbc;
        this.postgres = postgres;
        this.columns = columns(jdbc);
    }

    /**
     * Copies.
     *
     * @param open     numbers of requests that run, copied in turn
     * @param finished numbers of requests that have ended
     * @param progress is told in words
     * @return how many rows each table got
     */
    public static Map<String, Long> into(DataSource database, List<String> open, int openCopies,
            List<String> finished, int finishedCopies, Consumer<String> progress) {
        try (var connection = database.getConnection()) {
            // One connection, since what is set for a session must hold for all of it.
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            return new CopiedRequests(jdbc, postgres).copy(open, openCopies, finished, finishedCopies, progress);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Map<String, Long> copy(List<String> open, int openCopies, List<String> finished, int finishedCopies,
            Consumer<String> progress) {
        Instant begin = Instant.now();
        foreignKeys(false);
        try {
            takeTemplates(Stream.concat(open.stream(), finished.stream()).distinct().toList());
            listCopies(open, openCopies, finished, finishedCopies);
            var rows = new TreeMap<String, Long>();
            for (String table : seeded) {
                Instant since = Instant.now();
                List<String> indexes = openCopies + finishedCopies > MANY ? dropIndexes(table) : List.of();
                long copied = copyTable(table, openCopies + finishedCopies);
                indexes.forEach(this::update);
                rows.put(table, copied);
                progress.accept("%,d rows of %s in %.1f s".formatted(copied, table, seconds(since)));
            }
            first.keySet().forEach(table -> update("alter table %s alter column id restart with %d".formatted(table,
                    jdbc.sql("select coalesce(max(id), 0) + 1 from " + table).query(Long.class).single())));
            copyCustomers(openCopies + finishedCopies);
            seeded.forEach(table -> update("drop table seed_" + table));
            Stream.of("copy", "instance", "id").forEach(table -> update("drop table seed_" + table));
            update(postgres ? "analyze" : "analyze sample_size 10000");
            progress.accept("%,d open and %,d finished requests in %.0f s".formatted(openCopies, finishedCopies,
                    seconds(begin)));
            return rows;
        } finally {
            foreignKeys(true);
        }
    }

    /** The rows to copy, with marks in the place of what differs from copy to copy. */
    private void takeTemplates(List<String> numbers) {
        String ids = numbers.stream().map(number -> Long.toString(Long.parseLong(number.substring(3))))
                .collect(Collectors.joining(", "));
        take("request", "select t.*, t.id as seed_template from request t where t.id in (" + ids + ")");
        var ours = new ArrayList<>(columns.keySet().stream().filter(table -> !table.startsWith("act_")
                && !table.equals("request")).toList());
        // A row may belong to a row of a table that is taken later.
        for (boolean more = true; more;) {
            more = false;
            for (String table : List.copyOf(ours)) {
                Optional<String> owner = OWNERS.stream().filter(columns.get(table)::containsKey).findFirst();
                if (owner.isEmpty()) {
                    ours.remove(table);
                } else if (seeded.contains(POINTERS.get(owner.get()))) {
                    take(table, "select t.*, o.seed_template from %s t join seed_%s o on o.id = t.%s".formatted(table,
                            POINTERS.get(owner.get()), owner.get()));
                    ours.remove(table);
                    more = true;
                }
            }
        }
        takeEngine(numbers);
        for (String table : seeded) {
            mark(table);
        }
    }

    private void takeEngine(List<String> numbers) {
        update("""
                create table seed_instance as select p.id_, r.seed_template from act_hi_procinst p
                join act_hi_procinst o on o.id_ = p.root_proc_inst_id_
                join seed_request r on o.business_key_ = 'AC-' || lpad(cast(r.id as varchar(20)), 6, '0')""");
        List<String> engine = columns.keySet().stream().filter(table -> table.startsWith("act_ru_")
                || table.startsWith("act_hi_")).toList();
        for (String table : engine) {
            Optional<String> owner = ENGINE_OWNERS.stream().filter(columns.get(table)::containsKey).findFirst();
            if (owner.isPresent() && !owner.get().equals("task_id_")) {
                take(table, "select t.*, o.seed_template from %s t join seed_instance o on o.id_ = t.%s"
                        .formatted(table, owner.get()));
            }
        }
        take("act_ru_identitylink", "select t.*, o.seed_template from act_ru_identitylink t "
                + "join seed_act_ru_task o on o.id_ = t.task_id_");
        take("act_ge_bytearray", "select t.*, o.seed_template from act_ge_bytearray t join (" + seeded.stream()
                .flatMap(table -> columns.get(table).keySet().stream().filter(column -> column.equals("bytearray_id_")
                        || column.equals("exception_stack_id_") || column.equals("job_exception_stack_id_"))
                        .map(column -> "select distinct %s as id_, seed_template from seed_%s".formatted(column,
                                table)))
                .collect(Collectors.joining(" union ")) + ") o on o.id_ = t.id_");
        update("create table seed_id as select id_ from seed_instance" + seeded.stream()
                .filter(table -> table.startsWith("act_"))
                .map(table -> " union select id_ from seed_" + table).collect(Collectors.joining()));
    }

    private void take(String table, String select) {
        update("drop table if exists seed_" + table);
        update("create table seed_" + table + " as " + select);
        if (jdbc.sql("select count(*) from seed_" + table).query(Long.class).single() == 0
                && !table.equals("act_ru_task")) {
            update("drop table seed_" + table);
            return;
        }
        seeded.add(table);
        if (hasId(table)) {
            update("alter table seed_" + table + " add column seed_rank bigint");
            update("update seed_%1$s set seed_rank = (select count(*) from seed_%1$s o where o.id < seed_%1$s.id "
                    .formatted(table) + "and o.seed_template = seed_%s.seed_template)".formatted(table));
            first.put(table, jdbc.sql("select coalesce(max(id), 0) + 1 from " + table).query(Long.class).single());
            stride.put(table, jdbc.sql("select coalesce(max(seed_rank), 0) + 1 from seed_" + table).query(Long.class)
                    .single());
        }
    }

    private void mark(String table) {
        columns.get(table).forEach((column, type) -> {
            String seed = "seed_" + table;
            if (POINTERS.containsKey(column) && !type.contains("char")) {
                String target = POINTERS.get(column);
                update("update %1$s set %2$s = (select o.seed_rank from seed_%3$s o where o.id = %1$s.%2$s)"
                        .formatted(seed, column, target) + (column.equals("shared_up_to") ? " where 1 = 0" : ""));
            } else if (type.contains("char") || type.equals("text")) {
                update("update %1$s set %2$s = left(%2$s, length(%2$s) - 12) || '%3$s' where %2$s in "
                        .formatted(seed, column, ID_END) + "(select id_ from seed_id)");
                update("""
                        update %1$s set %2$s = '%3$s' where %2$s =
                        'AC-' || lpad(cast(seed_template as varchar(20)), 6, '0')""".formatted(seed, column, NUMBER));
                update("""
                        update %1$s set %2$s = '%3$s' where %2$s = (select r.customer_address from request r
                        where r.id = %1$s.seed_template)""".formatted(seed, column, ADDRESS));
            }
        });
    }

    /** Which request each copy is made from, how many seconds it is older or later due, and whose it is. */
    private void listCopies(List<String> open, int openCopies, List<String> finished, int finishedCopies) {
        update("""
                create table seed_copy (n bigint primary key, template bigint, back bigint, ahead bigint,
                ending varchar(12), number varchar(20), address varchar(100))""");
        long request = first.get("request");
        int customers = Math.max(1, (openCopies + finishedCopies) / 3);
        list(finished, 0, finishedCopies, customers, request,
                "cast(%d - n * (%d / %d.0) as bigint)".formatted(YEAR, YEAR, Math.max(1, finishedCopies)));
        list(open, finishedCopies, openCopies, customers, request, "mod(n * 7919, " + DAYS + ")");
    }

    private void list(List<String> templates, int from, int copies, int customers, long request, String back) {
        if (copies == 0) {
            return;
        }
        var template = new StringBuilder("case mod(n, " + templates.size() + ")");
        for (int i = 0; i < templates.size(); i++) {
            template.append(" when %d then %d".formatted(i, Long.parseLong(templates.get(i).substring(3))));
        }
        String series =
                postgres ? "select n from generate_series(%d, %d) n" : "select x as n from system_range(%d, %d)";
        update("""
                insert into seed_copy select n, %s end, %s, mod(n * 7907, %d), lpad(cast(n as varchar(12)), 12, '0'),
                'AC-' || lpad(cast(n + %d as varchar(20)), greatest(6, length(cast(n + %d as varchar(20)))), '0'),
                'customer' || mod(n * 31, %d) || '@customers.example' from (%s) s""".formatted(template, back, DAYS,
                request, request, customers, series.formatted(from, from + copies - 1)));
    }

    private long copyTable(String table, int copies) {
        var select = new LinkedHashMap<String, String>();
        columns.get(table).forEach((column, type) -> select.put(column, value(table, column, type)));
        String kept = columns.get(table).containsKey("removal_time_")
                ? " and (t.removal_time_ is null or %s > current_timestamp)".formatted(moved("t.removal_time_", "back"))
                : "";
        if (table.equals("mail_acceptance")) {
            kept = " and c.back < 30 * 24 * 3600";
        }
        if (table.equals("learned_query") || table.equals("triage_example")) {
            kept = " and mod(c.n, 50) = 0";
        }
        String insert = "insert into %s (%s) select %s from seed_copy c join seed_%s t on t.seed_template = c.template"
                .formatted(table, String.join(", ", select.keySet()), String.join(", ", select.values()), table)
                + " where c.n >= :from and c.n < :to" + kept;
        long rows = 0;
        for (int from = 0; from < copies; from += AT_ONCE) {
            rows += jdbc.sql(insert).param("from", from).param("to", from + AT_ONCE).update();
        }
        return rows;
    }

    /** @return how to make them again */
    private List<String> dropIndexes(String table) {
        if (!postgres) {
            return List.of();
        }
        List<String> again = jdbc.sql("""
                select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = cast(:table as regclass)
                and not i.indisunique order by 1""").param("table", table).query(String.class).list();
        jdbc.sql("""
                select cast(i.indexrelid as regclass)::text from pg_index i
                where i.indrelid = cast(:table as regclass) and not i.indisunique""").param("table", table)
                .query(String.class).list().forEach(index -> update("drop index " + index));
        return again;
    }

    private String value(String table, String column, String type) {
        String value = "t." + column;
        if (column.equals("id") && hasId(table)) {
            return "%d + c.n * %d + t.seed_rank".formatted(first.get(table), stride.get(table));
        }
        if (POINTERS.containsKey(column) && !type.contains("char")) {
            String target = POINTERS.get(column);
            return column.equals("shared_up_to") || !first.containsKey(target) ? value
                    : "%d + c.n * %d + %s".formatted(first.get(target), stride.get(target), value);
        }
        if (column.equals("uid")) {
            return "1000000 + c.n * 100 + " + value;
        }
        if (table.equals("act_ru_task") && column.equals("assignee_")) {
            return "case when mod(c.n, 50) = 0 or t.assignee_ is null then t.assignee_ "
                    + "else 'agent' || mod(c.n, 200) end";
        }
        if (table.equals("act_ru_task") && column.equals("due_date_")) {
            return "case when mod(c.n, 20) = 0 then %s else %s end".formatted(moved(value, "back"),
                    moved(value, "-ahead"));
        }
        if (type.startsWith("timestamp")) {
            return table.equals("act_ru_job") && column.equals("duedate_") ? moved(value, "-ahead")
                    : moved(value,
                            "back");
        }
        if (UNLIKE.contains(column)) {
            return "left(%s, 50) || '.' || c.n".formatted(value);
        }
        if (type.contains("char") || type.equals("text")) {
            var marked = new ArrayList<String>();
            Map.of(ID_END, "c.ending", NUMBER, "c.number", ADDRESS, "c.address").forEach((mark, instead) -> {
                if (jdbc.sql("select count(*) from seed_%s where %s like '%%%s'".formatted(table, column, mark))
                        .query(Long.class).single() > 0) {
                    marked.add(mark + ">" + instead);
                }
            });
            for (String each : marked) {
                int at = each.indexOf('>');
                value = "replace(%s, '%s', %s)".formatted(value, each.substring(0, at), each.substring(at + 1));
            }
        }
        return value;
    }

    private String moved(String time, String seconds) {
        String by = seconds.startsWith("-") ? "c." + seconds.substring(1) : "-c." + seconds;
        return postgres ? "%s + (%s) * interval '1 second'".formatted(time, by)
                : "dateadd('SECOND', %s, %s)".formatted(by, time);
    }

    /** A licence for two of three customers. */
    private void copyCustomers(int copies) {
        update("""
                insert into customer (address, name, language) select distinct address, 'Customer', 'en' from seed_copy
                where not exists (select 1 from customer where customer.address = seed_copy.address)""");
        if (jdbc.sql("select count(*) from product").query(Long.class).single() > 0) {
            update("""
                    insert into licence (normalised_key, licence_key, order_number, normalised_order, customer_address,
                    product, edition, version, purchased_on)
                    select 'SEED' || number, 'SEED-' || number, number, number, address,
                    (select min(code) from product), 'Pro', '2026', current_date from (select min(number) as number,
                    address from seed_copy group by address) c where mod(length(address) + %d, 3) < 2"""
                    .formatted(copies));
        }
    }

    private boolean hasId(String table) {
        return columns.get(table).getOrDefault("id", "").equals("bigint");
    }

    /** Ids are made so that they fit; checking each would take longer than all else. */
    private void foreignKeys(boolean checked) {
        update(postgres ? "set session_replication_role = " + (checked ? "origin" : "replica")
                : "set referential_integrity " + checked);
        if (postgres) {
            update("set synchronous_commit = " + (checked ? "on" : "off"));
        }
    }

    private void update(String sql) {
        jdbc.sql(sql).update();
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    /** Types by column by table, all in small letters; a text too short to hold what is marked is a code. */
    private static Map<String, Map<String, String>> columns(JdbcClient jdbc) {
        var tables = new TreeMap<String, Map<String, String>>();
        jdbc.sql("""
                select c.table_name, c.column_name, case when c.character_maximum_length < 40 then 'code'
                else c.data_type end from information_schema.columns c
                join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
                where upper(c.table_schema) = 'PUBLIC' and t.table_type in ('BASE TABLE', 'TABLE')
                  and c.is_generated = 'NEVER'
                order by c.table_name, c.ordinal_position""").query(row -> {
            tables.computeIfAbsent(small(row.getString(1)), any -> new LinkedHashMap<>()).put(small(row.getString(2)),
                    small(row.getString(3)));
        });
        tables.keySet().removeIf(table -> table.startsWith("seed_") || table.startsWith("flyway"));
        return tables;
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
