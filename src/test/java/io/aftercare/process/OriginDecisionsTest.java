package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;

/** The two tables about origins (policy rules 4 and 5), as a designer finds them in the folder processes. */
class OriginDecisionsTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final DmnDecision SERVICE = decision(SupportRequest.COMPETENT_SERVICE_DECISION);

    private static final List<String> ORIGINS = List.of("ANTIVIRUS", "OPERATING_SYSTEM", "CLOUD_SYNC",
            "OTHER_SOFTWARE_GEDCOM", "PRINTER", "FILE_ASSOCIATION", "COMPUTER_BASICS", "NETWORK_OF_THE_COMPUTER",
            "DAMAGED_FILE");

    @Test
    void everyRowIsNamedAndCitesThePolicy() throws IOException {
        String table = Files.readString(file(SupportRequest.ORIGIN_SIGNALS_DECISION));
        String[] rows = table.split("<rule ");
        assertThat(rows).hasSizeGreaterThan(20);
        for (int row = 1; row < rows.length; row++) {
            assertThat(rows[row]).containsPattern("<description>(Rule 4|What the kinds of assistance say): ");
        }
    }

    /** Every origin has a service in both languages, and the article it names is there in both. */
    @Test
    void everyOriginHasACompetentService() {
        for (String origin : ORIGINS) {
            Map<String, Object> service = ENGINE
                    .evaluateDecisionTable(SERVICE, Variables.putValue("origin", origin)).getSingleResult()
                    .getEntryMap();
            assertThat(service).containsOnlyKeys("name_en", "name_fr", "service_en", "service_fr", "link", "article");
            assertThat((String) service.get("name_en")).as(origin).isNotBlank();
            assertThat((String) service.get("name_fr")).as(origin).isNotBlank();
            assertThat((String) service.get("service_en")).as(origin).isNotBlank();
            assertThat((String) service.get("service_fr")).as(origin).isNotBlank();
            assertThat((String) service.get("link")).as(origin).matches("|https://.+");
            for (String language : List.of("en", "fr")) {
                assertThat(Path.of("src/main/resources/demo/articles", language, service.get("article") + ".md"))
                        .exists();
            }
        }
    }

    @Test
    void theSignalsNameOnlyOriginsThatHaveAService() throws IOException {
        String table = Files.readString(file(SupportRequest.ORIGIN_SIGNALS_DECISION));
        List<String> named = Pattern.compile("<text>\"([A-Z_]+)\"</text>").matcher(table).results()
                .map(match -> match.group(1)).distinct().toList();
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(ORIGINS.stream(), Stream.of("NONE")).toList());
    }

    private static DmnDecision decision(String key) {
        try (InputStream table = Files.newInputStream(file(key))) {
            return ENGINE.parseDecision(key, table);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path file(String key) {
        return Path.of("processes", key + ".dmn");
    }
}
