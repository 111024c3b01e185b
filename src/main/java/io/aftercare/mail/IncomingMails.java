package io.aftercare.mail;

import io.aftercare.mail.IncomingMail.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The fetched mails; every change takes part in the caller's transaction. */
@Repository
@Transactional
class IncomingMails {

    private static final int LONGEST_REASON = 2000;

    private final JdbcClient jdbc;
    private final MailboxPositions positions;
    private final Clock clock;

    IncomingMails(JdbcClient jdbc, MailboxPositions positions, Clock clock) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.clock = clock;
    }

    /**
     * A mail as a server hands it out.
     *
     * @param fullSize what all of it weighs, in bytes, when {@code raw} is only its first part; null when it is all of it
     */
    record Fetched(long uid, byte[] raw, Long fullSize) {
    }

    /**
     * Keeps a batch, all or nothing, and remembers how far the mailbox has been fetched. A mail that is here already is
     * passed over.
     *
     * @return how many were new
     * @throws org.springframework.dao.ConcurrencyFailureException or DuplicateKeyException when another node keeps the
     *         same mails at this very moment; the batch is then to be tried again
     */
    int keep(String mailbox, long uidValidity, List<Fetched> batch) {
        int kept = 0;
        for (Fetched mail : batch) {
            MailReader.Identity identity = MailReader.identity(mail.raw());
            kept += jdbc.sql("""
                    insert into incoming_mail (mailbox, uid_validity, uid, internet_id, sha256, raw, size_bytes,
                                               full_size, state, attempts, insisted, due_at, received_at)
                    select cast(:mailbox as varchar(320)), :validity, :uid, cast(:internetId as varchar(998)),
                           cast(:sha256 as varchar(64)), :raw, :size, cast(:fullSize as bigint), 'RECEIVED', 0, false, :now, :now
                    where not exists (select 1 from incoming_mail where mailbox = :mailbox and internet_id = :internetId
                                      and sha256 = :sha256)""")
                    .param("mailbox", mailbox).param("validity", uidValidity).param("uid", mail.uid())
                    .param("internetId", identity.internetId()).param("sha256", identity.sha256())
                    .param("raw", mail.raw()).param("size", (long) mail.raw().length)
                    .param("fullSize", mail.fullSize(), Types.BIGINT).param("now", now()).update();
            positions.taken(mailbox, uidValidity, mail.uid(), id(mailbox, identity));
        }
        batch.stream().mapToLong(Fetched::uid).max().ifPresent(uid -> positions.advance(mailbox, uidValidity, uid));
        return kept;
    }

    private long id(String mailbox, MailReader.Identity identity) {
        return jdbc.sql("""
                select id from incoming_mail where mailbox = :mailbox and internet_id = :internetId and sha256 = :sha256""")
                .param("mailbox", mailbox).param("internetId", identity.internetId()).param("sha256", identity.sha256())
                .query(Long.class).single();
    }

    /** The oldest mail that is due, locked for the caller's transaction; those other nodes work on are passed over. */
    Optional<IncomingMail> claimNext() {
        return jdbc.sql("""
                select * from incoming_mail where state = 'RECEIVED' and due_at <= :now
                order by id limit 1 for update skip locked""").param("now", now())
                .query(IncomingMails::read).optional();
    }

    /** A mail still to be handled, locked; empty when another node has it or it has been handled meanwhile. */
    Optional<IncomingMail> claim(long id) {
        return jdbc.sql("select * from incoming_mail where id = :id and state = 'RECEIVED' for update skip locked")
                .param("id", id).query(IncomingMails::read).optional();
    }

    @Transactional(readOnly = true)
    Optional<IncomingMail> find(long id) {
        return jdbc.sql("select * from incoming_mail where id = :id").param("id", id).query(IncomingMails::read).optional();
    }

    /** The mail stands with its message now, and so do its bytes. */
    void handled(long id, long messageId) {
        jdbc.sql("""
                update incoming_mail set state = 'HANDLED', message_id = :message, reason = null, raw = null,
                       handled_at = :now where id = :id""")
                .param("message", messageId).param("now", now()).param("id", id).update();
        forgetAttempts(id);
    }

    /** A person is to look at it. */
    void parked(long id, String reason) {
        finish(id, State.PARKED, reason);
    }

    /** Nothing more is to be done. */
    void closed(long id, String reason) {
        finish(id, State.CLOSED, reason);
    }

    private void finish(long id, State state, String reason) {
        jdbc.sql("update incoming_mail set state = :state, reason = :reason, handled_at = :now "
                + "where id = :id and state <> 'HANDLED'")
                .param("state", state.name()).param("reason", cut(reason)).param("now", now()).param("id", id).update();
        forgetAttempts(id);
    }

    /** Counts a failure; the mail is due again after the pause. */
    void retry(long id, String reason, Duration pause) {
        jdbc.sql("""
                update incoming_mail set attempts = attempts + 1, reason = :reason, due_at = :due
                where id = :id and state = 'RECEIVED'""")
                .param("reason", cut(reason)).param("due", clock.instant().plus(pause).atOffset(ZoneOffset.UTC))
                .param("id", id).update();
    }

    /**
     * Counts that the handling of a mail begins, in a transaction of its own, so that the count outlives a killed process.
     *
     * @return how often it was begun without an end, this time included
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    int begun(long id) {
        if (jdbc.sql("update mail_attempt set begun = begun + 1 where mail_id = :id").param("id", id).update() == 0) {
            jdbc.sql("insert into mail_attempt (mail_id, begun) values (:id, 1)").param("id", id).update();
        }
        return jdbc.sql("select begun from mail_attempt where mail_id = :id").param("id", id).query(Integer.class).single();
    }

    /** The handling that began last ended, well or not. */
    void ended(long id) {
        jdbc.sql("update mail_attempt set begun = begun - 1 where mail_id = :id").param("id", id).update();
    }

    private void forgetAttempts(long id) {
        jdbc.sql("delete from mail_attempt where mail_id = :id").param("id", id).update();
    }

    /** A person wants a parked mail taken in. */
    boolean insist(long id) {
        return jdbc.sql("""
                update incoming_mail set state = 'RECEIVED', attempts = 0, insisted = true, due_at = :now
                where id = :id and state in ('PARKED', 'CLOSED')""").param("now", now()).param("id", id).update() == 1;
    }

    /** How many mails are in each state. */
    @Transactional(readOnly = true)
    Map<State, Long> counts() {
        var counts = new EnumMap<State, Long>(State.class);
        jdbc.sql("select state, count(*) as mails from incoming_mail group by state")
                .query((row, index) -> counts.put(State.valueOf(row.getString("state")), row.getLong("mails"))).list();
        return counts;
    }

    /** When the oldest mail still to be handled came in. */
    @Transactional(readOnly = true)
    Optional<Instant> oldestWaiting() {
        return jdbc.sql("select received_at from incoming_mail where state = 'RECEIVED' order by id limit 1")
                .query((row, index) -> instant(row, "received_at")).optional();
    }

    /** Since when a mail should have been handled that is not; a mail tried again or insisted on is due anew. */
    @Transactional(readOnly = true)
    Optional<Instant> overdueSince() {
        return jdbc.sql("select min(due_at) as due_at from incoming_mail where state = 'RECEIVED'")
                .query((row, index) -> Optional.ofNullable(instant(row, "due_at"))).single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String cut(String reason) {
        String clean = MailText.clean(reason);
        return clean.length() <= LONGEST_REASON ? clean : MailText.clean(clean.substring(0, LONGEST_REASON));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static IncomingMail read(ResultSet row, int index) throws SQLException {
        return new IncomingMail(row.getLong("id"), row.getString("internet_id"), row.getBytes("raw"),
                State.valueOf(row.getString("state")), row.getString("reason"), row.getInt("attempts"),
                row.getBoolean("insisted"), instant(row, "received_at"), row.getObject("full_size", Long.class));
    }
}
