package io.aftercare.entitlement;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.aftercare.entitlement.ImportReport.Problem;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@EntitlementTest
class ImportsTest {

    static final String HEADER = "licence_key,order_number,email,name,language,product,edition,version,purchased_on\n";

    @Autowired
    Imports imports;
    @Autowired
    Licences licences;
    @Autowired
    Products products;

    @BeforeEach
    void catalogue() {
        imports.loadProducts(EntitlementTest.PRODUCTS.getBytes(UTF_8), false);
    }

    @Test
    void aFileOfCountlessFaultsIsReportedShortly() {
        ImportReport report = load(HEADER + "K,,a@example.org,,en,nothing,,1,2026-13-01\n".repeat(5_000));
        assertThat(report.rejected()).isEqualTo(5_000);
        assertThat(report.problems()).hasSize(1_000).extracting(Problem::line).isSorted().startsWith(2L, 2L)
                .allMatch(line -> line < 502);
        String products = "product,name,aliases,version,released,on_sale\n"
                + IntStream.range(0, 5_000).mapToObj(i -> "P" + i + ",,,1,2025-01-01,true\n")
                        .collect(Collectors.joining());
        assertThat(imports.loadProducts(products.getBytes(UTF_8), false).created()).isEqualTo(5_000);
        assertThat(load(HEADER + "K,,a@example.org,,en,nothing,,1,2026-01-01\n").problems())
                .filteredOn(problem -> "product".equals(problem.column())).singleElement()
                .satisfies(problem -> assertThat(problem.problem()).contains("P1000", " more, or import")
                        .hasSizeLessThan(400));
        String named = "product,name,aliases,version,released,on_sale\n"
                + IntStream.range(0, 900).mapToObj(i -> "Q," + "n".repeat(150) + i + ",,v" + i + ",2025-01-01,"
                        + (i == 0) + "\n").collect(Collectors.joining());
        assertThat(imports.loadProducts(named.getBytes(UTF_8), false).problems()).hasSize(900)
                .allSatisfy(problem -> assertThat(problem.problem()).hasSizeLessThan(500));
    }

    @Test
    void aFileOfTooManyLinesOrVersionsOrAQuoteWithoutEndIsRefusedWithASentence() {
        assertThatThrownBy(() -> load(HEADER + "a\n".repeat(200_001))).isInstanceOf(ImportRejected.class)
                .hasMessageContaining("more than 200000 lines").hasMessageContaining("aftercare.import.most-lines");
        for (String endless : new String[] {"\"" + "a".repeat(150_000), "a,".repeat(75_000),
                "\"\n\",".repeat(75_000)}) {
            assertThatThrownBy(() -> load(HEADER + endless)).isInstanceOf(ImportRejected.class)
                    .hasMessageContaining("a line has more than 100000 characters");
        }
        String versions = "product,name,aliases,version,released,on_sale\n" + IntStream.range(0, 1_001)
                .mapToObj(i -> "Q,,,v" + i + ",2025-01-01," + (i == 0) + "\n").collect(Collectors.joining());
        assertThat(imports.loadProducts(versions.getBytes(UTF_8), false).problems().get(0).problem())
                .contains("more than 1000 versions");
    }

