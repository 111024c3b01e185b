package io.aftercare.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far a mailbox has been fetched, and which of its mails have been; every change takes part in the caller's
 * transaction.
 */
@Repository
@Transactional
class MailboxPositions {

    private static final Duration CONTACT_NOTED_EVERY = Duration.ofHours(1);
    private static final int MOST_PARAMETERS = 500;

    private final JdbcClient jdbc;
    private final Clock clock;

    MailboxPositions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * How far a mailbox has been fetched under one numbering of its mails.
     *
     * @param firstUid mails up to it that others had read were there before the first look, and are not ours
     * @param lastUid  every mail up to it has been fetched, or was not ours, but for those to look at
     * @param lookFrom read mails that came since then are still to be looked at, since the numbering is new; null
     *                 mostly
     */
    record Position(long firstUid, long lastUid, Instant lookFrom) {
    }

    /** A stored mail, as far as a server can tell it without handing out the whole mail; the size is of all of it. */
    record Known(String internetId, long size) {
    }

    /** Empty for a mailbox, or a numbering of it, never seen before. */
    @Transactional(readOnly = true)
    Optional<Position> of(String mailbox, long uidValidity) {
        return jdbc.sql(
                "select first_uid, last_uid, look_from from mailbox_position where mailbox = :mailbox and "
                        + "uid_validity = :validity")
                .param("mailbox", mailbox).param("validity", uidValidity)
                .query((row, index) -> new Position(row.getLong("first_uid"), row.getLong("last_uid"),
                        InboundMailRepository.instant(row, "look_from")))
                .optional();
    }

    /** When the mailbox was first looked at, whatever its numbering; empty when never. */
    @Transactional(readOnly = true)
    Optional<Instant> firstContact(String mailbox) {
        return moment(mailbox, "min(began_at)");
    }

    /** When the mailbox was last looked through, whatever its numbering, to the hour; empty when never. */
    @Transactional(readOnly = true)
    Optional<Instant> lastContact(String mailbox) {
        return moment(mailbox, "max(contact_at)");
    }

    /**
     * Begins a numbering at a UID, unless another node has begun it meanwhile.
     *
     * @param lookFrom see {@link Position}
     */
    void begin(String mailbox, long uidValidity, long uid, Instant lookFrom) {
        jdbc.sql(
                """
                insert into mailbox_position (mailbox, uid_validity, first_uid, last_uid, began_at, contact_at,
                       look_from)
                select cast(:mailbox as varchar(320)), :validity, :uid, :uid, :now, :now,
                       cast(:lookFrom as timestamp with time zone)
                where not exists (select 1 from mailbox_position where mailbox = :mailbox
                and uid_validity = :validity)""")
                .param("mailbox", mailbox).param("validity", uidValidity).param("uid", uid).param("now", now())
                .param("lookFrom", time(lookFrom), Types.TIMESTAMP_WITH_TIMEZONE).update();
    }

    /** The server counts from a lower number again: UIDs above this one are to come once more. */
    void fallBack(String mailbox, long uidValidity, long uid, Instant lookFrom) {
        jdbc.sql("""
                update mailbox_position set first_uid = :uid, last_uid = :uid, look_from = :lookFrom
                where mailbox = :mailbox and uid_validity = :validity and last_uid > :uid""")
                .param("lookFrom", time(lookFrom), Types.TIMESTAMP_WITH_TIMEZONE).param("uid", uid)
                .param("mailbox", mailbox).param("validity", uidValidity).update();
        jdbc.sql("delete from fetched_uid where mailbox = :mailbox and uid_validity = :validity and uid > :uid")
                .param("uid", uid).param("mailbox", mailbox).param("validity", uidValidity).update();
    }

    /** Every mail up to this UID has been fetched. */
    void advance(String mailbox, long uidValidity, long uid) {
        begin(mailbox, uidValidity, 0, null);
        jdbc.sql("""
                update mailbox_position set last_uid = :uid
                where mailbox = :mailbox and uid_validity = :validity and last_uid < :uid""")
                .param("uid", uid).param("mailbox", mailbox).param("validity", uidValidity).update();
    }

