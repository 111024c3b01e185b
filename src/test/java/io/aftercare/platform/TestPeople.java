package io.aftercare.platform;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** People in the groups that the application made itself. */
@TestConfiguration(proxyBeanMethods = false)
class TestPeople {

    static final String PASSWORD = "Mind-The-Gap-7";
    static final String AGENT = "theo";
    static final String OTHER_AGENT = "carla";
    static final String MANAGER = "maria";
    static final String DESIGNER = "daniel";
    static final String NOBODY = "norman";
    static final String ADMIN = "root";

    @Bean
    StartStep testPeople(IdentityService identities) {
        return new StartStep(StartStep.FURNISH + 1, () -> Map.of(
                AGENT, SupportGroups.TECHNICAL_SUPPORT,
                OTHER_AGENT, SupportGroups.COMMERCIAL_SUPPORT,
                MANAGER, SupportGroups.MANAGERS,
                DESIGNER, SupportGroups.DESIGNERS,
                NOBODY, "").forEach((name, group) -> {
            var user = identities.newUser(name);
            user.setPassword(PASSWORD);
            identities.saveUser(user);
            if (!group.isEmpty()) {
                identities.createMembership(name, group);
            }
        }));
    }

    static String passwordOf(String user) {
        return user.equals(ADMIN) ? StartedApplication.ADMIN_PASSWORD : PASSWORD;
    }
}
