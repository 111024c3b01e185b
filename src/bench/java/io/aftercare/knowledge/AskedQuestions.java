package io.aftercare.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Questions and the articles that answer them, read from a file in UTF-8.
 *
 * <p>{@code .jsonl}: an object a line, {@code {"question": "…", "article": "12"}}; the article may be a number, an array, null
 * or absent. {@code .csv} and {@code .tsv}: the question, then the article; several articles are separated by spaces, an
 * empty one means that none answers; a first line {@code question,article} is passed over. An article is named by its id,
 * by what follows the colon in it (the number of a WordPress post or Zendesk article, the name of a Markdown file), by its
 * address, or by the last part of that (the slug).
 */
final class AskedQuestions {

    private AskedQuestions() {
    }

    /** @throws IllegalArgumentException naming the line that cannot be read or names no article of the knowledge base */
    static List<Questions.Asked> read(Path file, String language, Collection<Article> articles) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file.toAbsolutePath() + " with questions.");
        }
        Map<String, Set<String>> byName = byName(articles);
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String content = Files.readString(file).replaceFirst("^\uFEFF", "");
        var questions = new ArrayList<Questions.Asked>();
        if (name.endsWith(".jsonl")) {
            int line = 0;
            for (String each : content.lines().toList()) {
                line++;
                if (!each.isBlank()) {
                    questions.add(asked(file + ", line " + line, entry(file + ", line " + line, each), language, byName));
                }
            }
        } else if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            CSVFormat format = name.endsWith(".tsv") ? CSVFormat.TDF.builder().setQuote(null).get() : CSVFormat.RFC4180;
            try (var records = format.parse(new StringReader(content))) {
                for (CSVRecord each : records) {
                    boolean head = records.getRecordNumber() == 1 && each.get(0).equalsIgnoreCase("question");
                    if (!head && !(each.size() == 1 && each.get(0).isBlank())) {
                        String where = file + ", line " + records.getCurrentLineNumber();
                        if (each.size() > 2) {
                            throw new IllegalArgumentException(where + " has " + each.size() + " columns instead of two, the "
                                    + "question and the article. Put a question with commas in quotation marks.");
                        }
                        questions.add(asked(where, new Entry(each.get(0), each.size() < 2 ? List.of()
                                : Arrays.asList(each.get(1).strip().split("\\s+"))), language, byName));
                    }
                }
            } catch (UncheckedIOException malformed) {
                throw new IllegalArgumentException(file + " is no " + name.substring(name.length() - 3) + " file: "
                        + malformed.getCause().getMessage(), malformed);
            }
        } else {
            throw new IllegalArgumentException("The questions in " + file + " must be a .csv, .tsv or .jsonl file.");
        }
        if (questions.stream().allMatch(asked -> asked.answers().isEmpty())) {
            throw new IllegalArgumentException(file + " has no question that an article answers.");
        }
        return questions;
    }

    private record Entry(String question, List<String> articles) {
    }

    private static Entry entry(String where, String line) {
        try {
            JsonNode entry = new ObjectMapper().readTree(line);
            JsonNode article = entry.path("article");
            var named = new ArrayList<String>();
            (article.isArray() ? article : List.of(article)).forEach(id -> named.add(id.asText("").strip()));
            return new Entry(entry.path("question").asText(), named.stream().filter(id -> !id.equals("null")).toList());
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(where + " is no JSON object: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static Questions.Asked asked(String where, Entry entry, String language, Map<String, Set<String>> byName) {
        if (entry.question.isBlank()) {
            throw new IllegalArgumentException(where + " has no question.");
        }
        var answers = new LinkedHashSet<String>();
        for (String name : entry.articles) {
            if (!name.isEmpty()) {
                Set<String> meant = byName.get(plain(name));
                if (meant == null) {
                    throw new IllegalArgumentException(where + ": there is no article " + name + " in the knowledge base. "
                            + "Articles are named such as " + byName.keySet().stream().limit(4).toList() + ".");
                }
                answers.addAll(meant);
            }
        }
        return new Questions.Asked(language, entry.question, answers);
    }

    private static Map<String, Set<String>> byName(Collection<Article> articles) {
        var byName = new LinkedHashMap<String, Set<String>>();
        for (Article article : articles) {
            var names = new LinkedHashSet<>(List.of(article.id(), article.id().substring(article.id().indexOf(':') + 1)));
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
