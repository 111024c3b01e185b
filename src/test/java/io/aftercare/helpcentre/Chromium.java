package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The browser of this machine, for the tests of a class: a new visitor for each, of whose pages none may report a failure that
 * is not expected. Tests are skipped, and say so, where there is no browser.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final boolean javaScript;
    private final String expected;
    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;
    private BrowserContext visitor;

    private Chromium(boolean javaScript, String expected) {
        this.javaScript = javaScript;
        this.expected = ".*(?:" + expected + ").*";
    }

    /** @param expected a pattern of failures that the tests bring about; Chromium reports a status as an error of its own */
    static Chromium withJavaScript(String expected) {
        return new Chromium(true, expected);
    }

    /** The same. */
    static Chromium withoutJavaScript(String expected) {
        return new Chromium(false, expected);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!Files.isExecutable(PROGRAM)) {
            System.err.println("NOT TESTED: the help centre in a browser, because there is no " + PROGRAM + ".");
        }
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "No browser at " + PROGRAM);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM)
                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    /** An empty page of a new visitor. @param port of the help centre on this machine */
    Page visit(int port) {
        complaints.clear();
        // What is half faded in has no colours to be judged.
        visitor = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript).setLocale("en-GB")
                .setReducedMotion(ReducedMotion.REDUCE).setBaseURL("http://localhost:" + port));
        Page page = visitor.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().matches(expected)) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (visitor != null) {
            visitor.close();
        }
        assertThat(complaints).as("nothing was blocked or failed").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }
}
