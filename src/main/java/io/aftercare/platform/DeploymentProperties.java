package io.aftercare.platform;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is deployed, and what may be named in it.
 *
 * @param root      a Spring resource location that ends where the folders {@code processes} and {@code forms} begin;
 *                  the class path by default
 * @param variables that programs of the vendor set or read through the engine's interface
 * @param messages  and signals that such programs send or wait for
 */
@ConfigurationProperties("aftercare.deployment")
record DeploymentProperties(@DefaultValue("classpath*:") String root, @DefaultValue Set<String> variables,
        @DefaultValue Set<String> messages) {
}
