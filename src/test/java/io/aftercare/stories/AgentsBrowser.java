package io.aftercare.stories;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.aftercare.testing.Chromium;
import java.nio.file.Path;

/** A person at Tasklist in a real browser. */
final class AgentsBrowser implements AutoCloseable {

    private final Chromium chromium;
    private final Page page;

    private AgentsBrowser(Chromium chromium, Page page) {
        this.chromium = chromium;
        this.page = page;
    }

    static AgentsBrowser logIn(int port, String user, String password) {
        Chromium chromium = Chromium.launch();
        Page page =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1500, 1000)).newPage();
        page.setDefaultTimeout(40_000);
        page.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/");
        page.fill("input[type=text]", user);
        page.fill("input[type=password]", password);
        page.click("button[type=submit]");
        page.waitForSelector("text=Keyboard Shortcuts");
        return new AgentsBrowser(chromium, page);
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
        page.selectOption("#ac-outcome", "ANSWER");
        page.click(".ac-send");
    }

    void screenshot(String file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(file)));
    }

    @Override
    public void close() {
        chromium.close();
    }
}
