package io.aftercare.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Questions and the articles that answer them, read from a file.
 *
 * <p>{@code .jsonl}: an object a line, {@code {"question": "…", "article": "12"}}; the article may be an array, null or
 * absent. {@code .csv} and {@code .tsv}: the question, then the article; several articles are separated by spaces, an empty
 * one means that none answers; a first line {@code question,article} is passed over. An article is named by its whole id
 * or by what follows the colon in it: the number of a WordPress post, the name of a Markdown file.
 */
final class AskedQuestions {

    private AskedQuestions() {
    }

    /** @throws IllegalArgumentException naming the line that names no article of the knowledge base */
    static List<Questions.Asked> read(Path file, String language, Collection<String> articles) throws IOException {
        String name = file.getFileName().toString();
        var questions = new ArrayList<Questions.Asked>();
        if (name.endsWith(".jsonl")) {
            int line = 0;
            for (String each : Files.readAllLines(file)) {
                line++;
                if (!each.isBlank()) {
                    JsonNode entry = new ObjectMapper().readTree(each);
                    JsonNode article = entry.path("article");
                    var named = new ArrayList<String>();
                    (article.isArray() ? article : List.of(article)).forEach(id -> named.add(id.asText("")));
                    questions.add(asked(file, line, entry.path("question").asText(), named, language, articles));
                }
            }
            return questions;
        }
        CSVFormat format = name.endsWith(".tsv") ? CSVFormat.TDF.builder().setQuote(null).get() : CSVFormat.RFC4180;
        try (var records = format.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            for (CSVRecord each : records) {
                if (!each.get(0).equals("question") && !each.get(0).isBlank()) {
                    questions.add(asked(file, records.getCurrentLineNumber(), each.get(0),
                            each.size() < 2 ? List.of() : Arrays.asList(each.get(1).split("\\s+")), language, articles));
                }
            }
        }
        return questions;
    }

    private static Questions.Asked asked(Path file, long line, String question, List<String> named, String language,
            Collection<String> articles) {
        var answers = new LinkedHashSet<String>();
        for (String name : named) {
            if (!name.isBlank() && !name.equals("null")) {
                Set<String> meant = articles.stream().filter(id -> id.equals(name) || id.endsWith(":" + name))
                        .collect(Collectors.toSet());
                if (meant.isEmpty()) {
                    throw new IllegalArgumentException(file + ", line " + line + ": there is no article " + name
                            + ". Ids are such as " + articles.stream().limit(3).toList() + ".");
                }
                answers.addAll(meant);
            }
        }
        return new Questions.Asked(language, question, answers);
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
        int[] fit = java.util.stream.IntStream.range(0, words.length).filter(index -> words[index].matches("\\p{L}{4,}\\W?"))
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
