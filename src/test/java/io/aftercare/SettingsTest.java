package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Each setting is described once: its default and meaning in the record it is bound to, or, where there is none, its
 * value in application.yaml. The page that people read is made of that.
 */
class SettingsTest {

    private static final Path PAGE = Path.of(".github/SETTINGS.md");
    private static final String OURS = "aftercare.";
    private static final Pattern READ_BY_NAME = Pattern
            .compile("(?:\\$\\{|getProperty\\(\"|ConditionalOnProperty\\(\")(aftercare\\.[a-z0-9.-]+)(?::([^}\"]+))?");
    private static final Pattern IN_README = Pattern.compile("`(aftercare\\.[a-z0-9.-]*[a-z0-9])");
    private static final Pattern JAVADOC_TAG = Pattern.compile("\\{@\\w+ ([^}]+)}");

    private final Map<String, Setting> known = known();
    private final Map<String, String> shipped = values("application.yaml");
    private final Map<String, String> demo = values("application-demo.yaml");

    /** @param value the default; null when the record has none */
    private record Setting(String name, String value, String meaning) {

        String group() {
            return name.substring(0, name.lastIndexOf('.'));
        }
    }

    @Test
    void thePageSaysWhatTheRecordsSay() throws IOException {
        if (Boolean.getBoolean("papers.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).as("Settings have changed. Write the page anew: "
                + "mvn test -Dtest=SettingsTest -Dpapers.write=true").content().isEqualTo(page());
    }

    @Test
    void everySettingHasAMeaning() {
        assertThat(known.values()).isNotEmpty().allSatisfy(
                setting -> assertThat(setting.meaning()).as("@param of " + setting.name()).isNotBlank());
    }

    @Test
    void noDefaultStandsTwice() throws IOException {
        assertThat(shipped.keySet()).as("values in application.yaml of settings that have a default")
                .noneMatch(name -> known.containsKey(name) && known.get(name).value() != null);

        assertThat(readByName()).filteredOn(match -> match.get(1) != null)
                .as("defaults where a setting is read by its name; give it a record").isEmpty();
    }

    @Test
    void nothingIsSetOrReadThatIsUnknown() throws IOException {
        assertThat(Stream.of(shipped, demo).flatMap(values -> values.keySet().stream())).isNotEmpty()
                .allMatch(this::isKnown);

        assertThat(readByName()).extracting(read -> read.get(0)).isNotEmpty().allMatch(this::isKnown);
    }

    @Test
    void theReadmeNamesSettingsAsTheyAre() throws IOException {
        assertThat(IN_README.matcher(Files.readString(Path.of("README.md"))).results().map(match -> match.group(1)))
                .isNotEmpty().allMatch(name -> isKnown(name)
                        || known.keySet().stream().anyMatch(setting -> setting.startsWith(name + ".")));
    }

    /** Also what is in a list or a map that is known. */
    private boolean isKnown(String name) {
        return known.keySet().stream().anyMatch(
                setting -> name.equals(setting) || name.startsWith(setting + ".") || name.startsWith(setting + "["));
    }

    private String page() {
        var page = new StringBuilder("""
                # Settings

                Each can be set as a property or an environment variable (`aftercare.support.address` is
                `AFTERCARE_SUPPORT_ADDRESS`); where no default stands, nothing is set. Examples and the steps for
                mailboxes of Microsoft 365 and Google stand in \
                [application.yaml](../src/main/resources/application.yaml).
                """);
        known.values().stream().collect(Collectors.groupingBy(Setting::group, TreeMap::new, Collectors.toList()))
                .forEach((group, settings) -> {
                    page.append("\n## ").append(group).append("\n\n| property | default | meaning |\n|---|---|---|\n");
                    settings.forEach(setting -> page.append("| `").append(setting.name()).append("` | ")
                            .append(shown(setting)).append(" | ").append(written(setting.meaning())).append(" |\n"));
                });
        return page.toString();
    }

    private String shown(Setting setting) {
        if (setting.value() != null) {
            return "`" + setting.value() + "`";
        }
        Map<String, String> values = setting.name().startsWith("aftercare.demo.") ? demo : shipped;
        if (values.containsKey(setting.name())) {
            return "`" + values.get(setting.name()) + "`";
        }
        return values.keySet().stream().anyMatch(name -> name.startsWith(setting.name() + "."))
                ? "in `application.yaml`"
                : "";
    }

    private static String written(String meaning) {
        return JAVADOC_TAG.matcher(meaning).replaceAll("`$1`").replace("|", "\\|");
    }

    /** Names of settings in the code, beside those of the records, with the default that stands there or null. */
    private static Set<List<String>> readByName() throws IOException {
        var read = new HashSet<List<String>>();
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|yaml)")).toList()) {
                READ_BY_NAME.matcher(Files.readString(file)).results()
                        .forEach(match -> read.add(Arrays.asList(match.group(1), match.group(2))));
            }
        }
        return read;
    }

    private static Map<String, Setting> known() {
        try {
            // Libraries have files of the same name.
            Path classes = Path
                    .of(AftercareApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            JsonNode metadata = new ObjectMapper()
                    .readTree(classes.resolve("META-INF/spring-configuration-metadata.json").toFile());
            var known = new TreeMap<String, Setting>();
            metadata.get("properties").forEach(property -> {
                String name = property.get("name").asText();
                known.put(name, new Setting(name,
                        property.has("defaultValue") ? property.get("defaultValue").asText() : null,
                        property.path("description").asText()));
            });
            return known;
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Map<String, String> values(String file) {
        try {
            var values = new TreeMap<String, String>();
            new YamlPropertySourceLoader().load(file, new ClassPathResource(file)).stream()
                    .map(source -> (EnumerablePropertySource<?>) source)
                    .forEach(source -> Stream.of(source.getPropertyNames()).filter(name -> name.startsWith(OURS))
                            .forEach(name -> values.put(name, String.valueOf(source.getProperty(name)))));
            return values;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
