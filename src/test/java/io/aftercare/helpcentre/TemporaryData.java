package io.aftercare.helpcentre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Gives an application under test a data folder of its own that goes when the tests end. */
class TemporaryData implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path folder = Files.createTempDirectory("aftercare-help-centre");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            TestPropertyValues.of("aftercare.data=" + folder).applyTo(context);
        } catch (IOException noFolder) {
            throw new IllegalStateException(noFolder);
        }
    }
}
