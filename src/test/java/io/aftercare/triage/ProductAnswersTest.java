package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import io.aftercare.entitlement.Products;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductAnswersTest {

    private static final List<Product> CATALOGUE = List.of(
            product("lindenbaum", "Lindenbaum", List.of("Lindenbaum for Windows"), "2023", "2026"),
            product("lindenbaum-mobile", "Lindenbaum Mobile", List.of("Lindenbaum for iPhone"), "6.0", "7.0"),
            product("lindenbaum-online", "Lindenbaum Online", List.of("Lindenbaum en ligne"), "2026"));

    private final Products products = mock(Products.class);
    private final ProductAnswers answers = new ProductAnswers(products);

    {
        when(products.all()).thenReturn(CATALOGUE);
        when(products.find(any())).thenAnswer(call -> CATALOGUE.stream()
                .filter(product -> product.code().equals(call.getArgument(0))).findFirst());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "It is about Lindenbaum Mobile.          | lindenbaum-mobile",
            "the mobile one                          | lindenbaum-mobile",
            "C'est la version Mobile, merci          | lindenbaum-mobile",
            "LINDENBAUM MOBLIE                       | lindenbaum-mobile",
            "Lindenbaum for iPhone                   | lindenbaum-mobile",
            "Online!                                 | lindenbaum-online",
            "Lindenbaum en ligne                     | lindenbaum-online",
            "Lindenbaum                              | -",
            "Not Lindenbaum Mobile, Lindenbaum       | -",
            "Lindenbaum Mobile and Lindenbaum Online | -",
            "mobile or online                        | -",
            "I do not know                           | -",
            "''                                      | -"})
    void readsWhichOfTheProductsBoughtIsMeant(String answer, String product) {
        assertThat(answers.product(answer, "lindenbaum", List.of("lindenbaum-mobile", "lindenbaum-online")))
                .isEqualTo(product.equals("-") ? Optional.empty() : Optional.of(product));
    }

    @Test
    void aProductThatWasNotBoughtIsNone() {
        assertThat(answers.product("Lindenbaum Online", "lindenbaum", List.of("lindenbaum-mobile"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "I use version 2023               | 2023", "Lindenbaum 2023 crashes | 2023", "It is 2023.          | 2023",
            "2026                             | 2026", "J'utilise la 2026.2     | 2026", "since 2023, now 2026 | -",
            "in 1923 she married              | -", "no idea                 | -"})
    void readsTheVersionThatIsGivenInAnAnswer(String answer, String version) {
        assertThat(answers.versionAnswered(answer, "lindenbaum"))
                .isEqualTo(version.equals("-") ? Optional.empty() : Optional.of(version));
    }

    private static Product product(String code, String name, List<String> aliases, String... versions) {
        return new Product(code, name, aliases, java.util.Arrays.stream(versions)
                .map(each -> new ProductVersion(each, LocalDate.of(2022, 1, 1), each.endsWith("6"))).toList());
    }
}
