package io.aftercare.mail;

import io.aftercare.mail.reading.TimeLimitedReader;
import jakarta.mail.util.StreamProvider;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the reading of mails, which knows of no settings, the time it may take. */
@Configuration(proxyBeanMethods = false)
class MailReadingConfiguration {

    static {
        // Named, it is not looked for in all jars for each part of each mail that is read or sent.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    /** Reads within {@code aftercare.mail.longest-parse}. */
    @Bean
    TimeLimitedReader mailParsing(MailProperties properties) {
        return new TimeLimitedReader(properties.longestParse());
    }
}
