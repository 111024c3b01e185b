package io.aftercare.demo;

import io.aftercare.entitlement.ImportReport;
import io.aftercare.entitlement.Imports;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.platform.StartupAction;
import io.aftercare.platform.StartupLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The products, licences and articles of the demo. They are loaded at every start, because purchases such as the one
 * whose support ends today move with the day of the start.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoCatalogue {

    private static final String ARTICLES = "demo/articles/";

    @Bean
    StartupAction loadDemoCatalogue(Imports imports, ArticleImports articles, StartupLock lock) {
        return new StartupAction(StartupAction.DEMO_DATA, () -> lock.exclusively(() -> {
            complete(imports.loadProducts(read("demo/products.csv"), true));
            complete(imports.loadLicences(read("demo/licences.csv"), true));
            articles.importMarkdown(articles(), "demo", null, true);
        }));
    }

    private static void complete(ImportReport report) {
        if (report.rejected() > 0) {
            throw new IllegalStateException("The demo's own data are faulty: " + report.problems());
        }
    }

    private static Map<String, byte[]> articles() {
        var files = new TreeMap<String, byte[]>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath:" + ARTICLES + "**/*.md")) {
                String address = file.getURL().toString();
                files.put(address.substring(address.lastIndexOf(ARTICLES) + ARTICLES.length()),
                        file.getContentAsByteArray());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    private static byte[] read(String file) {
        try (var content = DemoCatalogue.class.getClassLoader().getResourceAsStream(file)) {
            return content.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
