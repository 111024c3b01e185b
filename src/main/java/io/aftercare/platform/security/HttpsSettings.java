package io.aftercare.platform.security;

import java.time.Duration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Behind https, cookies are secure and browsers are told to stay with https. {@code aftercare.https} says whether that
 * is so; unless it is set, {@code aftercare.base-url} does.
 */
@Configuration(proxyBeanMethods = false)
class HttpsSettings {

    /** A year; includes no subdomains, which are not ours to decide about. */
    static final Duration STAY_WITH_HTTPS = Duration.ofDays(365);

    static boolean isHttps(Environment environment) {
        return environment.getProperty("aftercare.https", Boolean.class,
                environment.getProperty("aftercare.base-url", "").toLowerCase().startsWith("https:"));
    }

    @Bean
    static BeanPostProcessor secureWebapp(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof CamundaBpmProperties engine && isHttps(environment)) {
                    var webapp = engine.getWebapp();
                    webapp.getCsrf().setEnableSecureCookie(true);
                    webapp.getSessionCookie().setEnableSecureCookie(true);
                    webapp.getHeaderSecurity().setHstsDisabled(false);
                    webapp.getHeaderSecurity().setHstsValue("max-age=" + STAY_WITH_HTTPS.toSeconds());
                }
                return bean;
            }
        };
    }
}
