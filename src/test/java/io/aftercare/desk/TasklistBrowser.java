package io.aftercare.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A real browser with the real Tasklist in it. */
public record TasklistBrowser(Playwright playwright, Browser browser) implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int TRIES = 6;

    /** Skips the tests, and says so, when there is no browser. */
    public static TasklistBrowser start() {
        if (!Files.isExecutable(CHROMIUM)) {
            System.err.println("\n*** SKIPPED: the forms are not tested in Tasklist, for there is no " + CHROMIUM
                    + ". Install Chromium (apt-get install chromium). ***\n");
        }
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "There is no " + CHROMIUM);
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new TasklistBrowser(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM).setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                        "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"))));
    }

    /** Tasklist with a person logged in; errors of its scripts are added to {@code errors}. */
    public Page logIn(int port, String user, List<String> errors) {
        Page opened = browser.newContext(new Browser.NewContextOptions().setViewportSize(1500, 1000)).newPage();
        opened.setDefaultTimeout(15_000);
        opened.onPageError(errors::add);
        for (int tried = 0; tried < TRIES && opened.locator("input[type=password]").count() == 0; tried++) {
            opened.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/");
            appears(opened, "input[type=password]");
        }
        opened.fill("input[type=text]", user);
        opened.fill("input[type=password]", DeskFixture.PASSWORD);
        opened.click("button[type=submit]");
        opened.waitForSelector("text=Keyboard Shortcuts");
        return opened;
    }

    public static boolean appears(Page shown, String selector) {
        try {
            shown.waitForSelector(selector, new Page.WaitForSelectorOptions().setTimeout(6_000));
            return true;
        } catch (TimeoutError blank) {
            return false;
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
