package io.aftercare.platform.security;

import io.aftercare.conversation.ports.HttpsUse;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What {@link HttpsSettings} knows, for modules that set cookies. */
@Component
class ConfiguredHttps implements HttpsUse {

    private final boolean byVisitors;

    ConfiguredHttps(Environment environment) {
        this.byVisitors = HttpsSettings.isHttps(environment);
    }

    @Override
    public boolean byVisitors() {
        return byVisitors;
    }
}
