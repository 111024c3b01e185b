package io.aftercare.platform.security;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Has the engine ask {@link ThrottledIdentityProvider} for passwords. */
@Component
class LoginThrottlePlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<LoginThrottle> throttle;
    private final ObjectProvider<KnownBrowsers> browsers;

    LoginThrottlePlugin(ObjectProvider<LoginThrottle> throttle, ObjectProvider<KnownBrowsers> browsers) {
        this.throttle = throttle;
        this.browsers = browsers;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return ThrottledIdentityProvider.class;
            }

            @Override
            public Session openSession() {
                return new ThrottledIdentityProvider(throttle::getObject, browsers::getObject);
            }
        });
    }
}
