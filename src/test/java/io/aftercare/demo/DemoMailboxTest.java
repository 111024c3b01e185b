package io.aftercare.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.entitlement.Imports;
import io.aftercare.policy.PolicyNumbers;
import io.aftercare.policy.SupportPeriod;
import io.aftercare.process.MailTasks;
import io.aftercare.platform.CleanUpProperties;
import io.aftercare.process.ReopeningProperties;
import io.aftercare.process.RetentionProperties;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.Staff;
import io.aftercare.testing.StartsApplication;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.util.LinkedMultiValueMap;

/** From the mailbox page over SMTP, IMAP, the façade and SMTP back to the page, with everything running by itself. */
@StartsApplication
@SpringBootTest(classes = DemoMailboxTest.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.autoconfigure.exclude=org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration,"
                + "org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration",
                "spring.datasource.url=jdbc:h2:mem:demo-mailbox;DB_CLOSE_DELAY=-1",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.mail.imap.poll-interval=20s", "spring.http.client.redirects=dont-follow"})
@ActiveProfiles("demo")
@Timeout(120)
class DemoMailboxTest {

    /** The mail channel and the demo's mail server, without the engine. */
    @EnableAutoConfiguration(
            exclude = {SecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class})
    @ComponentScan(basePackages = {"io.aftercare.conversation", "io.aftercare.mail", "io.aftercare.entitlement"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
    @ConfigurationPropertiesScan({"io.aftercare.conversation", "io.aftercare.mail", "io.aftercare.entitlement"})
    @Import({DemoMailServer.class, DemoMailConfiguration.class, DemoMailboxController.class, DemoPostman.class,
            DemoCustomers.class})
    @EnableConfigurationProperties({ReopeningProperties.class, RetentionProperties.class, CleanUpProperties.class})
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        PolicyNumbers policyNumbers() {
            PolicyNumbers numbers = mock(PolicyNumbers.class);
            given(numbers.supportPeriod()).willReturn(SupportPeriod.parse("P2Y"));
            given(numbers.supportUntil(any())).willAnswer(asked -> asked.<LocalDate>getArgument(0).plusYears(2));
            return numbers;
        }
    }

    @MockitoBean
    Staff staff;
    @MockitoBean
    RequestProcess process;
    @MockitoBean
    MailTasks mailTasks;
    @Autowired
    DemoMailServer server;
    @Autowired
    TestRestTemplate http;
    @Autowired
    Requests requests;
    @Autowired
    Messages messages;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    Attachments attachments;
    @Autowired
    CustomerMailSender mailSender;
    @Autowired
    Imports imports;

    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final String customer = "ada-" + UUID.randomUUID() + "@customer.example";

    @DynamicPropertySource
    static void freePorts(DynamicPropertyRegistry properties) throws IOException {
        try (var smtp = new ServerSocket(0); var imap = new ServerSocket(0)) {
            int smtpPort = smtp.getLocalPort();
            int imapPort = imap.getLocalPort();
            properties.add("aftercare.demo.smtp-port", () -> smtpPort);
            properties.add("aftercare.demo.imap-port", () -> imapPort);
        }
    }

    @BeforeEach
    void answerEveryRequest() {
        given(process.begin(any(), any(), any(), any())).willAnswer(call -> {
            IncomingMessage first = call.getArgument(1);
            Request request =
                    requests.open(call.getArgument(0), first.fromAddress(), null, first.subject(), "en", null);
            received.add(messages.receive(request.number(), first));
            Message answer = outgoing.queue(request,
                    new OutgoingMessage(Purpose.ANSWER, "[" + request.number() + "] Answer",
                            "Read https://help.example/a.",
                            "<p onclick=\"x()\">Read <a href=\"https://help.example/a\">this</a>"
                                    + "<img src=\"cid:pic\"></p>",
                            true, null, List.of(new NewAttachment("p.png", "image/png", "pic",
                                    new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}))));
            mailSender.send(answer.id());
            return request;
        });
        given(process.customerWrote(any(), any())).willAnswer(call -> {
            Message message = messages.receive(call.getArgument(0), call.getArgument(1));
            received.add(message);
            return message;
        });
    }

    @Test
    void aCustomerWritesGetsAnAnswerAndRepliesToIt() {
        assertThat(mailbox()).isEmpty();
        send("support@aftercare.example", "How do I merge?", "Two people are\nthe same.", null, "tree.ged");
        await().atMost(Duration.ofSeconds(15)).until(() -> mailbox().size() == 1);
        assertThat(received).singleElement().satisfies(message -> {
            assertThat(message.subject()).isEqualTo("How do I merge?");
            assertThat(message.fromAddress()).isEqualTo(customer);
            assertThat(message.textBody().strip()).isEqualTo("Two people are\nthe same.");
            assertThat(attachments.of(message.id())).singleElement()
                    .satisfies(file -> assertThat(file.name()).isEqualTo("tree.ged"));
        });

        JsonNode mail = mailbox().get(0);
        assertThat(mail.get("from").asText()).isEqualTo("support@aftercare.example");
        assertThat(mail.get("to").asText()).isEqualTo(customer);
        assertThat(mail.get("replyTo").asText()).matches("support\\+[0-9a-f]{32}@aftercare\\.example");
        assertThat(mail.get("inReplyTo").asText()).isEqualTo(received.get(0).internetId());
        assertThat(mail.get("text").asText()).contains("Read https://help.example/a.");
        assertThat(mail.get("html").asText()).contains("onclick");
        assertThat(mail.get("links")).singleElement()
                .satisfies(link -> assertThat(link.asText()).isEqualTo("https://help.example/a"));
        assertThat(mail.get("headers").get("auto-submitted").asText()).isEqualTo("auto-replied");
        assertThat(mail.has("safeHtml")).isFalse();

        Document page = page("&reply=" + mail.get("id").asLong());
        assertThat(page.select("#to").val()).isEqualTo(mail.get("replyTo").asText());
        assertThat(page.select("#subject").val()).startsWith("Re: [AC-");
        assertThat(page.select("textarea").first().wholeText()).contains("\n\nOn ").contains("wrote:\n> Read");
        send(page.select("#to").val(), page.select("#subject").val(),
                "It works." + page.select("textarea").first().wholeText(),
                mail.get("id").asLong(), null);
        await().atMost(Duration.ofSeconds(15)).until(() -> received.size() == 2);
        assertThat(received.get(1)).satisfies(reply -> {
            assertThat(reply.request()).isEqualTo(received.get(0).request());
            assertThat(reply.inReplyTo()).isEqualTo(mail.get("messageId").asText());
            assertThat(reply.referenceIds()).contains(received.get(0).internetId())
                    .contains(mail.get("messageId").asText());
            assertThat(reply.ownText()).isEqualTo("It works.");
        });
    }

    @Test
    void thePageShowsMailSafelyAndWorksUnderAStrictPolicy() {
        send("support@aftercare.example", "Hello", "text", null, null);
        await().atMost(Duration.ofSeconds(15)).until(() -> mailbox().size() == 1);
        Document page = page("");
        assertThat(page.select("details.mail")).hasSize(1);
        assertThat(page.select(".subject").text()).contains("Answer");
        assertThat(page.select(".body a[href='https://help.example/a']")).hasSize(1);
        assertThat(page.select("script, style, [style], [onclick]")).isEmpty();
        for (String image : List.of(page.select(".body img").attr("src"), page.select(".files a").attr("href"))) {
            ResponseEntity<byte[]> bytes = http.getForEntity(URI.create(http.getRootUri() + image), byte[].class);
            assertThat(bytes.getBody()).startsWith(0x89, 'P', 'N', 'G');
            assertThat(bytes.getHeaders().getContentType()).isEqualTo(MediaType.IMAGE_PNG);
        }
        assertThat(http.getForEntity("/demo/mailbox.css", String.class).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void saysWhatIsWrongAndKeepsWhatWasWritten() {
        ResponseEntity<String> answer = submit(new HttpHeaders(), "no address", "Subject", "My long text", null, null);
        Document page = Jsoup.parse(answer.getBody());
        assertThat(page.select("[role=alert]").text()).contains("no mail address");
        assertThat(page.select("textarea").text()).isEqualTo("My long text");
    }

    @Test
    void servesTheMailboxOverImapToAnybodyOnThisMachine() throws Exception {
        send("other-" + customer, "Between customers", "text", null, null);
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", server.imapPort(), "other-" + customer, "any");
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        assertThat(inbox.getMessage(1).getSubject()).isEqualTo("Between customers");
        store.close();
        try (var elsewhere = new Socket()) {
            assertThat(server.host()).isEqualTo("127.0.0.1");
            elsewhere.connect(new java.net.InetSocketAddress("127.0.0.1", server.smtpPort()), 1000);
            assertThat(elsewhere.isConnected()).isTrue();
        }
    }

    @Test
    void servesJsonByItsNameOrByAcceptAndAPageOtherwise() {
        assertThat(http.getForEntity("/demo/mailbox.json?address=" + customer, String.class).getBody()).isEqualTo("[]");
        var headers = new HttpHeaders();
        headers.setAccept(List.of(MediaType.ALL));
        assertThat(http.exchange("/demo/mailbox", HttpMethod.GET, new HttpEntity<>(headers), String.class).getBody())
                .contains("Whose mail?");
    }

    @Test
    void saysWhoTheCustomersAreAndWhatTheyOwn() throws IOException {
        assertThat(imports.loadProducts(new ClassPathResource("demo/products.csv").getContentAsByteArray(), true)
                .rejected()).isZero();
        assertThat(imports.loadLicences(new ClassPathResource("demo/licences.csv").getContentAsByteArray(), true)
                .rejected()).isZero();
        send("other-" + customer, "To a stranger", "text", null, null);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        DateTimeFormatter day = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

        Document start = html("/demo/mailbox?address=");
        assertThat(start.select(".people li").stream().map(Element::text)).contains(
                "Anna Lindqvist anna.lindqvist@customers.example owns Lindenbaum 2026, bought 100 days ago: entitled "
                        + "until "
                        + day.format(today.minusDays(100).plusYears(2)),
                "Tomáš Havel tomas.havel@customers.example owns Lindenbaum 2025, bought 2 years ago to the day: "
                        + "entitled until "
                        + "today, the last day, but to no patch: version 2026 is on sale",
                "Margaret O'Connell margaret.oconnell@customers.example owns Lindenbaum 2025, bought 2 years and 1 "
                        + "day ago: "
                        + "support ended on " + day.format(today.minusDays(1)),
                "other-" + customer + " not among the customers: owns nothing");
        assertThat(start.select(".people a").eachAttr("href"))
                .contains("/demo/mailbox?address=anna.lindqvist@customers.example");
        assertThat(page("").select(".people li").size()).isEqualTo(start.select(".people li").size());
        Document annas = html("/demo/mailbox?address=Anna.Lindqvist@customers.example");
        assertThat(annas.select("main > p").text())
                .startsWith("Anna Lindqvist owns Lindenbaum 2026, bought 100 days ago");
    }

    private JsonNode mailbox() {
        var headers = new HttpHeaders();
        headers.setAccept(List.of(MediaType.APPLICATION_JSON));
        return http
                .exchange("/demo/mailbox?address=" + customer, HttpMethod.GET, new HttpEntity<>(headers),
                        JsonNode.class)
                .getBody();
    }

    private Document page(String more) {
        return html("/demo/mailbox?address=" + customer + more);
    }

    private Document html(String path) {
        var headers = new HttpHeaders();
        headers.setAccept(List.of(MediaType.TEXT_HTML, MediaType.ALL));
        return Jsoup.parse(http.exchange(path, HttpMethod.GET, new HttpEntity<>(headers), String.class).getBody(),
                "http://localhost");
    }

    private void send(String to, String subject, String text, Long replyTo, String file) {
        var headers = new HttpHeaders();
        headers.set("Sec-Fetch-Site", "same-origin");
        ResponseEntity<String> answer = submit(headers, to, subject, text, replyTo, file);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FOUND);
        var html = new HttpHeaders();
        html.setAccept(List.of(MediaType.TEXT_HTML));
        String sent =
                http.exchange(answer.getHeaders().getLocation(), HttpMethod.GET, new HttpEntity<>(html), String.class)
                        .getBody();
        assertThat(Jsoup.parse(sent).select("[role=status]").text()).isEqualTo("Your mail to " + to + " is sent.");
    }

    private ResponseEntity<String> submit(HttpHeaders headers, String to, String subject, String text, Long replyTo,
            String file) {
        var form = new LinkedMultiValueMap<String, Object>();
        form.add("address", customer);
        form.add("to", to);
        form.add("subject", subject);
        form.add("text", text);
        if (replyTo != null) {
            form.add("replyTo", replyTo);
        }
        if (file != null) {
            form.add("files", new ByteArrayResource("0 HEAD".getBytes()) {
                @Override
                public String getFilename() {
                    return file;
                }
            });
        }
        headers.setContentType(MediaType.MULTIPART_FORM_DATA);
        return http.postForEntity("/demo/mailbox", new HttpEntity<>(form, headers), String.class);
    }
}
