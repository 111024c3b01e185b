package io.aftercare.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/** An empty database of the PostgreSQL server that all tests of a JVM share, and that ends with the JVM. */
public final class PostgresDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String USER = "postgres";

    private final String name;

    private PostgresDatabase(String name) {
        this.name = name;
    }

    /** Makes another one. */
    public static PostgresDatabase create() {
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = Server.ONLY.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new PostgresDatabase(name);
    }

    /** Makes another one and lets an application that a test starts, or a part of it, have it. */
    public static void use(DynamicPropertyRegistry properties) {
        create().properties().forEach(property -> {
            int end = property.indexOf('=');
            properties.add(property.substring(2, end), () -> property.substring(end + 1));
        });
    }

    /** For the command line of an application. */
    public List<String> properties() {
        return List.of("--spring.datasource.url=" + Server.ONLY.getJdbcUrl(USER, name),
                "--spring.datasource.username=" + USER, "--spring.datasource.password=" + USER,
                "--spring.flyway.placeholders.bytes=bytea", "--spring.flyway.placeholders.long_text=text");
    }

    public DataSource connections() {
        return Server.ONLY.getDatabase(USER, name);
    }

    /** Started when the first test asks for a database. */
    private static final class Server {

        static final EmbeddedPostgres ONLY = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