    /** The mailbox has just been looked through, and all in it that is ours is stored. */
    void contacted(String mailbox, long uidValidity) {
        jdbc.sql("""
                update mailbox_position set contact_at = :now, look_from = null
                where mailbox = :mailbox and uid_validity = :validity
                and (contact_at < :before or look_from is not null)""")
                .param("now", now()).param("mailbox", mailbox).param("validity", uidValidity)
                .param("before", now().minus(CONTACT_NOTED_EVERY)).update();
    }

    /** The mail under this UID is stored. */
    void taken(String mailbox, long uidValidity, long uid, long mail) {
        int added = jdbc.sql("""
                insert into fetched_uid (mailbox, uid_validity, uid, mail_id)
                select cast(:mailbox as varchar(320)), :validity, :uid, :mail
                where not exists (select 1 from fetched_uid where mailbox = :mailbox and uid_validity = :validity
                                  and uid = :uid)""")
                .param("mailbox", mailbox).param("validity", uidValidity).param("uid", uid).param("mail", mail)
                .update();
        if (added == 0) {
            jdbc.sql("""
                    update fetched_uid set mail_id = :mail
                    where mailbox = :mailbox and uid_validity = :validity and uid = :uid and mail_id <> :mail""")
                    .param("mailbox", mailbox).param("validity", uidValidity).param("uid", uid).param("mail", mail)
                    .update();
        }
    }

    /** The mails under these UIDs are stored: each UID with its mail. */
    void taken(String mailbox, long uidValidity, Map<Long, Long> mails) {
        mails.forEach((uid, mail) -> taken(mailbox, uidValidity, uid, mail));
    }

    /** All UIDs of a numbering whose mails are stored. */
    @Transactional(readOnly = true)
    Set<Long> taken(String mailbox, long uidValidity) {
        return new HashSet<>(jdbc.sql("""
                select f.uid from fetched_uid f join incoming_mail m on m.id = f.mail_id
                where f.mailbox = :mailbox and f.uid_validity = :validity""")
                .param("mailbox", mailbox).param("validity", uidValidity).query(Long.class).list());
    }

    /** Those of the UIDs whose mails are stored, each with its mail. */
    @Transactional(readOnly = true)
    Map<Long, Known> taken(String mailbox, long uidValidity, Collection<Long> uids) {
        var found = new HashMap<Long, Known>();
        for (List<Long> some : portions(uids)) {
            jdbc.sql("""
                    select f.uid, m.internet_id, coalesce(m.full_size, m.size_bytes) as all_bytes
                    from fetched_uid f join incoming_mail m on m.id = f.mail_id
                    where f.mailbox = :mailbox and f.uid_validity = :validity and f.uid in (:uids)""")
                    .param("mailbox", mailbox).param("validity", uidValidity).param("uids", some)
                    .query((row, index) -> found.put(row.getLong("uid"), known(row))).list();
        }
        return found;
    }

    /** The mails stored of a mailbox that bear one of these Message-IDs, by their ids. */
    @Transactional(readOnly = true)
    Map<Long, Known> stored(String mailbox, Collection<String> internetIds) {
        var found = new HashMap<Long, Known>();
        for (List<String> some : portions(internetIds)) {
            jdbc.sql("""
                    select id, internet_id, coalesce(full_size, size_bytes) as all_bytes from incoming_mail
                    where mailbox = :mailbox and internet_id in (:ids)""")
                    .param("mailbox", mailbox).param("ids", some)
                    .query((row, index) -> found.put(row.getLong("id"), known(row))).list();
        }
        return found;
    }

    private Optional<Instant> moment(String mailbox, String which) {
        return jdbc.sql("select " + which + " as moment from mailbox_position where mailbox = :mailbox")
                .param("mailbox", mailbox)
                .query((row, index) -> Optional.ofNullable(InboundMailRepository.instant(row, "moment"))).single();
    }

    private static OffsetDateTime time(Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(row.getString("internet_id"), row.getLong("all_bytes"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static <T> List<List<T>> portions(Collection<T> all) {
        List<T> list = List.copyOf(all);
        var portions = new ArrayList<List<T>>();
        for (int from = 0; from < list.size(); from += MOST_PARAMETERS) {
            portions.add(list.subList(from, Math.min(list.size(), from + MOST_PARAMETERS)));
        }
        return portions;
    }
}
