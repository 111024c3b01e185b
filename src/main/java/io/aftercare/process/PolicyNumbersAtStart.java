package io.aftercare.process;

import io.aftercare.platform.StartupAction;
import io.aftercare.policy.PolicyText;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Refuses to start with tables that do not say the numbers of the policy, rather than stop at the first customer. */
@Configuration(proxyBeanMethods = false)
class PolicyNumbersAtStart {

    @Bean
    StartupAction readPolicyNumbers(DeployedTables tables, PolicyText policy) {
        return new StartupAction(StartupAction.DEPLOYMENT + 1, () -> {
            // An application with processes of its own, such as some tests start, has neither.
            if (tables.deployed(SupportRequest.ENTITLEMENT_DECISION) && tables.deployed(SupportRequest.WAITING_TIMES_DECISION)) {
                // The published policy names them all.
                policy.in(Locale.ENGLISH);
            }
        });
    }
}
