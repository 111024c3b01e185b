package io.aftercare.conversation;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who does not want us to learn from what they write, by address; changes take part in the caller's transaction. It
 * holds for whatever they wrote or write, in requests of their own and of others.
 */
@Repository
@Transactional
public class LearningRefusals {

    private static final String WRITTEN_BY = "(r.customer_address = :address or exists (select 1 from message m "
            + "where m.request_id = r.id and m.direction = 'IN' and m.from_address = :address))";

    private final JdbcClient jdbc;
    private final Clock clock;

    LearningRefusals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Nothing happens when the address has refused before. */
    public void refuse(String address) {
        jdbc.sql("insert into learning_refusal (address, since) select cast(:address as varchar(320)), "
                + "cast(:now as timestamp with time zone) where not exists "
                + "(select 1 from learning_refusal where address = :address)")
                .param("address", Addresses.normalised(address))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** What is written from now on may be learned from again. */
    public void withdraw(String address) {
        jdbc.sql("delete from learning_refusal where address = :address")
                .param("address", Addresses.normalised(address)).update();
    }

    @Transactional(readOnly = true)
    public boolean refused(String address) {
        return jdbc.sql("select count(*) from learning_refusal where address = :address")
                .param("address", Addresses.normalised(address)).query(Integer.class).single() > 0;
    }

    /** Whether the customer of a request, or anybody else who wrote in it, has refused. */
    @Transactional(readOnly = true)
    public boolean refused(RequestNumber request) {
        return jdbc.sql("""
                select count(*) from learning_refusal l where l.address = (select r.customer_address from request r
                where r.id = :request) or exists (select 1 from message m where m.request_id = :request
                and m.direction = 'IN' and m.from_address = l.address)""")
                .param("request", request.value()).query(Integer.class).single() > 0;
    }

    /** All requests in which this address is the customer's or has written. */
    @Transactional(readOnly = true)
    public List<RequestNumber> requestsOf(String address) {
        return jdbc.sql("select r.id from request r where " + WRITTEN_BY)
                .param("address", Addresses.normalised(address))
                .query((row, index) -> new RequestNumber(row.getLong(1))).list();
    }
}
