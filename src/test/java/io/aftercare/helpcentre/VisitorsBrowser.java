package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.aftercare.testing.Chromium;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A browser for the tests of a class: a new visitor for each, of whose pages none may report a failure that is not
 * expected.
 */
final class VisitorsBrowser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final boolean javaScript;
    private final String expected;
    private final List<String> complaints = new ArrayList<>();
    private Chromium chromium;
    private BrowserContext visitor;

    private VisitorsBrowser(boolean javaScript, String expected) {
        this.javaScript = javaScript;
        this.expected = ".*(?:" + expected + ").*";
    }

    /**
     * @param expected a pattern of failures that the tests bring about; Chromium reports a status as an error of its
     *                 own
     */
    static VisitorsBrowser withJavaScript(String expected) {
        return new VisitorsBrowser(true, expected);
    }

    /** The same. */
    static VisitorsBrowser withoutJavaScript(String expected) {
        return new VisitorsBrowser(false, expected);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = Chromium.launch();
    }

    /** An empty page of a new visitor. @param port of the help centre on this machine */
    Page visit(int port) {
        complaints.clear();
        // What is half faded in has no colours to be judged.
        visitor = chromium.browser()
                .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript).setLocale("en-GB")
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
        if (chromium != null) {
            chromium.close();
        }
    }
}
