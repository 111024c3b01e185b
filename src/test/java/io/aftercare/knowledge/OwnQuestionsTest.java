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
        return node.index().search(searcher -> new OwnQuestions(new Ranking(node.analysis())).floor(searcher, "en"));
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
        assertThat(floor(twins)).isGreaterThan(floor(different) + 0.2);
    }

    @Test
    void fewArticlesSayNothingAndChangedOnesAreAskedAnew() {
        var node = fixture.node(data);
        node.imports().importMarkdown(Map.of("a.md", "# Change the address\n\nChange it.".getBytes(
                StandardCharsets.UTF_8)), "guide", "en", true);
        var questions = new OwnQuestions(new Ranking(node.analysis()));
        assertThat(node.index().<Double>search(searcher -> questions.floor(searcher, "en"))).isZero();
        node.imports().importMarkdown(articles(3, "Change the %s", "Change your %s today", "How to change %s"), "guide",
                "en", true);
        assertThat(node.index().<Double>search(searcher -> questions.floor(searcher, "en"))).isPositive();
        assertThat(node.index().<Double>search(searcher -> questions.floor(searcher, "xx"))).isZero();
    }
}
