package io.aftercare.desk;

import io.aftercare.testing.StartsApplication;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A test against the started application: own database in memory, own port, no jobs but those the test runs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=jdbc:h2:mem:desk-${random.uuid};DB_CLOSE_DELAY=-1",
        "aftercare.data=${java.io.tmpdir}/aftercare-desk-${random.uuid}",
        "aftercare.support.address=support@aftercare.example",
        "aftercare.admin.user=" + DeskFixture.ADMIN,
        "aftercare.admin.password=" + DeskFixture.PASSWORD,
        // Longer than any test: what was sent leaves when the test lets it.
        "aftercare.desk.undo-sending=1h",
        "camunda.bpm.job-execution.enabled=false"})
@Import(DeskFixture.class)
public @interface DeskTest {
}