    /** Each product once compared with each other. */
    @Test
    void theTimeOfAnImportGrowsWithItsLength() {
        CsvFile file = CsvFile.read(("product,name,aliases,version,released,on_sale\n" + IntStream.range(0, 50_000)
                .mapToObj(i -> "P" + i + ",Name " + i + ",a" + i + "|b" + i + ",1,2025-01-01,true\n")
                .collect(Collectors.joining())).getBytes(UTF_8), ProductFile.COLUMNS, 100_000);
        ProductFile read = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ProductFile.read(file, List.of(),
                new ImportedDays(LocalDate.of(2026, 1, 1), false), new ImportErrors()));
        assertThat(read.changes()).hasSize(50_000);
    }

    /** No later step would say it, and support would be open or closed by a day that cannot be right. */
    @Test
    void aPurchaseBeforeItsVersionWasReleasedIsTakenInWithARemark() {
        imports.loadProducts("""
                product,name,aliases,version,released,on_sale
                early,Early,,1,2025-11-03,true
                """.getBytes(UTF_8), false);
        ImportReport report = load(HEADER + """
                EARLY-000001,,anna@example.org,,en,early,,1,2025-11-02
                EARLY-000002,,anna@example.org,,en,early,,1,2025-11-03
                EARLY-000003,,anna@example.org,,en,early,,1,2025-11-04
                """);
        assertThat(report.created()).isEqualTo(3);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.column()).isEqualTo("purchased_on");
            assertThat(problem.rejected()).isFalse();
            assertThat(problem.problem()).contains("released on 2025-11-03", "correct the day or the version");
        });
    }

    @Test
    void goodLinesAreTakenInAndBadOnesReportedByLineAndColumn() {
        ImportReport report = load(HEADER + """
                LB25-000001,W-1,anna@example.org,Anna Berg,en,Lindenbaum,Pro,2025,2026-11-22

                LB25-000002,W-2,ben example.org,Ben,en,OAK,Pro,2025,2026-02-30
                LB25-000003,W-3,cid@example.org,"Cid
                Sid",en,LINDENBAUM,Pro,2025,2026-11-23
                LB25-000004,W-4,dan@example.org,Dan,en,LINDENBAUM,Pro,2025
                ,W-5,eve@example.org,Eve,english,LINDENBAUM,,,05/11/2024
                LB25-000006,,fay@example.org,,,linden,,2019,2024-11-22
                """);

        assertThat(report).extracting(ImportReport::lines, ImportReport::created, ImportReport::updated,
                ImportReport::unchanged, ImportReport::rejected).containsExactly(6, 2, 0, 0, 4);
        assertThat(report.problems()).extracting(Problem::line, Problem::column, Problem::value, Problem::rejected)
                .containsExactly(
                        tuple(4L, "purchased_on", "2026-02-30", true),
                        tuple(4L, "email", "ben example.org", true),
                        tuple(4L, "product", "OAK", true),
                        tuple(5L, "purchased_on", "2026-11-23", true),
                        tuple(7L, null, null, true),
                        tuple(8L, "licence_key", "", true),
                        tuple(8L, "version", "", true),
                        tuple(8L, "purchased_on", "05/11/2024", true),
                        tuple(8L, "language", "english", true),
                        tuple(9L, "version", "2019", false));
        assertThat(report.problems()).allSatisfy(problem -> assertThat(problem.problem()).hasSizeGreaterThan(30));
        assertThat(licences.of("anna@example.org")).extracting(Licence::product).containsExactly("LINDENBAUM");
        assertThat(licences.of("fay@example.org")).extracting(Licence::version).containsExactly("2019");
        assertThat(licences.customer("cid@example.org")).isEmpty();
    }

    @Test
    void aPurchaseOfTodayInTheVendorsZoneIsNoFutureOne() {
        assertThat(load(HEADER + "LB25-000001,,a@example.org,,,LINDENBAUM,,2025,2026-11-22\n").created()).isOne();
        assertThat(load(HEADER + "LB25-000002,,a@example.org,,,LINDENBAUM,,2025,2026-11-23\n").rejected()).isOne();
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        String file = HEADER + """
                LB25-000001,W-1,anna@example.org,Anna,en,LINDENBAUM,Pro,2025,2026-01-01
                LB25-000002,W-1,anna@example.org,Anna Berg,,LINDENBAUM,Pro,2025,2026-01-01
                LB25-000002,W-1,anna@example.org,,,LINDENBAUM,Pro,2025,2026-01-01
                """;
        load(file);
        List<Licence> before = licences.of("anna@example.org");

        assertThat(load(file)).extracting(ImportReport::created, ImportReport::updated, ImportReport::unchanged)
                .containsExactly(0, 0, 3);
        assertThat(licences.of("anna@example.org")).isEqualTo(before);
        assertThat(licences.customer("anna@example.org")).contains(new Customer("anna@example.org", "Anna Berg", "en"));
    }

    @Test
    void aKnownKeyUnderAnotherAddressIsALicenceThatMoved() {
        load(HEADER + "LB25-000001,,anna@example.org,,,LINDENBAUM,,2025,2026-01-01\n");

        assertThat(load(HEADER + "lb25000001,,ben@example.org,,,LINDENBAUM,,2025,2026-01-01\n").updated()).isOne();
        assertThat(licences.of("anna@example.org")).isEmpty();
        assertThat(licences.of("ben@example.org")).hasSize(1);
    }

    @Test
    void aChangedNameUpdatesAndAnEmptyOneLeavesWhatWasKnown() {
        load(HEADER + "LB25-000001,,anna@example.org,Anna,fr-CA,LINDENBAUM,,2025,2026-01-01\n");

        assertThat(load(HEADER + "LB25-000001,,anna@example.org,Anna Berg,,LINDENBAUM,,2025,2026-01-01\n").updated())
                .isOne();
        assertThat(load(HEADER + "LB25-000001,,anna@example.org,,,LINDENBAUM,,2025,2026-01-01\n").unchanged()).isOne();
        assertThat(licences.customer("anna@example.org")).contains(new Customer("anna@example.org", "Anna Berg", "fr"));
    }

    @Test
    void twoLinesThatContradictEachOtherAreNotDecidedByChance() {
        ImportReport report = load(HEADER + """
                LB25-000001,,anna@example.org,,,LINDENBAUM,,2025,2026-01-01
                LB25 000001,,ben@example.org,,,LINDENBAUM,,2025,2026-01-01
                """);

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.problem()).contains("line 2");
        });
        assertThat(licences.of("anna@example.org")).hasSize(1);
        assertThat(licences.of("ben@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "utf-8 with mark", "windows-1252", "utf-16"})
    void umlautsAndAccentsSurviveEveryEncoding(String encoding) {
        String file =
                HEADER.replace(',', ';') + "LB25-000001;;zoe@example.org;Zoé Müller;fr;LINDENBAUM;;2025;2026-01-01\r\n";
        byte[] bytes = switch (encoding) {
            case "utf-8" -> file.getBytes(UTF_8);
            case "utf-8 with mark" -> ("\uFEFF" + file).getBytes(UTF_8);
            case "utf-16" -> file.getBytes(UTF_16);
            default -> file.getBytes(Charset.forName("windows-1252"));
        };

        assertThat(imports.loadLicences(bytes, false).problems()).isEmpty();
        assertThat(licences.customer("zoe@example.org")).map(Customer::name).contains("Zoé Müller");
    }

    @Test
    void columnsMayComeInAnyOrderWithOthersBetween() {
        ImportReport report = load("""
                Purchased-On\tshop\tEmail\tVersion\tedition\tproduct\tLicence Key\tlanguage\tname\torder number
                2026-01-01\tA\tanna@example.org\t2025\t\tLINDENBAUM\tLB25-000001\t\t\tW-000007
                """);

        assertThat(report.problems()).isEmpty();
        assertThat(licences.find("w000007")).map(Licence::customerAddress).contains("anna@example.org");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "licence_key,email                                        | edition, language, name, order_number, product",
            "Dear all                                                 | licence_key",
            "''                                                       | empty",
            "PK\u0003\u0004 zip                                       | spreadsheet",
            "licence_key,licence_key,order_number,email,name,language,product,edition,version,purchased_on | twice",
    })
    void whatIsNoFileOfLicencesIsRefusedWhole(String file, String reason) {
        assertThatThrownBy(() -> load(file)).isInstanceOf(ImportRejected.class).hasMessageContaining(reason);
    }

    @Test
    void anUnclosedQuoteRefusesTheFileRatherThanSwallowingItsRest() {
        assertThatThrownBy(() -> load(HEADER + """
                LB25-000001,,anna@example.org,"Anna,en,LINDENBAUM,Pro,2025,2026-01-01
                LB25-000002,,ben@example.org,Ben,en,LINDENBAUM,Pro,2025,2026-01-01
                """)).isInstanceOf(ImportRejected.class).hasMessageContaining("not closed");
        assertThat(licences.customer("ben@example.org")).isEmpty();
    }

    @Test
    void relativeDaysAreForTheDemoOnly() {
        String file = HEADER + "LB25-000001,,anna@example.org,,,LINDENBAUM,,2025,today-2y-1d\n";

        assertThat(load(file).rejected()).isOne();
        assertThat(imports.loadLicences(file.getBytes(UTF_8), true).created()).isOne();
        assertThat(licences.of("anna@example.org")).extracting(licence -> licence.purchasedOn().toString())
                .containsExactly("2024-11-21");
    }

    @Test
    void theCatalogueReadsAsImported() {
        assertThat(products.find("linden baum")).hasValueSatisfying(product -> {
            assertThat(product.code()).isEqualTo("LINDENBAUM");
            assertThat(product.aliases()).containsExactly("Linden", "Linden Baum");
            assertThat(product.versions()).extracting(ProductVersion::version, ProductVersion::onSale)
                    .containsExactly(tuple("2024", false), tuple("2025", true));
        });
        assertThat(imports.loadProducts(EntitlementTest.PRODUCTS.getBytes(UTF_8), false))
                .extracting(ImportReport::created,
                        ImportReport::updated, ImportReport::unchanged, ImportReport::rejected)
                .containsExactly(0, 0, 3, 0);
    }

    @Test
    void aNewVersionOnSaleTakesTheOldOneOffSale() {
        ImportReport report = loadProducts("LINDENBAUM,,,2026,2025-10-01,yes\n");

        assertThat(report).extracting(ImportReport::created, ImportReport::rejected).containsExactly(1, 0);
        assertThat(products.find("LINDENBAUM")).hasValueSatisfying(product -> {
            assertThat(product.versions()).filteredOn(ProductVersion::onSale).extracting(ProductVersion::version)
                    .containsExactly("2026");
            assertThat(product.name()).isEqualTo("Lindenbaum");
            assertThat(product.aliases()).containsExactly("Linden", "Linden Baum");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', value = {
            "LINDENBAUM,,,2025,2024-10-02,false                                          > none",
            "LINDENBAUM,,,2025,2024-10-02,true;LINDENBAUM,,,2026,2025-10-01,true          > several",
            "OAK,Oak,,1,2024-10-02,no                                                    > none",
            "OAK,Oak,,1,2024-10-02,true;OAK,Eiche,,2,2025-10-02,false                     > several names",
            "OAK,Pocket,,1,2024-10-02,true                                               > POCKET",
            "OAK,Oak,Baum|linden,1,2024-10-02,true                                       > LINDENBAUM",
            "OAK,Oak,,1,soon,true                                                        > yyyy-MM-dd",
            "OAK,Oak,,1,2024-10-02,perhaps                                               > neither true nor false",
            "OAK,Oak,,,2024-10-02,true                                                   > missing",
    })
    void aProductThatWouldNotHaveExactlyOneVersionOnSaleOrItsOwnNamesIsRejected(String lines, String reason) {
        List<Product> before = products.all();

        ImportReport report = loadProducts(lines.replace(';', '\n') + "\n");

        assertThat(report.created() + report.updated()).isZero();
        assertThat(report.rejected()).isEqualTo(report.lines());
        assertThat(report.problems()).isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.problem()).contains(reason));
        assertThat(products.all()).isEqualTo(before);
    }

    private ImportReport load(String csv) {
        return imports.loadLicences(csv.getBytes(UTF_8), false);
    }

    private ImportReport loadProducts(String lines) {
        return imports.loadProducts(("product,name,aliases,version,released,on_sale\n" + lines).getBytes(UTF_8), false);
    }
}
