package io.aftercare.mail;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By what incoming mails are judged.
 *
 * @param authservId     the identifiers, such as {@code mx.example.com}, under which our own mail servers write
 *                       Authentication-Results; with none, nobody's are believed
 * @param mostRecipients a mail to more people than these makes none of them a participant of the conversation
 */
@ConfigurationProperties("aftercare.mail")
record MailRoutingProperties(@DefaultValue List<String> authservId, @DefaultValue("20") int mostRecipients) {

    MailRoutingProperties {
        authservId = authservId.stream().map(String::strip).filter(id -> !id.isEmpty()).toList();
    }
}
