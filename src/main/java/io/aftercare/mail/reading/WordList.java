package io.aftercare.mail.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that mail programs write, in many languages: in files beside the classes, one line for some of them. */
final class WordList {

    private WordList() {
    }

    /** The lines of a list; those that begin with a number sign say what it is. */
    static List<String> lines(String name) {
        return linesOf("/mail/reading/" + name + ".txt");
    }

    /** The same of any such file. */
    static List<String> linesOf(String path) {
        try (InputStream file = WordList.class.getResourceAsStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException damaged) {
            throw new UncheckedIOException("The file " + path + " on the class path cannot be read.", damaged);
        }
    }

    /** All of a list, as alternatives of a regular expression. */
    static String pattern(String name) {
        return String.join("|", lines(name));
    }

    /** The single words of a list. */
    static Set<String> words(String name) {
        return Arrays.stream(pattern(name).split("\\|")).collect(Collectors.toUnmodifiableSet());
    }
}
