package io.aftercare.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The demo's own files go through the same import as a manager's. */
@EntitlementTest
class DemoFilesTest {

    @Autowired
    Imports imports;
    @Autowired
    Products products;

    @Test
    void theDemosFilesHaveNothingWrong() throws IOException {
        ImportReport catalogue = imports.loadProducts(file("products.csv"), true);
        ImportReport licences = imports.loadLicences(file("licences.csv"), true);

        assertThat(List.of(catalogue, licences)).allSatisfy(report -> {
            assertThat(report.problems()).isEmpty();
            assertThat(report.created()).isEqualTo(report.lines()).isPositive();
        });
        assertThat(products.all()).allSatisfy(product -> assertThat(product.onSale().released())
                .isBefore(EntitlementTest.TODAY));
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream file = DemoFilesTest.class.getResourceAsStream("/demo/" + name)) {
            return file.readAllBytes();
        }
    }
}
