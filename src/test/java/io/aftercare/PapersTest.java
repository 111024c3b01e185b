package io.aftercare;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the papers say of the code is so: the picture of the modules is drawn from it, and what they name is there. */
class PapersTest {

    private static final Path ARCHITECTURE = Path.of(".github/ARCHITECTURE.md");
    private static final String BEGIN = "<!-- modules: drawn by PapersTest -->\n";
    private static final String END = "<!-- /modules -->\n";

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    /** A part of a name, such as {@code …Test}, is none. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w.…*/-])@?([A-Z]+[a-z]\\w*)(?![\\w-])");
    private static final Pattern FILE =
            Pattern.compile(
                    "(?<![\\w.…*-])([\\w-][\\w./-]*\\.(?:java|bpmn|dmn|form|html|sql|md|properties|yaml|xml))\\b");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    /** One of ours, or one that ours know. */
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:(?:class|record|interface|enum) |import [\\w.]+\\.)([A-Z]\\w*)");
    private static final Pattern IN_DIAGRAM = Pattern.compile("\\b(?:id|name)=\"(\\w+)\"");

    static List<Path> papers() {
        return Stream.concat(files(".github", ".md"), Stream.of(Path.of("README.md"))).sorted().toList();
    }

    /** {@code mvn test -Dtest=PapersTest -Dpapers.write=true} draws it anew. */
    @Test
    void thePictureOfTheModulesIsDrawnFromTheCode() throws IOException {
        String paper = Files.readString(ARCHITECTURE);
        int begin = paper.indexOf(BEGIN) + BEGIN.length();
        int end = paper.indexOf(END);
        String drawn = ModulePicture.of(AftercareApplication.class);
        if (Boolean.getBoolean("papers.write")) {
            Files.writeString(ARCHITECTURE, paper.substring(0, begin) + drawn + paper.substring(end));
        } else {
            assertThat(paper.substring(begin, end))
                    .as("the modules in %s, to be drawn anew by -Dtest=PapersTest -Dpapers.write=true", ARCHITECTURE)
                    .isEqualTo(drawn);
        }
    }

    @ParameterizedTest
    @MethodSource("papers")
    void everyTypeAndElementThatAPaperNamesIsThere(Path paper) {
        Set<String> there = Stream.concat(names(TYPE, "src", ".java"), names(IN_DIAGRAM, "processes", ".bpmn"))
                .collect(toCollection(TreeSet::new));
        assertThat(code(paper).flatMap(code -> found(NAME, code)).filter(name -> !there.contains(name)))
                .as("what %s names and nothing in the code is called", paper).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("papers")
    void everyFileThatAPaperNamesIsThere(Path paper) {
        List<String> there = Stream.of("src", "processes", "forms", ".github", ".mvn", "pom.xml", "README.md")
                .flatMap(folder -> files(folder, "")).map(file -> "/" + file).toList();
        assertThat(code(paper).flatMap(code -> found(FILE, code))
                .filter(name -> there.stream().noneMatch(file -> file.endsWith("/" + name))))
                .as("files that %s names and that are nowhere", paper).isEmpty();
        assertThat(found(LINK, read(paper)).filter(link -> Files.notExists(paper.resolveSibling(link))))
                .as("links of %s that lead nowhere", paper).isEmpty();
    }

    private static Stream<String> code(Path paper) {
        return found(CODE, read(paper));
    }

    private static Stream<String> names(Pattern pattern, String folder, String ending) {
        return files(folder, ending).flatMap(file -> found(pattern, read(file)));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList().stream();
    }

    private static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending)).toList()
                    .stream();
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
