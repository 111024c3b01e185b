package io.aftercare.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the build puts into the application for each platform: the libraries that sentence models need, and no more. */
class NativeLibrariesTest {

    private static final Path RUNTIME = Path.of("target/classes/ai/onnxruntime/native");

    @ParameterizedTest(name = "{0}")
    @CsvSource({"linux-x64, linux-x86_64, .so", "linux-aarch64, linux-aarch64, .so", "osx-aarch64, osx-aarch64, .dylib",
            "win-x64, win-x86_64, .dll"})
    void eachPlatformHasTheRuntimeAndTheTokenizer(String runtime, String tokenizer, String ending) throws IOException {
        try (Stream<Path> files = Files.list(RUNTIME.resolve(runtime))) {
            assertThat(files.map(file -> file.getFileName().toString())).filteredOn(name -> name.endsWith(ending))
                    .anyMatch(name -> name.contains("onnxruntime4j_jni"))
                    .anyMatch(name -> name.matches("(lib)?onnxruntime\\..*"));
        }
        assertThat(entries("tokenizers-")).anyMatch(entry -> entry.startsWith("native/lib/" + tokenizer + "/")
                && entry.endsWith("tokenizers" + ending));
    }

    /** Should its makers add one, it belongs above. */
    @Test
    void macintoshesWithIntelProcessorsHaveNoTokenizerAndAreServedByWords() throws IOException {
        assertThat(entries("tokenizers-")).noneMatch(entry -> entry.startsWith("native/lib/osx-x86_64/"));
    }

    @Test
    void debugSymbolsStayOutside() throws IOException {
        try (Stream<Path> files = Files.walk(RUNTIME.getParent())) {
            assertThat(files.map(Path::toString)).noneMatch(NativeLibrariesTest::isDebugSymbols);
        }
        assertThat(entries("tokenizers-")).noneMatch(NativeLibrariesTest::isDebugSymbols);
        try (Stream<Path> files = Files.walk(RUNTIME)) {
            assertThat(files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum())
                    .as("bytes of all platforms together").isLessThan(110L << 20);
        }
    }

    private static boolean isDebugSymbols(String file) {
        return file.endsWith(".pdb") || file.contains(".dSYM") || file.endsWith(".debug");
    }

    private static List<String> entries(String library) throws IOException {
        File jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(File::new)
                .filter(file -> file.getName().startsWith(library)).findFirst().orElseThrow();
        try (var content = new JarFile(jar)) {
            return content.stream().map(ZipEntry::getName).toList();
        }
    }
}
