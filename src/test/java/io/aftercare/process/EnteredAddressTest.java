package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnteredAddressTest {

    @Test
    void isTakenWithoutBlanksAroundIt() {
        assertThat(EnteredAddress.checked(" Ada@a.example ")).isEqualTo("Ada@a.example");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ada", "a@b@evil.example", "ada@localhost", "ada@a.example.", "ada@a.e",
            "ada@a.example, eve@e.example", "\"a@b\"@evil.example", "ada@a.example\nBcc: eve@e.example"})
    void isRejectedWithWhatToEnter(String written) {
        assertThatThrownBy(() -> EnteredAddress.checked(written)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Enter the mail address of the customer, such as anna@example.org.");
    }
}
