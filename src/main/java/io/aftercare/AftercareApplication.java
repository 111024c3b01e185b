package io.aftercare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Aftercare: the engine, its web applications, the mail channel and the help centre in one process. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class AftercareApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(AftercareApplication.class, arguments);
    }
}
