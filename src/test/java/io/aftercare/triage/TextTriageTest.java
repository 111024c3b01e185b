package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import io.aftercare.entitlement.Products;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@JdbcTest(properties = {"spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob"})
class TextTriageTest {

    private static final Product DESKTOP =
            new Product("lindenbaum", "Lindenbaum", List.of("Linden Baum", "Lindenbaum for Windows"), List.of(
                    version("2024", false), version("2025", false), version("2026", true)));
    private static final Product MOBILE =
            new Product("lindenbaum-mobile", "Lindenbaum Mobile",
                    List.of("Lindenbaum App", "Árbol", "Lindenbaum Web", "Lindenbaum en ligne"),
                    List.of(version("6.0", false), version("7.0", true)));

    private static final LanguageDetector LANGUAGE_DETECTOR = new LanguageDetector();

    @Autowired
    JdbcClient jdbc;

    private TextTriage triage;

    @BeforeEach
    void triage() {
        triage = node();
    }

    /** One of several machines on the same database. */
    private TextTriage node() {
        Products products = mock(Products.class);
        given(products.all()).willReturn(List.of(DESKTOP, MOBILE));
        return TriageNode.byWords(jdbc).triage(LANGUAGE_DETECTOR, products, TextTriageTest::signs);
    }

    private static List<OriginIndicator> signs(String language) {
        return List.of(sign("ANTIVIRUS", "antivirus"), sign("ANTIVIRUS", "quarantine"), sign("PRINTER", "printer"),
                sign("PRINTER", "imprimante"), sign("CLOUD_SYNC", "onedrive"), sign("DAMAGED_FILE", "file is damaged"),
                sign("DAMAGED_FILE", "fichier est abîmé"));
    }

