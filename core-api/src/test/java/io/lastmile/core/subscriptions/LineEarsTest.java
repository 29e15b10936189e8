package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.ledger.Proof;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineBook;
import io.lastmile.core.lines.LineDraft;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens to a line happens to its service.
class LineEarsTest {
    private static final LocalDate TODAY = LocalDate.parse("2027-07-11");

    private static TestApi api;
    private static Services services;
    private static int small;
    private static int large;
    private static long serial;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        services = new Services(api, ZoneId.of("Asia/Dhaka"));
        services.on("2027-07-01");
        small = services.plan(700, "calendar-months", 1);
        large = services.plan(1100, "calendar-months", 1);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void july() {
        services.on("2027-07-01");
    }

    /// Paid for July, looked at on the 11th.
    private static int bought() {
        int id = services.start(small, Restart.RESTART, 0);
        services.buy(id, ++serial, 1);
        services.on("2027-07-11");
        return id;
    }

    private static Line line(int id) {
        int line = services.find(id).line();
        return services.work(() -> api.core.lines().stores().lines().find(line).orElseThrow());
    }

    private static LineDraft draft(Line line, int customer, int plan) {
        LineDraft now = LineBook.draft(line);
        return new LineDraft(
                now.router(),
                now.source(),
                now.name(),
                now.label(),
                now.address(),
                now.area(),
                now.rateBps(),
                customer,
                plan);
    }

    private static void change(int id, int customer, int plan) {
        Line line = line(id);
        LineDraft draft = draft(line, customer, plan);
        services.work(() -> api.core.lines().desk().change(line.id(), line.version(), draft));
        heard();
    }

    private static void heard() {
        api.core.platform().outbox().drain();
    }

    private static void isOver(int id, String why) {
        assertThat(services.find(id).ended()).contains(TODAY);
        assertThat(services.until(id)).isEqualTo("2027-07-11");
        assertThat(services.events("SubscriptionEnded", id)).isEqualTo(1);
        assertThat(
                        api.value(
                                "select string_agg(why, ',') from core.termination"
                                        + " where outcome = 'applied' and subscription = "
                                        + id))
                .isEqualTo(why);
    }

    @Test
    void aServiceEndsWithItsLine() {
        int id = bought();
        Line line = line(id);
        services.work(() -> api.core.lines().desk().remove(line.id(), line.version()));
        heard();
        isOver(id, "line removed");
        heard();
        isOver(id, "line removed");
    }

    /// Who has the line now may begin one; who had it does not pay on.
    @Test
    void aServiceEndsWhenItsLineIsHandedOver() {
        int id = bought();
        int other = services.customer();
        change(id, other, large);
        isOver(id, "line handed over");
        var draft = SubscriptionDraft.prepaid(services.find(id).line(), large, TODAY);
        long next = services.work(() -> services.room.desk().start(draft).idOrRefuse());
        assertThat(services.find(Math.toIntExact(next)).customer()).isEqualTo(other);
    }

    @Test
    void aServiceEndsTodayThoughItWasToEndLaterAndIsPaused() {
        int id = bought();
        services.work(() -> services.room.desk().pause(id, TODAY, Optional.empty(), "away"));
        services.work(() -> services.room.desk().end(id, TODAY.plusDays(9), "moves").idOrRefuse());
        change(id, 0, small);
        isOver(id, "line handed over");
    }

    @Test
    void aPlanIsChangedAtItsSubscriptionAlone() {
        int id = bought();
        int customer = services.find(id).customer();
        assertThatThrownBy(() -> change(id, customer, large))
                .hasMessageContaining("the plan of its subscription");
        assertThatThrownBy(() -> change(id, customer, 0))
                .hasMessageContaining("the plan of its subscription");
        change(id, customer, small);
        assertThat(services.find(id).ended()).isEmpty();
        services.pay(services.agreed(id, large, ChangeMode.MONEY), ++serial);
        heard();
        assertThat(services.linePlan(id)).isEqualTo(large);
        assertThat(services.find(id).ended()).isEmpty();
    }

    /// By a file that was checked before the service began; what was due by then counts first.
    @Test
    void aPlanThatCameToALineInSpiteOfThatGoesBack() {
        int id = bought();
        Line line = line(id);
        int free = services.line(services.customer(), small);
        services.agreed(id, large, ChangeMode.PERIOD_END);
        services.on("2027-08-01");
        var change =
                new LineBook.Change(
                        line.id(), line.version(), draft(line, services.find(id).customer(), 0));
        services.work(() -> api.core.lines().stores().book().change(List.of(change)));
        assertThat(
                        services.work(() ->
                                api.core.lines().stores().book().kept(List.of(line, at(free)))))
                .containsExactly(line.id());
        heard();
        assertThat(services.linePlan(id)).isEqualTo(large);
        heard();
        assertThat(services.linePlan(id)).isEqualTo(large);
    }

    @Test
    void theProofNamesALineThatHasWhatNobodyPaysFor() {
        int id = bought();
        Line line = line(id);
        assertThat(differing(id)).isEmpty();
        api.sql("update core.line set plan = " + large + " where id = " + line.id());
        assertThat(differing(id))
                .containsExactly(
                        new Proof.Difference(
                                "subscription " + id + ", line " + line.id(),
                                "customer " + line.customer().orElseThrow() + ", plan " + large,
                                "customer " + line.customer().orElseThrow() + ", plan " + small));
        api.sql("update core.line set plan = " + small + " where id = " + line.id());
        assertThat(differing(id)).isEmpty();
    }

    private static List<Proof.Difference> differing(int id) {
        return services.work(() -> api.core.ledger().stores().proofs().prove()).checks().stream()
                .filter(check -> check.name().equals("lines-have-what-they-pay-for"))
                .flatMap(check -> check.differences().stream())
                .filter(difference -> difference.what().startsWith("subscription " + id + ","))
                .toList();
    }

    private static Line at(int line) {
        return api.core.lines().stores().lines().find(line).orElseThrow();
    }
}
