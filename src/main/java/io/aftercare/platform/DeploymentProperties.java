package io.aftercare.platform;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is deployed, and what may be named in it.
 *
 * @param root      where the folders {@code processes} and {@code forms} begin: the class path, or a folder of one's
 *                  own such as {@code file:/srv/aftercare/}
 * @param variables names of variables in diagrams that only programs of the vendor set or read, through the engine's
 *                  interface
 * @param messages  names of messages and signals in diagrams that only programs of the vendor send or wait for
 */
@ConfigurationProperties("aftercare.deployment")
record DeploymentProperties(@DefaultValue("classpath*:") String root, @DefaultValue Set<String> variables,
        @DefaultValue Set<String> messages) {
}
