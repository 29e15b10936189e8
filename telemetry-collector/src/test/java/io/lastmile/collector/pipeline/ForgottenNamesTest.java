package io.lastmile.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A router may make up names without end; a book holds those that it needs.
class ForgottenNamesTest {
    private final Readings router = new Readings();
    private final RouterBook book =
            new RouterBook(RouterMemory.blank(Readings.ROUTER), line -> 1_000_000_000L);

    @Test
    void aNameThatIsGoneIsForgottenWithTheCheckpoint() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700, 2, "<pppoe-rina>", 1, 1).read());
        Line karim = book.line(Source.PPP_INTERFACE, "karim");
        Line rina = book.line(Source.PPP_INTERFACE, "rina");
        book.apply(router.after(30_000).ppp(2, "<pppoe-rina>", 1, 1).read());
        assertThat(book.line(Source.PPP_INTERFACE, "karim")).isSameAs(karim);

        for (int hour = 0; hour < 2; hour++) {
            book.apply(router.after(3_600_000).ppp(2, "<pppoe-rina>", 1, 1).read());
        }
        assertThat(book.line(Source.PPP_INTERFACE, "rina")).isSameAs(rina);
        assertThat(book.line(Source.PPP_INTERFACE, "karim")).isNotSameAs(karim);
    }
}
