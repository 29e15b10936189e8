package io.lastmile;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// One reader in front of one page. Closing it fails if the browser complained about anything: an
/// error in the console, an exception, a refused policy, a request that did not come through.
final class Visit implements AutoCloseable {
    private static final String TOO_WIDE =
            """
            document.documentElement.scrollWidth <= innerWidth ? '' : [
              ...document.querySelectorAll('body *')]
              .filter((e) => e.getBoundingClientRect().right > innerWidth)
              .map((e) => `${e.localName}.${e.getAttribute('class')} ${
                Math.round(e.getBoundingClientRect().right)} ${e.textContent.slice(0, 40)}`)
              .join('; ')
            """;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Visit(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("exception: " + error));
        page.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add(response.status() + ": " + response.url());
            }
        });
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Visit open(String path) {
        page.navigate(path);
        return this;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /// Rows of the live table, titles aside.
    Locator rows() {
        return page.locator("live-table .row:not(.titles)");
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    Object evaluate(String expression) {
        return page.evaluate(expression);
    }

    boolean scrollsSideways() {
        return (Boolean) evaluate("document.documentElement.scrollWidth > innerWidth");
    }

    /// What makes the page scroll sideways: the elements that end right of the window. None if it
    /// does not scroll.
    String tooWide() {
        return evaluate(TOO_WIDE).toString();
    }

    @Override
    public void close() {
        try {
            assertThat(complaints).as("complaints of the browser at %s", page.url()).isEmpty();
        } finally {
            context.close();
        }
    }
}
