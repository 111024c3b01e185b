package io.aftercare.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenceKeysTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "My key is LB25-7K2M-QX81.                          | LB257K2MQX81",
            "key:lb25-7k2m-qx81,thanks                          | LB257K2MQX81",
            "\"LB25-7K2M-QX81\"                                 | LB257K2MQX81",
            "« LB25 7K2M QX81 »                                 | LB257K2MQX81",
            "(lb257k2mqx81)                                     | LB257K2MQX81",
            "LB25–7K2M—QX81 with long dashes                    | LB257K2MQX81",
            "LB25_7K2M_QX81                                     | LB257K2MQX81",
            "LB25-7K2M-QX81,anna@example.org,2026-01-01         | LB257K2MQX81",
            "*LB25-7K2M-QX81*                                   | LB257K2MQX81",
            "ＬＢ２５-7K2M-QX81 in full width                   | LB257K2MQX81",
            "Commande n°W-2025-00117                            | W202500117",
            "order #4711-0815                                   | 47110815",
            "1A2B3-C4D5E-6F7G8-H9J1K-2L3M4                      | 1A2B3C4D5E6F7G8H9J1K2L3M4",
            "my key: ABCDE-FGHIJ-KLMNO                          | ABCDEFGHIJKLMNO",
            "my key: abcde-fghij-klmno                          | ABCDEFGHIJKLMNO",
            "éric's key: é12345                                 | É12345",
    })
    void findsKeysAsPeopleTypeThem(String text, String key) {
        assertThat(LicenceKeys.candidates(text)).extracting(LicenceKeys.Candidate::normalised).contains(key);
    }

    @Test
    void aKeyBrokenOverTwoLinesIsFound() {
        assertThat(LicenceKeys.candidates("LB25-7K2M-\r\nQX81")).extracting(LicenceKeys.Candidate::normalised)
                .contains("LB257K2MQX81");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Good morning, how do I merge duplicates in Lindenbaum?",
            "HELP ME",
            "I wrote on 2026-11-22 and on 22/11/2026 and on 3.4.2026",
            "see https://shop.example/orders/W202500117?id=47110815",
            "write to anna1975@example.org",
            "1. 2. 3. 4. 5. 6. 7.",
            "well-known self-made",
            "",
    })
    void ordinaryTextHoldsNone(String text) {
        assertThat(LicenceKeys.candidates(text)).isEmpty();
    }

    @Test
    void whatIsWrittenInTwoParagraphsIsNotOneKey() {
        assertThat(LicenceKeys.candidates("LB25\n\n7K2MQX81")).extracting(LicenceKeys.Candidate::normalised)
                .containsExactly("7K2MQX81");
    }

    @Test
    void aLongTextFullOfNumbersIsBoundedAndFast() {
        StringBuilder log = new StringBuilder();
        for (int line = 0; line < 12_000; line++) {
            log.append("0x").append(Integer.toHexString(line * 7919)).append(' ').append(line).append('\n');
        }
        log.append("my key is LB25-7K2M-QX81\n");
        String text = log.toString() + log;

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(LicenceKeys.candidates(text))
                .hasSize(5_000).extracting(LicenceKeys.Candidate::normalised).contains("LB257K2MQX81"));
    }
}
