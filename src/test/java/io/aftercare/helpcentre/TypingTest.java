package io.aftercare.helpcentre;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.Feedback;
import io.aftercare.process.RequestProcess;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What happens while a visitor types, in a real browser with JavaScript; and that no page puts up a barrier (WCAG 2.2
 * AA).
 */
@HelpCentreTest
@NeedsTool(Tool.CHROMIUM)
class TypingTest {

    private static final int PHONE = 360;
    private static final int DESKTOP = 1280;

    @RegisterExtension
    static final VisitorsBrowser BROWSER = VisitorsBrowser.withJavaScript("status of (404|422|429)|ERR_FAILED");

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
    void findsAnArticleByKeyboardAlone() {
        page.navigate("/");
        Locator search =
                page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search the help articles"));
        for (int i = 0; i < 8 && !(boolean) search.evaluate("input => input === document.activeElement"); i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().type("merge");
        Locator option = page.getByRole(AriaRole.OPTION).first();
        assertThat(option).containsText("Merge duplicate persons");
        assertThat(option).containsText("choose Merge");
        assertThat(option).containsText("Using the software");
        assertThat(search).hasAttribute("aria-expanded", "true");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("One article. Choose with the up and down arrows.");
        assertThat(search).isFocused();

        page.keyboard().press("ArrowDown");
        assertThat(option).hasAttribute("aria-selected", "true");
        assertThat(search).hasAttribute("aria-activedescendant", option.getAttribute("id"));
        page.keyboard().press("Escape");
        assertThat(option).isHidden();
        assertThat(search).hasAttribute("aria-expanded", "false");
        assertThat(search).hasValue("merge");

        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(page.getByRole(AriaRole.OPTION).last()).hasAttribute("aria-selected", "true");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/articles/test:merge\\?q=merge"));
    }

    @Test
    void showsAnArticleOfAnotherLanguageWithItsLanguageWhenThereIsNoneElse() {
        page.navigate("/articles");
        page.locator("#q").pressSequentially("calendrier");
        Locator option = page.getByRole(AriaRole.OPTION).first();
        assertThat(option).containsText("In French");
        assertThat(option).hasAttribute("lang", "fr");
        option.click();
        assertThat(page.getByText("This article is only available in French.")).isVisible();
    }

    @Test
    void nothingFoundLeadsOnToTheFormWithTheWordsKept() {
        page.navigate("/");
        page.locator("#q").pressSequentially("xyzzy plugh");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("No article found");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("What is it about?")).hasValue("xyzzy plugh");
    }

    @Test
    void showsNothingOfAnOlderQueryAndStaysUsableWhileTheServerIsSlow() {
        var held = new CompletableFuture<Route>();
        page.route(Pattern.compile(".*suggestions\\?q=merge&.*"), held::complete);
        page.navigate("/");
        page.locator("#q").pressSequentially("merge");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Still searching");
        page.locator("#q").fill("calendrier");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Calendrier");
        held.join().resume();
        page.locator("#q").press("ArrowDown");
        assertThat(page.getByRole(AriaRole.OPTION).first()).containsText("Calendrier");

        page.locator("#q").fill("merge");
        assertThat(page.getByRole(AriaRole.OPTION).first()).isHidden();
        page.keyboard().press("Enter");
        assertThat(page.locator(".hits")).containsText("Merge duplicate persons");
    }

    @Test
    void saysWhenSuggestionsCannotBeFetched() {
        page.route(Pattern.compile(".*suggestions.*"), Route::abort);
        page.navigate("/");
        page.locator("#q").pressSequentially("merge");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("cannot be fetched");
    }

    @Test
    void staysCalmWhenTooMuchIsTyped() {
        page.route(Pattern.compile(".*(suggestions|contact/answers).*"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(429).setContentType("application/problem+json").setBody("{}")));
        page.navigate("/");
        page.waitForResponse(Pattern.compile(".*suggestions.*"), () -> page.locator("#q").pressSequentially("merge"));
        assertThat(page.getByRole(AriaRole.STATUS)).isEmpty();
        assertThat(page.getByRole(AriaRole.OPTION).first()).isHidden();
        page.keyboard().press("Enter");
        assertThat(page.locator(".hits")).containsText("Merge duplicate persons");

        page.navigate("/contact");
        page.waitForResponse("**/contact/answers",
                () -> page.locator("#text").fill("How do I merge duplicate persons?"));
        assertThat(page.locator("#answers")).isHidden();
        page.getByLabel("What is it about?").fill("Merging");
        page.getByLabel("Your email address").fill(UUID.randomUUID() + "@example.org");
        page.getByText("Send my request").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Do these articles answer your question?");
    }

