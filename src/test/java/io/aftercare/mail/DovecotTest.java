package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.InboundMail.State;
import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailProperties.Security;
import io.aftercare.mail.MailboxReconciliation.InMailbox;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.Mails;
import io.aftercare.process.MailTasks;
import io.aftercare.process.RequestProcess;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.StartsApplication;
import io.aftercare.testing.Tool;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/**
 * Fetching from a real Dovecot: what it announces, what it numbers anew, what it refuses, and what breaks on the way.
 */
@StartsApplication
@SpringBootTest(classes = MailTestConfiguration.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
                MailTestConfiguration.WITHOUT_ENGINE, "spring.datasource.url=jdbc:h2:mem:dovecot;DB_CLOSE_DELAY=-1",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.support.address=support@aftercare.example"})
@NeedsTool(Tool.DOVECOT)
@Timeout(180)
class DovecotTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant LAST_YEAR = Instant.now().minus(300, ChronoUnit.DAYS);

    @MockitoBean
    RequestProcess process;
    @MockitoBean
    MailTasks mailTasks;
    @MockitoBean
    IntakeLoop loop;
    @Autowired
    InboundMailRepository mails;
    @Autowired
    MailboxPositions positions;
    @Autowired
    MailLedger ledger;
    @Autowired
    PlatformTransactionManager transactions;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    MeterRegistry meters;
    @Autowired
    JdbcClient jdbc;

    private Dovecot server;
    private MailFetcher fetcher;

    @BeforeEach
    void forgetAll() {
        for (String table : List.of("fetched_uid", "incoming_mail", "mailbox_position")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    @AfterEach
    void stopAll() throws Exception {
        if (fetcher != null) {
            fetcher.stop();
        }
        server.close();
    }

    // waking

    @Test
    void isToldOfANewMailAtOnce() throws Exception {
        server = Dovecot.start();
        fetcher = fetcher(server.imap());
        fetcher.start();
        await().atMost(SOON).until(() -> fetcher.lastContact() != null);
        for (int i = 1; i <= 3; i++) {
            long before = System.nanoTime();
            server.deliver(mail(i));
            int expected = i;
            await().pollInterval(Duration.ofMillis(20)).atMost(SOON).until(() -> stored() == expected);
            System.out.println("Stored " + (System.nanoTime() - before) / 1_000_000 + " ms after it was delivered.");
        }
        await().atMost(SOON).until(() -> server.read() == 3);
    }

    // breaking

    @Test
    void losesNothingAndTakesNothingTwiceWhenTheConnectionIsCutWhileItFetches() throws Exception {
        server = Dovecot.start();
        var random = new Random(7);
        for (int i = 0; i < 60; i++) {
            server.deliver(mail(i, "x".repeat(60_000 + random.nextInt(60_000))));
        }
        try (var proxy = new CuttingProxy(server.port())) {
            fetcher = fetcher(Dovecot.at(proxy.port()));
            // In the greeting, between commands, in the middle of a mail; never through until the last one.
            proxy.cutAfter(10);
            fetcher.start();
            for (int bytes : List.of(1_500, 40_000, 700_000, 2_000_000)) {
                int cuts = proxy.cuts();
                await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> proxy.cuts() > cuts);
                proxy.cutAfter(bytes);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> stored() == 60 && server.read() == 60);
            assertThat(proxy.cuts()).isEqualTo(5);
        }
        assertThat(subjects())
                .containsExactlyElementsOf(IntStream.range(0, 60).mapToObj(i -> "Question " + i).toList());
        assertThat(jdbc.sql("select count(*) from incoming_mail where size_bytes < 60000").query(Long.class).single())
                .isZero();
    }

    @Test
    void keepsAMailOnceThatCannotBeMovedBecauseTheMailboxIsFull() throws Exception {
        server = Dovecot.start("""
                mail_plugins = quota
                plugin {
                  quota = maildir:User quota
                  quota_rule = *:storage=60K
                  quota_grace = 0
                }
                imap_capability = IMAP4rev1 UIDPLUS IDLE
                """);
        server.deliver(mail(1, "x".repeat(50_000)));
        Imap imap = moving(server.imap(), "Done");
        MailboxDownloader downloader = downloader(imap);
        for (int i = 0; i < 2; i++) {
            try (var connection = new ImapConnection(imap)) {
                assertThat(downloader.collect(connection)).isEqualTo(i == 0 ? 1 : 0);
            }
            assertThat(downloader.unsettled()).containsIgnoringCase("quota");
        }
        assertThat(stored()).isEqualTo(1);
        assertThat(server.count("")).isEqualTo(1);
        assertThat(server.count(".Done")).isZero();
    }

    @Test
    void movesWhatIsStored() throws Exception {
        server = Dovecot.start();
        Imap imap = moving(server.imap(), "Été & hiver");
        for (int i = 0; i < 3; i++) {
            server.deliver(mail(i));
        }
        assertThat(collect(imap)).isEqualTo(3);
        assertThat(server.count("")).isZero();
        server.deliver(mail(3));
        assertThat(collect(imap)).isEqualTo(1);
        assertThat(server.count(".&AMk-t&AOk- &- hiver")).isEqualTo(4);
        assertThat(collect(imap)).isZero();
    }

    @Test
    void movesWithoutTheMoveCommandToo() throws Exception {
        server = Dovecot.start("imap_capability = IMAP4rev1 UIDPLUS");
        server.deliver(mail(1));
        Imap imap = moving(server.imap(), "Done");
        assertThat(collect(imap)).isEqualTo(1);
        assertThat(server.count("")).isZero();
        assertThat(server.count(".Done")).isEqualTo(1);
    }

    // numbering

    @Test
    void looksAtAllSinceTheLastContactWhenTheServerNumbersItsMailsAnew() throws Exception {
        server = Dovecot.start();
        for (int i = 0; i < 200; i++) {
            server.deliver(mail(i), true, LAST_YEAR.plusSeconds(i));
        }
        assertThat(collect(server.imap())).isZero();
        server.deliver(mail(1000));
        server.deliver(mail(1001));
        assertThat(collect(server.imap())).isEqualTo(2);
        long validity = validity();

        server.numberAnew();
        server.deliver(mail(1002), true, Instant.now());
        server.deliver(mail(1003));
        var fetchedBodies = new long[1];
        try (var connection = counting(server.imap(), fetchedBodies)) {
            assertThat(connection.uidValidity()).isNotEqualTo(validity);
            assertThat(downloader(server.imap()).collect(connection)).isEqualTo(2);
        }
        assertThat(fetchedBodies[0]).as("only what is new is downloaded").isEqualTo(2);
        assertThat(subjects()).containsExactly("Question 1000", "Question 1001", "Question 1002", "Question 1003");
        assertThat(collect(server.imap())).isZero();
        InMailbox accounts = reconcile(server.imap()).inMailbox();
        assertThat(accounts).extracting(InMailbox::all, InMailbox::notOurs, InMailbox::taken, InMailbox::missing)
                .containsExactly(204L, 200L, 4L, 0L);
    }

    @Test
    void looksAgainWhenItDiedWhileItLookedAtANewNumbering() throws Exception {
        server = Dovecot.start();
        assertThat(collect(server.imap())).isZero();
        server.numberAnew();
        server.deliver(mail(1), true, Instant.now());
        try (var connection = new ImapConnection(server.imap()) {
            @Override
            List<MessageSummary> envelopes(java.util.Collection<Long> uids) throws MessagingException {
                throw new MessagingException("died");
            }
        }) {
            assertThatThrownBy(() -> downloader(server.imap()).collect(connection)).hasMessage("died");
        }
        assertThat(collect(server.imap())).isEqualTo(1);
    }

    // amounts

    @Test
    void leavesFiveThousandReadMailsAloneAndTakesFiveThousandUnreadOnesInOrder() throws Exception {
        server = Dovecot.start();
        for (int i = 0; i < 5000; i++) {
            server.deliver(mail(i), true, LAST_YEAR.plusSeconds(i));
        }
        long before = System.nanoTime();
        assertThat(collect(server.imap())).isZero();
        Duration first = Duration.ofNanos(System.nanoTime() - before);
        for (int i = 5000; i < 10_000; i++) {
            server.deliver(mail(i), false, LAST_YEAR.plusSeconds(i));
        }
        before = System.nanoTime();
        assertThat(collect(server.imap())).isEqualTo(5000);
        Duration second = Duration.ofNanos(System.nanoTime() - before);
        System.out.printf("First contact with 5,000 read mails %d ms; 5,000 unread ones stored in %d ms.%n",
                first.toMillis(), second.toMillis());
        assertThat(first).isLessThan(Duration.ofSeconds(20));
        assertThat(subjects()).hasSize(5000).startsWith("Question 5000", "Question 5001").isSortedAccordingTo(
                java.util.Comparator.comparing(subject -> Integer.parseInt(subject.substring(9))));
        assertThat(server.read()).isEqualTo(10_000);
    }

    @Test
    void takesOnlyTheFirstPartOfAMailOverTheLimitAndLeavesItInTheMailbox() throws Exception {
        server = Dovecot.start();
        server.deliver(mail(1, "y".repeat(300_000)));
        server.deliver(mail(2));
        assertThat(collect(server.imap())).isEqualTo(2);
        assertThat(sizes()).containsExactly("65536/" + mail(1, "y".repeat(300_000)).length, mail(2).length + "/null");
        assertThat(server.count("")).isEqualTo(2);
        assertThat(server.read()).isEqualTo(2);
        assertThat(collect(server.imap())).isZero();
    }

    @Test
    void takesNoMoreThanTheLimitWhenTheServerUnderstatesASize() throws Exception {
        server = Dovecot.start();
        server.deliver(mail(1, "y".repeat(300_000)));
        server.deliver(mail(2, "y".repeat(190_000)));
        try (var proxy = new CuttingProxy(server.port())) {
            Pattern size = Pattern.compile("RFC822\\.SIZE (\\d{3})(\\d{3})");
            proxy.twist(said -> size.matcher(said).replaceAll("RFC822.SIZE 000$2"));
            assertThat(collect(Dovecot.at(proxy.port()))).isEqualTo(2);
        }
        assertThat(sizes()).containsExactly("65536/204801", mail(2, "y".repeat(190_000)).length + "/null");
    }

    // reconciling

    @Test
    void accountsForEveryMailAndFetchesWhatIsMissing() throws Exception {
        server = Dovecot.start();
        server.deliver(mail(0), true, LAST_YEAR);
        collect(server.imap());
        for (int i = 1; i <= 7; i++) {
            server.deliver(mail(i));
        }
        server.deliver(mail(7));
        collect(server.imap());
        MailFigures figures = reconcile(server.imap());
        assertThat(figures.inMailbox())
                .extracting(InMailbox::all, InMailbox::notOurs, InMailbox::taken, InMailbox::missing)
                .containsExactly(9L, 1L, 8L, 0L);
        assertThat(figures).extracting(MailFigures::stored, MailFigures::waiting).containsExactly(7L, 7L);
        assertThat(figures.alarms()).isEmpty();

        // As after a restore of an older database: a mail is read, below the position, and not stored.
        jdbc.sql("delete from incoming_mail where internet_id = '<3@a.example>'").update();
        assertThat(collect(server.imap())).isZero();
        figures = reconcile(server.imap());
        assertThat(figures.inMailbox().missing()).isZero();
        assertThat(figures.stored()).isEqualTo(7);
        assertThat(figures.alarms()).isEmpty();
    }

    @Test
    void raisesAnAlarmForWhatStaysMissing() throws Exception {
        server = Dovecot.start();
        collect(server.imap());
        server.deliver(mail(1));
        server.deliver(mail(2));
        collect(server.imap());
        jdbc.sql("delete from incoming_mail where internet_id = '<1@a.example>'").update();
        try (var connection = new ImapConnection(server.imap()) {
            @Override
            List<InboundMailRepository.Fetched> mails(java.util.Collection<Long> uids, long most) {
                return List.of();
            }
        }) {
            MailFigures figures = reconciliation(server.imap()).compare(connection);
            assertThat(figures.inMailbox()).extracting(InMailbox::all, InMailbox::taken, InMailbox::missing)
                    .containsExactly(2L, 1L, 1L);
            assertThat(figures.alarms()).singleElement().asString()
                    .contains("1 mail in the mailbox could not be stored");
        }
    }

    // being let in

    @Test
    void trustsTheCertificateItIsToldToTrustAndNoOther() throws Exception {
        server = Dovecot.start();
        server.deliver(mail(1));
        var stores = SslStoreBundle.of(null, null, new PemSslStoreBundle(null,
                PemSslStoreDetails.forCertificate("file:" + server.certificate())).getTrustStore());
        var bundles = new DefaultSslBundleRegistry("mail", SslBundle.of(stores));
        for (Security security : List.of(Security.TLS, Security.STARTTLS)) {
            Imap trusting = secured(security, "mail");
            try (var connection = new ImapServer(properties(trusting), passwords(), bundles).open()) {
                assertThat(connection.all()).hasSize(1);
            }
            assertThatThrownBy(
                    () -> new ImapServer(properties(secured(security, null)), passwords(), bundles).open().close())
                    .isInstanceOf(MessagingException.class).hasStackTraceContaining("certification path");
            assertThatThrownBy(
                    () -> new ImapServer(properties(secured(security, "none")), passwords(), bundles).open().close())
                    .hasMessageContaining("aftercare.mail.imap.ssl-bundle names \"none\"");
        }
    }

    @Test
    void saysWhatIsWrongWithAWrongPassword() throws Exception {
        server = Dovecot.start();
        Imap wrong = new Imap("127.0.0.1", server.port(), "support", "wrong", "INBOX", Security.NONE, SOON, SOON);
        assertThatThrownBy(() -> new ImapConnection(wrong).close()).isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("aftercare.mail.imap.user and .password");
    }

    private Imap secured(Security security, String bundle) {
        return new Imap("localhost", security == Security.TLS ? server.tlsPort() : server.port(), "support", "secret",
                "INBOX",
                security, SOON, SOON, null, bundle, SOON);
    }

    private static Imap moving(Imap imap, String folder) {
        return new Imap(imap.host(), imap.port(), imap.user(), imap.password(), imap.folder(), imap.security(),
                imap.pollInterval(), imap.timeout(), folder, null, imap.reconcileEvery());
    }

    private static byte[] mail(int number) {
        return mail(number, "How?");
    }

    private static byte[] mail(int number, String text) {
        return Mails.plain("<" + number + "@a.example>", "ada@a.example", "Question " + number,
                text.replaceAll("(.{70})", "$1\n"));
    }

    private int collect(Imap imap) throws MessagingException {
        try (var connection = new ImapConnection(imap)) {
            return downloader(imap).collect(connection);
        }
    }

    private MailFigures reconcile(Imap imap) throws MessagingException {
        try (var connection = new ImapConnection(imap)) {
            return reconciliation(imap).compare(connection);
        }
    }

    private MailboxReconciliation reconciliation(Imap imap) {
        return new MailboxReconciliation(properties(imap), downloader(imap), mails, ledger, mailTasks,
                Clock.systemUTC(), transactions);
    }

    private static ImapConnection counting(Imap imap, long[] bodies) throws MessagingException {
        return new ImapConnection(imap) {
            @Override
            List<InboundMailRepository.Fetched> mails(java.util.Collection<Long> uids, long most)
                    throws MessagingException {
                bodies[0] += uids.size();
                return super.mails(uids, most);
            }
        };
    }

    private MailboxDownloader downloader(Imap imap) {
        return new MailboxDownloader(properties(imap),
                new MailSizeProperties(DataSize.ofKilobytes(200), DataSize.ofKilobytes(64)), mails,
                positions, events, meters);
    }

    private MailFetcher fetcher(Imap imap) {
        return new MailFetcher(properties(imap),
                new ImapServer(properties(imap), passwords(), new DefaultSslBundleRegistry()),
                new SupportAddress("support@aftercare.example", "Support"), downloader(imap), reconciliation(imap),
                Clock.systemUTC());
    }

    private static AccessTokens passwords() {
        return new AccessTokens(new OAuth2Properties(null, null, null, null, null), Clock.systemUTC());
    }

    private static MailProperties properties(Imap imap) {
        return new MailProperties(imap, Duration.ofSeconds(5), 20, Duration.ofSeconds(30));
    }

    private long validity() throws MessagingException {
        try (var connection = new ImapConnection(server.imap())) {
            return connection.uidValidity();
        }
    }

    private long stored() {
        return mails.counts().getOrDefault(State.RECEIVED, 0L);
    }

    private List<String> subjects() {
        return jdbc.sql("select raw from incoming_mail order by id")
                .query((row, index) -> MailReader.read(row.getBytes("raw")).subject()).list();
    }

    private List<String> sizes() {
        return jdbc.sql("select size_bytes, full_size from incoming_mail order by id")
                .query((row, index) -> row.getLong(1) + "/" + row.getObject(2)).list();
    }
}
