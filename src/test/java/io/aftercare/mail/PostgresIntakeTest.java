package io.aftercare.mail;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The same on PostgreSQL. */
@TestPropertySource(properties = {"spring.flyway.placeholders.bytes=bytea", "spring.flyway.placeholders.long_text=text",
        "spring.datasource.username=postgres", "spring.datasource.password=postgres"})
@DirtiesContext
class PostgresIntakeTest extends IntakeTest {

    private static EmbeddedPostgres database;

    @DynamicPropertySource
    static void startDatabase(DynamicPropertyRegistry properties) throws IOException {
        database = EmbeddedPostgres.start();
        properties.add("spring.datasource.url", () -> database.getJdbcUrl("postgres", "postgres"));
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }
}
