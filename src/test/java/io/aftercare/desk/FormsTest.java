package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.conversation.Kind;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the Camunda Forms against what Tasklist can show and what the process knows. */
class FormsTest {

    /** What form-js 1.8.7 of Tasklist 7.24 shows faithfully and these forms need; its other types fail or misbehave. */
    private static final Set<String> SHOWN = Set.of("html", "textfield", "textarea", "radio", "select", "datetime");
    private static final Set<String> INPUTS = Set.of("textfield", "textarea", "radio", "select", "datetime");
    private static final Set<String> WORDS_OF_FEEL = Set.of("if", "then", "else", "null", "or", "and", "true", "false",
            "string", "floor", "concatenate", "label", "value", "for", "in", "return", "choice", "split", "contains",
            "substring",
            "before", "after");
    /** The engine refuses longer values of String variables. */
    private static final int LONGEST_STRING = 4000;

    static List<Path> forms() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("forms"))) {
            return files.filter(file -> file.toString().endsWith(".form")).sorted().toList();
        }
    }

    @Test
    void everyFormTheDiagramsNameIsThere() throws IOException {
        assertThat(forms()).extracting(form -> form.getFileName().toString()).containsExactly(
                "handle-unreadable-mail.form", "place-mail.form", "provide-patch.form", "reach-customer.form",
                "register-request.form", "review-refusal.form",
                "triage-request.form", "verify-purchase.form");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isMadeForTasklist(Path file) {
        JsonNode form = read(file);

        assertThat(form.path("id").asText()).isEqualTo(file.getFileName().toString().replace(".form", ""));
        assertThat(form.path("schemaVersion").asInt()).isEqualTo(16);
        assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
        assertThat(form.path("executionPlatformVersion").asText()).isEqualTo("7.24.0");
        assertThat(components(form))
                .allSatisfy(component -> assertThat(SHOWN).contains(component.path("type").asText()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyIdAndKeyIsUniqueSinceFormJsRefusesAKeyUsedTwice(Path file) {
        List<JsonNode> components = components(read(file));

        assertThat(components).extracting(component -> component.path("id").asText()).doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).startsWith("Field_"));
        assertThat(components.stream().filter(FormsTest::isInput)).extracting(input -> input.path("key").asText())
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsAndWritesKnownVariablesOnly(Path file) {
        var used = new TreeSet<String>();
        for (JsonNode component : components(read(file))) {
            if (isInput(component)) {
                used.add(component.path("key").asText());
            }
            used.addAll(names(component.path("conditional").path("hide").asText()));
            used.addAll(names(component.path("valuesExpression").asText()));
            templates(component.path("content").asText() + component.path("description").asText())
                    .forEach(template -> used.addAll(names(template)));
        }

        assertThat(contract()).containsAll(used);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyInputIsLabelledAndFitsAVariable(Path file) {
        for (JsonNode input : components(read(file)).stream().filter(FormsTest::isInput).toList()) {
            String key = input.path("key").asText();
            assertThat(input.path("label").asText() + input.path("dateLabel").asText()).as("label of " + key)
                    .isNotBlank();
            if (input.path("type").asText().equals("textarea")) {
                assertThat(input.path("validate").path("maxLength").asInt()).as("length of " + key)
                        .isBetween(1, LONGEST_STRING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void offersOnlyConstantsOfTheContract(Path file) {
        for (JsonNode input : components(read(file)).stream().filter(FormsTest::isInput).toList()) {
            Class<?> type = typeOf(input.path("key").asText());
            if (type != null && type.isEnum()) {
                Set<String> constants =
                        Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.toSet());
                assertThat(offered(input)).as(input.path("key").asText()).isNotEmpty().isSubsetOf(constants);
            }
            if (type == Boolean.class) {
                assertThat(StreamSupport.stream(input.path("values").spliterator(), false))
                        .allSatisfy(choice -> assertThat(choice.path("value").isBoolean()).isTrue());
            }
        }
    }

    @Test
    void offersEveryDecisionAPersonCanTake() {
        assertThat(offeredIn("review-refusal", "review")).containsExactlyInAnyOrder("CHECK_AGAIN", "UPHOLD",
                "GRANT", "HELP", "GRANT");
        assertThat(offeredIn("handle-unreadable-mail", "mailHandling"))
                .containsExactlyInAnyOrder("TAKE_IN_AGAIN", "REGISTER_BY_HAND", "DISCARD");
        assertThat(offeredIn("place-mail", "mailPlace")).containsExactlyInAnyOrder("CITED_CONVERSATION", "OWN_REQUEST",
                "NOWHERE");
        assertThat(offeredIn("triage-request", "kind")).containsExactlyInAnyOrder("COMMERCIAL", "USE", "TECHNICAL");
    }

    /** The words for people stand with the kinds; this form adds what each is about. */
    @Test
    void callsTheKindsAsAllPagesDo() {
        JsonNode form = read(Path.of("forms", "triage-request.form"));
        for (Kind kind : Kind.values()) {
            assertThat(components(form).stream().filter(input -> input.path("key").asText().equals("kind"))
                    .flatMap(input -> StreamSupport.stream(input.path("values").spliterator(), false))
                    .filter(choice -> choice.path("value").asText().equals(kind.name())))
                    .singleElement().extracting(choice -> choice.path("label").asText()).asString()
                    .startsWith(kind.shortTitle() + ": ");
            assertThat(form.toString())
                    .contains("kind = \\\"" + kind.name() + "\\\" then \\\"" + kind.shortTitle() + "\\\"");
        }
    }

    /** The table of competent services lists them, and a listener of the task brings them. */
    @ParameterizedTest
    @MethodSource("forms")
    void listsNoOriginOfItsOwn(Path file) throws IOException {
        assertThat(Files.readString(file)).doesNotContain("ANTIVIRUS", "PRINTER", "OPERATING_SYSTEM");
    }

    private static List<String> offeredIn(String form, String key) {
        return components(read(Path.of("forms", form + ".form"))).stream()
                .filter(input -> input.path("key").asText().equals(key)).flatMap(input -> offered(input).stream())
                .toList();
    }

    private static List<String> offered(JsonNode input) {
        if (input.has("valuesExpression")) {
            return Pattern.compile("value: \"(\\w+)\"").matcher(input.path("valuesExpression").asText()).results()
                    .map(match -> match.group(1)).toList();
        }
        return input.path("values").findValuesAsText("value");
    }

    private static Set<String> contract() {
        return variables().map(Variable::name).collect(Collectors.toSet());
    }

    private static Class<?> typeOf(String name) {
        return variables().filter(variable -> variable.name().equals(name)).<Class<?>>map(Variable::type).findFirst()
                .orElse(null);
    }

    private static Stream<Variable<?>> variables() {
        return Arrays.stream(SupportRequest.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Variable.class)
                .map(field -> {
                    try {
                        return (Variable<?>) field.get(null);
                    } catch (IllegalAccessException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                });
    }

    private static Set<String> names(String expression) {
        String withoutTexts = expression.replaceAll("\"[^\"]*\"", " ");
        return Pattern.compile("[A-Za-z_]\\w*").matcher(withoutTexts).results().map(match -> match.group())
                .filter(word -> !WORDS_OF_FEEL.contains(word)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> templates(String text) {
        return Pattern.compile("\\{\\{(.*?)}}").matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static boolean isInput(JsonNode component) {
        return INPUTS.contains(component.path("type").asText());
    }

    private static List<JsonNode> components(JsonNode form) {
        return StreamSupport.stream(form.path("components").spliterator(), false).toList();
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
