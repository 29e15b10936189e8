package io.lastmile;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The distribution's Chromium under Playwright. Where it is missing, tests fail and say so.
final class Chromium implements AutoCloseable {
    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    /// A machine that builds and tests on two cores at once is slow; what works comes earlier.
    private static final int PATIENCE_MILLIS = 30_000;

    private static final int NAVIGATION_MILLIS = 60_000;

    /// How the reader's screen and choices are.
    record Reader(int width, int height, String theme, String language) {
        static final Reader DESK = new Reader(1440, 900, "dark", "en");
        static final Reader PHONE = new Reader(390, 844, "light", "en");

        Reader with(String theme, String language) {
            return new Reader(width, height, theme, language);
        }

        Reader wide(int pixels) {
            return new Reader(pixels, height, theme, language);
        }
    }

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        if (!Files.isExecutable(EXECUTABLE)) {
            throw new IllegalStateException(
                    EXECUTABLE + " is missing, so pages cannot be tested: ./test installs it");
        }
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright =
                Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(EXECUTABLE)
                                        .setHeadless(true)
                                        .setArgs(FLAGS)));
    }

    /// A fresh profile with this reader's cookies. Whoever closes it hears of every console error.
    Visit visit(String site, Reader reader) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(site)
                                // Colours are looked at as they are, not half-way through a fade.
                                .setReducedMotion(ReducedMotion.REDUCE)
                                .setViewportSize(reader.width(), reader.height()));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.setDefaultNavigationTimeout(NAVIGATION_MILLIS);
        context.addCookies(
                List.of(
                        new Cookie("lm-theme", reader.theme()).setUrl(site),
                        new Cookie("lm-language", reader.language()).setUrl(site)));
        return new Visit(context);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
