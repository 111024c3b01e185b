package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Pages of Tasklist for the tests of a class: one browser for all, no page left open, and no error of a script. */
final class TasklistPages implements AfterEachCallback, AfterAllCallback {

    private final List<Page> opened = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private TasklistBrowser browser;

    /** An empty page of a person who is logged in to Tasklist. */
    Page logIn(int port, String user) {
        if (browser == null) {
            // A class may have tests that need no browser, on machines that have none.
            browser = TasklistBrowser.start();
        }
        Page page = browser.logIn(port, user, errors);
        opened.add(page);
        return page;
    }

    /** What went wrong in scripts during this test, and what a test adds to it. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        var found = List.copyOf(errors);
        opened.forEach(Page::close);
        opened.clear();
        errors.clear();
        assertThat(found).as("errors of scripts").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (browser != null) {
            browser.close();
        }
    }
}
