package io.aftercare.desk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import io.aftercare.testing.Chromium;
import java.util.List;

/** A real browser with the real Tasklist in it. */
public record TasklistBrowser(Chromium chromium) implements AutoCloseable {

    private static final int TRIES = 6;

    public static TasklistBrowser start() {
        return new TasklistBrowser(Chromium.launch());
    }

    /** Tasklist with a person logged in; errors of its scripts are added to {@code errors}. */
    public Page logIn(int port, String user, List<String> errors) {
        Page opened =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1500, 1000)).newPage();
        opened.setDefaultTimeout(15_000);
        opened.onPageError(errors::add);
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
        chromium.close();
    }
}
