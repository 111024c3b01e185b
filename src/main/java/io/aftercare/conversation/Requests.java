package io.aftercare.conversation;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The requests, each a row; all changes take part in the caller's transaction, the engine's own. */
@Repository
@Transactional
public class Requests {

    private static final int LONGEST_SUBJECT = 500;
    private static final int MOST_HOPS = 10;
    private static final int LONGEST_NAME = 200;

    private final SecureRandom random = new SecureRandom();
    private static final String CONCERNED_BY_PURCHASES =
            """
            select id from request where merged_into is null
                and (state in ('OPEN', 'WAITING')
                     or outcome in ('NOT_ENTITLED', 'PATCH_REFUSED') and closed_at >= :from)""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Requests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Opens a request and gives it the next number.
     *
     * @param customerName null when unknown
     * @param subject      cut to 500 characters; may be empty
     * @param language     best guess before triage, ISO 639-1
     * @param followUpOf   the closed request it goes on from, or null
     */
    public Request open(Channel channel, String customerAddress, String customerName, String subject, String language,
            RequestNumber followUpOf) {
        var key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into request (channel, state, language, customer_address, customer_name, subject,
                                     follow_up_of, token, opened_at, changed_at)
                values (:channel, 'OPEN', :language, :address, :name, :subject, :followUpOf, :token, :now, :now)""")
                .param("channel", channel.name())
                .param("language", language)
                .param("address", Addresses.normalised(customerAddress))
                .param("name", Texts.cut(customerName, LONGEST_NAME))
                .param("subject", Texts.cut(subject, LONGEST_SUBJECT))
                .param("followUpOf", followUpOf == null ? null : followUpOf.value())
                .param("token", newToken())
                .param("now", now())
                .update(key, "id");
        return get(new RequestNumber(key.getKey().longValue()));
    }

    /** The request was made before we took it in. @param moment when our mail server got it; null changes nothing */
    public void arrived(RequestNumber number, Instant moment) {
        if (moment != null) {
            jdbc.sql("update request set opened_at = :moment where id = :id and opened_at > :moment")
                    .param("moment", moment.atOffset(ZoneOffset.UTC)).param("id", number.value()).update();
        }
    }

    /** @throws NoSuchElementException when there is no such request */
    @Transactional(readOnly = true)
    public Request get(RequestNumber number) {
        return find(number).orElseThrow(() -> new NoSuchElementException("There is no request " + number + "."));
    }

    /** The request of this number; empty when there is none. */
    @Transactional(readOnly = true)
    public Optional<Request> find(RequestNumber number) {
        return TransactionReads.once(jdbc, number, () -> jdbc.sql("select * from request where id = :id")
                .param("id", number.value()).query(Requests::read).optional());
    }

    /**
     * The request, locked until the caller's transaction ends, so that whoever reads its state to act on it acts alone.
     *
     * @throws NoSuchElementException when there is no such request
     */
    public Request getForUpdate(RequestNumber number) {
        return jdbc.sql("select * from request where id = :id for update").param("id", number.value())
                .query(Requests::read).optional()
                .orElseThrow(() -> new NoSuchElementException("There is no request " + number + "."));
    }

    /** Where a request that was joined to another one goes on; itself when it was not. */
    @Transactional(readOnly = true)
    public Request mergeTarget(Request request) {
        Request target = request;
        for (int hop = 0; target.mergedInto() != null && hop < MOST_HOPS; hop++) {
            target = get(target.mergedInto());
        }
        return target;
    }

    /** The request whose links and reply address carry this token. */
    @Transactional(readOnly = true)
    public Optional<Request> findByToken(String token) {
        return jdbc.sql("select * from request where token = :token").param("token", token)
                .query(Requests::read).optional();
    }

    /** Newest first; every criterion may be null, which means any. */
    public List<Request> list(RequestState state, Kind kind, Outcome outcome, String customerAddress, int limit,
            int offset) {
        return list(state, kind, outcome, customerAddress, null, limit, offset);
    }

    /**
     * Newest first; every criterion may be null, which means any.
     *
     * @param among those that may be listed at all
     */
    @Transactional(readOnly = true)
    public List<Request> list(RequestState state, Kind kind, Outcome outcome, String customerAddress,
            Set<RequestNumber> among, int limit, int offset) {
        if (among != null && among.isEmpty()) {
            return List.of();
        }
        // Only what is asked for stands in the statement: of a condition that may also mean any, no index knows.
        String criteria = Stream.of(among == null ? null : "id in (:among)", state == null ? null : "state = :state",
                kind == null ? null : "kind = :kind", outcome == null ? null : "outcome = :outcome",
                customerAddress == null ? null : "customer_address = :address")
                .filter(Objects::nonNull).collect(Collectors.joining(" and "));
        return jdbc.sql("select * from request" + (criteria.isEmpty() ? "" : " where " + criteria)
                + " order by id desc limit :limit offset :offset")
                .param("among", among == null ? null : among.stream().map(RequestNumber::value).toList())
                .param("state", state == null ? null : state.name())
                .param("kind", kind == null ? null : kind.name())
                .param("outcome", outcome == null ? null : outcome.name())
                .param("address", customerAddress == null ? null : Addresses.normalised(customerAddress))
                .param("limit", limit)
                .param("offset", offset)
                .query(Requests::read).list();
    }

    /** Keeps who the customer is; null leaves what was known. */
    public void identify(RequestNumber number, String customerName, String licenceKey) {
        jdbc.sql("""
                update request set customer_name = coalesce(:name, customer_name),
                       licence_key = coalesce(:key, licence_key), changed_at = :now where id = :id""")
                .param("name", Texts.cut(customerName, LONGEST_NAME)).param("key", licenceKey)
                .param("now", now()).param("id", number.value()).update();
    }

    /**
     * The requests that facts about purchases may concern: those that have not ended, and those that ended in a
     * refusal.
     *
     * @param addresses of customers, lower-cased; null for all
     * @param endedFrom refusals that ended earlier are left out
     */
    @Transactional(readOnly = true)
    public List<RequestNumber> concernedByPurchases(Collection<String> addresses, Instant endedFrom) {
        return jdbc.sql(CONCERNED_BY_PURCHASES + " and (:all = true or customer_address in (:addresses)) order by id")
                .param("from", endedFrom.atOffset(ZoneOffset.UTC)).param("all", addresses == null)
                .param("addresses", addresses == null || addresses.isEmpty() ? List.of("") : addresses)
                .query((row, index) -> new RequestNumber(row.getLong("id"))).list();
    }

    /** Of these, those of whose customer no purchase was found. */
    @Transactional(readOnly = true)
    public List<RequestNumber> withoutPurchase(Instant endedFrom) {
        return jdbc.sql(CONCERNED_BY_PURCHASES + """
                 and licence_key is null and exists (select 1 from decision where decision.request_id = request.id
                    and decision.subject = 'entitlement') order by id""")
                .param("from", endedFrom.atOffset(ZoneOffset.UTC))
                .query((row, index) -> new RequestNumber(row.getLong("id"))).list();
    }

    /** From now on messages go to this address, in lower case, and its mails count as the customer's. */
    public void readdress(RequestNumber number, String address) {
        jdbc.sql("update request set customer_address = :address, changed_at = :now where id = :id")
                .param("address", Addresses.normalised(address)).param("now", now()).param("id", number.value())
                .update();
    }

    /** Keeps what the triage, automatic or human, found. */
    public void triage(RequestNumber number, TriageResult found) {
        jdbc.sql(
                """
                update request set kind = :kind, language = :language, product = :product, version = :version,
                       origin = :origin, origin_strong = :originStrong, file_damaged = :fileDamaged,
                       confidence = :confidence, triage_sure = :sure, triaged_by = :by, changed_at = :now
                where id = :id""")
                .param("kind", found.kind().name()).param("language", found.language())
                .param("product", found.product())
                .param("version", found.version()).param("origin", found.origin())
                .param("originStrong", found.originStrong()).param("fileDamaged", found.fileDamaged())
                .param("confidence", found.confidence()).param("sure", found.sure()).param("by", found.decidedBy())
                .param("now", now()).param("id", number.value()).update();
    }

    /** What a request is about, as it was said before any triage. @param version null when it was not said */
    public void about(RequestNumber number, String product, String version) {
        jdbc.sql("update request set product = :product, version = :version where id = :id")
                .param("product", product).param("version", version).param("id", number.value()).update();
    }

    /** From now on it is the customer's turn; {@code ifSilent} is the outcome should no reply come, null when open. */
    public void waitForCustomer(RequestNumber number, Outcome ifSilent) {
        changeState(number, RequestState.WAITING, ifSilent, null);
    }

    /** It is our turn again. */
    public void resume(RequestNumber number) {
        changeState(number, RequestState.OPEN, null, null);
    }

    /** It has ended; from now on nobody waits for anything. */
    public void close(RequestNumber number, Outcome outcome) {
        changeState(number, RequestState.CLOSED, outcome, now());
    }

    /** Remembers the person who answers this customer, so that a reply returns to the same person. */
    public void answeredBy(RequestNumber number, String agent) {
        jdbc.sql("update request set agent = :agent, changed_at = :now where id = :id")
                .param("agent", agent).param("now", now()).param("id", number.value()).update();
    }

    /** Remembers that a machine wrote the mail that the request began with, though a person took it in. */
    public void machineWrote(RequestNumber number) {
        jdbc.sql("update request set machine_wrote = true where id = :id").param("id", number.value()).update();
    }

    /** Whether the mail that the request began with is a machine's. */
    @Transactional(readOnly = true)
    public boolean fromMachine(RequestNumber number) {
        return jdbc.sql("select machine_wrote from request where id = :id").param("id", number.value())
                .query(Boolean.class).single();
    }

    /** Remembers in which request this one goes on. */
    public void joinInto(RequestNumber number, RequestNumber other) {
        jdbc.sql("update request set merged_into = :other, changed_at = :now where id = :id")
                .param("other", other.value()).param("now", now()).param("id", number.value()).update();
    }

    private void changeState(RequestNumber number, RequestState state, Outcome outcome, OffsetDateTime closedAt) {
        jdbc.sql("""
                update request set state = :state, outcome = :outcome, closed_at = :closed, changed_at = :now
                where id = :id""")
                .param("state", state.name()).param("outcome", outcome == null ? null : outcome.name())
                .param("closed", closedAt).param("now", now()).param("id", number.value()).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private String newToken() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Request read(ResultSet row, int index) throws SQLException {
        return new Request(new RequestNumber(row.getLong("id")), Channel.valueOf(row.getString("channel")),
                RequestState.valueOf(row.getString("state")), constant(Outcome.class, row.getString("outcome")),
                triage(row),
                row.getString("customer_address"), row.getString("customer_name"), row.getString("licence_key"),
                row.getString("subject"), row.getString("agent"), number(row, "follow_up_of"), row.getString("token"),
                instant(row, "opened_at"), instant(row, "changed_at"), instant(row, "closed_at"),
                row.getString("reply_to"), number(row, "merged_into"));
    }

    private static TriageResult triage(ResultSet row) throws SQLException {
        return new TriageResult(constant(Kind.class, row.getString("kind")), row.getString("language"),
                row.getString("product"), row.getString("version"), row.getString("origin"),
                row.getBoolean("origin_strong"), row.getBoolean("file_damaged"),
                row.getObject("confidence", Double.class),
                row.getBoolean("triage_sure"), row.getString("triaged_by"));
    }

    private static RequestNumber number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : new RequestNumber(number);
    }

    static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
