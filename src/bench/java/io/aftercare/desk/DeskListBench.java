package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.testing.PostgresDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What lists, counts and search take over HTTP with 100 and with 100,000 open requests in PostgreSQL. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "aftercare.data=${java.io.tmpdir}/aftercare-desk-bench-${random.uuid}",
        "aftercare.support.address=support@aftercare.example", "aftercare.admin.user=" + DeskFixture.ADMIN,
        "aftercare.admin.password=" + DeskFixture.PASSWORD, "camunda.bpm.job-execution.enabled=false"})
@Import(DeskFixture.class)
class DeskListBench {

    private static final int MANY = Integer.getInteger("bench.requests", 100_000);
    private static final int FEW = 100;
    private static final int CALLS = 40;
    private static final String[] CALLED =
            {"list/new", "list/new?order=NEWEST", "list/mine", "list/overdue", "list/all",
                    "counts", "waiting", "start", "search?q=AC-000042", "search?q=word42", "search?q=subject",
                    "search?q=customer42%20subj", "search?q=nowhere"};

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        PostgresDatabase.use(properties);
    }

    @Test
    void asFastWithManyAsWithFew() throws Exception {
        fixture.person("uma", "usage-support");
        fill(1, FEW);
        var agent = new TasklistSession(port).logIn("uma");
        Map<String, Double> few = times(agent);
        fill(FEW + 1, MANY);
        Map<String, Double> many = times(agent);
        System.out.printf("%nMedian milliseconds over HTTP with %d and %d open requests%n", FEW, MANY);
        few.forEach((call, time) -> System.out.printf("%-28s %8.1f %8.1f  × %.2f%n", call, time, many.get(call),
                many.get(call) / time));
    }

    private static Map<String, Double> times(TasklistSession agent) {
        var medians = new LinkedHashMap<String, Double>();
        for (String call : CALLED) {
            double[] times = new double[CALLS];
            for (int one = -10; one < CALLS; one++) {
                long begin = System.nanoTime();
                assertThat(agent.get("/camunda/api/aftercare/" + call).statusCode()).as(call).isEqualTo(200);
                if (one >= 0) {
                    times[one] = (System.nanoTime() - begin) / 1e6;
                }
            }
            Arrays.sort(times);
            medians.put(call, times[CALLS / 2]);
        }
        return medians;
    }

    /** Rows as the application and the engine write them: a request with its messages, its task and who may see it. */
    private void fill(int first, int last) {
        String numbers = " from generate_series(" + first + ", " + last + ") n";
        String process = jdbc.sql("select id_ from act_re_procdef where key_ = 'SupportRequestProcess'")
                .query(String.class).list().get(0);
        run("""
                insert into request (id, channel, state, kind, language, customer_address, customer_name, subject,
                    agent, token, opened_at, changed_at)
                select n, 'MAIL', case when n % 10 = 0 then 'WAITING' else 'OPEN' end, 'USE', 'en',
                    'customer' || n || '@example.org', 'Customer' || n, 'Subject ' || n,
                    case when n % 1000 = 0 then 'uma' end, 'token' || n,
                    now() - n * interval '1 minute', now() - n * interval '1 minute'"""
                + numbers);
        run("""
                insert into message (request_id, direction, purpose, status, from_address, subject, text_body, own_text,
                    automatic, created_at, considered_at)
                select n, 'IN', 'CUSTOMER', 'RECEIVED', 'customer' || n || '@example.org', 'Subject ' || n, 'x',
                    'Hello, my word' || n || ' does not work any more since the update. What can I do?',
                    false, now(), now()"""
                + numbers);
        run("""
                insert into act_ru_execution (id_, rev_, proc_inst_id_, business_key_, proc_def_id_, is_active_,
                    is_concurrent_, is_scope_, is_event_scope_, suspension_state_, cached_ent_state_)
                select 'e' || n, 1, 'e' || n, 'AC-' || lpad(n::text, 6, '0'), '%s', true, false, true, false, 1, 0"""
                .formatted(process) + numbers);
        run("""
                insert into act_ru_task (id_, rev_, execution_id_, proc_inst_id_, proc_def_id_, name_, task_def_key_,
                    assignee_, priority_, create_time_, due_date_, suspension_state_)
                select 't' || n, 1, 'e' || n, 'e' || n, '%s', 'Answer the request', 'UserTask_AnswerRequest',
                    case when n <= 20 then 'uma' when n %% 3 = 0 then 'somebody' end, 50,
                    now() - n * interval '1 minute',
                    now() + (n - 50) * interval '1 minute', 1""".formatted(process) + numbers);
        run("""
                insert into act_ru_identitylink (id_, rev_, group_id_, type_, task_id_)
                select 'l' || n, 1, 'usage-support', 'candidate', 't' || n""" + numbers);
        run("""
                insert into act_ru_authorization (id_, rev_, type_, group_id_, resource_type_, resource_id_, perms_)
                select 'a' || n, 1, 1, 'usage-support', 7, 't' || n, 66""" + numbers);
        run("analyze");
        // The first search finds that much has changed, and the rest of the words is made in the background.
        new TasklistSession(port).logIn("uma").get("/camunda/api/aftercare/search?q=any");
        await().atMost(Duration.ofMinutes(15)).pollInterval(Duration.ofSeconds(1)).until(
                () -> jdbc.sql("select count(*) from request_words").query(Long.class).single() >= last);
        jdbc.sql("alter sequence request_id_seq restart with " + (last + 1)).update();
        run("analyze");
    }

    private void run(String sql) {
        jdbc.sql(sql).update();
    }
}
