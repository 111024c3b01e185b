package io.aftercare.platform;

import io.aftercare.testing.StartsApplication;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * The whole application without the demo, on a free port and an empty database, shared by all tests that ask for it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@StartsApplication
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        // Of its own each time: the application is started again when others have taken its place in the meantime.
        "spring.datasource.url=jdbc:h2:mem:platform-${random.uuid};DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000",
        "aftercare.data=target/platform-test",
        "aftercare.deployment.root=classpath*:platform-test/",
        // The tests give these to the processes they start.
        "aftercare.deployment.variables=group,due",
        "aftercare.admin.user=root",
        "aftercare.admin.password=" + StartedApplication.ADMIN_PASSWORD,
        // Tests of Spring Boot switch it off.
        "management.prometheus.metrics.export.enabled=true",
        "aftercare.metrics.token=" + StartedApplication.METRICS_TOKEN})
@Import({Probes.class, TestPeople.class})
public @interface StartedApplication {

    String ADMIN_PASSWORD = "Over-And-0ut!";
    String METRICS_TOKEN = "of-the-monitor";
}
