package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.LanguageCode;
import io.aftercare.knowledge.sources.SyncCursor.Validators;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Looks after a folder or zip of Markdown articles, on this machine or on the web: always all of it, when it changed.
 */
@Component
class MarkdownSource implements Connector {

    private final MarkdownFiles files;
    private final MarkdownArticles reader;
    private final ImportProperties limits;

    MarkdownSource(MarkdownFiles files, MarkdownArticles reader, ImportProperties limits) {
        this.files = files;
        this.reader = reader;
        this.limits = limits;
    }

    @Override
    public ArticleSource.Type type() {
        return ArticleSource.Type.MARKDOWN;
    }

    @Override
    public Fetched fetch(Visit visit) {
        String url = visit.source().url().strip();
        Validators last = visit.cursor() == null ? null : visit.cursor().validators().get(url);
        if (visit.source().web()) {
            WebVisit.Answer answer = visit.web().get(url, last);
            return answer.unchanged() ? unchanged(visit.cursor())
                    : read(visit, files.inZip(answer.body()), answer.validators());
        }
        Path path = path(url);
        Map<String, byte[]> found = Files.isRegularFile(path) ? files.inZip(content(path)) : files.inFolder(path);
        var now = new Validators(hash(found), null);
        return now.equals(last) ? unchanged(visit.cursor()) : read(visit, found, now);
    }

    private Fetched read(Visit visit, Map<String, byte[]> found, Validators validators) {
        List<String> languages = visit.source().languages();
        String language = languages.isEmpty() ? null : LanguageCode.of(languages.get(0));
        ImportedArticles imported = reader.read(found, visit.source().name(), language).faultless();
        Set<String> published = new HashSet<>();
        imported.articles().forEach(article -> published.add(article.id()));
        published.addAll(imported.leftOut());
        return new Fetched(imported, published, new SyncCursor(null, Map.of("", published.size()), List.of(),
                validators == null ? Map.of() : Map.of(visit.source().url().strip(), validators), true));
    }

    private static Fetched unchanged(SyncCursor cursor) {
        return new Fetched(new ImportedArticles(), null, cursor);
    }

    private byte[] content(Path zip) {
        try {
            if (Files.size(zip) > limits.largestImport().toBytes()) {
                throw new ImportFailed("The file " + zip + " is larger than " + limits.largestImport().toMegabytes()
                        + " MB (aftercare.knowledge.largest-import).");
            }
            return Files.readAllBytes(zip);
        } catch (IOException unreadable) {
            throw new ImportFailed("The file " + zip + " cannot be read: " + unreadable.getMessage() + ".");
        }
    }

    private static Path path(String url) {
        try {
            return url.startsWith("file:") ? Path.of(URI.create(url)) : Path.of(url);
        } catch (IllegalArgumentException unusable) {
            throw new ImportFailed("The url " + url + " is neither a web address nor a folder of this machine.");
        }
    }

    /** Of names and contents: dates of files say little after a check-out. */
    private static String hash(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
