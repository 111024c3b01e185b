package io.aftercare.mail;

import static java.util.function.Predicate.not;

import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.reading.AutoReplyDetector;
import io.aftercare.mail.reading.Mailbox;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.process.Staff;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Whom the sender of a mail wrote to besides us, and who of them may take part in the conversation. */
@Component
class CopiedRecipients {

    private final SupportAddress supportAddress;
    private final Staff staff;
    private final MailRoutingProperties settings;
    private final Intermediaries intermediaries;

    CopiedRecipients(SupportAddress supportAddress, Staff staff, MailRoutingProperties settings,
            Intermediaries intermediaries) {
        this.supportAddress = supportAddress;
        this.staff = staff;
        this.settings = settings;
        this.intermediaries = intermediaries;
    }

    /** People of To and Cc; neither we, nor staff, nor robots, nor the sender. Nobody when there are too many. */
    List<String> of(ParsedMail mail) {
        Set<String> named = named(mail);
        if (named.size() > settings.mostRecipients()) {
            return List.of();
        }
        List<String> copied = named.stream().filter(not(mail.from().address()::equals))
                .filter(address -> !supportAddress.ours(address) && !intermediaries.include(address))
                .filter(address -> !AutoReplyDetector.robot(address)).toList();
        Set<String> colleagues = copied.isEmpty() ? Set.of() : staff.addresses();
        return copied.stream().filter(not(colleagues::contains)).toList();
    }

    /** How many addresses stand in To and Cc, the headers that the sender writes. */
    static int count(ParsedMail mail) {
        return named(mail).size();
    }

    /** Who stands in To and Cc. */
    static Set<String> named(ParsedMail mail) {
        var named = new LinkedHashSet<String>();
        mail.to().forEach(mailbox -> named.add(mailbox.address()));
        mail.headers().getOrDefault("cc", List.of()).forEach(value -> Mailbox.parse(value)
                .forEach(mailbox -> named.add(mailbox.address())));
        return named;
    }
}
