package io.aftercare.platform;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Fills a new database with what every profile needs: groups, their authorizations, filters, an administrator. */
@Configuration(proxyBeanMethods = false)
class InitialSetup {

    @Bean
    StartupAction fillNewDatabase(StartupLock lock, GroupAuthorizations authorizations, TasklistFilters filters,
            FirstAdministrator administrator) {
        return new StartupAction(StartupAction.INITIAL_SETUP, () -> lock.exclusively(() -> {
            authorizations.create();
            filters.create();
            administrator.createIfNone();
        }));
    }
}
