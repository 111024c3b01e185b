package io.aftercare.platform;

import java.util.Map;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * One schema for H2 and PostgreSQL: the two column types for large values that they name differently are placeholders.
 */
@Configuration(proxyBeanMethods = false)
class FlywayPlaceholders {

    @Bean
    FlywayConfigurationCustomizer largeTypes() {
        return flyway -> flyway.placeholders(typesOf(DatabaseDriver.fromJdbcUrl(flyway.getUrl() == null
                ? urlOf(flyway.getDataSource())
                : flyway.getUrl())));
    }

    private static Map<String, String> typesOf(DatabaseDriver database) {
        return switch (database) {
            case POSTGRESQL -> Map.of("bytes", "bytea", "long_text", "text");
            case H2 -> Map.of("bytes", "blob", "long_text", "clob");
            default -> throw new IllegalStateException(
                    "Aftercare stores its data in PostgreSQL or H2, not in " + database
                            + ". Set spring.datasource.url.");
        };
    }

    private static String urlOf(javax.sql.DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getURL();
        } catch (java.sql.SQLException unreachable) {
            throw new IllegalStateException("The database cannot be reached. Check spring.datasource.url.",
                    unreachable);
        }
    }
}
