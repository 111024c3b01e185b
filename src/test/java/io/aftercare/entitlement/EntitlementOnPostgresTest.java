package io.aftercare.entitlement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.testing.PostgresDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@EnableConfigurationProperties(CsvImportProperties.class)
@Import({Licences.class, Products.class, PurchaseChanges.class, Imports.class, EntitlementTest.Time.class})
class EntitlementOnPostgresTest {

    @Autowired
    Imports imports;
    @Autowired
    Licences licences;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        PostgresDatabase.use(properties);
    }

    @Test
    void importsFindsAndMovesLicencesAsOnH2() {
        byte[] products = EntitlementTest.PRODUCTS.getBytes(UTF_8);
        byte[] file = (ImportsTest.HEADER + """
                LB25-7K2M-QX81,W-2025-00117,anna@example.org,Anna,en,LINDENBAUM,Pro,2025,2025-03-14
                LB24-7K2M-QX81,,anna@example.org,,,LINDENBAUM,,2024,2024-02-29
                """).getBytes(UTF_8);
        assertThat(imports.loadProducts(products, false).created()).isEqualTo(3);
        assertThat(imports.loadLicences(file, false).created()).isEqualTo(2);
        assertThat(imports.loadProducts(products, false).unchanged()).isEqualTo(3);
        assertThat(imports.loadLicences(file, false).unchanged()).isEqualTo(2);

        assertThat(licences.of("anna@example.org")).extracting(Licence::version).containsExactly("2025", "2024");
        assertThat(licences.quotedIn("my order w-2025-00117")).extracting(Licence::key)
                .containsExactly("LB25-7K2M-QX81");
        assertThat(licences.versionOnSale("Linden")).contains("2025");

        byte[] moved = new String(file, UTF_8).replace("anna@", "ben@").getBytes(UTF_8);
        assertThat(imports.loadLicences(moved, false).updated()).isEqualTo(2);
        assertThat(licences.of("anna@example.org")).isEmpty();
        assertThat(licences.customer("ben@example.org")).map(Customer::name).contains("Anna");
    }
}
