package io.aftercare.bench;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.AftercareApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Mails a second, from a waiting mailbox to the article mail at the customer's, beside the bare engine that carries out
 * the same diagrams with steps that do nothing. Both on H2 files, in one run, after a warm-up of each.
 */
class IntakeBench {

    private static final int MAILS = Integer.getInteger("bench.mails", 500);
    private static final int MIXED_MAILS = Integer.getInteger("bench.mixed", 200);
    private static final int WARM_UP = 200;
    private static final String MEANING = "words and meaning";

    @TempDir
    private Path folder;

    @Test
    void mailsASecond() throws Exception {
        var ours = new ArrayList<>(aftercare("words alone"));
        List<Result> byMeaning = aftercare(MEANING);
        double share = byMeaning.get(0).sent() / ours.get(0).sent();
        ours.addAll(byMeaning);
        double bare = bareEngine();
        System.out.printf("%nThe bare engine: %.1f instances/s%n", bare);
        ours.forEach(result -> System.out.printf(
                "%s: %.1f mails/s to the stored request, %.1f mails/s to the sent letter, "
                        + "ratio to the bare engine %.2f%n    time: %s%n",
                result.name(), result.stored(), result.sent(),
                result.sent() / bare, result.shares()));
        System.out.printf("Mails a second by words and meaning in proportion to words alone: %.2f%n", share);
    }

    /** Mails a second, and where the time went. */
    private record Result(String name, double stored, double sent, String shares) {
    }

    /** @param searchedBy what the articles are to be searched by, as health says it */
    private List<Result> aftercare(String searchedBy) throws Exception {
        var server = new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        GreenMailUser support = server.setUser("support@aftercare.example", "support@aftercare.example", "any");
        try (ConfigurableApplicationContext context = SpringApplication.run(AftercareApplication.class,
                "--server.port=0",
                "--aftercare.data=" + folder.resolve(searchedBy),
                "--aftercare.meaning.enabled=" + searchedBy.equals(MEANING),
                "--aftercare.support.address=support@aftercare.example",
                "--aftercare.mail.imap.host=127.0.0.1", "--aftercare.mail.imap.port=" + server.getImap().getPort(),
                "--aftercare.mail.imap.user=support@aftercare.example", "--aftercare.mail.imap.password=any",
                "--aftercare.mail.imap.security=none", "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + server.getSmtp().getPort(), "--logging.level.root=warn",
                "--aftercare.knowledge.folder=" + Path.of("src/main/resources/demo/articles/en").toAbsolutePath())) {
            HealthIndicator search = context.getBean("searchIndexHealthIndicator", HealthIndicator.class);
            await().atMost(Duration.ofMinutes(5)).until(() -> search.health().getDetails().get("searchedBy").toString()
                    .contains("en=" + searchedBy));
            var mix = new MailMix();
            measure(context, support, "Warm-up", WARM_UP, number -> mix.small());
            return List
                    .of(measure(context, support, MAILS + " small mails, " + searchedBy, MAILS, number -> mix.small()),
                            measure(context, support,
                                    MIXED_MAILS + " mails, half of them with attachments, " + searchedBy,
                                    MIXED_MAILS, mix::mixed));
        } finally {
            server.stop();
        }
    }

    private static Result measure(ConfigurableApplicationContext context, GreenMailUser support, String name, int mails,
            IntFunction<String> mail) throws Exception {
        SmartLifecycle fetcher = context.getBean("mailFetcher", SmartLifecycle.class);
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        fetcher.stop();
        long before = jdbc.sql("select count(*) from request").query(Long.class).single();
        for (int i = 0; i < mails; i++) {
            support.deliver(GreenMailUtil.newMimeMessage(mail.apply(i)));
        }
        Instant begin = Instant.now();
        try (var shares = new TimeShares()) {
            fetcher.start();
            await().atMost(Duration.ofMinutes(20)).pollInterval(Duration.ofMillis(100))
                    .until(() -> jdbc.sql("select count(*) from request").query(Long.class).single() >= before + mails);
            double stored = mails / seconds(begin);
            await().atMost(Duration.ofMinutes(20)).pollInterval(Duration.ofMillis(100))
                    .until(() -> jdbc.sql("select count(*) from message where direction = 'OUT' and status = 'SENT'")
                            .query(Long.class).single() >= before + mails);
            double sent = mails / seconds(begin);
            shares.close();
            return new Result(name, stored, sent, shares.toString());
        }
    }

    private double bareEngine() throws Exception {
        var configuration = (ProcessEngineConfigurationImpl) new StandaloneProcessEngineConfiguration()
                .setJdbcUrl("jdbc:h2:file:" + folder.resolve("bare") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE")
                .setJdbcUsername("sa").setJdbcPassword("").setProcessEngineName("bare")
                .setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE)
                .setHistory(ProcessEngineConfiguration.HISTORY_FULL).setJobExecutorActivate(true);
        configuration.setHintJobExecutor(true);
        configuration.setJdbcMaxActiveConnections(24);
        configuration.setBeans(new DoNothing());
        ProcessEngine engine = configuration.buildProcessEngine();
        try {
            var deployment = engine.getRepositoryService().createDeployment();
            for (String type : new String[] {"processes", "forms"}) {
                try (var files = Files.list(Path.of(type))) {
                    for (Path file : files.toList()) {
                        deployment.addInputStream(file.toString(), Files.newInputStream(file));
                    }
                }
            }
            deployment.deploy();
            run(engine, WARM_UP);
            return run(engine, MAILS);
        } finally {
            engine.close();
        }
    }

    private static double run(ProcessEngine engine, int instances) {
        Instant begin = Instant.now();
        for (int i = 0; i < instances; i++) {
            engine.getRuntimeService().startProcessInstanceByMessage("RequestReceived", "B-" + UUID.randomUUID(),
                    Variables.putValue("subject", "Merge duplicates?").putValue("customer", "Anna")
                            .putValue("requestNumber", "B"));
        }
        await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(50))
                .until(() -> engine.getRuntimeService()
                        .createProcessInstanceQuery().processDefinitionKey("OutgoingMailProcess").count() == 0);
        return instances / seconds(begin);
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    /** Every bean a diagram asks for: sets what the next gateway asks, and starts the mail where a letter would. */
    private static final class DoNothing extends HashMap<Object, Object> {

        private static final Map<String, Function<DelegateExecution, Map<String, Object>>> STEPS = Map.of(
                "triageRequest", execution -> Map.of("kind", "USE", "language", "en", "triageSure", true),
                "searchArticles", execution -> Map.of("articleFound", true),
                "recordWaitingTimes", execution -> Map.of("reminderDue", later(), "waitingEnds", later()));

        @Override
        public boolean containsKey(Object bean) {
            return Character.isLowerCase(bean.toString().charAt(0));
        }

        @Override
        public Object get(Object bean) {
            return new Step(bean.toString());
        }

        private static Date later() {
            return Date.from(Instant.now().plus(Duration.ofDays(4)));
        }

        private record Step(String name) implements JavaDelegate, ExecutionListener {

            @Override
            public void execute(DelegateExecution execution) {
                execution.setVariables(STEPS.getOrDefault(name, none -> Map.of()).apply(execution));
                if (name.equals("offerArticles")) {
                    execution.getProcessEngineServices().getRuntimeService().startProcessInstanceByKey(
                            "OutgoingMailProcess",
                            execution.getProcessBusinessKey(), Variables.putValue("message", 1L));
                }
            }

            @Override
            public void notify(DelegateExecution execution) {
                execute(execution);
            }
        }
    }
}
