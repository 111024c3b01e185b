package io.aftercare.process;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;

import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.conversation.ports.StaffMailSender;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.stories.EngineTime;
import io.aftercare.testing.StartsApplication;
import io.aftercare.triage.TextTriage;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.community.process_test_coverage.spring_test.platform7.ProcessEngineCoverageConfiguration;
import org.camunda.community.process_test_coverage.spring_test.platform7.ProcessEngineCoverageTestExecutionListener;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A class of tests that goes ways through the diagrams with the real steps, tables and letters; only triage, search and
 * the transport of mail are told what to say. It belongs to {@link ProcessPathsTest}, with one application for all.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = {
        "spring.datasource.url=jdbc:h2:mem:paths;DB_CLOSE_DELAY=-1", "camunda.bpm.job-execution.enabled=false",
        "aftercare.support.address=support@aftercare.example", "aftercare.data=target/test-data/paths",
        "aftercare.requests.look-for-pending-every=1h"})
@Import({EngineTime.class, ProcessEngineCoverageConfiguration.class, PathFixture.class, ProcessPaths.Watched.class})
@MockitoBean(types = {TextTriage.class, KnowledgeBase.class, StaffMailSender.class})
@TestExecutionListeners(listeners = ProcessEngineCoverageTestExecutionListener.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
@ExtendWith(ProcessPaths.EachTest.class)
@interface ProcessPaths {

    @TestConfiguration
    class Watched {

        @Bean
        @Primary
        CustomerMailSender watchedCustomerMailSender() {
            return mock(CustomerMailSender.class);
        }

        @Bean
        @Primary
        QuarantinedMails watchedIncomingPost() {
            return mock(QuarantinedMails.class);
        }
    }

    /** Gives each test a customer of its own, and the day back. */
    class EachTest implements BeforeEachCallback, AfterEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {
            SpringExtension.getApplicationContext(context).getBean(PathFixture.class).begins();
        }

        @Override
        public void afterEach(ExtensionContext context) {
            ClockUtil.reset();
        }
    }
}
