package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule itself; that every door asks it is held by {@code ReadingRightsTest} of the desk. */
class ReadingRightTest {

    private final TextFreeCalls calls = new TextFreeCalls(new ObjectMapper());

    @ParameterizedTest
    @CsvSource({"commercial-support, EVERYTHING", "usage-support, EVERYTHING", "technical-support, EVERYTHING",
            "managers, EVERYTHING", "camunda-admin, EVERYTHING", "maintenance, OWN_WORK", "designers, NOTHING",
            "newcomers, NOTHING", "designers usage-support, EVERYTHING", "designers maintenance, OWN_WORK",
            "maintenance technical-support, EVERYTHING", "designers newcomers, NOTHING"})
    void theWidestRightOfTheGroupsCounts(String groups, ReadingRight right) {
        assertThat(ReadingRight.of(List.of(groups.split(" ")))).isEqualTo(right);
    }

    @Test
    void whoIsInNoGroupReadsNothing() {
        assertThat(ReadingRight.of(null)).isEqualTo(ReadingRight.NOTHING);
        assertThat(ReadingRight.of(List.of())).isEqualTo(ReadingRight.NOTHING);
    }

    /** Who makes a group says here what its people read. */
    @Test
    void everyGroupHasARight() {
        var reading = new ArrayList<String>();
        SupportGroups.NAMES.keySet().stream().filter(group -> ReadingRight.of(List.of(group)) == ReadingRight.NOTHING)
                .forEach(reading::add);
        assertThat(reading).containsExactlyInAnyOrder(SupportGroups.DESIGNERS, SupportGroups.REPLY_EDITORS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{'variables': []}", "{'variables': null}", "{'sortBy': 'variableName'}",
            "{'variables': {'customerMessage': {'value': 'x'}}}", "{'withException': true, 'messages': true}",
            "{'processInstanceBusinessKeyLike': 'AC-%'}", "{'sorting': [{'sortBy': 'startTime'}]}"})
    void whatAsksForNoTextPasses(String body) throws Exception {
        assertThat(calls.asksByText(json(body), true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'variables': [{'name': 'subject'}]}", "{'orQueries': [{'processVariables': [{}]}]}",
            "{'v\\u0061riables': [{}]}", "{'variables': [], 'variables': [{}]}", "{'VariableValues': [1]}",
            "{'sortBy': 'processVariable'}", "{'incidentMessageLike': '%a%'}", "{'variable': {'a': 1}}",
            "{'variables': {'a': 1}, 'taskVariables': [{}]}", "{'sorting': [{'sortBy': 'incidentMessage'}]}"})
    void whatAsksByTextDoesNot(String body) throws Exception {
        assertThat(calls.asksByText(json(body), true)).isTrue();
    }

    @Test
    void variablesAreGivenToADecisionOnly() throws Exception {
        String plan = "{'migrationPlan': {'variables': {'subject': {'value': 'x'}}}}";
        assertThat(calls.asksByText(json(plan), false)).isTrue();
        assertThat(calls.asksByText(json(plan), true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"variables=a_eq_b, true", "%76ariables=a_eq_b, true", "sortBy=incidentMessage, true",
            "variables=, false", "withException=true, false", "sortBy=startTime&maxResults=5, false",
            "a=1&errorMessageLike=b, true"})
    void norDoesAQueryString(String queryString, boolean asks) {
        assertThat(calls.asksByText(queryString)).isEqualTo(asks);
        assertThat(calls.asksByText((String) null)).isFalse();
    }

    @Test
    void anAnswerKeepsAllButWhatQuotes() throws Exception {
        byte[] answer = calls.withoutText(json("[{'id': 'a', 'incidentMessage': '550 ada', '_embedded': {'incident': "
                + "[{'rootCauseIncidentMessage': 'ada', 'type': 'mail', 'annotation': 'ada'}]}, 'message': 'kept'}]"));

        assertThat(new String(answer, StandardCharsets.UTF_8)).doesNotContain("ada").contains("\"id\":\"a\"",
                "\"type\":\"mail\"", "\"message\":\"kept\"", "\"incidentMessage\":null");
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
