package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.ArticleText;
import io.aftercare.unicode.QuotedInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.springframework.stereotype.Component;

/** Finds the Markdown files in a folder or zip and holds them to the limits; keys are paths with forward slashes. */
@Component
class MarkdownFiles {

    private static final int LONGEST_NAME = 500;

    private final ImportProperties limits;

    MarkdownFiles(ImportProperties limits) {
        this.limits = limits;
    }

    /** @throws ImportFailed when the folder is not there, cannot be read or holds too much */
    Map<String, byte[]> inFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ImportFailed("There is no folder " + folder.toAbsolutePath() + ".");
        }
        var files = new Collected();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (isArticle(name)) {
                    try (InputStream content = Files.newInputStream(path)) {
                        files.add(name, content);
                    }
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw new ImportFailed("The folder " + folder + " cannot be read: " + unreadable.getMessage() + ".");
        }
        return files.found;
    }

    /** @throws ImportFailed when it is no zip, a damaged one, one with unsafe paths, or one that unpacks to too much */
    Map<String, byte[]> inZip(byte[] zip) {
        if (zip.length < 4 || zip[0] != 'P' || zip[1] != 'K') {
            throw new ImportFailed("The file is not a zip. Markdown is imported as a zip of .md files.");
        }
        var files = new Collected();
        try (var entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                String name = entry.getName().replace('\\', '/');
                if (name.length() > LONGEST_NAME) {
                    throw new ImportFailed("The zip holds a file whose name has more than " + LONGEST_NAME
                            + " characters: " + QuotedInput.of(ArticleText.storable(name)) + ". Shorten it.");
                }
                if (name.startsWith("/") || name.contains(":") || List.of(name.split("/")).contains("..")) {
                    throw new ImportFailed(
                            "The zip holds an unsafe path: " + QuotedInput.of(ArticleText.storable(name)) + ".");
                }
                files.count();
                if (!entry.isDirectory() && isArticle(name)) {
                    files.add(name, entries);
                } else {
                    // Unpacked all the same on the way to the next entry, hence counted all the same.
                    files.read(name, entries, limits.largestImport().toBytes());
                }
            }
        } catch (ZipException | IllegalArgumentException broken) {
            throw new ImportFailed("The zip is damaged or of an unknown kind: " + broken.getMessage() + ".");
        } catch (IOException broken) {
            throw new ImportFailed("The zip ends too early or is damaged. Make it again.");
        }
        return files.found;
    }

    /** Hidden files, such as macOS adds to each zip, are no articles. */
    private static boolean isArticle(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.(md|markdown)")
                && Stream.of(name.split("/")).noneMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    }

    private final class Collected {

        private final Map<String, byte[]> found = new TreeMap<>();
        private long unpacked;
        private int entries;

        void count() {
            if (++entries > limits.mostArticles()) {
                throw new ImportFailed("There are more than " + limits.mostArticles()
                        + " files in it (aftercare.knowledge.most-articles).");
            }
        }

        void add(String name, InputStream content) throws IOException {
            byte[] bytes = read(name, content, limits.largestArticle().toBytes());
            if (found.put(name, bytes) != null) {
                throw new ImportFailed("The file " + QuotedInput.of(name) + " is in it twice.");
            }
            if (found.size() > limits.mostArticles()) {
                throw new ImportFailed("There are more than " + limits.mostArticles()
                        + " articles in it (aftercare.knowledge.most-articles).");
            }
        }

        /** Counts the bytes that really come out: the sizes a zip states may be false. */
        byte[] read(String name, InputStream content, long most) throws IOException {
            long left = limits.largestImport().toBytes() - unpacked;
            byte[] bytes = content.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, Math.min(most, left) + 1));
            unpacked += bytes.length;
            if (bytes.length > left) {
                throw new ImportFailed("It unpacks to more than " + limits.largestImport().toMegabytes()
                        + " MB (aftercare.knowledge.largest-import).");
            }
            if (bytes.length > most) {
                throw new ImportFailed("The file " + QuotedInput.of(ArticleText.storable(name)) + " is larger than "
                        + limits.largestArticle().toKilobytes() + " kB (aftercare.knowledge.largest-article).");
            }
            return bytes;
        }
    }
}
