package io.aftercare.helpcentre;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.process.CustomerChoice;
import io.aftercare.process.SupportProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a visitor does, in a real browser without JavaScript. Skipped, and says so, where there is no Chromium. */
@HelpCentreTest
class BrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    private int port;
    @Autowired
    private SupportProcess process;
    @Autowired
    private PlayedProcess played;
    @Autowired
    private Requests requests;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void open() {
        if (!Files.isExecutable(CHROMIUM)) {
            System.err.println("NOT TESTED: the help centre in a browser, because there is no " + CHROMIUM + ".");
        }
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "No browser at " + CHROMIUM);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(List.of(
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void visit() {
        played.play();
        page = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("en-GB")
                .setBaseURL("http://localhost:" + port)).newPage();
        page.onConsoleMessage(message -> {
            // Chromium reports a status as an error of its own; the tests look at the pages that come with it.
            if (message.type().equals("error") && !message.text().matches(".*status of (422|500).*")) {
                complaints.add(message.text());
            }
        });
    }

    @AfterEach
    void nothingWasBlockedOrMissing() {
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void searchesWritesCorrectsAttachesAndSends() {
        page.navigate("/");
        page.getByLabel("Search the help articles").fill("xyzzy");
        page.keyboard().press("Enter");
        assertThat(page.getByText("No article found")).isVisible();
        page.getByRole(AriaRole.MAIN).getByRole(AriaRole.LINK, new Locator.GetByRoleOptions()
                .setName("Write to us")).click();

        page.getByLabel("What is it about?").fill("Merging");
        page.getByLabel("Your question").fill("How do I merge duplicate persons?");
        page.getByLabel("Files").setInputFiles(new FilePayload("tree.txt", "text/plain",
                "0 HEAD".getBytes(StandardCharsets.UTF_8)));
        page.getByText("Continue").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Enter your email address");
        page.getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK).click();
        assertThat(page.getByLabel("Your email address")).isFocused();
        assertThat(page.getByText("tree.txt").first()).isVisible();

        String email = UUID.randomUUID() + "@example.org";
        page.getByLabel("Your email address").fill(email);
        page.getByText("Continue").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Do these articles answer your question?");
        Page article = page.waitForPopup(() -> page.getByText("Merge duplicate persons").click());
        assertThat(article.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Merge duplicate persons");
        page.getByText("No, send my request").click();
        assertThat(page.locator(".number")).containsText("AC-");
        page.reload();
        assertThat(page.locator(".number")).containsText("AC-");

        var message = ArgumentCaptor.forClass(IncomingMessage.class);
        verify(process, times(1)).beginAfterHelp(any(), message.capture(), any());
        assertThat(message.getValue().fromAddress()).isEqualTo(email);
        assertThat(message.getValue().attachments()).singleElement()
                .satisfies(file -> assertThat(file.content()).asString().isEqualTo("0 HEAD"));
    }

    @Test
    void decidesByTheButtonOfALink() {
        Request request = requests.open(Channel.MAIL, "marie@example.org", null, "s", "fr", null);
        when(process.choose(request.number(), CustomerChoice.SOLVED, null)).thenReturn(true);
        page.navigate("/requests/" + request.token() + "/solved");
        page.getByText("Oui, c’est résolu").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).containsText("ravis");
        verify(process).choose(request.number(), CustomerChoice.SOLVED, null);
    }

    @Test
    void losesNothingWhenSomethingGoesWrong() {
        doThrow(new IllegalStateException("database gone")).when(process).begin(any(), any(), any(), any());
        page.navigate("/contact?lang=fr");
        page.getByLabel("De quoi s’agit-il").fill("Zxqv wibble");
        page.getByLabel("Votre question").fill("Quux");
        page.getByLabel("Votre adresse électronique").fill(UUID.randomUUID() + "@example.org");
        page.getByText("Continuer").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Une erreur s’est produite de notre côté");
        assertThat(page.locator("body")).not().containsText("database gone");
        page.goBack();
        assertThat(page.getByLabel("Votre question")).hasValue("Quux");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/articles", "/articles?q=merge", "/articles/test:merge", "/contact"})
    void fitsANarrowScreen(String path) {
        page.setViewportSize(390, 844);
        page.navigate(path);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    }
}
