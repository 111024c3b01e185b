package io.aftercare.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the folders {@code processes} and {@code forms} are found.
 *
 * @param root a Spring resource location that ends where the two folder names begin; the class path by default
 */
@ConfigurationProperties("aftercare.deployment")
record DeploymentSource(@DefaultValue("classpath*:") String root) {
}
