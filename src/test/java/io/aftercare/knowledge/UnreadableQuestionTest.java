package io.aftercare.knowledge;

import static io.aftercare.embedding.PlayedSentenceModel.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.embedding.PlayedSentenceModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words find what the sentence model cannot read, be it the question or an article. */
class UnreadableQuestionTest {

    @TempDir
    private Path data;

    private KnowledgeFixture.Node node;

    @BeforeEach
    void articles() {
        KnowledgeFixture fixture = KnowledgeFixture.onH2(Map.of());
        node = fixture.node(data, PlayedSentenceModel.models());
        node.imports().importMarkdown(Map.of("chart.md", text("# Print a wall chart\n\nChoose a paper."),
                "merge.md", text("# Merge duplicate people\n\nOpen the menu Persons."),
                "beetle.md", text("# Draw beetles\n\nThe " + UNREADABLE + " is the last of them.")), "guide", "en",
                true);
        node.vectors().await(60);
    }

    @AfterEach
    void close() throws Exception {
        node.close();
    }

    @Test
    void aQuestionThatCannotBeReadIsSearchedByItsWords() {
        assertThat(node.vectors().near("en", "wall chart", List.of())).isNotEmpty();
        assertThat(node.vectors().near("en", "wall chart of the " + UNREADABLE, List.of())).isEmpty();
        assertThat(node.knowledge().search("Print a wall chart of the " + UNREADABLE, "en", 3))
                .first().extracting(hit -> hit.article().id()).isEqualTo("guide:chart");
    }

    @Test
    void anArticleThatCannotBeReadIsFoundByItsWordsAndTheOthersByMeaning() {
        assertThat(node.vectors().near("en", "beetles", List.of())).containsOnlyKeys("guide:chart", "guide:merge");
        assertThat(node.knowledge().search("Draw beetles", "en", 3)).extracting(hit -> hit.article().id())
                .contains("guide:beetle");
    }

    private static byte[] text(String markdown) {
        return markdown.getBytes(StandardCharsets.UTF_8);
    }
}
