package io.aftercare.helpcentre;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.Feedback;
import io.aftercare.process.CustomerChoice;
import io.aftercare.process.RequestProcess;
import io.aftercare.testing.Chromium;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a visitor does, in a real browser without JavaScript. */
@HelpCentreTest
@NeedsTool(Tool.CHROMIUM)
class BrowserTest {

    @RegisterExtension
    static final VisitorsBrowser BROWSER = VisitorsBrowser
            .withoutJavaScript("status of (404|422|500)|Cross-Origin-Opener-Policy header has been ignored");

    @LocalServerPort
    private int port;
    @Autowired
    private RequestProcess process;
    @Autowired
    private Feedback feedback;
    @Autowired
    private PlayedProcess played;
    @Autowired
    private Requests requests;

    private Page page;

    @BeforeEach
    void visit() {
        played.play();
        page = BROWSER.visit(port);
    }

    @Test
    void sendsOverPlainHttpWhereTheBrowserTellsLess() {
        page.navigate("http://" + Chromium.ANOTHER_NAME + ":" + port + "/contact?q=Merging");
        page.getByLabel("Your question").fill("How do I merge duplicate persons?");
        page.getByLabel("Your email address").fill(UUID.randomUUID() + "@example.org");
        page.getByText("Continue").click();
        page.getByText("No, send my request").click();
        assertThat(page.locator(".number")).containsText("AC-");
    }

    @Test
    void searchesWritesCorrectsAttachesAndSends() {
        page.navigate("/");
        page.getByLabel("Search the help articles").fill("xyzzy");
        page.keyboard().press("Enter");
        assertThat(page.getByText("No article found")).isVisible();
        page.getByRole(AriaRole.MAIN).getByRole(AriaRole.LINK, new Locator.GetByRoleOptions()
                .setName("Write to us")).click();

        assertThat(page.getByLabel("What is it about?")).hasValue("xyzzy");
        page.getByLabel("What is it about?").fill("Merging");
        page.getByLabel("Your question").fill("How do I merge duplicate persons?");
        page.getByLabel("Files").setInputFiles(new FilePayload("tree.txt", "text/plain",
                "0 HEAD".getBytes(StandardCharsets.UTF_8)));
        page.getByText("Continue").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Enter your email address");
        assertThat(page.getByRole(AriaRole.ALERT)).isFocused();
        page.getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK).click();
        assertThat(page.getByLabel("Your email address")).isFocused();
        assertThat(page.getByText("tree.txt").first()).isVisible();

        String email = UUID.randomUUID() + "@example.org";
        page.getByLabel("Your email address").fill(email);
        page.getByText("Continue").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Do these articles answer your question?");
        Page article = page.waitForPopup(() -> page.locator(".hits").getByRole(AriaRole.LINK).click());
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

    /**
     * An attacker writes a form, and sends its address to somebody else: the attacker reads nothing of what is typed.
     */
    @Test
    void theAddressOfAnotherVisitorsFormBeginsAFreshOne() {
        page.navigate("/contact");
        page.getByLabel("Your question").fill("How do I merge duplicate persons?");
        page.getByText("Français").first().click();
        String address = page.url();
        org.assertj.core.api.Assertions.assertThat(address).contains("draft=");
        try (BrowserContext victim = page.context().browser().newContext(new Browser.NewContextOptions()
                .setJavaScriptEnabled(false).setLocale("en-GB"))) {
            Page form = victim.newPage();
            form.navigate(address.replace("lang=fr", "lang=en"));
            assertThat(form.getByLabel("Your question")).hasValue("");
            form.getByLabel("What is it about?").fill("How do I merge duplicate persons?");
            form.getByLabel("Your question").fill("My secret");
            form.getByLabel("Your email address").fill(UUID.randomUUID() + "@example.org");
            form.getByText("Continue").click();
            form.locator(".decide").waitFor();
            page.navigate(form.url());
            assertThat(page.locator("main")).not().containsText("My secret");
            form.getByText("Change").first().click();
            assertThat(form.getByLabel("Your question")).hasValue("My secret");
        }
        page.navigate(address);
        assertThat(page.getByLabel("Votre question")).hasValue("How do I merge duplicate persons?");
    }

