package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the formatter cannot mend: it leaves strings, text blocks and long words as they are. A text block whose content
 * must not change is broken by a backslash at the end of the line, so nothing needs to be longer.
 */
class LineLengthTest {

    private static final Path SOURCES = Path.of("src");
    private static final int LONGEST = 120;

    @Test
    void noLineOfJavaIsLongerThan120Characters() throws IOException {
        List<Path> files = javaFiles();
        assertThat(files).hasSizeGreaterThan(500);
        List<String> tooLong = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            for (int index = 0; index < lines.size(); index++) {
                String line = lines.get(index);
                if (line.codePointCount(0, line.length()) > LONGEST) {
                    tooLong.add(file + ":" + (index + 1) + ": " + line.strip());
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
