package io.aftercare.process;

import io.aftercare.platform.StartupAction;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Refuses to start with tables of origins that would direct a customer nowhere, and lets open forms offer what is new. */
@Configuration(proxyBeanMethods = false)
class OriginTablesAtStart {

    @Bean
    StartupAction checkOrigins(OriginTableCheck check, DeployedTables tables, OriginChoices choices) {
        return new StartupAction(StartupAction.DEPLOYMENT + 1, () -> {
            if (!tables.deployed(SupportRequest.COMPETENT_SERVICE_DECISION) || !tables.deployed(SupportRequest.ORIGIN_SIGNALS_DECISION)) {
                // Processes of somebody's own, without ours, know no origins.
                return;
            }
            List<String> problems = check.problems(tables.newest(SupportRequest.COMPETENT_SERVICE_DECISION).model(),
                    tables.newest(SupportRequest.ORIGIN_SIGNALS_DECISION).model());
            if (!problems.isEmpty()) {
                throw new IllegalStateException("Correct this in the Modeler and start again:\n" + String.join("\n", problems));
            }
            choices.renew();
        });
    }
}
