package io.aftercare.mail;

import io.aftercare.testing.PostgresDatabase;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on PostgreSQL. */
@DirtiesContext
class PostgresIntakeTest extends IntakeTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        PostgresDatabase.use(properties);
    }
}
