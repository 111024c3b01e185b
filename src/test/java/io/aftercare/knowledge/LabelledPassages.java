package io.aftercare.knowledge;

import io.aftercare.knowledge.sources.ImportsFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Questions with the sentence of the article that answers them, as people have labelled them: {@code passages.txt} of a
 * set, in blocks of {@code = ID}, the question and {@code > } the sentence as it stands in the article.
 */
final class LabelledPassages {

    private LabelledPassages() {
    }

    /** @param sentence literally, with its Markdown */
    record Labelled(Article article, String question, String sentence) {

        /** Whether a passage has the whole sentence; marks and blanks aside. */
        boolean answeredBy(String passage) {
            return bare(passage).contains(bare(sentence));
        }
    }

    /** @param set a folder of articles and labels */
    static List<Labelled> in(Path set) {
        return in(set.resolve("articles"), set.resolve("passages.txt"));
    }

    static List<Labelled> in(Path folder, Path file) {
        try {
            Map<String, Article> articles = ImportsFixture.markdown(folder, Questions.SOURCE).stream()
                    .collect(Collectors.toMap(Article::id, Function.identity()));
            var labels = new ArrayList<Labelled>();
            for (String block : Files.readString(file).split("(?m)^= ")) {
                if (!block.isBlank()) {
                    String[] lines = block.strip().split("\n");
                    Article article = articles.get(Questions.SOURCE + ":" + lines[0].strip());
                    if (article == null) {
                        throw new IllegalStateException("There is no article " + lines[0] + " in " + folder + ".");
                    }
                    labels.add(new Labelled(article, said(lines, false), said(lines, true)));
                }
            }
            return labels;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String said(String[] lines, boolean sentence) {
        return Arrays.stream(lines).skip(1).filter(line -> line.startsWith(">") == sentence)
                .map(line -> sentence ? line.substring(1).strip() : line).collect(Collectors.joining("\n"));
    }

    private static String bare(String text) {
        return text.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
