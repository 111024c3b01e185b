package io.aftercare.demo;

import io.aftercare.platform.StartupAction;
import io.aftercare.platform.StartupLock;
import io.aftercare.platform.SupportGroups;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** The people of the demo: somebody of each group, created once; who changes a password keeps the change. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
public class DemoPeople {

    private static final Logger LOG = LoggerFactory.getLogger(DemoPeople.class);
    /** One for all, easy to type, and good enough for the password policy, which is on in the demo too. */
    private static final String PASSWORD = "Aftercare-1";

    private static final List<DemoPerson> PEOPLE = List.of(
            person("carla", "Carla Moreau", "answers commercial questions", "répond aux questions commerciales",
                    SupportGroups.COMMERCIAL_SUPPORT),
            person("ursula", "Ursula Lind", "answers questions about use", "répond aux questions d’utilisation",
                    SupportGroups.USAGE_SUPPORT),
            person("theo", "Theo Marsh", "solves technical problems", "résout les problèmes techniques",
                    SupportGroups.TECHNICAL_SUPPORT),
            person("max", "Max Ferrer", "makes patches", "réalise les correctifs",
                    SupportGroups.MAINTENANCE),
            person("maria", "Maria Costa", "decides contested refusals and watches over all",
                    "tranche les refus contestés et veille à l’ensemble",
                    SupportGroups.MANAGERS),
            person("daniel", "Daniel Roth", "designs the processes", "conçoit les processus",
                    SupportGroups.DESIGNERS),
            person("admin", "Ada Quinn", "administers people and everything else",
                    "administre les personnes et tout le reste",
                    SupportGroups.ADMINISTRATORS));

    /** All of them, in the order of the story a visitor follows. */
    public List<DemoPerson> all() {
        return PEOPLE;
    }

    @Bean
    StartupAction createDemoPeople(IdentityService identities, StartupLock lock) {
        return new StartupAction(StartupAction.DEMO_DATA, () -> lock.once("demo-people",
                () -> PEOPLE.forEach(person -> create(person, identities))));
    }

    /** Comes last, so that whoever starts the demo sees it without scrolling. */
    @EventListener
    @Order
    void introduce(ApplicationReadyEvent ready) {
        Environment environment = ready.getApplicationContext().getEnvironment();
        LOG.info("\n\n  Aftercare is at {}\n\n{}\n\n  Tasklist and Cockpit are at {}/camunda\n",
                url(environment), PEOPLE.stream().map(person -> "    %-7s %s   %s, %s".formatted(person.user(),
                        person.password(), person.name(), person.role())).collect(Collectors.joining("\n")),
                url(environment));
    }

    private static void create(DemoPerson person, IdentityService identities) {
        if (identities.createUserQuery().userId(person.user()).count() > 0) {
            return;
        }
        User user = identities.newUser(person.user());
        user.setFirstName(person.name().substring(0, person.name().indexOf(' ')));
        user.setLastName(person.name().substring(person.name().indexOf(' ') + 1));
        user.setEmail(person.address());
        user.setPassword(person.password());
        identities.saveUser(user);
        person.groups().forEach(group -> identities.createMembership(person.user(), group));
    }

    private static DemoPerson person(String user, String name, String role, String frenchRole,
            String group) {
        return new DemoPerson(user, PASSWORD, name, role, frenchRole, List.of(group));
    }

    /** Where it really listens; the configured base URL may name a port that is none. */
    private static String url(Environment environment) {
        return "http://localhost:" + environment.getProperty("local.server.port")
                + environment.getProperty("server.servlet.context-path", "");
    }
}
