package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

class EmbeddedDatabaseTest {

    private static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    @TempDir
    Path folder;

    Path data;
    String url;

    @BeforeEach
    void name() {
        data = folder.resolve("deep/data");
        url = "jdbc:h2:file:" + data.resolve("aftercare") + OPTIONS;
    }

    @Test
    void aNewDatabaseIsClosedToEverybodyElse() throws Exception {
        String password = EmbeddedDatabase.passwordOf(url, "sa");
        make("sa", password);

        assertThat(password).matches("[0-9a-f]{64}");
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("aftercare.password"))).isEqualTo("rw-------");
        assertRefuses("");
        assertThat(EmbeddedDatabase.passwordOf(url, "sa")).isEqualTo(password);
        open(password);
        assertThat(EmbeddedDatabase.passwordOf(url.replace("deep/data", "other"), "sa")).isNotEqualTo(password);
    }

    @Test
    void aDatabaseOfAnEarlierVersionGetsAPassword() throws Exception {
        make("sa", "");

        String password = EmbeddedDatabase.passwordOf(url, "sa");

        open(password);
        assertRefuses("");
        assertThat(EmbeddedDatabase.passwordOf(url, "sa")).isEqualTo(password);
    }

    @Test
    void aCrashWhileItGetsOneLocksNobodyOut() throws Exception {
        make("sa", "");
        String begun = "0123456789abcdef".repeat(4);
        Files.writeString(data.resolve("aftercare.password.new"), begun);

        assertThat(EmbeddedDatabase.passwordOf(url, "sa")).as("before the database had it").isEqualTo(begun);
        open(begun);

        Files.move(data.resolve("aftercare.password"), data.resolve("aftercare.password.new"));
        assertThat(EmbeddedDatabase.passwordOf(url, "sa")).as("after").isEqualTo(begun);
        open(begun);

        Files.delete(data.resolve("aftercare.password"));
        Files.delete(data.resolve("aftercare.mv.db"));
        Files.writeString(data.resolve("aftercare.password.new"), "");
        assertThat(EmbeddedDatabase.passwordOf(url, "sa")).as("nothing written yet").matches("[0-9a-f]{64}");
    }

    @Test
    void whoLosesThePasswordIsToldWhatToDo() throws Exception {
        make("sa", "lost");

        assertThatThrownBy(() -> EmbeddedDatabase.passwordOf(url, "sa")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("put the file with it").hasMessageContaining("spring.datasource.password");
        open("lost");
    }

    @Test
    void otherDatabasesAreLeftAsTheyAreConfigured() {
        for (String other : new String[] {"jdbc:postgresql://db.example/aftercare", "jdbc:h2:mem:x"}) {
            assertThat(connection(other, "somebody", "secret")).extracting(JdbcConnectionDetails::getJdbcUrl,
                    JdbcConnectionDetails::getUsername, JdbcConnectionDetails::getPassword)
                    .containsExactly(other, "somebody", "secret");
        }
        assertThat(connection("jdbc:h2:mem:x", "sa", null).getPassword()).isEmpty();
        assertThat(connection(url, "sa", "my own").getPassword()).isEqualTo("my own");
        assertThat(connection(url, "sa", "").getPassword()).hasSize(64);
    }

    @Test
    void thePasswordIsNotShown() {
        var connection = connection(url, "sa", null);

        assertThat(connection.toString()).doesNotContain(connection.getPassword());
    }

    @Test
    void aFolderThatWasThereBeforeStaysAsItIs() throws IOException {
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataFolder.prepare(data);

        assertThat(permissions(data)).isEqualTo("rwxr-xr-x");
    }

    private static JdbcConnectionDetails connection(String url, String user, String password) {
        var settings = new DataSourceProperties();
        settings.setUrl(url);
        settings.setUsername(user);
        settings.setPassword(password);
        return new EmbeddedDatabase().databaseConnection(settings);
    }

    private void make(String user, String password) throws SQLException {
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement()) {
            statement.execute("create table kept (id int)");
        }
    }

    private void open(String password) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "sa", password);
                var statement = connection.createStatement()) {
            statement.execute("select id from kept");
        }
    }

    private void assertRefuses(String password) {
        assertThatThrownBy(() -> open(password)).isInstanceOf(SQLException.class)
                .hasMessageContaining("Wrong user name or password");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
