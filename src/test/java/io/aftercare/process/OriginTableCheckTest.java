package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.junit.jupiter.api.Test;

/** What a designer is told whose tables of origins do not fit together. */
class OriginTableCheckTest {

    private final OriginTableCheck check =
            new OriginTableCheck(DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine());
    private final String services = read("competent-service");
    private final String signals = read("origin-signals");

    @Test
    void theShippedTablesFit() {
        assertThat(problems(services, signals)).isEmpty();
    }

    @Test
    void aSignOfAnOriginWithoutARowIsToldWithItsRow() {
        assertThat(problems(services, signals.replaceFirst("\"PRINTER\"", "\"WEB_BROWSER\""))).singleElement()
                .asString()
                .containsPattern(
                        "The table origin-signals, row \\d+, column \"Origin\": \"WEB_BROWSER\" has no row in the "
                                + "table competent-service")
                .contains("CLOUD_SYNC, ", "NONE");
    }

    @Test
    void aMissingTextIsToldWithRowAndColumn() {
        assertThat(problems(services.replace("\"imprimante ou pilote d'imprimante\"", ""), signals)).containsExactly(
                "The table competent-service, row " + row("PRINTER") + " (PRINTER), column \"Name in French\": the "
                        + "text is missing. Write it there, in quotation marks.");
        assertThat(problems(services.replace("\"the support service of your antivirus program\"", "\" \""), signals))
                .singleElement()
                .asString().contains("row " + row("ANTIVIRUS") + " (ANTIVIRUS), column \"Service in English\"");
    }

    @Test
    void aNameWithTheSignThatSeparatesChoicesIsTold() {
        assertThat(problems(services.replace("\"printer or printer driver\"", "\"printer | driver\""), signals))
                .containsExactly("The table competent-service, row " + row("PRINTER")
                        + " (PRINTER), column \"Name in English\": the text may not have |.");
    }

    @Test
    void aMissingColumnIsTold() {
        assertThat(problems(services.replace("name=\"service_fr\"", "name=\"service_de\""), signals)).singleElement()
                .asString()
                .contains("no column \"service_fr\"");
    }

    @Test
    void aCodeThatIsNoneOrStandsTwiceIsTold() {
        assertThat(problems(services.replace("<text>\"FILE_ASSOCIATION\"</text>", "<text>\"file associations\"</text>"),
                signals))
                .anyMatch(problem -> problem.startsWith("The table competent-service, row " + row("FILE_ASSOCIATION")
                        + ", column \"Origin\": write one code there"));
        assertThat(problems(services.replace("<text>\"FILE_ASSOCIATION\"</text>", "<text>\"PRINTER\"</text>"), signals))
                .anyMatch(problem -> problem.contains(
                        "row " + row("FILE_ASSOCIATION") + " (PRINTER): an earlier row has the same origin"));
    }

    @Test
    void aLinkThatIsNoneIsTold() {
        int printer = services.indexOf("Rule_Printer_link");
        String wrong = services.substring(0, printer)
                + services.substring(printer).replaceFirst("<text>\"\"</text>", "<text>\"ftp://x\"</text>");
        assertThat(problems(wrong, signals)).singleElement().asString()
                .contains("row " + row("PRINTER")
                        + " (PRINTER), column \"Link\": \"ftp://x\" is no address that begins with https://");
    }

    /** Which row of the shipped table has an origin, so that a new one moves no test. */
    private int row(String origin) {
        return services.substring(0, services.indexOf("<text>\"" + origin + "\"</text>")).split("<rule ").length - 1;
    }

    private List<String> problems(String services, String signals) {
        return check.problems(
                Dmn.readModelFromStream(new ByteArrayInputStream(services.getBytes(StandardCharsets.UTF_8))),
                Dmn.readModelFromStream(new ByteArrayInputStream(signals.getBytes(StandardCharsets.UTF_8))));
    }

    private static String read(String table) {
        try {
            return Files.readString(Path.of("processes", table + ".dmn"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
