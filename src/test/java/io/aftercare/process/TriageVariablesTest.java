package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.TriageResult;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What triage found is one record with one list of variables. */
class TriageVariablesTest {

    private static final TriageResult FOUND =
            new TriageResult(Kind.TECHNICAL, "fr", "heirloom", "2026", "PRINTER", true,
                    false, 0.82, true, Decision.PROCESS);

    @Test
    void eachPartOfTheRecordHasOneVariable() {
        assertThat(TriageVariables.all()).hasSameSizeAs(TriageResult.class.getRecordComponents())
                .extracting(Variable::name).doesNotHaveDuplicates();
    }

    static Stream<RecordComponent> parts() {
        return Arrays.stream(TriageResult.class.getRecordComponents());
    }

    @ParameterizedTest
    @MethodSource("parts")
    void whatChangesInAPartChangesInItsVariableAlone(RecordComponent part) throws Exception {
        Map<String, Object> before = TriageVariables.of(FOUND);
        Map<String, Object> after = TriageVariables.of(changed(part));

        var different = new TreeSet<>(before.keySet());
        different.removeIf(name -> before.get(name).equals(after.get(name)));
        assertThat(different).hasSize(1);
    }

    @Test
    void whatIsUnknownIsAVariableToo() {
        assertThat(TriageVariables.of(TriageResult.none("en"))).hasSameSizeAs(TriageVariables.all())
                .containsEntry("kind", null).containsEntry("product", null).containsEntry("confidence", null);
    }

    @Test
    void aFormThatIsLeftAsItIsSaysWhatWasFound() {
        TriageResult said = TriageVariables.said(scope(TriageVariables.of(FOUND)), FOUND, "ursula");

        assertThat(said.agreesWith(FOUND)).isTrue();
        assertThat(said)
                .isEqualTo(new TriageResult(Kind.TECHNICAL, "fr", "heirloom", "2026", "PRINTER", true, false, 1.0,
                        true, "ursula"));
    }

    @Test
    void anEmptyFieldOfAFormSaysThatThereIsNone() {
        Map<String, Object> filled = TriageVariables.of(FOUND);
        List.of("language", "product", "version", "origin").forEach(name -> filled.put(name, ""));

        assertThat(TriageVariables.said(scope(filled), FOUND, "ursula"))
                .isEqualTo(new TriageResult(Kind.TECHNICAL, "fr", null,
                        null, null, false, false, 1.0, true, "ursula"));
    }

    @Test
    void whoNamesAnOriginHasFoundItAndWhoLeavesASuspicionHasNotConfirmedIt() {
        TriageResult suspected = new TriageResult(Kind.TECHNICAL, "en", null, null, "PRINTER", false, false, 0.9, true,
                Decision.PROCESS);

        assertThat(suspected.saidBy("ursula", Kind.TECHNICAL, "en", null, null, "PRINTER").originStrong()).isFalse();
        assertThat(suspected.saidBy("ursula", Kind.TECHNICAL, "en", null, null, "ANTIVIRUS").originStrong()).isTrue();
        assertThat(FOUND.saidBy("ursula", Kind.USE, "en", null, null, null).originStrong()).isFalse();
    }

    @Test
    void onlyAPersonIsAPerson() {
        TriageResult certain =
                new TriageResult(Kind.USE, "en", null, null, null, false, false, 1.0, true, Decision.PROCESS);

        assertThat(certain.decidedByPerson()).isFalse();
        assertThat(TriageResult.none("en").decidedByPerson()).isFalse();
        assertThat(certain.saidBy("ursula", Kind.USE, "en", null, null, null).decidedByPerson()).isTrue();
    }

    private static TriageResult changed(RecordComponent part) throws Exception {
        RecordComponent[] all = TriageResult.class.getRecordComponents();
        Object[] values = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            Object value = all[i].getAccessor().invoke(FOUND);
            values[i] = all[i].getName().equals(part.getName()) ? another(value) : value;
        }
        Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return TriageResult.class.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object another(Object value) {
        return value instanceof Boolean flag ? (Object) !flag
                : value instanceof Double number ? number / 2
                        : value instanceof Kind ? Kind.USE : value + "x";
    }

    private static VariableScope scope(Map<String, Object> variables) {
        VariableScope scope = mock(VariableScope.class);
        given(scope.getVariable(anyString())).willAnswer(call -> variables.get(call.<String>getArgument(0)));
        return scope;
    }
}
