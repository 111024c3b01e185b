package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a designer is told whose table of explanations leaves a decision without one. */
class PolicyNumberCheckTest {

    private static final String TABLE = "policy-explanation.dmn";

    private final PolicyNumberCheck check =
            new PolicyNumberCheck(DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine());

    @Test
    void theShippedTableExplainsAll() throws IOException {
        assertThat(mistakes(shipped())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_PURCHASE_OF_PRODUCT", "NO_PURCHASE", "EXPIRED", "PATCH_REFUSED", "THIRD_PARTY", "OURS",
            "GOODWILL", "ENTITLED", "PATCH_DUE"})
    void aResultWithoutARowIsTold(String result) throws IOException {
        assertThat(mistakes(shipped().replace("<text>\"" + result + "\"</text>", "<text>\"X\"</text>")))
                .containsExactly(TABLE + ": The decision table policy-explanation has no row for " + result
                        + ". Add one.");
    }

    @Test
    void aMissingTextIsToldWithItsColumn() throws IOException {
        assertThat(mistakes(shipped().replace("\"Nous n’avons pas retrouvé votre achat.\"", ""))).singleElement()
                .asString().contains("reason_fr", "NO_PURCHASE");
        assertThat(mistakes(shipped().replace("\"We could not find your purchase.\"", "\" \""))).singleElement()
                .asString().contains("reason_en", "NO_PURCHASE");
    }

    private List<String> mistakes(String table) {
        return check.mistakes(Map.of(TABLE, table.getBytes(StandardCharsets.UTF_8)), Map.of());
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of("processes", TABLE));
    }
}
