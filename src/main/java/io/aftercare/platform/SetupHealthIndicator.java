package io.aftercare.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * What this installation still needs before it can do its work. It starts all the same, says so in the log and, to
 * managers, in the health details.
 */
@Component("setupHealthIndicator")
class SetupHealthIndicator implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(SetupHealthIndicator.class);

    private static final long MEGABYTE = 1L << 20;
    /** Some less than -Xmx256m, of which collectors keep a part for themselves. */
    private static final long SMALLEST_HEAP_MEGABYTES = 230;
    private static final Pattern THIS_MACHINE =
            Pattern.compile("https?://(?:localhost|127\\.[\\d.]+|\\[::1])(?=[:/]|$)",
                    Pattern.CASE_INSENSITIVE);

    private final Environment environment;
    private final IdentityService identities;

    SetupHealthIndicator(Environment environment, IdentityService identities) {
        this.environment = environment;
        this.identities = identities;
    }

    /** What must be set, a sentence each that names the property; empty when all is there. */
    List<String> missing() {
        var missing = new ArrayList<String>();
        need(missing, "aftercare.support.address", "the address customers write to, such as support@example.com");
        need(missing, "aftercare.mail.imap.host", "the server mails are fetched from");
        need(missing, "spring.mail.host", "the server mails are sent through");
        String baseUrl = environment.getProperty("aftercare.base-url", "");
        if (!isDemo() && THIS_MACHINE.matcher(baseUrl).lookingAt()) {
            missing.add("Set aftercare.base-url: the address customers reach the help centre by, such as "
                    + "https://support.example.com. The links in our mails begin with it, and " + baseUrl
                    + " leads nobody but this machine anywhere.");
        }
        if (identities.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count() == 0) {
            missing.add(
                    "Set aftercare.admin.user and aftercare.admin.password and start again: the first administrator. "
                            + "Without one nobody can log in or add people.");
        }
        return missing;
    }

    /** What works, but not for long. */
    List<String> advice() {
        var advice = new ArrayList<>(advice(Runtime.getRuntime().maxMemory()));
        if (!isDemo() && environment.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:")) {
            advice.add("Set spring.datasource.url (with username and password) to a PostgreSQL database: "
                    + "the H2 file in use is for trying only.");
        }
        return advice;
    }

    /** @param heap the most memory for objects, in bytes */
    static List<String> advice(long heap) {
        return heap >= SMALLEST_HEAP_MEGABYTES * MEGABYTE ? List.of()
                : List.of("Give Java more memory, -Xmx512m for example: with " + heap / MEGABYTE
                        + " MB it may end in the middle of its work, and mails over " + heap / MEGABYTE / 10
                        + " MB are not taken in whole.");
    }

    @Override
    public Health health() {
        var missing = missing();
        // UNKNOWN does not take the whole application out of service: what is set up works.
        var health = missing.isEmpty() ? Health.up() : Health.unknown().withDetail("missing", missing);
        return advice().isEmpty() ? health.build() : health.withDetail("advice", advice()).build();
    }

    @EventListener(ApplicationReadyEvent.class)
    void report() {
        var lines = new ArrayList<>(missing());
        lines.addAll(advice());
        if (!lines.isEmpty()) {
            LOG.warn(
                    "\n\n  Aftercare has started, but still needs:\n   - {}\n  Each can be a property or an "
                            + "environment "
                            + "variable (AFTERCARE_SUPPORT_ADDRESS). To try Aftercare without any of it, start it "
                            + "with the demo "
                            + "profile.\n",
                    String.join("\n   - ", lines));
        }
    }

    private boolean isDemo() {
        return environment.acceptsProfiles(Profiles.of("demo"));
    }

    private void need(List<String> missing, String property, String meaning) {
        if (!StringUtils.hasText(environment.getProperty(property))) {
            missing.add("Set " + property + ": " + meaning + ".");
        }
    }
}
