package io.aftercare.demo;

import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.mail.javamail.JavaMailSender;

/** Sees to it that the demo's mail server runs before the first message of an earlier run is sent by a job. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoMailConfiguration {

    @Bean
    static ServerBeforeSender serverBeforeSender() {
        return new ServerBeforeSender();
    }

    static final class ServerBeforeSender extends AbstractDependsOnBeanFactoryPostProcessor {

        ServerBeforeSender() {
            super(JavaMailSender.class, DemoMailServer.class);
        }
    }
}
