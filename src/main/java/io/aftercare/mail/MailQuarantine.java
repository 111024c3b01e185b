package io.aftercare.mail;

import io.aftercare.conversation.ports.QuarantinedMail;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.conversation.ports.UnassignedMail;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.mail.reading.TimeLimitedReader;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people decide about quarantined mails. */
@Component
@Transactional
class MailQuarantine implements QuarantinedMails {

    private final InboundMailRepository mails;
    private final TimeLimitedReader parsing;
    private final ApplicationEventPublisher events;

    MailQuarantine(InboundMailRepository mails, TimeLimitedReader parsing, ApplicationEventPublisher events) {
        this.mails = mails;
        this.parsing = parsing;
        this.events = events;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<QuarantinedMail> find(long mail) {
        return mails.find(mail).map(found -> {
            ParsedMail read = null;
            try {
                read = found.raw() == null ? null : parsing.read(found.raw());
            } catch (TimeLimitedReader.TooSlow late) {
                read = MailReader.placeholder(found.raw(), late.getMessage());
            }
            return new QuarantinedMail(found.id(), found.internetId(), found.receivedAt(),
                    read == null ? "" : read.header("from"),
                    read == null ? "" : read.subject(), read == null ? "" : read.text(), found.reason(),
                    read == null ? List.of() : headers(read), found.raw());
        });
    }

    @Override
    @Transactional(readOnly = true)
    public List<UnassignedMail> unassigned(int limit, int offset) {
        return mails.unassigned(limit, offset);
    }

    @Override
    @Transactional(readOnly = true)
    public boolean ignored(long mail) {
        return mails.find(mail).filter(found -> found.state() == InboundMail.State.CLOSED).isPresent();
    }

    @Override
    public List<QuarantinedMail.Header> headers(byte[] raw) {
        try {
            return headers(parsing.read(raw));
        } catch (TimeLimitedReader.TooSlow late) {
            return List.of();
        }
    }

    private static List<QuarantinedMail.Header> headers(ParsedMail mail) {
        return mail.headers().entrySet().stream().flatMap(header -> header.getValue().stream()
                .map(value -> new QuarantinedMail.Header(header.getKey(), value))).toList();
    }

    @Override
    public void takeIn(long mail) {
        if (mails.force(mail)) {
            events.publishEvent(new InboundMailStored());
        } else if (mails.find(mail).filter(found -> found.state() == InboundMail.State.HANDLED).isPresent()) {
            throw new IllegalStateException("Mail " + mail + " has been taken in already and stands with its request. "
                    + "Complete this task by discarding the mail; the request stays.");
        }
    }

    @Override
    public void close(long mail, String reason) {
        mails.closed(mail, reason);
    }
}
