package io.aftercare.platform;

import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How decision tables are evaluated, by the process engine and beside it. */
@Configuration(proxyBeanMethods = false)
class DecisionEngineConfiguration {

    /** Evaluates tables without a process, and without keeping in the history what they were asked. */
    @Bean
    DmnEngine decisionTablesWithoutHistory() {
        return settings().buildEngine();
    }

    static DefaultDmnEngineConfiguration settings() {
        var settings = (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        settings.setFeelEngineFactory(CachingFeelEngine::new);
        settings.setElProvider(NoScripts.IN_DECISIONS);
        settings.setScriptEngineResolver(language -> {
            throw NoScripts.refusal(language);
        });
        return settings;
    }
}
