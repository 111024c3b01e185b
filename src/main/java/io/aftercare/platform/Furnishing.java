package io.aftercare.platform;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a new database has none of and every profile needs. */
@Configuration(proxyBeanMethods = false)
class Furnishing {

    @Bean
    StartStep furnish(StartLock start, GroupGrants grants, TasklistFilters filters,
            FirstAdministrator administrator) {
        return new StartStep(StartStep.FURNISH, () -> start.whileAlone(() -> {
            grants.give();
            filters.create();
            administrator.createIfNone();
        }));
    }
}
