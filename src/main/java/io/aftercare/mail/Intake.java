package io.aftercare.mail;

import io.aftercare.mail.IntakeQueue.Candidate;
import io.aftercare.mail.IntakeQueue.Claim;
import io.aftercare.mail.reading.TimeLimitedReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes stored mails in, oldest first: each is claimed, read outside of any transaction, and routed in one. One that
 * fails is tried three times and then quarantined as a task for a person; it never holds up the next. So is one whose
 * handling was begun three times and came to no end, because it took the process with it, and one that takes too long.
 * Several threads may do this at once.
 */
@Component
class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final IntakeQueue mails;
    private final TimeLimitedReader parsing;
    private final InboundMailRouter router;
    private final InboundMailOutcomes outcomes;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final Timer reading;
    private final Timer receiving;
    private final Set<Claim> inHand = ConcurrentHashMap.newKeySet();
    private final int roomKilobytes;
    /** Of the memory for all mails that are read at once; a large one waits until there is room. */
    private final Semaphore room;

    @Autowired
    Intake(IntakeQueue mails, TimeLimitedReader parsing, InboundMailRouter router, InboundMailOutcomes outcomes,
            PlatformTransactionManager transactions, MeterRegistry meters) {
        this(mails, parsing, router, outcomes, transactions, meters,
                MailSizeProperties.within(Long.MAX_VALUE, Runtime.getRuntime().maxMemory()));
    }

    /** @param most bytes of all mails that are read at the same time; a larger one is read alone */
    Intake(IntakeQueue mails, TimeLimitedReader parsing, InboundMailRouter router, InboundMailOutcomes outcomes,
            PlatformTransactionManager transactions, MeterRegistry meters, long most) {
        this.mails = mails;
        this.parsing = parsing;
        this.router = router;
        this.outcomes = outcomes;
        this.transaction = new TransactionTemplate(transactions);
        this.meters = meters;
        this.roomKilobytes = Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(1, most / 1024)));
        this.room = new Semaphore(roomKilobytes, true);
        this.reading = Timer.builder("aftercare.mail.time").description("Time a mail takes").tag("stage", "parse")
                .register(meters);
        this.receiving = Timer.builder("aftercare.mail.time").description("Time a mail takes").tag("stage", "receive")
                .register(meters);
    }

    /** Who takes mails in, and may want to be told of each. */
    @FunctionalInterface
    interface Worker {

        /** Asked before each mail. */
        boolean goesOn();

        /** The mail is in hand from now on. */
        default void takes(long mail) {
        }

        /** Nothing is in hand any more. */
        default void laysDown() {
        }
    }

    /**
     * Handles everything that is due.
     *
     * @return how many mails were dealt with
     */
    int takeInAll(Worker worker) {
        int count = 0;
        boolean more = true;
        while (more && worker.goesOn()) {
            while (worker.goesOn() && takeInNext(worker)) {
                count++;
            }
            more = prepare();
        }
        return count;
    }

    private boolean prepare() {
        try {
            return mails.prepare() > 0;
        } catch (DuplicateKeyException | ConcurrencyFailureException others) {
            // Another thread or node prepares the same mails at this moment.
            return true;
        }
    }

    /**
     * Quarantines a mail whose handling takes too long. The thread that has it in hand cannot be stopped; whatever it
     * does later is rolled back.
     */
    void abandon(long mail, Duration longest) {
        transaction.executeWithoutResult(status -> mails.find(mail).ifPresent(waiting -> outcomes.quarantined(waiting,
                "Taking it in took longer than " + longest.toSeconds() + " s (aftercare.mail.longest-intake).")));
    }

    /** Makes the claims on mails in hand last, so that a mail which is read for long is not read by others as well. */
    void renewClaims() {
        inHand.forEach(mails::renew);
    }

    /** @return false when nothing is due */
    private boolean takeInNext(Worker worker) {
        // Looked for outside of any transaction: mostly there is nothing, and then there is nothing to commit.
        List<Candidate> candidates = mails.candidates();
        Optional<Claim> next = candidates.isEmpty() ? Optional.empty() : mails.claimFirst(candidates);
        next.ifPresent(claim -> {
            inHand.add(claim);
            int kilobytes = Math.min(roomKilobytes, claim.mail().raw().length / 1024 + 1);
            room.acquireUninterruptibly(kilobytes);
            // The time it may take does not run while it waits for room.
            worker.takes(claim.mail().id());
            try {
                takeIn(claim);
            } catch (RuntimeException | Error failure) {
                failed(claim, failure);
            } finally {
                room.release(kilobytes);
                inHand.remove(claim);
                worker.laysDown();
            }
        });
        return next.isPresent();
    }

    private void takeIn(Claim claim) {
        InboundMail incoming = claim.mail();
        if (incoming.begun() >= ATTEMPTS) {
            finish(claim, () -> outcomes.quarantined(incoming, "Taking it in was begun " + ATTEMPTS
                    + " times and never came to an end: it took too long or brought the program down."));
            return;
        }
        try {
            route(claim, reading.record(() -> ReadMail.of(incoming.raw(), parsing)));
        } catch (TimeLimitedReader.TooSlow late) {
            if (incoming.forced()) {
                route(claim, ReadMail.placeholder(incoming.raw(), late.getMessage()));
            } else {
                finish(claim, () -> outcomes.quarantined(incoming, late.getMessage()));
            }
        }
    }

    private void route(Claim claim, ReadMail mail) {
        finish(claim, () -> receiving.record(() -> router.route(claim.mail(), mail)));
    }

    /** Brings the handling of a mail to its end, all or nothing, unless others have taken it over meanwhile. */
    private void finish(Claim claim, Runnable end) {
        long id = claim.mail().id();
        transaction.executeWithoutResult(status -> {
            if (mails.hold(claim)) {
                end.run();
                mails.release(id);
            } else {
                LOG.info("Mail {} was taken over while it was read; nothing is done about it here.", id);
                mails.ended(id);
                mails.giveBack(claim);
            }
        });
    }

    private void failed(Claim claim, Throwable failure) {
        InboundMail mail = claim.mail();
        String reason = "It could not be taken in: " + (failure.getMessage() == null ? failure : failure.getMessage());
        LOG.warn("Mail {} could not be taken in, attempt {} of {}.", mail.id(), mail.attempts() + 1, ATTEMPTS, failure);
        count("failed");
        try {
            transaction.executeWithoutResult(status -> {
                mails.ended(mail.id());
                if (!mails.hold(claim)) {
                    mails.giveBack(claim);
                } else if (mail.attempts() + 1 >= ATTEMPTS) {
                    mails.retry(mail.id(), reason, Duration.ZERO);
                    outcomes.quarantined(mail, reason);
                    mails.release(mail.id());
                } else {
                    // The first time at once: what failed by colliding with another transaction works then.
                    mails.retry(mail.id(), reason, mail.attempts() == 0 ? Duration.ZERO : PAUSE);
                    mails.giveBack(claim);
                }
            });
        } catch (RuntimeException | Error notQuarantined) {
            LOG.error("Mail {} could not be quarantined; it will be tried again.", mail.id(), notQuarantined);
            transaction.executeWithoutResult(status -> {
                mails.ended(mail.id());
                mails.retry(mail.id(), reason, PAUSE);
                mails.giveBack(claim);
            });
        }
    }

    private void count(String result) {
        meters.counter("aftercare.mail.intake", List.of(Tag.of("result", result))).increment();
    }
}