    @Test
    void lookingAtPagesLeavesNoCookie() {
        for (String path : List.of("/", "/articles?q=merge", "/articles/test:merge", "/contact", "/policy",
                "/nowhere")) {
            page.navigate(path);
        }
        org.assertj.core.api.Assertions.assertThat(page.context().cookies()).isEmpty();
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

    @Test
    void saysOnceThatAnArticleDidNotHelpAndGoesOnWithItsWords() {
        page.navigate("/articles?q=merge");
        page.getByText("Merge duplicate persons").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("No").setExact(true)).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Thank you for telling us");
        verify(feedback).didNotHelp("test:merge", "merge");

        page.navigate("/articles/test:merge");
        assertThat(page.getByText("Did this help?")).isHidden();
        page.goBack();
        page.locator(".verdict").getByRole(AriaRole.LINK).click();
        assertThat(page.getByLabel("What is it about?")).hasValue("merge");
        verifyNoMoreInteractions(feedback);
    }

    @Test
    void sendsNothingWhenAnArticleShownBeforeSolvesIt() {
        page.navigate("/contact?lang=fr");
        page.getByLabel("De quoi s’agit-il").fill("Fusionner des doublons");
        page.getByLabel("Votre question").fill("Comment fusionner des doublons ?");
        page.getByLabel("Votre adresse électronique").fill(UUID.randomUUID() + "@example.org");
        page.getByText("Continuer").click();
        page.getByText("C’est résolu grâce à cet article").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).containsText("ravis");
        verify(feedback).shown(any(), eq("Fusionner des doublons\nComment fusionner des doublons ?"), any(), eq("fr"),
                eq(List.of("test:fusion")));
        verify(feedback).formSolved(any());
        verify(process, never()).begin(any(), any(), any(), any());
    }

    @Test
    void theEnterKeySendsAFormAndDoesNothingElse() {
        page.navigate("/contact");
        page.getByLabel("Files")
                .setInputFiles(new FilePayload("tree.txt", "text/plain", "0 HEAD".getBytes(StandardCharsets.UTF_8)));
        page.getByText("Continue").click();
        page.getByLabel("Your email address").fill("nobody");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("in the right form");
        assertThat(page.locator(".kept")).containsText("tree.txt");
        assertThat(page.locator("html")).hasAttribute("lang", "en");

        page.navigate("/");
        page.getByLabel("Search the help articles").fill("merge");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/articles\\?q=merge"));
    }

    @Test
    void switchesTheLanguageAndKeepsWhatIsTypedAndAttached() {
        page.navigate("/contact");
        page.getByLabel("Your question").fill("Comment ?");
        page.getByLabel("Files")
                .setInputFiles(new FilePayload("tree.txt", "text/plain", "0 HEAD".getBytes(StandardCharsets.UTF_8)));
        page.getByText("Français").first().click();
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(page.getByLabel("Votre question")).hasValue("Comment ?");
        assertThat(page.locator(".kept")).containsText("tree.txt");
        assertThat(page.getByLabel("Français")).isChecked();

        page.navigate("/");
        page.getByLabel("Rechercher dans les articles").fill("doublons");
        page.getByText("English").click();
        assertThat(page.getByLabel("Search the help articles")).hasValue("doublons");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/articles", "/articles?q=merge", "/articles/test:merge", "/articles/test:en-shortcuts",
                    "/articles/test:fr-shortcuts?lang=fr", "/contact", "/contact?lang=fr"})
    void fitsANarrowScreen(String path) {
        page.setViewportSize(320, 640);
        page.navigate(path);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    }
}
