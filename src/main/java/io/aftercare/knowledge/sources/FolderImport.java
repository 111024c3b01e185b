package io.aftercare.knowledge.sources;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * A vendor may keep the articles as files beside the application: they are imported at every start. A fault in one of
 * them does not keep support from starting, with the articles there are.
 */
@Component
@ConditionalOnProperty("aftercare.knowledge.folder")
class FolderImport implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FolderImport.class);

    private final ArticleImports imports;
    private final ImportProperties properties;

    FolderImport(ArticleImports imports, ImportProperties properties) {
        this.imports = imports;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try {
            LOG.info("Imported the articles in {}: {}", properties.folder(),
                    imports.importMarkdown(properties.folder(), "folder", null, true));
        } catch (ImportFailed failed) {
            LOG.error("The articles in {} (aftercare.knowledge.folder) stay as they were. {}", properties.folder(),
                    failed.getMessage());
        }
    }
}
