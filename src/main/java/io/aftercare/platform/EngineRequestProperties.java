package io.aftercare.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the web applications may ask of the engine.
 *
 * @param largestEngineRequest what a request of a web application to the engine may weigh; a larger one is rejected
 */
@ConfigurationProperties("aftercare.security")
record EngineRequestProperties(@DefaultValue("10MB") DataSize largestEngineRequest) {
}
