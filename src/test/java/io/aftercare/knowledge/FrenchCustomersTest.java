package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * French is searched by words: what that comes to with questions that were written before anybody searched for them, by
 * customers who hardly use the words of the articles. {@code SearchBench} prints all figures.
 */
class FrenchCustomersTest {

    @Test
    void mostlyFindTheirArticleAmongThreeAndStrangersAreOfferedNothing(@TempDir Path data) {
        KnowledgeFixture.Node node = KnowledgeFixture.onH2().node(data);
        KnowledgeBase knowledge = node.knowledge();
        node.imports().importMarkdown(Path.of("src/main/resources/demo/articles"), Questions.SOURCE, null, true);
        List<Questions.Asked> customers = Questions.in("customers", "fr");
        List<Questions.Asked> answerable = customers.stream().filter(asked -> !asked.answers().isEmpty()).toList();
        assertThat(answerable).hasSizeGreaterThanOrEqualTo(150)
                .allSatisfy(asked -> assertThat(knowledge.byId(asked.answers())).hasSameSizeAs(asked.answers()));
        assertThat(customers.size() - answerable.size()).isGreaterThanOrEqualTo(40);
        long among = answerable.stream().filter(asked -> knowledge.search(asked.text(), "fr", 3).stream()
                .anyMatch(hit -> asked.answers().contains(hit.article().id()))).count();
        assertThat((double) among / answerable.size()).as("hit@3").isGreaterThanOrEqualTo(0.8);
        assertThat(Questions.in("foreign", "fr")).hasSizeGreaterThanOrEqualTo(30)
                .noneMatch(asked -> knowledge.search(asked.text(), "fr", 3).stream().anyMatch(Hit::confident));
    }
}
