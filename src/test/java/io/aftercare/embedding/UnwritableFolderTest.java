package io.aftercare.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.testing.OwnJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library cannot be unpacked, such as on a read-only file system. It is loaded once a JVM. */
@OwnJvm
class UnwritableFolderTest {

    @Test
    void isNamedTogetherWithWhatToDo(@TempDir Path folder) throws IOException {
        Path noFolder = Files.writeString(folder.resolve("data"), "a file where a folder is to be");
        var models = new SentenceModels(new EmbeddingProperties(true, Map.of()), noFolder);
        models.load(Set.of("en"));
        assertThat(models.of("en")).isEmpty();
        assertThat(models.failures().get("en")).contains("cannot be loaded", noFolder.resolve("native").toString(),
                "which cannot be written", "set the environment variable DJL_CACHE_DIR to a folder that can");
    }
}