    @Test
    void showsArticlesWhileAQuestionIsTypedAndCountsThemOnlyWhenTheCustomerSaysSo() {
        page.navigate("/contact");
        page.locator("#text").pressSequentially("How do I merge duplicate persons?");
        Locator answers = page.locator("#answers");
        assertThat(answers).containsText("Merge duplicate persons");
        assertThat(page.locator("#text")).isFocused();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("An article that may answer your question follows");
        page.navigate("/");
        verifyNoInteractions(feedback);

        page.navigate("/contact");
        page.locator("#text").fill("How do I merge duplicate persons?");
        Page article = page.waitForPopup(() -> answers.getByRole(AriaRole.LINK).click());
        article.close();
        answers.getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText("Good to hear");
        verify(feedback).shown(any(), eq("How do I merge duplicate persons?"), any(), eq("en"),
                eq(List.of("test:merge")));
        verify(feedback).formSolved(any());
        verify(process, never()).begin(any(), any(), any(), any());
    }

    @Test
    void goesOnToARequestInOneStepWithTwoAttachments() {
        String email = UUID.randomUUID() + "@example.org";
        page.navigate("/contact");
        page.getByLabel("What is it about?").fill("Merging");
        page.locator("#text").fill("How do I merge duplicate persons?");
        assertThat(page.locator("#answers")).isVisible();
        page.getByLabel("Files").setInputFiles(new FilePayload[] {file("a.txt"), file("b.txt")});
        page.getByLabel("Your email address").fill(email);
        page.getByText("Send my request").click();
        assertThat(page.locator(".number")).containsText("AC-");

        var message = ArgumentCaptor.forClass(IncomingMessage.class);
        verify(process).beginAfterHelp(any(), message.capture(), any());
        assertThat(message.getValue().attachments()).extracting(NewAttachment::name).containsExactly("a.txt", "b.txt");
        verify(feedback).formNotSolved(any(), anyLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void noPagePutsUpABarrier(String language) {
        for (String path : List.of("/", "/articles", "/articles?q=merge", "/articles?q=xyzzy",
                "/articles/test:merge?q=merge",
                "/articles/test:" + language + "-shortcuts", "/contact", "/contact/solved", "/contact/0123/sent",
                "/nowhere",
                "/requests/" + requests.open(Channel.MAIL, "m@example.org", null, "s", language, null).token()
                        + "/solved")) {
            page.navigate(path + (path.contains("?") ? "&" : "?") + "lang=" + language);
            check(path);
        }
        page.navigate("/?lang=" + language);
        page.locator("#q").pressSequentially("merge");
        page.getByRole(AriaRole.OPTION).first().waitFor();
        page.keyboard().press("ArrowDown");
        check("suggestions");

        page.navigate("/articles/test:merge?lang=" + language);
        page.locator("button[value=no]").click();
        page.getByRole(AriaRole.STATUS).waitFor();
        check("verdict");

        page.navigate("/contact?lang=" + language);
        page.locator("#text")
                .fill(language.equals("en") ? "How do I merge duplicate persons?" : "Comment fusionner des doublons ?");
        page.locator("#answers .hits").waitFor();
        check("answers beside the form");
        page.locator("#files").setInputFiles(
                new FilePayload[] {file("a.txt"), new FilePayload("empty.txt", "text/plain", new byte[0])});
        page.locator("#send").click();
        page.locator(".summary").waitFor();
        check("errors");
        page.locator("#answers .hits").waitFor();
        page.route("**/contact/answers", Route::abort);
        page.locator("#subject").fill(language.equals("en") ? "Merge duplicate persons" : "Fusionner des doublons");
        page.locator("#email").fill(UUID.randomUUID() + "@example.org");
        page.locator("#answers").evaluate("answers => answers.replaceChildren()");
        page.locator("#send").click();
        page.locator(".decide").waitFor();
        check("articles before it is sent");
        page.locator(".decide button").click();
        page.locator(".number").waitFor();
        check("sent");
    }

    /** On a phone and a desktop, in light and once in the dark. */
    private void check(String state) {
        for (int width : new int[] {PHONE, DESKTOP}) {
            page.setViewportSize(width, 800);
            boolean english = "en".equals(page.locator("html").getAttribute("lang"));
            for (ColorScheme scheme : english && width == DESKTOP
                    ? new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}
                    : new ColorScheme[] {ColorScheme.LIGHT}) {
                // What is still fading in has too little contrast for a moment.
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                List<Rule> found =
                        new AxeBuilder(page).setLegacyMode(true).withTags(List.of("wcag2a", "wcag2aa", "wcag21a",
                                "wcag21aa", "wcag22aa", "best-practice")).analyze().getViolations();
                assertThat(found).as(state + " at " + width + " in " + scheme)
                        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml()).isEmpty();
            }
            assertThat((int) page.evaluate("document.documentElement.scrollWidth")).as(state)
                    .isLessThanOrEqualTo(width);
        }
    }

    private static FilePayload file(String name) {
        return new FilePayload(name, "text/plain", name.getBytes(StandardCharsets.UTF_8));
    }
}
