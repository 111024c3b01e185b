package io.aftercare.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes stored mails in, oldest first, each in a transaction of its own: read, then received.
 * One that fails is tried three times and then parked as a task for a person; it never holds up the next. So is one
 * whose handling was begun three times and came to no end, because it never returned or took the process with it.
 */
@Component
class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final IncomingMails mails;
    private final MailParsing parsing;
    private final Reception reception;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    Intake(IncomingMails mails, MailParsing parsing, Reception reception, PlatformTransactionManager transactions,
            MeterRegistry meters) {
        this.mails = mails;
        this.parsing = parsing;
        this.reception = reception;
        this.transaction = new TransactionTemplate(transactions);
        this.meters = meters;
    }

    /**
     * Handles everything that is due.
     *
     * @param goOn asked before each mail
     * @return how many mails were dealt with
     */
    int takeInAll(BooleanSupplier goOn) {
        int count = 0;
        while (goOn.getAsBoolean() && takeInNext()) {
            count++;
        }
        return count;
    }

    /** @return false when nothing is due */
    private boolean takeInNext() {
        var current = new AtomicReference<IncomingMail>();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<IncomingMail> next = mails.claimNext();
                current.set(next.orElse(null));
                next.ifPresent(this::takeIn);
                return next.isPresent();
            }));
        } catch (RuntimeException | Error failure) {
            if (current.get() == null) {
                throw failure;
            }
            failed(current.get(), failure);
            return true;
        }
    }

    private void takeIn(IncomingMail incoming) {
        if (mails.begun(incoming.id()) > ATTEMPTS) {
            reception.park(incoming, "Taking it in was begun " + ATTEMPTS + " times and never came to an end: it took too long or "
                    + "brought the program down.");
            return;
        }
        ParsedMail mail;
        try {
            mail = parsing.read(incoming.raw());
        } catch (MailParsing.TooSlow late) {
            if (!incoming.insisted()) {
                reception.park(incoming, late.getMessage());
                return;
            }
            mail = MailReader.placeholder(incoming.raw(), late.getMessage());
        }
        reception.receive(incoming, mail);
    }

    private void failed(IncomingMail incoming, Throwable failure) {
        String reason = "It could not be taken in: " + (failure.getMessage() == null ? failure : failure.getMessage());
        LOG.warn("Mail {} could not be taken in, attempt {} of {}.", incoming.id(), incoming.attempts() + 1,
                ATTEMPTS, failure);
        count("failed");
        try {
            transaction.executeWithoutResult(status -> mails.claim(incoming.id()).ifPresent(mail -> {
                mails.ended(mail.id());
                if (mail.attempts() + 1 >= ATTEMPTS) {
                    mails.retry(mail.id(), reason, Duration.ZERO);
                    reception.park(mail, reason);
                } else {
                    // The first time at once: what failed by colliding with another transaction works then.
                    mails.retry(mail.id(), reason, mail.attempts() == 0 ? Duration.ZERO : PAUSE);
                }
            }));
        } catch (RuntimeException notParked) {
            LOG.error("Mail {} could not be parked; it will be tried again.", incoming.id(), notParked);
            transaction.executeWithoutResult(status -> {
                mails.ended(incoming.id());
                mails.retry(incoming.id(), reason, PAUSE);
            });
        }
    }

    private void count(String result) {
        meters.counter("aftercare.mail.intake", List.of(Tag.of("result", result))).increment();
    }
}
