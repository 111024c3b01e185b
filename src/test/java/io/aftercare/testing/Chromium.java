package io.aftercare.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;

/** The browser of this machine, started; it is gone when closed. */
public record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    /** Of this machine; browsers trust plain http less here than at localhost. */
    public static final String ANOTHER_NAME = "help.example";

    /** For tests that {@linkplain NeedsTool need} {@link Tool#CHROMIUM}. */
    public static Chromium launch() {
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Tool.CHROMIUM.program())
                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--host-resolver-rules=MAP " + ANOTHER_NAME + " 127.0.0.1"))));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
