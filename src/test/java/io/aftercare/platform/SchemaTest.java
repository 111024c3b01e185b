package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.desk.ScheduledAnswer;
import io.aftercare.process.SupportRequest;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.UndeliveredMessage;
import io.aftercare.knowledge.Section;
import io.aftercare.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What holds for all tables: indexes under foreign keys, one rule for what goes with a request, checks on enumerations.
 */
class SchemaTest {

    private static final Pattern VALUE = Pattern.compile("'([A-Z_]+)'");

    private static final String CHECKS = """
            select u.table_name, u.column_name, c.constraint_name, c.check_clause
            from information_schema.check_constraints c
            join information_schema.constraint_column_usage u on u.constraint_name = c.constraint_name
            and u.constraint_schema = c.constraint_schema""";

    /** Every column that holds an enumeration, and which. */
    private static final Map<String, Class<?>> ENUMERATIONS = Map.ofEntries(
            Map.entry("request.channel", Channel.class), Map.entry("request.state", RequestState.class),
            Map.entry("request.outcome", Outcome.class), Map.entry("request.kind", Kind.class),
            Map.entry("message.direction", Direction.class), Map.entry("message.purpose", Purpose.class),
            Map.entry("message.status", MessageStatus.class),
            Map.entry("undelivered_message.problem", UndeliveredMessage.Problem.class),
            Map.entry("article.section", Section.class),
            Map.entry("article_offer.outcome", hidden("knowledge.OfferLog$Outcome")),
            Map.entry("incoming_mail.state", hidden("mail.InboundMail$State")),
            Map.entry("triage_example.kind", Kind.class),
            Map.entry("scheduled_answer.outcome", SupportRequest.AnswerOutcome.class),
            Map.entry("scheduled_answer.kind", Kind.class),
            Map.entry("scheduled_answer.state", ScheduledAnswer.State.class),
            Map.entry("notification_choice.tasks", hidden("desk.notifications.NotificationChoice$Tasks")),
            Map.entry("notification_choice.moment", hidden("desk.notifications.NotificationChoice$Moment")),
            Map.entry("note_recipient.reason", hidden("desk.notes.NoteReason")),
            Map.entry("presence.activity", hidden("desk.presence.Activity")),
            Map.entry("staff_mail.kind", hidden("desk.notifications.StaffMail$Kind")),
            Map.entry("staff_mail.status", hidden("desk.notifications.StaffMail$Status")));

    /** The customer is a participant without a row. */
    private static final Set<String> PARTICIPANTS_WITH_A_ROW =
            Set.of("COPIED_BY_CUSTOMER", "FORMER_ADDRESS", "JOINED_BY_AGENT", "REPLY_TO");

    private static DataSource postgres;

    /** The two databases that Aftercare runs on. */
    enum Database { H2, POSTGRESQL }

