package io.aftercare.knowledge;

import io.aftercare.bench.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Questions and the articles that answer them, from a {@link Table} with the columns question and article.
 *
 * <p>
 * Several articles are separated by spaces; an empty one, or {@code none}, means that none answers. An article is named
 * by its id, by what follows the colon in it (the number of a WordPress post or Zendesk article, the name of a Markdown
 * file), by its address, or by the last part of that (the slug).
 */
final class AskedQuestions {

    private static final Table.Column QUESTION = new Table.Column("question", "text", "query");
    private static final Table.Column ARTICLE =
            new Table.Column("article", "articles", "article_id", "id", "post", "answer", "slug",
                    "url", "link");
    private static final Set<String> NONE = Set.of("", "none", "null", "-");

    private AskedQuestions() {
    }

    /**
     * @throws IllegalArgumentException naming the line that cannot be read or names no article of the knowledge base
     */
    static List<Questions.Asked> read(Path file, String language, Collection<Article> articles) throws IOException {
        Map<String, Set<String>> byName = byName(articles);
        var questions = new ArrayList<Questions.Asked>();
        for (Table.Row row : Table.read(file, List.of(QUESTION, ARTICLE))) {
            var answers = new LinkedHashSet<String>();
            for (String name : row.cell(ARTICLE).split("\\s+")) {
                if (!NONE.contains(name.toLowerCase(Locale.ROOT))) {
                    Set<String> meant = byName.get(plain(name));
                    if (meant == null) {
                        throw new IllegalArgumentException(
                                row.where() + ": there is no article " + name + " in the knowledge "
                                        + "base. Articles are named such as "
                                        + byName.keySet().stream().limit(4).toList() + ".");
                    }
                    answers.addAll(meant);
                }
            }
            questions.add(new Questions.Asked(language, row.cell(QUESTION), answers));
        }
        if (questions.stream().allMatch(asked -> asked.answers().isEmpty())) {
            throw new IllegalArgumentException(file + " has no question that an article answers.");
        }
        return questions;
    }

    private static Map<String, Set<String>> byName(Collection<Article> articles) {
        var byName = new LinkedHashMap<String, Set<String>>();
        for (Article article : articles) {
            var names =
                    new LinkedHashSet<>(List.of(article.id(), article.id().substring(article.id().indexOf(':') + 1)));
            if (article.url() != null) {
                String address = plain(article.url());
                names.add(address);
                names.add(address.substring(address.lastIndexOf('/') + 1));
            }
            names.forEach(name -> byName.computeIfAbsent(plain(name), none -> new LinkedHashSet<>()).add(article.id()));
        }
        return byName;
    }

    private static String plain(String name) {
        return name.replaceFirst("/+$", "");
    }

    /** The same with one or two slips of the pen in words of four letters and more. */
    static List<Questions.Asked> withTypos(List<Questions.Asked> questions, long seed) {
        var random = new Random(seed);
        return questions.stream().map(asked -> {
            String text = asked.text();
            for (int slips = 1 + random.nextInt(2); slips > 0; slips--) {
                text = withTypo(text, random);
            }
            return new Questions.Asked(asked.language(), text, asked.answers());
        }).toList();
    }

    private static String withTypo(String text, Random random) {
        String[] words = text.split("(?<=\\s)|(?=\\s)");
        int[] fit = IntStream.range(0, words.length).filter(index -> words[index].matches("\\p{L}{4,}\\W?"))
                .toArray();
        if (fit.length == 0) {
            return text;
        }
        int chosen = fit[random.nextInt(fit.length)];
        var word = new StringBuilder(words[chosen]);
        int at = random.nextInt(words[chosen].replaceAll("\\P{L}", "").length() - 1);
        switch (random.nextInt(4)) {
            case 0 -> word.deleteCharAt(at + 1);
            case 1 -> word.insert(at, word.charAt(at));
            case 2 -> word.setCharAt(at + 1, (char) ('a' + random.nextInt(26)));
            default -> {
                char swapped = word.charAt(at);
                word.setCharAt(at, word.charAt(at + 1));
                word.setCharAt(at + 1, swapped);
            }
        }
        words[chosen] = word.toString();
        return String.join("", words);
    }
}
