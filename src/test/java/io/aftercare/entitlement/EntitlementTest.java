package io.aftercare.entitlement;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A test of this module against its real tables in an H2 of its own; the clock stands at the 22nd of November 2026. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@JdbcTest(properties = {"spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob"})
@EnableConfigurationProperties(CsvImportProperties.class)
@Import({Licences.class, Products.class, PurchaseChanges.class, Imports.class, EntitlementTest.Time.class})
@interface EntitlementTest {

    LocalDate TODAY = LocalDate.of(2026, 11, 22);

    String PRODUCTS = """
            product,name,aliases,version,released,on_sale
            LINDENBAUM,Lindenbaum,Linden|Linden Baum,2024,2023-10-04,false
            LINDENBAUM,Lindenbaum,,2025,2024-10-02,true
            POCKET,Lindenbaum Pocket,Pocket,3,2025-01-15,true
            """;

    @TestConfiguration
    class Time {

        @Bean
        Clock clock() {
            // Half past midnight in Paris, still the day before in UTC: days are the vendor's.
            return Clock.fixed(Instant.parse("2026-11-21T23:30:00Z"), ZoneId.of("Europe/Paris"));
        }
    }
}
