package io.aftercare.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import io.aftercare.testing.Chromium;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real browser with the real Tasklist in it, where each person logs in once. */
public record TasklistBrowser(Chromium chromium, Map<String, BrowserContext> people) implements AutoCloseable {

    private static final int TRIES = 6;

    public static TasklistBrowser start() {
        return new TasklistBrowser(Chromium.launch(), new HashMap<>());
    }

    /** An empty page of a person who is logged in to Tasklist; errors of its scripts are added to {@code errors}. */
    public Page logIn(int port, String user, List<String> errors) {
        BrowserContext person = people.computeIfAbsent(user, first -> loggedIn(port, first));
        Page opened = person.newPage();
        opened.onPageError(errors::add);
        return opened;
    }

    private BrowserContext loggedIn(int port, String user) {
        BrowserContext person =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1500, 1000));
        person.setDefaultTimeout(15_000);
        Page opened = person.newPage();
        for (int tried = 0; tried < TRIES && opened.locator("input[type=password]").count() == 0; tried++) {
            opened.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/");
            appears(opened, "input[type=password]");
        }
        opened.fill("input[type=text]", user);
        opened.fill("input[type=password]", DeskFixture.PASSWORD);
        opened.click("button[type=submit]");
        // On a busy machine the web application sometimes stays blank until it is loaded once more.
        if (!appears(opened, "text=Keyboard Shortcuts")) {
            opened.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/");
            opened.waitForSelector("text=Keyboard Shortcuts");
        }
        opened.close();
        return person;
    }

    /** Opens an address of Tasklist anew, even if only what follows the # is another than before. */
    public static void open(Page page, String address) {
        page.navigate("about:blank");
        page.navigate(address);
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
        chromium.close();
    }
}
