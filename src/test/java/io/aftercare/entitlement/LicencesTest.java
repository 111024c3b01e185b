package io.aftercare.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@EntitlementTest
class LicencesTest {

    @Autowired
    Licences licences;
    @Autowired
    Imports imports;

    @BeforeEach
    void catalogue() {
        imports.loadProducts(EntitlementTest.PRODUCTS.getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void aRegisteredPurchaseIsTheCustomersFromThenOn() {
        licences.register(new Licence(" LB25-7K2M-QX81 ", "W-1", "Anna@Example.org ", "lindenbaum", "Pro", "2025",
                EntitlementTest.TODAY), "Anna Berg", "en");

        assertThat(licences.of("ANNA@example.org"))
                .containsExactly(new Licence("LB25-7K2M-QX81", "W-1", "anna@example.org",
                        "LINDENBAUM", "Pro", "2025", EntitlementTest.TODAY));
        assertThat(licences.customer("anna@example.org")).contains(new Customer("anna@example.org", "Anna Berg", "en"));
    }

    @Test
    void aKnownKeyRegisteredForAnotherAddressMovesThere() {
        register("LB25-7K2M-QX81", null, "anna@example.org", "LINDENBAUM", "2025", "2025-01-01");
        register("lb25 7k2m qx81", null, "ben@example.org", "LINDENBAUM", "2025", "2025-01-01");

        assertThat(licences.of("anna@example.org")).isEmpty();
        assertThat(licences.of("ben@example.org")).hasSize(1);
        assertThat(licences.customer("anna@example.org")).isPresent();
    }

    @Test
    void registeringWithoutNameKeepsTheKnownName() {
        licences.register(licence("LB25-7K2M-QX81", "2025-01-01"), "Anna Berg", "fr");
        licences.register(licence("LB25-7K2M-QX82", "2025-01-01"), null, " ");

        assertThat(licences.customer("anna@example.org")).contains(new Customer("anna@example.org", "Anna Berg", "fr"));
    }

    @Test
    void anOrderNumberStandsInForAMissingKey() {
        licences.register(new Licence(null, "W-2025-00117", "anna@example.org", "LINDENBAUM", null, "2025",
                EntitlementTest.TODAY), null, null);

        assertThat(licences.find("w202500117")).map(Licence::key).contains("W-2025-00117");
    }

    @Test
    void aPurchaseThatCannotBeIsRefusedWithAReason() {
        assertThatThrownBy(
                () -> register("LB25-7K2M-QX81", null, "anna@example.org", "LINDENBAUM", "2025", "2026-11-23"))
                .hasMessageContaining("future");
        assertThatThrownBy(() -> register("LB25-7K2M-QX81", null, "anna@example.org", "OAK", "2025", "2026-11-22"))
                .hasMessageContaining("LINDENBAUM, POCKET");
        assertThatThrownBy(() -> register("--", " ", "anna@example.org", "LINDENBAUM", "2025", "2026-11-22"))
                .hasMessageContaining("licence key or the order number");
        assertThatThrownBy(() -> register("LB25-7K2M-QX81", null, "anna", "LINDENBAUM", "2025", "2026-11-22"))
                .hasMessageContaining("mail address");
        assertThat(licences.of("anna@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "My key: LB25-7K2M-QX81.", "lb257k2mqx81", "« LB25 7K2M QX81 »", "'LB25-7K2M-QX81'", "order W-2025-00117",
            "commande n°W2025 00117 svp", "[w-2025-00117]"})
    void theLicenceIsFoundInWhatTheCustomerWrites(String text) {
        register("LB25-7K2M-QX81", "W-2025-00117", "anna@example.org", "LINDENBAUM", "2025", "2025-01-01");
        register("LB25-7K2M-QX82", "W-2025-00118", "ben@example.org", "LINDENBAUM", "2025", "2025-01-01");

        assertThat(licences.quotedIn(text)).extracting(Licence::key).containsExactly("LB25-7K2M-QX81");
    }

    @Test
    void shortKeysAndWordsAreNeverFoundInText() {
        register("K-123", "5", "anna@example.org", "LINDENBAUM", "2025", "2025-01-01");
        register("Family", "duplicates", "ben@example.org", "LINDENBAUM", "2025", "2025-01-01");

        assertThat(licences.quotedIn("K-123: error 5 when merging duplicates of my family")).isEmpty();
        assertThat(licences.find("k123")).isPresent();
    }

    @Test
    void partOfALongerKeyIsNotSomebodyElsesOrderNumber() {
        register("LB25-123456", null, "anna@example.org", "LINDENBAUM", "2025", "2025-01-01");
        register("LB25-ZZZZZZ", "123456", "ben@example.org", "LINDENBAUM", "2025", "2025-01-01");

        assertThat(licences.quotedIn("LB25-123456")).extracting(Licence::key).containsExactly("LB25-123456");
        assertThat(licences.quotedIn("order 123456")).extracting(Licence::key).containsExactly("LB25-ZZZZZZ");
    }

    @Test
    void anOrderStandsForAllItsLicences() {
        register("LB25-000001", "W-2025-00117", "anna@example.org", "LINDENBAUM", "2025", "2025-01-01");
        register("PK03-000001", "W-2025-00117", "anna@example.org", "POCKET", "3", "2025-01-01");

        assertThat(licences.quotedIn("W-2025-00117")).extracting(Licence::key)
                .containsExactlyInAnyOrder("LB25-000001", "PK03-000001");
    }

    @Test
    void nothingIsQuotedInNothing() {
        assertThat(licences.quotedIn(null)).isEmpty();
        assertThat(licences.quotedIn("  ")).isEmpty();
        assertThat(licences.find(null)).isEmpty();
    }

    @Test
    void theLatestPurchaseOfTheProductAskedAboutIsTheMostFavourable() {
        List<Licence> owned = List.of(licence("A-000001", "LINDENBAUM", "2024", "2024-01-01"),
                licence("A-000002", "LINDENBAUM", "2025", "2025-06-01"),
                licence("A-000003", "POCKET", "3", "2026-01-01"));

        assertThat(licences.mostFavourable(owned, "LINDENBAUM")).map(Licence::key).contains("A-000002");
        assertThat(licences.mostFavourable(owned, "Linden Baum")).map(Licence::key).contains("A-000002");
        assertThat(licences.mostFavourable(owned, "POCKET")).map(Licence::key).contains("A-000003");
        assertThat(licences.mostFavourable(owned, null)).map(Licence::key).contains("A-000003");
        assertThat(licences.mostFavourable(owned, "something else")).map(Licence::key).contains("A-000003");
        assertThat(licences.mostFavourable(owned.subList(0, 2), "POCKET")).isEmpty();
        assertThat(licences.mostFavourable(List.of(), null)).isEmpty();
    }

    @Test
    void ofPurchasesOnOneDayTheVersionOnSaleIsTheMostFavourable() {
        List<Licence> owned = List.of(licence("A-000001", "LINDENBAUM", "2024", "2025-01-01"),
                licence("A-000002", "LINDENBAUM", "2025", "2025-01-01"));

        assertThat(licences.mostFavourable(owned, "LINDENBAUM")).map(Licence::version).contains("2025");
    }

    @Test
    void theVersionOnSaleIsKnownByAnyNameOfTheProduct() {
        assertThat(licences.versionOnSale("LINDENBAUM")).contains("2025");
        assertThat(licences.versionOnSale("linden")).contains("2025");
        assertThat(licences.versionOnSale("Oak")).isEqualTo(Optional.empty());
        assertThat(licences.versionOnSale(null)).isEmpty();
    }

    private void register(String key, String order, String address, String product, String version, String day) {
        licences.register(new Licence(key, order, address, product, null, version, LocalDate.parse(day)), null, null);
    }

    private static Licence licence(String key, String day) {
        return licence(key, "LINDENBAUM", "2025", day);
    }

    private static Licence licence(String key, String product, String version, String day) {
        return new Licence(key, null, "anna@example.org", product, null, version, LocalDate.parse(day));
    }
}
