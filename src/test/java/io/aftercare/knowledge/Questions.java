package io.aftercare.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The questions, as customers would mail them, by which search is measured. */
final class Questions {

    static final String SOURCE = "guide";

    /** @param answers ids of the articles that answer; empty when none does */
    record Asked(String language, String text, Set<String> answers) {
    }

    static Path articles() {
        return resource("articles");
    }

    static List<Asked> in(String language) {
        return in("questions", language);
    }

    /**
     * @param file {@code customers}: of the demo's articles, written without having searched for them before;
     *             {@code foreign}: about anything else
     */
    static List<Asked> in(String file, String language) {
        return read(resource(file + "-" + language + ".txt"), language);
    }

    /** A block a question: {@code =} and the names of the articles that answer, or {@code -}; then the question. */
    static List<Asked> read(Path file, String language) {
        try {
            return Arrays.stream(Files.readString(file).split("(?m)^= "))
                    .filter(block -> !block.isBlank()).map(block -> asked(language, block)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Asked asked(String language, String block) {
        String[] parts = block.split("\n", 2);
        return new Asked(language, parts[1].strip(), parts[0].strip().equals("-") ? Set.of()
                : Arrays.stream(parts[0].strip().split("\\s+")).map(id -> SOURCE + ":" + id)
                        .collect(Collectors.toSet()));
    }

    static Path resource(String name) {
        try {
            return Path.of(Questions.class.getResource("/knowledge/" + name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
