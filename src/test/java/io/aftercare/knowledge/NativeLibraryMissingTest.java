package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.testing.OwnJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** On a machine for which there is no native library, words alone serve, and it is said. */
@OwnJvm
@ExtendWith(OutputCaptureExtension.class)
class NativeLibraryMissingTest {

    @Test
    void wordsServeAndItIsSaidOnceInTheLogAndInHealth(CapturedOutput output, @TempDir Path data, @TempDir Path empty) {
        // Where the library looks first and only.
        System.setProperty("onnxruntime.native.path", empty.toString());
        var fixture = KnowledgeFixture.byEmbedding();
        var node = fixture.node(data);
        node.imports().importMarkdown(Questions.articles(), Questions.SOURCE, null, true);
        node.vectors().await(60);
        fixture.change(node, () -> fixture.articles.delete("guide:en-add-marriage"));
        assertThat(node.knowledge().search("How do I merge duplicate people?", "en", 1).get(0)).satisfies(hit -> {
            assertThat(hit.article().id()).isEqualTo("guide:en-merge-duplicates");
            assertThat(hit.confident()).isTrue();
        });
        assertThat(output.getAll().split("language 'en' are searched by words alone", -1)).hasSize(2);
        var health = new KnowledgeConfiguration().searchIndexHealthIndicator(node.index(), node.vectors()).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("searchedBy").toString()).contains("en=words alone", "native library");
    }
}
