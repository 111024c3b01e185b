package io.aftercare.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands each mail that waits to one thread of one node at a time. A claim is committed at once, lasts for a short
 * while, is renewed while the mail is read, and is held by a lock on its row in {@code mail_attempt} while the mail is
 * routed: the mail itself stays free for those who look at it, and a killed node lets go soon. Other changes take part
 * in the caller's transaction.
 */
@Repository
@Transactional
class IntakeQueue {

    /** More than all nodes together have threads that hold the oldest ones. */
    private static final int MOST_CANDIDATES = 60;

    /** Longer than anybody's clocks differ, and short enough for a mail to wait after a node was killed. */
    static final Duration CLAIM = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final Clock clock;

    IntakeQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Whose turn it is to handle a mail, committed when it is handed out.
     *
     * @param mail with the attempts begun before this one
     */
    record Claim(InboundMail mail, String token) {
    }

    /**
     * Claims the first of these mails that is still due and counts that its handling begins; those that others have are
     * passed over. Mails in hand when a process was killed come last and one at a time: so nobody waits for the one to
     * blame, and it shows.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    Optional<Claim> claimFirst(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            Optional<Claim> claim = claim(candidate.id());
            if (claim.isPresent()) {
                begun(candidate.id());
                return claim;
            }
        }
        return Optional.empty();
    }

    /** @param begun attempts that have not come to an end: one is under way, or was when a process was killed */
    record Candidate(long id, String sender, int begun) {
    }

    /**
     * Of the oldest mails those that may be taken in now: none whose sender has an older one waiting, so that what a
     * customer wrote is read in order. A mail that waits for another attempt holds up nobody.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    List<Candidate> candidates() {
        var senders = new HashSet<String>();
        var candidates = new ArrayList<Candidate>();
        boolean suspect = false;
        // By state too, though it is always the same: H2 then goes along the index and stops, instead of sorting all.
        for (Candidate mail : jdbc.sql("""
                select id, sender, unfinished_attempts from incoming_mail where state = 'RECEIVED' and due_at <= :now
                order by state, id limit :most""").param("now", now()).param("most", MOST_CANDIDATES)
                .query((row, index) -> new Candidate(row.getLong("id"), row.getString("sender"),
                        row.getInt("unfinished_attempts")))
                .list()) {
            boolean inOrder = mail.sender() == null || senders.add(mail.sender());
            if (inOrder && !(suspect && mail.begun() > 0)) {
                candidates.add(mail);
            }
            suspect |= mail.begun() > 0;
        }
        candidates.sort(Comparator.comparingInt(Candidate::begun));
        return candidates;
    }

    /** Empty when another thread has the mail or it has been handled meanwhile. */
    private Optional<Claim> claim(long id) {
        if (jdbc.sql("""
                select mail_id from mail_attempt where mail_id = :id
                       and (claimed_until is null or claimed_until <= :now)
                for update skip locked""").param("id", id).param("now", now()).query(Long.class).optional().isEmpty()) {
            return Optional.empty();
        }
        // Looked at again now that nobody else has it.
        Optional<Claim> claim =
                jdbc.sql("select * from incoming_mail where id = :id and state = 'RECEIVED' and due_at <= :now")
                        .param("id", id).param("now", now()).query(InboundMailRepository::read).optional()
                        .map(mail -> new Claim(mail, UUID.randomUUID().toString()));
        claim.ifPresent(ours -> jdbc.sql("""
                update mail_attempt set claim = :claim, claimed_until = :until where mail_id = :id""")
                .param("claim", ours.token()).param("until", now().plus(CLAIM)).param("id", id).update());
        return claim;
    }

    /** Makes a claim last for another while, unless it is held: then it cannot run out. In a transaction of its own. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void renew(Claim claim) {
        jdbc.sql("select mail_id from mail_attempt where mail_id = :id and claim = :claim for update skip locked")
                .param("id", claim.mail().id()).param("claim", claim.token()).query(Long.class).optional()
                .ifPresent(id -> jdbc.sql("update mail_attempt set claimed_until = :until where mail_id = :id")
                        .param("until", now().plus(CLAIM)).param("id", id).update());
    }

    /**
     * Holds a claim until the caller's transaction ends.
     *
     * @return false when it ran out and others have the mail, or a person has decided about it meanwhile
     */
    boolean hold(Claim claim) {
        return jdbc.sql("select mail_id from mail_attempt where mail_id = :id and claim = :claim for update")
                .param("id", claim.mail().id()).param("claim", claim.token()).query(Long.class).optional().isPresent()
                && jdbc.sql(
                        "select count(*) from incoming_mail where id = :id and state = 'RECEIVED' and forced = "
                                + ":forced")
                        .param("id", claim.mail().id()).param("forced", claim.mail().forced()).query(Long.class)
                        .single() > 0;
    }

    /** Gives a claim back: the handling ended, but the mail may be claimed again. */
    void giveBack(Claim claim) {
        jdbc.sql("update mail_attempt set claim = null, claimed_until = null where mail_id = :id and claim = :claim")
                .param("id", claim.mail().id()).param("claim", claim.token()).update();
    }

    /**
     * Makes mails that came in ones that can be claimed; in a transaction of its own, since others are to see it.
     *
     * @return how many
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    int prepare() {
        return jdbc.sql("""
                insert into mail_attempt (mail_id) select m.id from incoming_mail m where m.state = 'RECEIVED'
                and not exists (select 1 from mail_attempt a where a.mail_id = m.id)""").update();
    }

    /** A mail that still waits, though somebody may hold it; locked, unless its handling is about to end. */
    Optional<InboundMail> find(long id) {
        return jdbc.sql("select * from incoming_mail where id = :id and state = 'RECEIVED' for update skip locked")
                .param("id", id).query(InboundMailRepository::read).optional();
    }

    /** Counts a failure; the mail is due again after the pause. */
    void retry(long id, String reason, Duration pause) {
        jdbc.sql("""
                update incoming_mail set attempts = attempts + 1, reason = :reason, due_at = :due
                where id = :id and state = 'RECEIVED'""")
                .param("reason", InboundMailRepository.cut(reason))
                .param("due", clock.instant().plus(pause).atOffset(ZoneOffset.UTC))
                .param("id", id).update();
    }

    /**
     * Counts that the handling of a mail begins; committed with the claim, so that the count outlives a killed process.
     */
    void begun(long id) {
        jdbc.sql("update incoming_mail set unfinished_attempts = unfinished_attempts + 1 where id = :id")
                .param("id", id).update();
    }

    /** The handling that began last ended, well or not. */
    void ended(long id) {
        jdbc.sql("update incoming_mail set unfinished_attempts = greatest(unfinished_attempts - 1, 0) where id = :id")
                .param("id", id).update();
    }

    /** A mail held by the caller needs not be claimed again. */
    void release(long id) {
        jdbc.sql("delete from mail_attempt where mail_id = :id").param("id", id).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
