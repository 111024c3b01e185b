package io.aftercare.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Makes the folder of our data, for the user alone that runs the program, before anybody else makes it or writes into
 * it. One that is there already is left as it is, since it may be meant for more than us, but who may look into it is
 * said.
 */
@Configuration(proxyBeanMethods = false)
class DataFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

    @Bean
    static BeanFactoryPostProcessor dataFolderForUsOnly(Environment environment) {
        return beans -> prepare(Path.of(environment.getRequiredProperty("aftercare.data")));
    }

    /** @throws UncheckedIOException when it is not there and cannot be made */
    static void prepare(Path folder) {
        boolean permissions = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (Files.notExists(folder)) {
                Path made = Files.createDirectories(folder);
                if (permissions) {
                    Files.setPosixFilePermissions(made, OWN);
                }
            } else if (permissions) {
                Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
                others.removeAll(OWN);
                if (!others.isEmpty()) {
                    LOG.warn("Others than the user of this program may look into {}, which holds customers' data. "
                            + "Close it: chmod 700 {}", folder.toAbsolutePath(), folder.toAbsolutePath());
                }
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("The folder " + folder.toAbsolutePath()
                    + " cannot be made. Give aftercare.data a folder that can be written.", unusable);
        }
    }
}
