package io.aftercare.conversation;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * By what our letters are known again when somebody replies. Each letter has a reply address of its own, and so has
 * each copy, so that whoever writes to it shows whose mail was at hand; the Message-ID is the same in all copies, which
 * keeps the thread of those who read along. Changes take part in the caller's transaction.
 */
@Repository
@Transactional
public class LetterIdentities {

    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Clock clock;

    LetterIdentities(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Gives a new letter, and each of its copies, what it will be known by. */
    void give(Message letter) {
        jdbc.sql("update message set reply_token = :token where id = :id").param("token", newToken())
                .param("id", letter.id()).update();
        letter.copies().forEach(address -> jdbc.sql("""
                insert into message_copy (message_id, address, reply_token) values (:id, :address, :token)""")
                .param("id", letter.id()).param("address", address).param("token", newToken()).update());
    }

    /** The token of the reply address in the addressee's own mail; a letter from before there were any gets one. */
    public String token(Message letter) {
        return jdbc.sql("select reply_token from message where id = :id and reply_token is not null")
                .param("id", letter.id()).query(String.class).optional().orElseGet(() -> {
                    give(letter);
                    return token(letter);
                });
    }

    /** The copies of a letter that have not left yet. */
    @Transactional(readOnly = true)
    public List<LetterCopy> copiesToSend(Message letter) {
        return jdbc
                .sql("""
                select address, reply_token from message_copy where message_id = :id and accepted_at is null
                order by address""").param("id", letter.id())
                .query((row, index) -> new LetterCopy(row.getString("address"), row.getString("reply_token"))).list();
    }

    /** A copy is not to be sent any more; committed at once, so that a job that runs again does not send it twice. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void settled(Message letter, LetterCopy copy) {
        jdbc.sql("update message_copy set accepted_at = :now where message_id = :id and address = :address")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("id", letter.id())
                .param("address", copy.address()).update();
    }

    /**
     * The Message-IDs that may stand in the headers of a copy: of our earlier letters those that its reader has got,
     * since by one of the customer's alone a reply would pass for the customer's.
     *
     * @param internetIds separated by blanks; null when there are none
     * @return null when there are none
     */
    @Transactional(readOnly = true)
    public String knownTo(String internetIds, String reader) {
        String known = Stream.of(internetIds == null ? new String[0] : internetIds.split(" "))
                .filter(id -> jdbc.sql("""
                        select count(*) from message m where m.internet_id = :id and m.direction = 'OUT'
                        and not exists (select 1 from message_copy c where c.message_id = m.id
                        and c.address = :reader)""")
                        .param("id", id).param("reader", reader).query(Long.class).single() == 0)
                .collect(Collectors.joining(" "));
        return known.isEmpty() ? null : known;
    }

    /** Everybody who got the mail that has just come in may know the letters of this request so far. */
    public void share(RequestNumber request) {
        jdbc.sql("""
                update request set shared_up_to = (select coalesce(max(id), 0) from message
                where request_id = :request) where id = :request""").param("request", request.value()).update();
    }

    /**
     * The letters that are cited.
     *
     * @param tokens      of our reply addresses, lower-cased; the one in a request's links, too
     * @param internetIds Message-IDs with angle brackets
     */
    @Transactional(readOnly = true)
    public List<CitedLetter> cited(Collection<String> tokens, Collection<String> internetIds) {
        var cited = new ArrayList<CitedLetter>();
        if (!tokens.isEmpty()) {
            cited.addAll(jdbc.sql("""
                    select m.request_id, m.to_address as addressee, false as is_copy, m.id <= r.shared_up_to as shared
                    from message m join request r on r.id = m.request_id
                    where m.direction = 'OUT' and m.reply_token in (:tokens)
                    union all
                    select m.request_id, c.address, true, m.id <= r.shared_up_to
                    from message_copy c join message m on m.id = c.message_id join request r on r.id = m.request_id
                    where c.reply_token in (:tokens)
                    union all
                    select id, customer_address, false, shared_up_to > 0 from request where token in (:tokens)""")
                    .param("tokens", tokens).query(LetterIdentities::read).list());
        }
        if (!internetIds.isEmpty()) {
            cited.addAll(jdbc.sql("""
                    select m.request_id, m.to_address as addressee, false as is_copy,
                           m.id <= r.shared_up_to or m.cc_addresses is not null as shared
                    from message m join request r on r.id = m.request_id
                    where m.direction = 'OUT' and m.internet_id in (:ids)""")
                    .param("ids", internetIds).query(LetterIdentities::read).list());
        }
        return cited;
    }

    private String newToken() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static CitedLetter read(ResultSet row, int index) throws SQLException {
        return new CitedLetter(new RequestNumber(row.getLong("request_id")), row.getString("addressee"),
                row.getBoolean("is_copy"), row.getBoolean("shared"));
    }
}
