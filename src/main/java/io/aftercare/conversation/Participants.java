package io.aftercare.conversation;

import io.aftercare.conversation.Participant.How;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who may write into which conversation; changes take part in the caller's transaction. */
@Repository
@Transactional
public class Participants {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LetterIdentities identities;

    Participants(JdbcClient jdbc, Clock clock, LetterIdentities identities) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.identities = identities;
    }

    /** All of them, the customer first. */
    @Transactional(readOnly = true)
    public List<Participant> of(Request request) {
        var participants = new ArrayList<Participant>();
        participants.add(new Participant(request.customerAddress(), How.CUSTOMER, request.openedAt(), null));
        participants.addAll(jdbc.sql("select address, how, since, added_by from request_participant "
                + "where request_id = :request and removed_at is null order by since, address")
                .param("request", request.number().value()).query(Participants::read).list());
        return participants;
    }

    /** Whether this address may write into the conversation. */
    @Transactional(readOnly = true)
    public boolean include(Request request, String address) {
        String normalised = Addresses.normalised(address);
        return normalised.equals(request.customerAddress()) || jdbc.sql("select count(*) from request_participant "
                + "where request_id = :request and address = :address and removed_at is null")
                .param("request", request.number().value()).param("address", normalised).query(Long.class).single() > 0;
    }

    /** The addresses that what people answer goes to besides {@link Request#answersTo()}. */
    @Transactional(readOnly = true)
    public List<String> readingAlong(Request request) {
        return of(request).stream().filter(Participant::readsAlong).map(Participant::address)
                .filter(address -> !address.equals(request.answersTo()) && !address.equals(request.customerAddress()))
                .toList();
    }

    /**
     * Makes an address a participant. One that an agent removed comes back only when an agent wants it.
     *
     * @param by engine user id; null when a mail of the customer does it
     * @return whether the address is a new participant now
     */
    public boolean add(Request request, String address, How how, String by) {
        String normalised = Addresses.normalised(address);
        if (include(request, normalised)) {
            return false;
        }
        var change = by == null
                ? jdbc.sql(
                        """
                    insert into request_participant (request_id, address, how, since, added_by)
                    select cast(:request as bigint), cast(:address as varchar(320)), cast(:how as varchar(30)),
                           cast(:now as timestamp with time zone), cast(:by as varchar(64))
                    where not exists (select 1 from request_participant where request_id = :request
                    and address = :address)""")
                : jdbc.sql(removed(request, normalised)
                        ? """
                    update request_participant set how = :how, since = :now, added_by = :by, removed_at = null,
                           removed_by = null
                    where request_id = :request and address = :address"""
                        : """
                    insert into request_participant (request_id, address, how, since, added_by)
                    values (:request, :address, :how, :now, :by)""");
        return change.param("request", request.number().value()).param("address", normalised).param("how", how.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("by", by).update() == 1;
    }

    /** Whether an agent took this address out of the conversation. */
    @Transactional(readOnly = true)
    public boolean removed(Request request, String address) {
        return jdbc.sql("select count(*) from request_participant where request_id = :request and address = :address "
                + "and removed_at is not null")
                .param("request", request.number().value()).param("address", Addresses.normalised(address))
                .query(Long.class).single() > 0;
    }

    /**
     * Takes an address out of the conversation: it gets no more answers, and what it writes is a stranger's.
     *
     * @param by engine user id of the agent
     * @throws IllegalArgumentException when it is the customer's
     * @throws NoSuchElementException   when it is no participant's
     */
    public void remove(Request request, String address, String by) {
        String normalised = Addresses.normalised(address);
        if (normalised.equals(request.customerAddress())) {
            throw new IllegalArgumentException(normalised + " is the customer of " + request.number()
                    + " and cannot be taken out of the conversation.");
        }
        int removed = jdbc.sql("update request_participant set removed_at = :now, removed_by = :by "
                + "where request_id = :request and address = :address and removed_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("by", by)
                .param("request", request.number().value()).param("address", normalised).update();
        if (removed == 0) {
            throw new NoSuchElementException(normalised + " takes no part in " + request.number() + ".");
        }
        int answered = jdbc.sql("update request set reply_to = null where id = :request and reply_to = :address")
                .param("request", request.number().value()).param("address", normalised).update();
        if (answered > 0) {
            identities.share(request.number());
        }
    }

    /**
     * The customer asks, by the latest mail, for the answers to go elsewhere; an address an agent removed is not
     * heeded. Whoever loses the answers knows our letters so far, but is the customer no longer.
     *
     * @param address null when answers are to go where the customer writes from
     * @return whether they go elsewhere now
     */
    public boolean answerTo(Request request, String address) {
        String wanted = address == null || Addresses.normalised(address).equals(request.customerAddress())
                || removed(request, address) ? null : Addresses.normalised(address);
        if (wanted != null) {
            add(request, wanted, How.REPLY_TO, null);
        }
        if (Objects.equals(wanted, request.replyTo())) {
            return false;
        }
        if (request.replyTo() != null) {
            identities.share(request.number());
        }
        jdbc.sql("update request set reply_to = :address where id = :request")
                .param("address", wanted).param("request", request.number().value()).update();
        return true;
    }

    private static Participant read(ResultSet row, int index) throws SQLException {
        return new Participant(row.getString("address"), How.valueOf(row.getString("how")),
                Requests.instant(row, "since"),
                row.getString("added_by"));
    }
}
