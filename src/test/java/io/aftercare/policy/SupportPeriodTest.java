package io.aftercare.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a designer writes the support period, and how customers read it. */
class SupportPeriodTest {

    @ParameterizedTest
    @CsvSource({"P1Y,one year,un an", "P2Y,two years,deux ans", "P3Y,three years,trois ans", "P12M,one year,un an",
            "P18M,18 months,18 mois", "P1Y6M,18 months,18 mois", "P24M,two years,deux ans", "P1M,one month,un mois",
            "P6M,six months,six mois", "P11M,eleven months,onze mois", "P15Y,15 years,15 ans", "P1D,one day,un jour",
            "P8D,eight days,huit jours", "P90D,90 days,90 jours"})
    void isSaidInWords(String written, String english, String french) {
        SupportPeriod period = SupportPeriod.parse(written);
        assertThat(period.inWords(Locale.UK)).isEqualTo(english);
        assertThat(period.inWords(Locale.FRENCH)).isEqualTo(french);
    }

    @Test
    void isSaidInEnglishWhereThereAreNoLettersInTheLanguage() {
        assertThat(SupportPeriod.parse("P3Y").inWords(Locale.ITALIAN)).isEqualTo("three years");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "2Y", "P", "P0Y", "P0D", "P2J", "P2", "PT48H", "P1Y10D", "P-2Y", "-P2Y", "P2W", " P2Y",
            "p2y",
            "two years", "P1M2Y"})
    void nothingElseIsAPeriod(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> SupportPeriod.parse(written))
                .withMessageContaining("support period");
    }
}
