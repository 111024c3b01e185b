package io.aftercare.entitlement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aftercare.entitlement.CsvFile.Line;
import io.aftercare.entitlement.ImportReport.Problem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as spreadsheets leave them: cleaned where it is clear what is meant, otherwise reported line by line. */
class ImportedFilesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final String HEADER =
            "licence_key,order_number,email,name,language,product,edition,version,purchased_on\n";
    private static final List<Product> CATALOGUE = List.of(new Product("lindenbaum", "Lindenbaum", List.of(),
            List.of(new ProductVersion("2026", LocalDate.of(2025, 11, 3), true))));

    private final ImportErrors errors = new ImportErrors();

    @Test
    void takesWhatNobodySeesOutOfTheValues() throws IOException {
        List<LicenceFile.Entry> entries = read(resource("51-nbsp-in-fields"));
        assertThat(entries).extracting(entry -> entry.licence().customerAddress(), entry -> entry.customer().name(),
                entry -> entry.licence().product(), entry -> entry.licence().version()).containsExactly(
                        tuple("csv2@customers.example", "Ann B", "lindenbaum", "2026"),
                        tuple("csv3@customers.example", "C", "lindenbaum", "2026"),
                        tuple("csv4@customers.example", "D", "lindenbaum", "2026"));
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailto:ada@a.example", "<ada@a.example>", "MAILTO: ada@a.example?subject=x",
            "ada@a.example;", "'ada@a.example'", "\uFEFFada@a.example", "ada\uFF20a.example", "ada@a\u00AD.example",
            "\u202Aada@a.example\u202C", "\u2007ada@a.example\u3000"})
    void takesOutWhatStandsAroundAnAddress(String written) {
        assertThat(read((HEADER + "KEY-0001,," + written + ",A,en,lindenbaum,,2026,2026-05-01\n").getBytes(UTF_8)))
                .extracting(entry -> entry.licence().customerAddress()).containsExactly("ada@a.example");
    }

    @Test
    void showsWhyAValueIsRejected() {
        read((HEADER + "KEY-0001,,ada\u00A0b@a.example,A,en,lindenbaum,,2026,2026-05-01\n").getBytes(UTF_8));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.column()).isEqualTo("email");
            assertThat(problem.value()).isEqualTo("ada[U+00A0]b@a.example");
        });
    }

    @Test
    void readsDaysOfSpreadsheetsThatCanBeOnlyOne() throws IOException {
        assertThat(read(resource("53-excel-dates"))).extracting(entry -> entry.licence().purchasedOn())
                .hasSize(5).containsOnly(LocalDate.of(2026, 5, 1));
        assertThat(problems()).extracting(Problem::line, Problem::value).containsExactly(tuple(2L, "01/05/2026"),
                tuple(7L, "05/01/2026 14:25"), tuple(9L, "2026-02-29"));
    }

    @ParameterizedTest
    @CsvSource({"2026-05-01, 2026-05-01", "2026/05/01, 2026-05-01", "2026.5.1, 2026-05-01", "20260501, 2026-05-01",
            "2026-05-01 00:00:00, 2026-05-01", "2026-05-01T23:59:59.123+02:00, 2026-05-01", "1.5.2026, 2026-05-01",
            "01.05.26, 2026-05-01", "31.12.98, 1998-12-31", "13/05/2026, 2026-05-13", "05/13/2026, 2026-05-13",
            "5/5/2026, 2026-05-05", "13-05-2026, 2026-05-13", "05/13/2026 2:25 PM, 2026-05-13", "46143, 2026-05-01",
            "46143.5, 2026-05-01", "1 mai 2026, 2026-05-01", "1er mai 2026, 2026-05-01", "1. Mai 2026, 2026-05-01",
            "'May 1, 2026', 2026-05-01", "1-May-2026, 2026-05-01", "12 févr. 2026, 2026-02-12",
            "1 de mayo de 2026, 2026-05-01", "1 maja 2026, 2026-05-01", "14 août 2026, 2026-08-14"})
    void readsADay(String written, LocalDate day) {
        assertThat(WrittenDays.read(written, TODAY)).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01/05/2026", "05/01/2026 14:25", "1-5-26", "2026-02-29", "31.04.2026", "32/01/2026", "2026",
                    "12345", "99999", "1 mumble 2026", "05/2026", "today", "26-05-01", "20261301"})
    void readsNoDayWhereItMayBeEitherOfTwoOrNone(String written) {
        assertThatThrownBy(() -> WrittenDays.read(written, TODAY)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void aBrokenByteMakesNoOtherCharsetOfAFile() throws IOException {
        assertThat(read(resource("58-utf8-one-broken-byte"))).extracting(entry -> entry.customer().name())
                .containsExactly("Zieliński");
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.column()).isEqualTo("name");
            assertThat(problem.value()).isEqualTo("Caf\uFFFD");
            assertThat(problem.rejected()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({"windows-1250, Michał Żółć, Michał Żółć, 1", "windows-1250, Łukasz Wąs, Łukasz Wąs, 1",
            "windows-1252, Zoë Müller, Zoë Müller, 0", "windows-1252, Hélène, Hélène, 1",
            "windows-1250, Dvořák, Dvořák, 1", "windows-1250, Jiří Němec, Jiří Němec, 1",
            "windows-1250, Nováček, Nováček, 1", "windows-1250, Ľubomír Čierny, Ľubomír Čierny, 1",
            "windows-1252, Jørgen Ødegård, Jørgen Ødegård, 1", "windows-1252, Løvås Sørensen, Løvås Sørensen, 1",
            "windows-1252, Nicolò Forlì, Nicolò Forlì, 1", "windows-1252, Hélène Lefèvre, Hélène Lefèvre, 1",
            "windows-1252, Núria Ferré, Núria Ferré, 0", "windows-1252, João Araújo, João Araújo, 1"})
    void saysInWhichCharsetANameWasReadWhereItMayBeAnother(String charset, String name, String read, int remarks) {
        byte[] file = (HEADER + "KEY-0001,,a@a.example," + name + ",en,lindenbaum,,2026,2026-05-01\n")
                .getBytes(Charset.forName(charset));
        assertThat(read(file)).extracting(entry -> entry.customer().name()).containsExactly(read);
        assertThat(problems()).hasSize(remarks).allSatisfy(problem -> {
            assertThat(problem.rejected()).isFalse();
            assertThat(problem.value()).isEqualTo(read);
            assertThat(problem.problem()).contains("Windows-125");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;\n", "\uFEFFsep=;\r\n", "\"sep=;\"\n", "SEP=;\n"})
    void obeysTheLineThatNamesTheSeparator(String first) {
        String file =
                first + HEADER.replace(',', ';') + "KEY-0001;;a@a.example;\"A, B\";en;lindenbaum;;2026;2026-05-01\n"
                        + "KEY-0002;;nothing;C;en;lindenbaum;;2026;2026-05-01\n";
        assertThat(read(file.getBytes(UTF_8))).extracting(entry -> entry.customer().name()).containsExactly("A, B");
        assertThat(problems()).extracting(Problem::line).containsExactly(4L);
    }

    @Test
    void aLineOfNothingButUnseenBlanksIsNone() {
        CsvFile file = CsvFile.read((HEADER + "\u00A0,,,,,,,,\u200B\n").getBytes(UTF_8), LicenceFile.COLUMNS, 10);
        assertThat(file.lines()).isEmpty();
    }

    @Test
    void theNamesOfColumnsAreCleaned() {
        CsvFile file = CsvFile.read(("Licence\u00A0Key,order_number,\u200Bemail,name,language,product,edition,version,"
                + "purchased-on\nK,,,,,,,,x\n").getBytes(UTF_8), LicenceFile.COLUMNS, 10);
        assertThat(file.lines()).extracting((Line line) -> line.get("licence_key")).containsExactly("K");
    }

    private List<LicenceFile.Entry> read(byte[] bytes) {
        return LicenceFile
                .read(CsvFile.read(bytes, LicenceFile.COLUMNS, 100), CATALOGUE, new ImportedDays(TODAY, false),
                        errors)
                .entries();
    }

    private List<Problem> problems() {
        return errors.report(0, 0, 0, 0).problems();
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ImportedFilesTest.class.getResourceAsStream("/csv/" + name + ".csv")) {
            return in.readAllBytes();
        }
    }
}
