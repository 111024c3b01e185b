package io.aftercare.mail;

import io.aftercare.mail.reading.TimeLimitedReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the reading of mails, which knows of no settings, the time it may take. */
@Configuration(proxyBeanMethods = false)
class MailReadingConfiguration {

    /** Reads within {@code aftercare.mail.longest-parse}. */
    @Bean
    TimeLimitedReader mailParsing(MailProperties properties) {
        return new TimeLimitedReader(properties.longestParse());
    }
}
