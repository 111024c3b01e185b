package io.aftercare.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/**
 * The database in a file has a password that is made at the first start and kept beside it, readable for the user alone
 * that runs the program. A database with a password of its own, and any other database, is left as it is configured.
 */
@Configuration(proxyBeanMethods = false)
class EmbeddedDatabase {

    private static final String IN_A_FILE = "jdbc:h2:file:";
    private static final String WRONG_PASSWORD = "28000";

    @Bean
    JdbcConnectionDetails databaseConnection(DataSourceProperties settings) {
        String url = settings.determineUrl();
        String password = url.startsWith(IN_A_FILE) && !StringUtils.hasText(settings.getPassword())
                ? passwordOf(url, settings.determineUsername())
                : settings.determinePassword();
        return new Access(url, settings.determineUsername(), password, settings.determineDriverClassName());
    }

    /** The one that is kept; or a new one, which the database has from now on. */
    static String passwordOf(String url, String user) {
        Path database = Path.of(url.substring(IN_A_FILE.length()).split(";", 2)[0]
                .replaceFirst("^~(?=/)", System.getProperty("user.home").replace("\\", "\\\\")));
        Path kept = database.resolveSibling(database.getFileName() + ".password");
        Path begun = database.resolveSibling(database.getFileName() + ".password.new");
        try {
            if (Files.exists(kept)) {
                return Files.readString(kept).strip();
            }
            if (Files.notExists(kept.toAbsolutePath().getParent())) {
                DataFolder.prepare(kept.toAbsolutePath().getParent());
            }
            if (Files.notExists(begun) || Files.size(begun) == 0) {
                Files.deleteIfExists(begun);
                write(begun, random());
            }
            // Kept under its final name only once the database has it, so that no crash leaves them apart.
            String password = Files.readString(begun).strip();
            if (Files.exists(database.resolveSibling(database.getFileName() + ".mv.db"))) {
                giveTo(url, user, password);
            }
            Files.move(begun, kept, StandardCopyOption.ATOMIC_MOVE);
            return password;
        } catch (NoSuchFileException takenByAnother) {
            throw new IllegalStateException("Another Aftercare starts with the same database. Start one only, or set "
                    + "spring.datasource.url to PostgreSQL, which several can share.", takenByAnother);
        } catch (IOException unusable) {
            throw new UncheckedIOException("The password of the database cannot be kept in " + kept.toAbsolutePath()
                    + ". Give aftercare.data a folder that can be written.", unusable);
        }
    }

    /** A database of an earlier version has none; after a crash it may have got it already. */
    private static void giveTo(String url, String user, String password) {
        try (Connection own = DriverManager.getConnection(url, user, "");
                Statement statement = own.createStatement()) {
            // Hexadecimal digits need no quoting.
            statement.execute("alter user " + user + " set password '" + password + "'");
        } catch (SQLException failure) {
            if (!WRONG_PASSWORD.equals(failure.getSQLState()) || !opens(url, user, password)) {
                throw new IllegalStateException("The database " + url + " cannot be opened (" + failure.getMessage()
                        + "). If it has a password, put the file with it, whose name ends in .password, back beside "
                        + "it, or set spring.datasource.password.", failure);
            }
        }
    }

    private static boolean opens(String url, String user, String password) {
        try (Connection own = DriverManager.getConnection(url, user, password)) {
            return own.isValid(0);
        } catch (SQLException refused) {
            return false;
        }
    }

    private static void write(Path file, String password) throws IOException {
        FileAttribute<?>[] forUsOnly = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Files.createFile(file, forUsOnly);
        Files.writeString(file, password + "\n", StandardOpenOption.DSYNC);
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private record Access(String url, String user, String password, String driver) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return password;
        }

        @Override
        public String getDriverClassName() {
            return driver;
        }

        @Override
        public String toString() {
            return "Access[url=" + url + ", user=" + user + "]";
        }
    }
}
