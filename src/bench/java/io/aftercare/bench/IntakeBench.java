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
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Mails a second, from a waiting mailbox to the article mail at the customer's, beside the bare engine that carries out
 * the same diagrams with steps that do nothing. Both on H2 files, in one run, after a warm-up of each.
 */
class IntakeBench {

    private static final int MAILS = 500;
    private static final int WARM_UP = 200;

    @TempDir
    private Path folder;

    @Test
    void mailsASecond() throws Exception {
        double ours = aftercare();
        double bare = bareEngine();
        System.out.printf("%n%d mails waiting: Aftercare %.1f mails/s, the bare engine %.1f instances/s, ratio %.2f%n%n",
                MAILS, ours, bare, ours / bare);
    }

    private double aftercare() {
        var server = new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        GreenMailUser support = server.setUser("support@aftercare.example", "support@aftercare.example", "any");
        try (ConfigurableApplicationContext context = SpringApplication.run(AftercareApplication.class, "--server.port=0",
                "--aftercare.data=" + folder.resolve("ours"), "--aftercare.support.address=support@aftercare.example",
                "--aftercare.mail.imap.host=127.0.0.1", "--aftercare.mail.imap.port=" + server.getImap().getPort(),
                "--aftercare.mail.imap.user=support@aftercare.example", "--aftercare.mail.imap.password=any",
                "--aftercare.mail.imap.security=none", "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + server.getSmtp().getPort(), "--logging.level.root=warn",
                "--aftercare.knowledge.folder=" + Path.of("src/main/resources/demo/articles/en").toAbsolutePath())) {
            SmartLifecycle fetcher = context.getBean("mailFetcher", SmartLifecycle.class);
            measure(fetcher, support, server, WARM_UP);
            return measure(fetcher, support, server, MAILS);
        } finally {
            server.stop();
        }
    }

    private static double measure(SmartLifecycle fetcher, GreenMailUser support, GreenMail server, int mails) {
        fetcher.stop();
        int before = server.getReceivedMessages().length;
        for (int i = 0; i < mails; i++) {
            support.deliver(GreenMailUtil.newMimeMessage("""
                    Message-ID: <%s@customers.example>
                    Date: Sun, 22 Nov 2026 10:00:00 +0000
                    From: Anna <%s@customers.example>
                    To: support@aftercare.example
                    Subject: Merge duplicates?
                    MIME-Version: 1.0
                    Content-Type: text/plain; charset=utf-8

                    Hello, how do I merge duplicate people in my tree? Thanks, Anna
                    """.formatted(UUID.randomUUID(), UUID.randomUUID()).replace("\n", "\r\n")));
        }
        Instant begin = Instant.now();
        fetcher.start();
        await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(50))
                .until(() -> server.getReceivedMessages().length >= before + 2 * mails);
        return mails / seconds(begin);
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
                    Variables.putValue("subject", "Merge duplicates?").putValue("customer", "Anna").putValue("requestNumber", "B"));
        }
        await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(50)).until(() -> engine.getRuntimeService()
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
                    execution.getProcessEngineServices().getRuntimeService().startProcessInstanceByKey("OutgoingMailProcess",
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
