package io.aftercare.helpcentre;

import io.aftercare.knowledge.Feedback;
import io.aftercare.process.RequestProcess;
import io.aftercare.testing.StartsApplication;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/**
 * The whole application with pages, database and knowledge base; only the process is played (by {@link PlayedProcess}),
 * and what the search learns is watched.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=jdbc:h2:mem:help-centre;DB_CLOSE_DELAY=-1", "camunda.bpm.job-execution.enabled=false",
        "aftercare.support.address=support@aftercare.example", "aftercare.support.name=Lignée Support",
        "aftercare.public-form.most-files=3", "aftercare.public-form.largest-file=2KB",
        "aftercare.public-form.largest-request=4KB", "aftercare.public-form.per-network=100",
        "aftercare.public-form.searches-per-network=200", "aftercare.public-form.searches-period=10h",
        "aftercare.public-form.typing-per-network=100", "aftercare.public-form.typing-period=10h"})
@ContextConfiguration(initializers = TemporaryData.class)
@AutoConfigureMockMvc
@Import(PlayedProcess.class)
@MockitoBean(types = {RequestProcess.class, Feedback.class})
@interface HelpCentreTest {
}