    private static OriginIndicator sign(String origin, String words) {
        return new OriginIndicator(origin, "a sign", "weak", words, null, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "How much does the upgrade cost, and can I pay by invoice?             | COMMERCIAL | en",
            "How do I merge two persons that are in my tree twice?                 | USE        | en",
            "The program crashes with an error message each time I open my file.   | TECHNICAL  | en",
            "Combien coûte la nouvelle version et où est ma facture ?              | COMMERCIAL | fr",
            "Comment puis-je fusionner deux personnes en double dans mon arbre ?   | USE        | fr",
            "Le logiciel plante avec un message d'erreur dès que j'ouvre mon fichier. | TECHNICAL | fr",
    })
    void tellsKindAndLanguage(String text, Kind kind, String language) {
        Triage found = triage.triage(text, null, List.of());

        assertThat(found.result().kind()).isEqualTo(kind);
        assertThat(found.result().language()).isEqualTo(language);
        assertThat(found.result().sure()).isTrue();
        assertThat(found.reasons().get(0)).startsWith("The words \"").contains(kind.name().toLowerCase());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "12345", "https://example.org", "xqzt wvvk"})
    void whatSaysNothingIsNotSure(String text) {
        Triage found = triage.triage(text, "fr", List.of());

        assertThat(found.result().sure()).isFalse();
        assertThat(found.result().language()).isEqualTo("fr");
        assertThat(found.reasons()).isNotEmpty();
    }

    @Test
    void noTextAtAllHasNoConfidence() {
        assertThat(triage.triage(null, null, List.of()).result().confidence()).isZero();
        assertThat(triage.triage(" ", null, List.of()).result().confidence()).isZero();
    }

    @Test
    void aLanguageWeDoNotAnswerInGoesToAPersonAndIsAnsweredInTheDefaultOne() {
        Triage found = triage.triage("Guten Tag, das Programm startet nicht mehr, es kommt eine Fehlermeldung.", null,
                List.of());

        assertThat(found.result().language()).isEqualTo("en");
        assertThat(found.result().sure()).isFalse();
        assertThat(found.reasons()).anyMatch(reason -> reason.contains("German"));
        assertThat(found.summary()).contains("German");
        assertThat(found.reasons()).noneMatch(reason -> reason.contains("speak"));
    }

    @Test
    void wordsOfGrammarExplainNothing() {
        assertThat(triage.triage("It is this and that: the invoice and the invoices of the shop", "en", List.of())
                .reasons().get(0))
                .contains("\"invoice\"").doesNotContain("\"it\"", "\"It\"", "\"and\"", "\"the\"", "\"this\"", "\"of\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "Lindenbaum 2025 crashes                              | lindenbaum        | 2025",
            "LINDENBAUM2024 crashes                               | lindenbaum        | 2024",
            "Linden-Baum, version 2024, crashes                   | lindenbaum        | 2024",
            "Lindenbaum v.2024 crashes                            | lindenbaum        | 2024",
            "Lindenbaum Pro 2025.3.1 crashes                      | lindenbaum        | 2025",
            "Lindenbaum crashes. I have the version 2026.         | lindenbaum        | 2026",
            "Lindenbaum 2019 crashes                              | lindenbaum        | -",
            "Lindenbaum crashes since 2025                        | lindenbaum        | -",
            "Lindenbaum crashes, I bought it in March 2025        | lindenbaum        | -",
            "Lindenbaum Mobile 7.0 crashes                        | lindenbaum-mobile | 7.0",
            "the lindenbaum app crashes                           | lindenbaum-mobile | -",
            "l'application arbol plante                           | lindenbaum-mobile | -",
            "My Lindenbaums crash                                 | -                 | -",
            "version 2025 crashes                                 | -                 | -",
            "It crashes                                           | -                 | -",
            "Export from Lindenbaum 2026 to Lindenbaum Mobile     | lindenbaum        | 2026",
            "Lindenbuam 2025 crashes                              | lindenbaum        | 2025",
            "My Lindenbam2024 crashes                             | lindenbaum        | 2024",
            "the lindenbaum moblie crashes                        | lindenbaum-mobile | -",
            "Lindenbaum v. 2025 crashes                           | lindenbaum        | 2025",
            "Lindenbaum Mobile v7.0 crashes                       | lindenbaum-mobile | 7.0",
            "The lindens bloom                                    | -                 | -",
            "Norton blocks Lindenbaum and moves it                | lindenbaum        | -",
            "Lindenbaum as such crashes                           | lindenbaum        | -",
            "Avast bloque Lindenbaum et le met en quarantaine     | lindenbaum        | -",
            "Lindenbaum en ligue avec Avast                       | lindenbaum        | -",
            "Lindenbaum fro Windows 2025 crashes                  | lindenbaum        | 2025",
            "Lindenbaum for Windwos 2025 crashes                  | lindenbaum        | 2025",
            "the lindenbuam moblie crashes                        | lindenbaum-mobile | -",
    })
    void tellsProductAndVersionAsTheCatalogueKnowsThem(String text, String product, String version) {
        assertThat(triage.triage(text, null, List.of()).result())
                .extracting(TriageResult::product, TriageResult::version)
                .containsExactly(product, version);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "LINDENBAUM 2025 crashes        | It names the product Lindenbaum, version 2025.",
            "lindenbaum2025 crashes         | It names the product Lindenbaum, version 2025.",
            "My Linden-Baum crashes         | It names the product Lindenbaum ('Linden-Baum').",
            "My Lindenbuam v. 2024 crashes  | It names the product Lindenbaum, version 2024 ('Lindenbuam').",
            "l'application Arbol plante     | It names the product Lindenbaum Mobile ('Arbol').",
            "A linden. The lindenbaum  app. | It names the product Lindenbaum Mobile ('lindenbaum app').",
    })
    void theReasonNamesTheProductAsTheCatalogueDoesAndQuotesWhatWasWritten(String text, String sentence) {
        assertThat(triage.triage(text, null, List.of()).reasons()).contains(sentence.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "It crashes                            | lindenbaum:2024                        | lindenbaum        | 2024",
            "It crashes, version 2025              | lindenbaum:2024                        | lindenbaum        | 2025",
            "Lindenbaum crashes                    | lindenbaum:2024                        | lindenbaum        | 2024",
            "Lindenbaum 2026 crashes               | lindenbaum:2024                        | lindenbaum        | 2026",
            "It crashes                            | lindenbaum:2024,lindenbaum:2025        | lindenbaum        | -",
            "It crashes                            | lindenbaum:2024,lindenbaum-mobile:7.0  | -                 | -",
            "Lindenbaum Mobile crashes             | lindenbaum:2024,lindenbaum-mobile:7.0  | lindenbaum-mobile | 7.0",
            "Lindenbaum Mobile crashes             | lindenbaum:2024                        | lindenbaum-mobile | -",
            "Lindenbaum to Lindenbaum Mobile fails | lindenbaum-mobile:7.0                  | lindenbaum-mobile | 7.0",
            "It crashes, version 2025              | lindenbaum:2024,lindenbaum-mobile:7.0  | lindenbaum        | 2025",
    })
    void whatTheTextDoesNotTellTheLicencesOfTheSenderDo(String text, String owned, String product, String version) {
        List<Licence> licences = Stream.of(owned.split(",")).map(each -> each.split(":"))
                .map(each -> new Licence("LB-" + owned.hashCode(),
                        null, "anna@example.org", each[0], null, each[1], LocalDate.of(2026, 1, 1)))
                .toList();

        assertThat(triage.triage(text, null, licences).result())
                .extracting(TriageResult::product, TriageResult::version)
                .containsExactly(product, version);
    }

    @Test
    void ofSeveralProductsTheOneInTheSubjectCounts() {
        assertThat(triage
                .triage("Lindenbaum Mobile crashes\nI export from Lindenbaum, I open Lindenbaum again, and it crashes.",
                        null, List.of())
                .result().product()).isEqualTo("lindenbaum-mobile");
    }

    @Test
    void theOriginWithTheMostSignalsCounts() {
        Triage found = triage.triage("My printer is fine, yet the Antivirus put the program into quarantine.", null,
                List.of());

        assertThat(found.result().origin()).isEqualTo("ANTIVIRUS");
        assertThat(found.reasons()).anyMatch(reason -> reason.contains("antivirus: \"Antivirus\", \"quarantine\""));
        assertThat(triage.triage("The printer and OneDrive do not work", null, List.of()).result().origin())
                .isEqualTo("PRINTER");
        assertThat(triage.triage("It does not print", null, List.of()).result().origin()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "My file is damaged since the antivirus put it into quarantine. My printer and OneDrive are fine.",
            "Mon fichier est abîmé, mon imprimante aussi.", "How much does it cost to repair? The file is damaged."})
    void aDamagedFileIsTechnicalAndComesFromNowhereElse(String text) {
        Triage found = triage.triage(text, null, List.of());

        assertThat(found.result())
                .extracting(TriageResult::kind, TriageResult::fileDamaged, TriageResult::origin)
                .containsExactly(Kind.TECHNICAL, true, null);
        assertThat(found.result().confidence()).isGreaterThanOrEqualTo(0.95);
        assertThat(found.result().sure()).isTrue();
    }

    @Test
    void aLaterWordAboutARequestReplacesTheEarlierAndKeepsNoAddresses() {
        RequestNumber request = request();
        triage.learn("Anna <anna@example.org> wibbles with LB25-7K2M-QX81", "en", Kind.TECHNICAL, request, "tina");
        triage.learn("Anna <anna@example.org> wibbles with LB25-7K2M-QX81", "en", Kind.USE, request, "uma");

        assertThat(jdbc.sql("select kind, learned_by, text_body from triage_example").query().listOfRows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("kind")).isEqualTo("USE");
                    assertThat(row.get("learned_by")).isEqualTo("uma");
                    assertThat(jdbc.sql("select text_body from triage_example").query(String.class).single())
                            .contains("wibbles").doesNotContain("anna@example.org", "7K2M");
                });
    }

    @Test
    void examplesOfBeforeAreCleanedOnceAndForgottenWhereNothingIsLeft() {
        RequestNumber kept = request();
        RequestNumber empty = request();
        triage.learn("Anna wibbles", "en", Kind.USE, kept, "uma");
        triage.learn("Anna", "en", Kind.USE, empty, "uma");
        triage.cleanExamples((number, text) -> "new ones are clean");
        assertThat(jdbc.sql("select text_body from triage_example order by id").query(String.class).list())
                .containsExactly("Anna wibbles", "Anna");
        jdbc.sql("update triage_example set anonymous = false").update();
        triage.cleanExamples((number, text) -> text.replace("Anna", "").strip());
        triage.cleanExamples((number, text) -> "again");
        assertThat(jdbc.sql("select text_body from triage_example").query(String.class).list())
                .containsExactly("wibbles");
    }

    @Test
    void nothingIsLearnedFromNothing() {
        triage.learn(null, "en", Kind.USE, request(), "tina");

        assertThat(jdbc.sql("select count(*) from triage_example").query(Long.class).single()).isZero();
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedAtTheStart() {
        assertThatThrownBy(() -> new TriageProperties(1.5, "en")).hasMessageContaining("sure-from");
        assertThatThrownBy(() -> new TriageProperties(0.5, "de")).hasMessageContaining("default-language");
    }

    private RequestNumber request() {
        OffsetDateTime now = OffsetDateTime.parse("2026-11-22T10:00:00Z");
        var key = new org.springframework.jdbc.support.GeneratedKeyHolder();
        jdbc.sql("""
                insert into request (channel, state, language, customer_address, subject, token, opened_at, changed_at)
                values ('MAIL', 'OPEN', 'en', 'anna@example.org', '', :token, :now, :now)""")
                .param("token", java.util.UUID.randomUUID().toString()).param("now", now).update(key, "id");
        return new RequestNumber(key.getKey().longValue());
    }

    private static ProductVersion version(String version, boolean onSale) {
        return new ProductVersion(version, LocalDate.of(2024, 1, 1), onSale);
    }
}
