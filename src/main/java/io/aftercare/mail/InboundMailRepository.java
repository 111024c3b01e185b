package io.aftercare.mail;

import io.aftercare.conversation.ports.UnassignedMail;
import io.aftercare.mail.InboundMail.State;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.MailText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The fetched mails and what became of each; every change takes part in the caller's transaction. */
@Repository
@Transactional
class InboundMailRepository {

    private static final int LONGEST_REASON = 2000;

    private final JdbcClient jdbc;
    private final MailboxPositions positions;
    private final Clock clock;

    InboundMailRepository(JdbcClient jdbc, MailboxPositions positions, Clock clock) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.clock = clock;
    }

    /**
     * A mail as a server hands it out.
     *
     * @param fullSize what all of it weighs, in bytes, when {@code raw} is only its first part; null when it is all of
     *                 it
     */
    record Fetched(long uid, byte[] raw, Long fullSize) {
    }

    /**
     * Keeps a batch, all or nothing, and remembers how far the mailbox has been fetched. A mail that is here already is
     * passed over.
     *
     * @return how many were new
     * @throws org.springframework.dao.ConcurrencyFailureException or DuplicateKeyException when another node keeps the
     *                                                             same mails at this very moment; the batch is then to
     *                                                             be tried again
     */
    int keep(String mailbox, long uidValidity, List<Fetched> batch) {
        int kept = 0;
        for (Fetched mail : batch) {
            MailReader.Headline headline = MailReader.headline(mail.raw());
            MailReader.Identity identity = headline.identity();
            kept += jdbc.sql("""
                    insert into incoming_mail (mailbox, uid_validity, uid, internet_id, sha256, raw, size_bytes,
                                               full_size, state, attempts, forced, due_at, received_at, sender)
                    select cast(:mailbox as varchar(320)), :validity, :uid, cast(:internetId as varchar(998)),
                           cast(:sha256 as varchar(64)), :raw, :size, cast(:fullSize as bigint), 'RECEIVED', 0, false,
                           :now, :now, cast(:sender as varchar(320))
                    where not exists (select 1 from incoming_mail where mailbox = :mailbox and internet_id = :internetId
                                      and sha256 = :sha256)""")
                    .param("mailbox", mailbox).param("validity", uidValidity).param("uid", mail.uid())
                    .param("internetId", identity.internetId()).param("sha256", identity.sha256())
                    .param("raw", mail.raw()).param("size", (long) mail.raw().length)
                    .param("fullSize", mail.fullSize(), Types.BIGINT).param("now", now())
                    .param("sender", headline.sender()).update();
            positions.taken(mailbox, uidValidity, mail.uid(), id(mailbox, identity));
        }
        batch.stream().mapToLong(Fetched::uid).max().ifPresent(uid -> positions.advance(mailbox, uidValidity, uid));
        return kept;
    }

    private long id(String mailbox, MailReader.Identity identity) {
        return jdbc
                .sql("""
                select id from incoming_mail where mailbox = :mailbox and internet_id = :internetId
                and sha256 = :sha256""")
                .param("mailbox", mailbox).param("internetId", identity.internetId()).param("sha256", identity.sha256())
                .query(Long.class).single();
    }

    @Transactional(readOnly = true)
    Optional<InboundMail> find(long id) {
        return jdbc.sql("select * from incoming_mail where id = :id").param("id", id).query(InboundMailRepository::read)
                .optional();
    }

    /**
     * The mail stands with its message now, and so do its bytes.
     *
     * @throws NoLongerWaiting when it was quarantined meanwhile
     */
    void handled(long id, long messageId) {
        waited(id, jdbc.sql("""
                update incoming_mail set state = 'HANDLED', message_id = :message, reason = null, raw = null,
                       handled_at = :now, unfinished_attempts = 0 where id = :id and state = 'RECEIVED'""")
                .param("message", messageId).param("now", now()).param("id", id).update());
    }

    /**
     * A person is to look at it.
     *
     * @throws NoLongerWaiting when it was quarantined or handled meanwhile
     */
    void quarantined(long id, String reason) {
        keepOutside(id, "QUARANTINED", reason);
    }

    /** Nothing more is to be done. */
    void closed(long id, String reason) {
        jdbc.sql(
                "update incoming_mail set state = 'CLOSED', reason = :reason, handled_at = :now, unfinished_attempts "
                        + "= 0 "
                        + "where id = :id and state <> 'HANDLED'")
                .param("reason", cut(reason)).param("now", now()).param("id", id).update();
    }

    /** It is kept outside of all conversations, and nothing more is to be done unless a person wants it. */
    void ignored(long id, String reason) {
        keepOutside(id, "CLOSED", reason);
    }

    private void keepOutside(long id, String state, String reason) {
        waited(id, jdbc.sql("""
                update incoming_mail set state = :state, reason = :reason, handled_at = :now, unfinished_attempts = 0
                where id = :id and state = 'RECEIVED'""")
                .param("state", state).param("reason", cut(reason)).param("now", now()).param("id", id).update());
    }

    /** What a list shows of a mail that stays outside of all conversations, besides its sender. */
    void describe(long id, String subject) {
        jdbc.sql("update incoming_mail set subject = :subject where id = :id")
                .param("subject", subject.length() <= 500 ? subject : MailText.clean(subject.substring(0, 500)))
                .param("id", id).update();
    }

    /** Whether a mail waits for a person for exactly this reason. */
    boolean quarantinedBecause(String reason) {
        return jdbc.sql("select count(*) from incoming_mail where state = 'QUARANTINED' and reason = :reason")
                .param("reason", reason).query(Long.class).single() > 0;
    }

    /** The mails that stand in no conversation, newest first. */
    @Transactional(readOnly = true)
    List<UnassignedMail> unassigned(int limit, int offset) {
        return jdbc.sql("select id, internet_id, received_at, sender, subject, reason, state from incoming_mail "
                + "where state in ('QUARANTINED', 'CLOSED') and erased_at is null order by id desc limit :limit "
                + "offset :offset")
                .param("limit", limit).param("offset", offset)
                .query((row, index) -> new UnassignedMail(row.getLong("id"), row.getString("internet_id"),
                        instant(row, "received_at"), row.getString("sender"),
                        row.getString("subject"), row.getString("reason"),
                        "QUARANTINED".equals(row.getString("state"))))
                .list();
    }

    private static void waited(long id, int changed) {
        if (changed == 0) {
            throw new NoLongerWaiting(id);
        }
    }

    /** Others have decided about a mail while it was being handled; the caller's transaction must not be committed. */
    static final class NoLongerWaiting extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoLongerWaiting(long mail) {
            super("Mail " + mail + " does not wait any more: it was quarantined or handled meanwhile.");
        }
    }

    /** A person wants a quarantined mail taken in. */
    boolean force(long id) {
        return jdbc.sql("""
                update incoming_mail set state = 'RECEIVED', attempts = 0, unfinished_attempts = 0, forced = true,
                       due_at = :now
                where id = :id and state in ('QUARANTINED', 'CLOSED') and erased_at is null""").param("now", now())
                .param("id", id)
                .update() == 1;
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
        return jdbc.sql("select received_at from incoming_mail where state = 'RECEIVED' order by state, id limit 1")
                .query((row, index) -> instant(row, "received_at")).optional();
    }

    /** Since when a mail should have been handled that is not; a mail tried again or forced is due anew. */
    @Transactional(readOnly = true)
    Optional<Instant> overdueSince() {
        return jdbc.sql("select min(due_at) as due_at from incoming_mail where state = 'RECEIVED'")
                .query((row, index) -> Optional.ofNullable(instant(row, "due_at"))).single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static String cut(String reason) {
        String clean = MailText.clean(reason);
        return clean.length() <= LONGEST_REASON ? clean : MailText.clean(clean.substring(0, LONGEST_REASON));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    static InboundMail read(ResultSet row, int index) throws SQLException {
        return new InboundMail(row.getLong("id"), row.getString("internet_id"), row.getBytes("raw"),
                State.valueOf(row.getString("state")), row.getString("reason"), row.getInt("attempts"),
                row.getInt("unfinished_attempts"),
                row.getBoolean("forced"), instant(row, "received_at"), row.getObject("full_size", Long.class));
    }
}
