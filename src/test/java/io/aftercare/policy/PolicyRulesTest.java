package io.aftercare.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.aftercare.policy.PolicyNumbers.WaitingTime;
import io.aftercare.process.SupportRequest.WaitingFor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the published policy against the tables, diagrams, forms and texts: what they cite is there, every rule is
 * carried out by one of them, and its numbers stand in the tables only.
 */
class PolicyRulesTest {

    private static final SortedMap<Integer, String> ENGLISH = rules("policy.md");
    private static final SortedMap<Integer, String> FRENCH = rules("policy_fr.md");
    private static final List<Path> TEXTS = List.of(Path.of("processes"), Path.of("forms"), Path.of("src/main/java"),
            Path.of("src/main/resources/letters"), Path.of("src/main/resources/helpcentre"),
            Path.of("src/main/resources/desk-mails"), Path.of("src/main/resources/templates"),
            Path.of("src/main/resources/policy.md"), Path.of("src/main/resources/policy_fr.md"), Path.of("README.md"));

    /** A length of time of which the policy has one; « an » of "an article" is none, and "a day" may be any day. */
    private static final Pattern LENGTH = Pattern.compile(
            "(?<![\\p{L}\\d])(?:\\d+|a few|several|one|two|three|four|five|six|seven|eight"
                    + "|nine|ten|eleven|twelve|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze"
                    + "|quelques|half an?|une demi-)"
                    + "[\\s\u00a0-]*(?:working |calendar "
                    + ")?(?:years?|months?|weeks?|days?|hours?|ans|années?|mois|semaines?|jours?"
                    + "|journées?|heures?)(?!\\p{L})|(?<![\\p{L}\\d])P\\d+[YMDW]\\b|\\bun an\\b|\\bplusYears\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Test
    void bothLanguagesHaveTheSameRules() {
        assertThat(ENGLISH).hasSize(6);
        assertThat(ENGLISH.keySet()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(FRENCH.keySet()).isEqualTo(ENGLISH.keySet());
        assertThat(placeholders("policy_fr.md")).isEqualTo(placeholders("policy.md"));
    }

    @Test
    void everyRuleThatIsCitedIsOneOfThePolicy() {
        var cited = new TreeMap<String, Integer>();
        for (Path file : texts()) {
            RuleCitations.rules(read(file)).forEach(rule -> cited.put(file + " cites rule " + rule, rule));
        }
        assertThat(cited).isNotEmpty().allSatisfy((place, rule) -> assertThat(ENGLISH).as(place).containsKey(rule));
    }

    /** Not in the words customers read, but where the table or diagram says what it is for. */
    @Test
    void everyRuleIsCarriedOutByATableOrDiagram() {
        var carriedOut = new TreeSet<Integer>();
        files(Path.of("processes")).forEach(file -> {
            Stream<String> says = file.toString().endsWith(".dmn")
                    ? Dmn.readModelFromFile(file.toFile()).getModelElementsByType(Description.class).stream()
                            .map(Description::getTextContent)
                    : Bpmn.readModelFromFile(file.toFile()).getModelElementsByType(Documentation.class).stream()
                            .map(Documentation::getTextContent);
            if (!file.endsWith("policy-explanation.dmn")) {
                says.forEach(text -> carriedOut.addAll(RuleCitations.rules(text)));
            }
        });
        assertThat(carriedOut).isEqualTo(ENGLISH.keySet());
    }

    @Test
    void theRuleThatExplainsADecisionIsTheOneItsTableCites() {
        Dmn.readModelFromFile(Path.of("processes/policy-explanation.dmn").toFile())
                .getModelElementsByType(org.camunda.bpm.model.dmn.instance.Rule.class).forEach(row -> {
                    var cited = RuleCitations.rules(row.getDescription().getTextContent());
                    List<OutputEntry> cells = List.copyOf(row.getOutputEntries());
                    assertThat(cited).isNotEmpty();
                    assertThat(RuleCitations.rules(cells.get(0).getTextContent())).isEqualTo(cited);
                    assertThat(RuleCitations.rules(cells.get(1).getTextContent())).isEqualTo(cited);
                });
    }

    @Test
    void aLinkToARuleLeadsToOneThatThereIs() {
        var anchors = new ArrayList<String>();
        for (Path file : texts()) {
            Pattern.compile("policy#rule-(\\d+)").matcher(read(file)).results()
                    .forEach(found -> anchors.add(found.group(1)));
        }
        assertThat(anchors).isNotEmpty().allSatisfy(rule -> assertThat(ENGLISH).containsKey(Integer.valueOf(rule)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void thePageHasAnAnchorForEachRuleAndEveryPlaceholderFilled(String language) {
        PolicyNumbers numbers = mock(PolicyNumbers.class);
        when(numbers.supportPeriod()).thenReturn(SupportPeriod.parse("P15Y"));
        when(numbers.waitingTime(anyString())).thenReturn(new WaitingTime(31, 62));
        PolicyText.Page page = new PolicyText(numbers).in(Locale.forLanguageTag(language));
        Document html = Jsoup.parse(page.html());
        assertThat(html.select("h2[id]").eachAttr("id")).containsExactlyElementsOf(
                ENGLISH.keySet().stream().map(PolicyText::anchor).toList());
        assertThat(page.html()).doesNotContain("{", "}").doesNotContain("<h1");
        assertThat(page.title()).isNotBlank();
        assertThat(html.text()).contains(language.equals("fr") ? "15 ans" : "15 years")
                .contains(language.equals("fr") ? "31 jours" : "31 days");
    }

    @Test
    void thePolicySaysOfEverythingWeWaitForHowLongWeDo() {
        List<String> named = placeholders("policy.md").stream().filter(name -> name.contains(" ")).toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(Arrays.stream(WaitingFor.values())
                .flatMap(each -> Stream.of("{reminder " + each + "}", "{end " + each + "}")).toList());
    }

    @Test
    void frenchPunctuationStandsAfterAnUnbreakableSpace() {
        assertThat(read(Path.of("src/main/resources/policy_fr.md"))).doesNotContain("'")
                .doesNotContainPattern("[^\u00a0\u202f][;?!»]").doesNotContainPattern("[^\u00a0\u202f-]:(?!-)");
    }

    @Test
    void noTextStatesANumberOfThePolicy() {
        var stated = new ArrayList<String>();
        for (Path file : texts()) {
            LENGTH.matcher(withoutTheNumbersThemselves(file)).results().map(found -> file + ": " + found.group())
                    .filter(found -> !OTHER_LENGTHS.matcher(found).matches()).forEach(stated::add);
        }
        assertThat(stated).isEmpty();
    }

    /**
     * What a vendor publishes about its shop and software is not ours to fill, unless it speaks of the support period.
     */
    @Test
    void noArticleOfTheDemoStatesHowLongSupportIsOpen() {
        assertThat(files(Path.of("src/main/resources/demo/articles"))
                .flatMap(file -> Arrays.stream(read(file).split("(?<=[.!?])\\s+"))))
                .filteredOn(sentence -> Pattern.compile("(?i)\\bsupport|assistance").matcher(sentence).find())
                .isNotEmpty().noneMatch(sentence -> LENGTH.matcher(sentence).find());
    }

    /** Lengths of time in our code and texts that no table of the policy has a say in. */
    private static final Pattern OTHER_LENGTHS = Pattern.compile(
            // How long ago a purchase was.
            "src/main/java/io/aftercare/demo/DemoCustomers.java: plusYears"
                    // Limits on mails a day, which are settings; the clock; purchases of the same day.
                    + "|src/main/java/.+: (?:24[ -]hours?|one day)"
                    // How a file is called.
                    + "|src/main/java/io/aftercare/mail/reading/.+: p7m"
                    // How a period is written.
                    + "|src/main/java/io/aftercare/policy/SupportPeriod.java: .+"
                    + "|src/main/java/io/aftercare/process/.+: P2Y"
                    // How long what has ended is kept, a setting.
                    + "|src/main/java/io/aftercare/process/RetentionProperties.java: .+");

    /** How long the engine keeps its history of a request is no promise to customers. */
    private static final String HISTORY = "historyTimeToLive=\"P\\d+D\"";

    private static String withoutTheNumbersThemselves(Path file) {
        if (!file.endsWith("support-entitlement.dmn")) {
            return read(file).replaceAll(HISTORY, "");
        }
        var table = Dmn.readModelFromFile(file.toFile());
        table.getModelElementsByType(LiteralExpression.class).stream()
                .filter(expression -> expression.getId().equals("Expression_support-period"))
                .forEach(expression -> expression.getText().setTextContent(""));
        return Dmn.convertToString(table).replaceAll(HISTORY, "");
    }

    private static List<String> placeholders(String file) {
        return Pattern.compile("\\{[^}]+}").matcher(read(Path.of("src/main/resources", file))).results()
                .map(found -> found.group()).toList();
    }

    private static SortedMap<Integer, String> rules(String file) {
        return Pattern.compile("(?m)^## (\\d+)\\. (.+)$").matcher(read(Path.of("src/main/resources", file))).results()
                .collect(Collectors.toMap(rule -> Integer.valueOf(rule.group(1)), rule -> rule.group(2), (a, b) -> {
                    throw new AssertionError("Two rules have one number: " + a + ", " + b);
                }, TreeMap::new));
    }

    private static List<Path> texts() {
        return TEXTS.stream().flatMap(PolicyRulesTest::files).toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
