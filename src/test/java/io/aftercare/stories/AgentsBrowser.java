package io.aftercare.stories;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person at Tasklist in a real browser. */
final class AgentsBrowser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Page page;

    private AgentsBrowser(Playwright playwright, Page page) {
        this.playwright = playwright;
        this.page = page;
    }

    /** Whether there is a browser at all; says loudly when not. */
    static boolean available() {
        if (!Files.isExecutable(CHROMIUM)) {
            System.err.println("\n*** SKIPPED: Tasklist is not tested in a browser, for there is no " + CHROMIUM + ". ***\n");
        }
        return Files.isExecutable(CHROMIUM);
    }

    static AgentsBrowser logIn(int port, String user, String password) {
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM)
                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
        Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1500, 1000)).newPage();
        page.setDefaultTimeout(40_000);
        page.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/");
        page.fill("input[type=text]", user);
        page.fill("input[type=password]", password);
        page.click("button[type=submit]");
        page.waitForSelector("text=Keyboard Shortcuts");
        return new AgentsBrowser(playwright, page);
    }

    /** Finds a task in the list that is shown first, opens it and claims it. */
    void claimFromMyGroup(String requestNumber) {
        claimFromMyGroup(requestNumber, ".ac-content:not([hidden])");
    }

    /** @param form selector of the form that then appears */
    void claimFromMyGroup(String requestNumber, String form) {
        page.locator(".tasks-list li", new Page.LocatorOptions().setHasText(requestNumber)).first().click();
        page.locator("button:has-text('Claim'), a:has-text('Claim')").first().click();
        page.locator(form).waitFor();
    }

    /** What it shows, to look at and click on. */
    Page page() {
        return page;
    }

    String shown() {
        return page.locator(".ac-content").innerText();
    }

    void answer(String text) {
        page.fill("#ac-text", text);
        page.getByLabel("Answer", new Page.GetByLabelOptions().setExact(true)).check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete").setExact(true)).click();
    }

    void picture(String file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(file)));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
