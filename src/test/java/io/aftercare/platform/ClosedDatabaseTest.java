package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.testing.StartsApplication;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The embedded database closes itself when its disk is full or memory has run out. */
@ExtendWith(OutputCaptureExtension.class)
@StartsApplication
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "aftercare.deployment.root=classpath*:platform-test/", "aftercare.deployment.variables=group,due"})
@DirtiesContext
class ClosedDatabaseTest {

    @LocalServerPort
    int port;
    @Autowired
    DataSource database;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void ownDatabase(DynamicPropertyRegistry properties) throws Exception {
        String data = Files.createTempDirectory("aftercare-closed").toString();
        properties.add("aftercare.data", () -> data);
    }

    @Test
    void whileItIsClosedTheNodeIsNeitherReadyNorLiveAndItComesBackByItself(CapturedOutput log) throws Exception {
        for (String probe : List.of("liveness", "readiness")) {
            assertThat(status("/actuator/health/" + probe)).isEqualTo(200);
        }
        long requests = jdbc.sql("select count(*) from request").query(Long.class).single();
        closeAsWithAFullDisk();
        assertThat(status("/actuator/health")).as("not an error").isEqualTo(503);
        await().pollInterval(Duration.ofMillis(50)).until(() -> status("/actuator/health/liveness") == 503
                && status("/actuator/health/readiness") == 503);
        assertThat(status("/actuator/health")).as("never an error").isIn(200, 503);
        await().atMost(Duration.ofSeconds(30)).until(() -> status("/actuator/health/liveness") == 200
                && status("/actuator/health/readiness") == 200 && status("/actuator/health") == 200);
        assertThat(jdbc.sql("select count(*) from request").query(Long.class).single()).isEqualTo(requests);
        assertThat(log.getAll()).containsOnlyOnce("has closed its file");
    }

    private void closeAsWithAFullDisk() throws Exception {
        try (var connection = database.getConnection()) {
            var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            session.getDatabase().getStore().getMvStore().closeImmediately();
        } catch (SQLException closed) {
            assertThat(closed.getMessage()).contains("closed");
        }
    }

    private int status(String path) throws Exception {
        return new WebSession(port).get(path).statusCode();
    }
}
