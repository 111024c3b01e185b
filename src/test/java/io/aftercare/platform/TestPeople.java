package io.aftercare.platform;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** People in the groups that the application made itself. */
@TestConfiguration(proxyBeanMethods = false)
public class TestPeople {

    public static final String PASSWORD = "Mind-The-Gap-7";
    public static final String AGENT = "alan";
    public static final String OTHER_AGENT = "cora";
    public static final String MANAGER = "mona";
    public static final String DESIGNER = "dora";
    public static final String NOBODY = "norman";
    public static final String ADMIN = "root";

    @Bean
    StartupAction testPeople(IdentityService identities) {
        return new StartupAction(StartupAction.INITIAL_SETUP + 1, () -> Map.of(
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

    public static String passwordOf(String user) {
        return user.equals(ADMIN) ? StartedApplication.ADMIN_PASSWORD : PASSWORD;
    }
}
