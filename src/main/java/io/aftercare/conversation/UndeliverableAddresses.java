package io.aftercare.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The addresses that messages do not arrive at; changes take part in the caller's transaction. */
@Repository
@Transactional
public class UndeliverableAddresses {

    private static final String BLOCKED = "select * from undeliverable_address where cleared_at is null";

    private final JdbcClient jdbc;
    private final Clock clock;

    UndeliverableAddresses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** From now on no automatic mail goes there; the newest reason counts. */
    public void block(Message message, String status, String reason) {
        int known = with(jdbc.sql("""
                update undeliverable_address set status = :status, reason = :reason, message_id = :message,
                       since = case when cleared_at is null then since else :now end, cleared_at = null,
                       cleared_by = null
                where address = :address"""), message, status, reason).update();
        if (known == 0) {
            with(jdbc.sql("""
                    insert into undeliverable_address (address, status, reason, message_id, since)
                    values (:address, :status, :reason, :message, :now)"""), message, status, reason).update();
        }
    }

    private JdbcClient.StatementSpec with(JdbcClient.StatementSpec sql, Message message, String status, String reason) {
        return sql.param("address", Addresses.normalised(message.toAddress())).param("status", Texts.cut(status, 20))
                .param("reason", Texts.cut(reason, 2000)).param("message", message.id()).param("now", now());
    }

    /** Why no automatic mail goes to an address; empty when it does. */
    @Transactional(readOnly = true)
    public Optional<UndeliverableAddress> find(String address) {
        return jdbc.sql(BLOCKED + " and address = :address").param("address", Addresses.normalised(address))
                .query(UndeliverableAddresses::read).optional();
    }

    /** All of them, longest first. */
    @Transactional(readOnly = true)
    public List<UndeliverableAddress> all() {
        return jdbc.sql(BLOCKED + " order by since, address")
                .query(UndeliverableAddresses::read).list();
    }

    /**
     * Automatic mail goes there again.
     *
     * @param by engine user id
     * @return false when nothing was in the way
     */
    public boolean clear(String address, String by) {
        return jdbc.sql("""
                update undeliverable_address set cleared_at = :now, cleared_by = :by
                where address = :address and cleared_at is null""").param("now", now()).param("by", Texts.cut(by, 64))
                .param("address", Addresses.normalised(address)).update() > 0;
    }

    /**
     * A message has been taken by the mail server that refused it before: its address is not undeliverable after all.
     */
    public void accepted(Message message) {
        jdbc.sql("""
                update undeliverable_address set cleared_at = :now, cleared_by = :by
                where message_id = :message and address = :address and cleared_at is null""").param("now", now())
                .param("by", Decision.PROCESS).param("message", message.id())
                .param("address", Addresses.normalised(message.toAddress())).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static UndeliverableAddress read(ResultSet row, int index) throws SQLException {
        return new UndeliverableAddress(row.getString("address"), row.getString("status"), row.getString("reason"),
                row.getLong("message_id"), Requests.instant(row, "since"));
    }
}
