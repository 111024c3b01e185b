package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where articles look alike, one found by words alone must be surer before it is offered. */
class OwnQuestionsTest {

    /** Of which no language has synonyms. */
    private static final List<String> THINGS = List.of("bolmak", "cerdun", "dafpil", "ekrost", "folwim", "gantup",
            "hixmer", "jorvek", "kulbad", "lemsot", "mirgaf", "nobtex", "pudlin", "quorfa", "ralzim", "sebkor",
            "tivdan", "ulpreg", "vomsik", "wexlot", "yarbun", "zilkem", "brufas", "clomid");

    private final KnowledgeFixture fixture = KnowledgeFixture.onH2();

    @TempDir
    private Path data;

    private static double floor(KnowledgeFixture.Node node) {
        return floor(node, "en");
    }

    private static double floor(KnowledgeFixture.Node node, String language) {
        return node.index().search(searcher -> node.ownQuestions().floor(searcher, language));
    }

    private static Map<String, byte[]> articles(int thingsInEach, String... ofEach) {
        var articles = new TreeMap<String, byte[]>();
        for (int thing = 0; thing + thingsInEach <= THINGS.size(); thing += thingsInEach) {
            for (String title : ofEach) {
                String of = title.formatted(String.join(" ", THINGS.subList(thing, thing + thingsInEach)));
                articles.put(of.replace(' ', '-') + ".md",
                        ("# " + of + "\n\n" + of + " on the page of your customer account.")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        return articles;
    }

    @Test
    void articlesThatLookAlikeRaiseTheFloor(@TempDir Path other) {
        var twins = fixture.node(data);
        twins.imports().importMarkdown(articles(3, "Change the %s", "Change your %s today", "How to change %s"),
                "guide",
                "en", true);
        var own = KnowledgeFixture.onH2();
        var different = own.node(other);
        different.imports().importMarkdown(articles(1, "Change the %s"), "guide", "en", true);
        twins.ownQuestions().refresh();
        different.ownQuestions().refresh();
        assertThat(floor(twins)).isGreaterThan(floor(different) + 0.2);
    }

    @Test
    void fewArticlesSayNothing() {
        var node = fixture.node(data);
        node.imports().importMarkdown(Map.of("a.md", "# Change the address\n\nChange it.".getBytes(
                StandardCharsets.UTF_8)), "guide", "en", true);
        assertThat(floor(node)).isZero();
        node.ownQuestions().refresh();
        assertThat(floor(node)).isZero();
        assertThat(floor(node, "xx")).isZero();
    }

    @Test
    void whatWasKnownBeforeHoldsUntilChangedArticlesWereAskedInTheBackground() {
        var node = fixture.node(data);
        node.imports().importMarkdown(articles(1, "Change the %s"), "guide", "en", true);
        assertThat(floor(node)).isEqualTo(OwnQuestions.CAUTIOUS);
        node.ownQuestions().refresh();
        double different = floor(node);
        assertThat(different).isPositive().isLessThan(OwnQuestions.CAUTIOUS);
        node.imports().importMarkdown(articles(3, "Change the %s", "Change your %s today", "How to change %s"), "guide",
                "en", true);
        node.knowledge().search("How do I change my cerdun?", "en", 3);
        assertThat(floor(node)).isEqualTo(different);
        node.ownQuestions().refresh();
        assertThat(floor(node)).isGreaterThan(different);
    }
}
