package io.aftercare.knowledge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All sets of articles and customers' questions that we have, of the most different subjects; the ids of their articles
 * begin with the name of the set.
 */
final class QuestionSets {

    /** What is asked of them others answer as well. */
    static final Set<String> SAME_SUBJECT_AS_ANOTHER = Set.of("en-bench-bank", "en-bench-shop", "fr-genealogy");

    private static final Path BENCH = Path.of("src/bench/resources");

    /** @param questions those without an answer included */
    record QuestionSet(String name, String language, List<Article> articles, List<Questions.Asked> questions) {
    }

    private QuestionSets() {
    }

    /** Read into a database in memory, as an import would. */
    static List<QuestionSet> all(Path folder) throws IOException {
        var sets = new ArrayList<QuestionSet>();
        sets.add(markdown(folder, "en-genealogy", Questions.articles(), "en", Questions.in("en")));
        sets.add(markdown(folder, "fr-genealogy", Questions.articles(), "fr", Questions.in("fr")));
        List<Questions.Asked> customers = new ArrayList<>(Questions.in("customers", "fr"));
        customers.addAll(Questions.in("foreign", "fr"));
        sets.add(markdown(folder, "fr-customers", Path.of("src/main/resources/demo/articles"), "fr", customers));
        sets.add(table(folder, "en-bench-bank", BENCH.resolve("bank/articles"), BENCH.resolve("bank/questions.tsv")));
        sets.add(table(folder, "en-bench-shop", BENCH.resolve("shop/posts.json"), BENCH.resolve("shop/questions.tsv")));
        Path more = Path.of(System.getProperty("bench.sets", Questions.articles().resolveSibling("sets").toString()));
        if (Files.isDirectory(more)) {
            try (Stream<Path> each = Files.list(more)) {
                for (Path set : each.filter(one -> Files.exists(one.resolve("questions.txt"))).sorted().toList()) {
                    String language = set.getFileName().toString().substring(0, 2);
                    sets.add(markdown(folder, set.getFileName().toString(), set.resolve("articles"), language,
                            Questions.read(set.resolve("questions.txt"), language)));
                }
            }
        }
        return sets;
    }

    private static QuestionSet markdown(Path folder, String name, Path articles, String language,
            List<Questions.Asked> questions) throws IOException {
        var node = KnowledgeFixture.onH2().node(Files.createTempDirectory(folder, "read"));
        node.imports().importMarkdown(withoutSections(articles), name, null, true);
        List<Questions.Asked> named = questions.stream().map(asked -> new Questions.Asked(language, asked.text(),
                asked.answers().stream().map(id -> name + id.substring(id.indexOf(':'))).collect(Collectors.toSet())))
                .toList();
        return closed(node, name, language, named);
    }

    /** Search makes nothing of sections, so that a set may have its own. */
    private static Map<String, byte[]> withoutSections(Path articles) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (Stream<Path> each = Files.walk(articles)) {
            for (Path file : each.filter(one -> one.toString().endsWith(".md")).toList()) {
                files.put(articles.relativize(file).toString(), Files.readString(file)
                        .replaceFirst("(?m)^section:.*\\R", "").getBytes(StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static QuestionSet table(Path folder, String name, Path articles, Path questions) throws IOException {
        var node = KnowledgeFixture.onH2().node(Files.createTempDirectory(folder, "read"));
        if (Files.isDirectory(articles)) {
            node.imports().importMarkdown(articles, name, "en", true);
        } else {
            node.imports().importJson(Files.readAllBytes(articles), name, null, "en", true);
        }
        return closed(node, name, "en", AskedQuestions.read(questions, "en", node.knowledge().all("en")));
    }

    private static QuestionSet closed(KnowledgeFixture.Node node, String name, String language,
            List<Questions.Asked> questions) throws IOException {
        List<Article> articles = node.knowledge().all(language);
        node.close();
        Set<String> ids = articles.stream().map(Article::id).collect(Collectors.toSet());
        questions.forEach(asked -> {
            if (!ids.containsAll(asked.answers())) {
                throw new IllegalArgumentException(name + ": no such article as " + asked.answers() + ".");
            }
        });
        return new QuestionSet(name, language, articles, questions);
    }
}
