package io.aftercare.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;

/** The browser of this machine, started; it is gone when closed. */
public record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    /** For tests that {@linkplain NeedsTool need} {@link Tool#CHROMIUM}. */
    public static Chromium launch() {
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Tool.CHROMIUM.program())
                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync"))));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