    @BeforeAll
    static void migrate() {
        postgres = PostgresDatabase.create().connections();
        for (Database database : Database.values()) {
            FluentConfiguration flyway = Flyway.configure().dataSource(source(database));
            new FlywayPlaceholders().largeTypes().customize(flyway);
            flyway.load().migrate();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyForeignKeyHasAnIndexThatBeginsWithIt(Database database) throws SQLException {
        try (Connection connection = source(database).getConnection()) {
            var without = new ArrayList<String>();
            for (String table : tables(connection)) {
                Set<String> first = new TreeSet<>();
                try (ResultSet rows = connection.getMetaData().getIndexInfo(null, null, table, false, false)) {
                    while (rows.next()) {
                        if (rows.getInt("ORDINAL_POSITION") == 1) {
                            first.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                        }
                    }
                }
                foreignKeys(connection, table).stream().filter(key -> !first.contains(key.column()))
                        .forEach(key -> without.add(table + "." + key.column()));
            }
            assertThat(without).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatPointsToARequestOrMessageGoesWithItOrForgetsIt(Database database) throws SQLException {
        try (Connection connection = source(database).getConnection()) {
            var keys = new TreeMap<String, Integer>();
            for (String table : tables(connection)) {
                foreignKeys(connection, table).stream()
                        .filter(key -> Set.of("request", "message").contains(key.target()))
                        .forEach(key -> keys.put(table + "." + key.column(), key.onDelete()));
            }
            assertThat(keys).hasSizeGreaterThan(15);
            assertThat(keys.values()).isSubsetOf(DatabaseMetaData.importedKeyCascade,
                    DatabaseMetaData.importedKeySetNull);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestCanBeDeletedWithAllThatBelongsToIt(Database database) {
        JdbcClient jdbc = JdbcClient.create(source(database));
        jdbc.sql("""
                insert into request (id, channel, state, language, customer_address, subject, token, opened_at,
                       changed_at)
                values (7, 'MAIL', 'OPEN', 'en', 'a@b.example', 's', 't7', current_timestamp, current_timestamp)""")
                .update();
        jdbc.sql(
                """
                insert into request (id, channel, state, language, customer_address, subject, token, opened_at,
                                     changed_at, follow_up_of, merged_into)
                values (8, 'MAIL', 'OPEN', 'en', 'a@b.example', 's', 't8', current_timestamp, current_timestamp,
                        7, 7)""")
                .update();
        jdbc.sql("""
                insert into message (id, request_id, direction, purpose, status, from_address, subject, text_body,
                                     own_text, automatic, created_at)
                values (70, 7, 'IN', 'CUSTOMER', 'RECEIVED', 'a@b.example', 's', 't', 't', false, current_timestamp)""")
                .update();
        jdbc.sql("insert into message_parsing_note (message_id, remote_images) values (70, 1)").update();
        jdbc.sql("""
                insert into decision (request_id, decided_at, subject, result, decided_by)
                values (7, current_timestamp, 'origin', 'OURS', 'process')""").update();
        jdbc.sql("insert into draft (request_id, text_body, author, saved_at) values (7, 't', 'u', current_timestamp)")
                .update();
        jdbc.sql("""
                insert into incoming_mail (id, mailbox, uid_validity, uid, internet_id, sha256, size_bytes, state,
                                           attempts, forced, due_at, received_at, message_id)
                values (1, 'INBOX', 1, 1, '<1@b.example>', 'x', 1, 'HANDLED', 1, false, current_timestamp,
                        current_timestamp,
                        70)""").update();
        jdbc.sql("insert into triage_reason (request_id, position, sentence) values (7, 1, 's')").update();

        assertThat(jdbc.sql("delete from request where id = 7").update()).isEqualTo(1);

        for (String table : List.of("message", "message_parsing_note", "decision", "draft", "triage_reason")) {
            assertThat(jdbc.sql("select count(*) from " + table).query(Long.class).single()).as(table).isZero();
        }
        assertThat(jdbc.sql("select message_id from incoming_mail").query(Long.class).list()).containsOnlyNulls();
        assertThat(
                jdbc.sql("select id from request where follow_up_of is null and merged_into is null").query(Long.class)
                        .single())
                .isEqualTo(8);
        jdbc.sql("delete from incoming_mail").update();
        jdbc.sql("delete from request").update();
    }

    @ParameterizedTest
    @EnumSource
    void everyEnumerationIsCheckedForItsConstants(Database database) {
        var checked = new TreeMap<String, Set<String>>();
        JdbcClient.create(source(database)).sql(CHECKS)
                .query((row, index) -> checked.put(column(row),
                        VALUE.matcher(row.getString("check_clause")).results().map(found -> found.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))))
                .list();
        checked.values().removeIf(Set::isEmpty);
        var expected = new TreeMap<String, Set<String>>();
        ENUMERATIONS.forEach((column, type) -> expected.put(column, Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name()).collect(Collectors.toCollection(TreeSet::new))));
        expected.put("request_participant.how", new TreeSet<>(PARTICIPANTS_WITH_A_ROW));
        assertThat(checked).isEqualTo(expected);
    }

    /** Names of the database's own making differ from one to the other: no migration could replace such a check. */
    @ParameterizedTest
    @EnumSource
    void everyCheckOfAnEnumerationIsNamedByTableAndColumn(Database database) {
        var names = new TreeMap<String, String>();
        JdbcClient.create(source(database)).sql(CHECKS).query((row, index) -> {
            if (VALUE.matcher(row.getString("check_clause")).find()) {
                names.put(column(row), row.getString("constraint_name").toLowerCase(Locale.ROOT));
            }
            return index;
        }).list();
        assertThat(names).hasSize(ENUMERATIONS.size() + 1).allSatisfy(
                (column, name) -> assertThat(name).isEqualTo(column.replace('.', '_') + "_check"));
    }

    private static String column(ResultSet row) throws SQLException {
        return (row.getString("table_name") + "." + row.getString("column_name")).toLowerCase(Locale.ROOT);
    }

    private record ForeignKey(String column, String target, int onDelete) {
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (ResultSet rows =
                connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                if (Set.of("public").contains(rows.getString("TABLE_SCHEM").toLowerCase(Locale.ROOT))) {
                    tables.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        return tables;
    }

    private static List<ForeignKey> foreignKeys(Connection connection, String table) throws SQLException {
        var keys = new ArrayList<ForeignKey>();
        try (ResultSet rows = connection.getMetaData().getImportedKeys(null, null, table)) {
            while (rows.next()) {
                keys.add(new ForeignKey(rows.getString("FKCOLUMN_NAME").toLowerCase(Locale.ROOT),
                        rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT), rows.getInt("DELETE_RULE")));
            }
        }
        return keys;
    }

    private static DataSource source(Database database) {
        return switch (database) {
            case H2 -> new DriverManagerDataSource("jdbc:h2:mem:schema;DB_CLOSE_DELAY=-1", "sa", "");
            case POSTGRESQL -> postgres;
        };
    }

    private static Class<?> hidden(String name) {
        try {
            return Class.forName("io.aftercare." + name);
        } catch (ClassNotFoundException renamed) {
            throw new IllegalStateException(renamed);
        }
    }
}
