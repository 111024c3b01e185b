package io.aftercare.mail;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at the start what is not protected as long as no mail server of ours is named that checks senders. */
@Component
class SenderCheckNotice {

    private static final Logger LOG = LoggerFactory.getLogger(SenderCheckNotice.class);

    private final MailRoutingProperties settings;
    private final MailProperties mail;

    SenderCheckNotice(MailRoutingProperties settings, MailProperties mail) {
        this.settings = settings;
        this.mail = mail;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        if (mail.imap().configured() && settings.authservId().isEmpty()) {
            LOG.warn("Nobody checks who wrote the mails that are fetched: aftercare.mail.authserv-id is not set. "
                    + "A forged sender is not recognised: anybody can open a request in a customer's name, pass a "
                    + "mail on in an agent's name, or answer a task in an agent's name with its reply address. What "
                    + "answers no letter of ours is let into no conversation without a person, and its Reply-To and "
                    + "Cc are not heeded. Set it to the name under which your mail server writes "
                    + "Authentication-Results.");
        }
    }
}
