package io.aftercare.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.policy.RuleCitations.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words of a sentence cite a rule. */
class RuleCitationsTest {

    @Test
    void everyCitedNumberIsAPartOfItsOwn() {
        assertThat(RuleCitations.parts("Rules 4 and 5: not after error 5 of version 2026.")).containsExactly(
                new Part("Rules 4", 4), new Part(" and ", null), new Part("5", 5),
                new Part(": not after error 5 of version 2026.", null));
    }

    @Test
    void thePartsAreTheSentence() {
        String sentence = "Goodwill: although rule 2 did not, nor rules 3, 4 and 5.";
        assertThat(RuleCitations.parts(sentence)).extracting(Part::text).hasSize(9).satisfies(
                parts -> assertThat(String.join("", parts)).isEqualTo(sentence));
        assertThat(RuleCitations.rules(sentence)).containsExactly(2, 3, 4, 5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"« Règle 2 : … »|[2]", "RÈGLES 4 et 5|[4, 5]", "(policy rule 6)|[6]",
            "Rule_1|[]", "the rule of 3|[]", "overrule 2|[]"})
    void findsTheNumbers(String sentence, String rules) {
        assertThat(RuleCitations.rules(sentence)).hasToString(rules);
    }

    @Test
    void nothingIsCitedByNothing() {
        assertThat(RuleCitations.parts(null)).isEmpty();
        assertThat(RuleCitations.rules("")).isEmpty();
    }
}
