package io.aftercare.knowledge;

import io.aftercare.embedding.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words that mean the same, by language: those that come with the application, and a vendor's own from the files
 * {@code fr.txt}, {@code en.txt} and so on of a folder. A line has words, or expressions of a few words, that mean the
 * same, with commas between them; one that begins with {@code -} names words that do not, although the application says
 * so.
 */
final class Synonyms {

    private static final int MOST_WORDS = 4;
    private static final Pattern FILE = Pattern.compile("[a-z]{2}\\.txt");
    private static final Pattern WORD = Pattern.compile(".*[\\p{L}\\p{N}].*");

    /**
     * What the files say of a language.
     *
     * @param same      words that mean the same, as written, a list for each line
     * @param different words that do not
     */
    record Lines(List<List<String>> same, List<List<String>> different) {

        static final Lines NONE = new Lines(List.of(), List.of());
    }

    private final Map<String, Lines> own;

    private Synonyms(Map<String, Lines> own) {
        this.own = own;
    }

    /** Those that come with the application, no more. */
    static Synonyms shipped() {
        return new Synonyms(Map.of());
    }

    /**
     * Those that come with the application, and those of a folder, if it exists.
     *
     * @throws IllegalArgumentException which lines of which files are not what they should be
     */
    static Synonyms with(Path folder) {
        if (!Files.isDirectory(folder)) {
            return shipped();
        }
        var own = new TreeMap<String, Lines>();
        var faults = new ArrayList<String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".txt")).sorted().toList()) {
                String name = file.getFileName().toString();
                if (!FILE.matcher(name).matches() || !Set.of(Locale.getISOLanguages()).contains(name.substring(0, 2))) {
                    faults.add(file + " is not named by a language, as are fr.txt and en.txt.");
                } else {
                    own.put(name.substring(0, 2), read(file, faults));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The folder of synonyms " + folder + " cannot be read.", unreadable);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("The synonyms cannot be used: " + String.join(" ", faults));
        }
        return new Synonyms(own);
    }

    private static Lines read(Path file, List<String> faults) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException other) {
            faults.add(file + " is not coded in UTF-8; save it so.");
            return Lines.NONE;
        }
        var read = new Lines(new ArrayList<>(), new ArrayList<>());
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).replace("\uFEFF", "").strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean different = line.startsWith("-");
            List<String> words = words(different ? line.substring(1) : line);
            String where = file + ", line " + number + ": ";
            if (words.size() < 2) {
                faults.add(where + "write at least two words that mean the same, with a comma between them.");
            } else if (!words.stream().allMatch(word -> WORD.matcher(word).matches())) {
                faults.add(where + "there is nothing but a comma where a word should be.");
            } else if (words.stream().anyMatch(word -> word.split("\\s+").length > MOST_WORDS)) {
                faults.add(where + "an expression has " + MOST_WORDS + " words at most; put commas between the words.");
            } else {
                (different ? read.different() : read.same()).add(words);
            }
        }
        return read;
    }

    /** Of a line. */
    static List<String> words(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    /** All of a language, those of the application first. */
    Lines of(String language) {
        Lines mine = own.getOrDefault(language, Lines.NONE);
        return new Lines(Stream.concat(Analysis.lines("synonyms-" + language).stream().map(Synonyms::words),
                mine.same().stream()).toList(), mine.different());
    }

    /** Tells the vendor's own from others. */
    String fingerprint() {
        return Fingerprint.of(own.toString());
    }
}
