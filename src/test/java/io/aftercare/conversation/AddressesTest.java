package io.aftercare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ada", "@", "ada@", "@a.example", "a@b@evil.example", "a@@b.example", "@a@b.example",
            "ada@a.example,eve@e.example", "ada@a.example;x", "ada@a.example eve", "Ada <ada@a.example>",
            "<ada@a.example>", "\"ada@a.example\"@e.example", "\"ada\"@a.example", "ada@a.example\r\nBcc: x",
            "ada@a.example\u0000", "ada\\@a.example", "ada@[127.0.0.1]", "ada@a.example(eve)", "a:b@a.example"})
    void isNone(String text) {
        assertThat(Addresses.isAddress(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@a.example", "ada+tag@a.example", "a..b@docomo.example", "root@localhost",
            "x@my_host.example", "ada@b\u00fccher.example", "O'Neil@a.example"})
    void isOne(String text) {
        assertThat(Addresses.isAddress(text)).isTrue();
    }

    /**
     * A no-break blank, an at sign of full width, a comma and a bracket of full width, and a blank beside an accent.
     */
    @ParameterizedTest
    @ValueSource(strings = {"ada@a.ex\u00a0ample", "ada@a\uff20evil.example", "ada@a.example\uff0ceve.example",
            "ada@a.example\uff1e", "ada@a\u2003b.example", "ada@b\u00fccher\u00a8.example"})
    void normalisingMakesNoAddressIntoNone(String text) {
        assertThat(Addresses.normalised(text)).isEqualTo(text);
    }

    /** One rule for what is compared, what mail servers confirm and what goes out. */
    @ParameterizedTest
    @CsvSource({"Bücher.example, xn--bcher-kva.example", "XN--BCHER-KVA.example, xn--bcher-kva.example",
            "Vendor.EXAMPLE, vendor.example", "straße.example, straße.example", "a..b, a..b"})
    void writesADomainAsTheDomainNameSystemDoes(String domain, String ascii) {
        assertThat(Addresses.asciiDomain(domain)).isEqualTo(ascii);
    }
}
