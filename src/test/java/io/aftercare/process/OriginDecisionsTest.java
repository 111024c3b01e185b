package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two tables about origins (policy rules 4 and 5), as a designer finds them in the folder processes. */
class OriginDecisionsTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final DmnDecision SIGNALS = decision(SupportRequest.ORIGIN_SIGNALS_DECISION);
    private static final DmnDecision SERVICE = decision(SupportRequest.COMPETENT_SERVICE_DECISION);

    private static final List<String> ORIGINS = List.of("ANTIVIRUS", "OPERATING_SYSTEM", "CLOUD_SYNC",
            "OTHER_SOFTWARE_GEDCOM", "PRINTER", "FILE_ASSOCIATION", "COMPUTER_BASICS", "NETWORK_OF_THE_COMPUTER",
            "DAMAGED_FILE");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            My antivirus blocks the installation.                                     | ANTIVIRUS
            Norton blocks the program and puts it into quarantine.                    | ANTIVIRUS
            Windows says the setup is a threat and has blocked it.                    | ANTIVIRUS
            Windows Defender prevents the program from writing to Documents.          | ANTIVIRUS
            L’antivirus empêche l’installation du logiciel                            | ANTIVIRUS
            Le programme a été mis en quarantaine.                                    | ANTIVIRUS
            The screen flickers and then I get a blue screen.                         | OPERATING_SYSTEM
            It says that this app can't run on your PC.                               | OPERATING_SYSTEM
            On me demande de changer la base de registre                              | OPERATING_SYSTEM
            Access violation at address 0042 when saving                              | CLOUD_SYNC
            I get error 5.                                                            | CLOUD_SYNC
            Access is denied when I save my tree                                      | CLOUD_SYNC
            My file in Dropbox is always locked                                       | CLOUD_SYNC
            Violation d'accès à l'enregistrement                                      | CLOUD_SYNC
            Accès refusé, erreur 5, quand j'ouvre mon fichier                         | CLOUD_SYNC
            The GEDCOM I received was written by other software, names are missing    | OTHER_SOFTWARE_GEDCOM
            After the import of a GEDCOM all accents are wrong                        | OTHER_SOFTWARE_GEDCOM
            Mon GEDCOM vient d’un autre logiciel et les témoins manquent              | OTHER_SOFTWARE_GEDCOM
            Tous les accents sont faux après l'import, je vois Ã© au lieu de é        | OTHER_SOFTWARE_GEDCOM
            My printer gives blank sheets                                             | PRINTER
            Mon imprimante sort des pages blanches                                    | PRINTER
            Quel pilote d'impression faut-il ? Rien ne sort.                          | PRINTER
            When I double-click my tree, another program opens it.                    | FILE_ASSOCIATION
            Quand je double-clique sur mon arbre, un autre programme l'ouvre          | FILE_ASSOCIATION
            Where is the download? And how do I unzip it?                             | COMPUTER_BASICS
            Comment décompresser ce que j'ai reçu ?                                   | COMPUTER_BASICS
            My firewall reports a connection                                          | NETWORK_OF_THE_COMPUTER
            Mon pare-feu signale une tentative de connexion                           | NETWORK_OF_THE_COMPUTER
            My genealogy file is damaged                                              | DAMAGED_FILE
            I get "The file is corrupted" when I open it                              | DAMAGED_FILE
            Mon fichier généalogique est endommagé et ne s'ouvre plus                 | DAMAGED_FILE
            Le message est « fichier corrompu »                                       | DAMAGED_FILE
            My antivirus quarantined the program and now my tree file is damaged      | ANTIVIRUS DAMAGED_FILE
            The antivirus had found something and today the program opens an empty tree | ANTIVIRUS DAMAGED_FILE
            Mon fichier est corrompu depuis que OneDrive affiche une erreur           | CLOUD_SYNC DAMAGED_FILE
            """)
    void wordsSuggestAnOrigin(String text, String origins) {
        assertThat(originsOf(text)).containsExactlyElementsOf(new TreeSet<>(Arrays.asList(origins.split(" "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "How do I print a chart with eight generations on my printer?",
            "How do I import a GEDCOM?",
            "How do I export a GEDCOM for a cousin who has another program?",
            "Comment exporter un GEDCOM vers un autre logiciel ?",
            "Comment imprimer un arbre avec des traits de coupe ?",
            "How do I delete the Norton branch of my tree?",
            "My ancestors spent two weeks in quarantine on Ellis Island; how do I record that?",
            "How do I add the registry office as a source of the wedding?",
            "How do I record a marriage by proxy?",
            "I keep my backup in OneDrive. How do I restore it?",
            "The synchronisation fails with error 502 every time.",
            "L'installation s'arrête avec l'erreur 5003",
            "The program crashes when I open the media tab. I use Windows 11.",
            "Le programme plante à chaque démarrage.",
            "The box arrived damaged and the card is missing.",
            "La boîte est arrivée abîmée, faut-il joindre le fichier de la photo ?",
            "How do I open my tree with the starting person Brother Canon?",
            "",
    })
    void ordinaryWordsSuggestNone(String text) {
        assertThat(originsOf(text)).isEmpty();
    }

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
                    .evaluateDecisionTable(SERVICE, Variables.putValue("origin", origin)).getSingleResult().getEntryMap();
            assertThat(service).containsOnlyKeys("service_en", "service_fr", "link", "article");
            assertThat((String) service.get("service_en")).as(origin).isNotBlank();
            assertThat((String) service.get("service_fr")).as(origin).isNotBlank();
            assertThat((String) service.get("link")).as(origin).matches("|https://.+");
            for (String language : List.of("en", "fr")) {
                assertThat(Path.of("src/main/resources/demo/articles", language, service.get("article") + ".md")).exists();
            }
        }
    }

    @Test
    void theSignalsNameOnlyOriginsThatHaveAService() throws IOException {
        String table = Files.readString(file(SupportRequest.ORIGIN_SIGNALS_DECISION));
        List<String> named = Pattern.compile("<text>\"([A-Z_]+)\"</text>").matcher(table).results()
                .map(match -> match.group(1)).distinct().toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(ORIGINS);
    }

    private static TreeSet<String> originsOf(String text) {
        TreeSet<String> origins = new TreeSet<>();
        ENGINE.evaluateDecisionTable(SIGNALS, Variables.putValue("text", asTheTableExpects(text))).forEach(row -> {
            assertThat((String) row.getEntry("signal")).isNotBlank();
            origins.add(row.getEntry("origin"));
        });
        return origins;
    }

    private static String asTheTableExpects(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "").replace('’', '\'')
                .replaceAll("[\\s\\u00a0]+", " ").toLowerCase(Locale.ROOT);
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
