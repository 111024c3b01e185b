package io.aftercare.knowledge.sources;

import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much an import may hold, and what is imported at every start.
 *
 * @param folder         a folder of Markdown articles imported at every start; null for none
 * @param largestImport  size of an import file, and of all that a zip holds, unpacked
 * @param largestArticle size of one article: of a file in a folder or zip, unpacked, or of the HTML of a site
 * @param mostArticles   articles in one import, and entries in a zip
 * @param longestReading how long reading one article may take; one that takes longer is left out
 * @param longestImport  how long reading all articles of an import may take
 */
@Validated
@ConfigurationProperties("aftercare.knowledge")
record ImportProperties(Path folder, @DefaultValue("50MB") DataSize largestImport,
        @DefaultValue("2MB") DataSize largestArticle, @DefaultValue("20000") @Positive int mostArticles,
        @DefaultValue("10s") Duration longestReading, @DefaultValue("10m") Duration longestImport) {
}
