package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.poller.Condition.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReporterTest {
    private static final Condition UNREACHABLE = new Condition(Kind.ROUTER_UNREACHABLE, 7);

    private final List<Findings> written = new ArrayList<>();
    private final List<ConditionChange> unknown = new ArrayList<>();
    private boolean shelfFails;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Reporter reporter = new Reporter(this::write, meters);

    ReporterTest() {
        reporter.routers(Set.of(7, 8));
        reporter.flush();
        written.clear();
    }

    private List<ConditionChange> write(Findings findings) {
        if (shelfFails) {
            throw new IllegalStateException("the database is away");
        }
        written.add(findings);
        List<ConditionChange> back = List.copyOf(unknown);
        unknown.clear();
        return back;
    }

    @Test
    void aConditionIsToldWhenItChangesAndTheFirstTime() {
        stands(false, 1);
        stands(false, 2);
        stands(true, 3);
        stands(true, 4);
        reporter.flush();

        assertThat(written.getFirst().changes())
                .extracting(ConditionChange::open, ConditionChange::timeMicros)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(false, 1L),
                        org.assertj.core.groups.Tuple.tuple(true, 3L));
    }

    @Test
    void whatCouldNotBeWrittenWaitsInOrder() {
        shelfFails = true;
        stands(true, 1);
        reporter.flush();
        stands(false, 2);
        reporter.flush();
        shelfFails = false;
        reporter.flush();

        assertThat(written).hasSize(1);
        assertThat(written.getFirst().changes())
                .extracting(ConditionChange::timeMicros)
                .containsExactly(1L, 2L);
        assertThat(meters.counter("lastmile.collector.findings.failures").count()).isEqualTo(2);
    }

    @Test
    void howeverLongTheDatabaseIsAwayWhatWaitsIsBounded() {
        shelfFails = true;
        for (int time = 1; time <= 101; time++) {
            stands(time % 2 == 1, time);
            reporter.health(health(7, time));
            reporter.flush();
        }
        shelfFails = false;
        reporter.flush();

        assertThat(written.getFirst().changes())
                .extracting(ConditionChange::timeMicros)
                .containsExactly(100L, 101L);
        assertThat(written.getFirst().health())
                .extracting(each -> each.state().checkedMicros())
                .containsExactly(101L);
        assertThat(meters.counter("lastmile.collector.findings.dropped").count()).isEqualTo(99);
    }

    @Test
    void aRouterThatIsNoLongerPolledIsNobodysBusiness() {
        stands(true, 1);
        reporter.health(health(7, 1));
        reporter.routers(Set.of(8));
        stands(false, 2);
        reporter.health(health(7, 2));
        reporter.flush();

        assertThat(written)
                .containsExactly(new Findings(List.of(), List.of(), Optional.of(Set.of(8))));
    }

    @Test
    void changedEvidenceIsWrittenNowAndThen() {
        evidence("1", 1);
        reporter.flush();
        evidence("2", 2);
        evidence("3", 3);
        reporter.flush();
        assertThat(written).hasSize(1);

        for (int beat = 0; beat < Reporter.EVIDENCE_BEATS; beat++) {
            reporter.flush();
        }
        assertThat(written).hasSize(2);
        assertThat(written.getLast().changes())
                .containsExactly(new ConditionChange(UNREACHABLE, true, 3, Map.of("error", "3")));
    }

    @Test
    void evidenceThatChangedBeforeTheBeginningWasWrittenGoesWithIt() {
        shelfFails = true;
        evidence("1", 1);
        reporter.flush();
        for (int beat = 0; beat < 2 * Reporter.EVIDENCE_BEATS; beat++) {
            evidence("x" + beat, 2);
            reporter.flush();
        }
        evidence("last", 3);
        shelfFails = false;
        reporter.flush();

        assertThat(written.getFirst().changes())
                .containsExactly(
                        new ConditionChange(UNREACHABLE, true, 1, Map.of("error", "last")));
        assertThat(meters.counter("lastmile.collector.findings.dropped").count()).isZero();
    }

    @Test
    void whatTheDatabaseDoesNotKnowYetIsToldAgain() {
        unknown.add(new ConditionChange(UNREACHABLE, true, 1, Map.of("error", "no route")));
        stands(true, 1);
        reporter.flush();
        reporter.flush();
        reporter.flush();

        assertThat(written).hasSize(2);
        assertThat(written.getLast().changes())
                .extracting(ConditionChange::timeMicros)
                .containsExactly(1L);
    }

    private void evidence(String error, long time) {
        reporter.condition(UNREACHABLE, true, time, Map.of("error", error));
    }

    @Test
    void nothingNewWritesNothing() {
        reporter.flush();

        assertThat(written).isEmpty();
    }

    @Test
    void closingWritesWhatWaits() {
        reporter.start();
        reporter.health(health(8, 1));
        reporter.close();

        assertThat(written).extracting(findings -> findings.health().size()).contains(1);
    }

    private void stands(boolean open, long time) {
        reporter.condition(UNREACHABLE, open, time, Map.of("error", "no route"));
    }

    private static RouterHealth health(int router, long time) {
        return new RouterHealth(
                router,
                new RouterHealth.State(HealthState.ANSWERING, 0, time),
                OptionalLong.of(time),
                Optional.empty(),
                0,
                new RouterHealth.Pace(1_000, IntervalReason.CONFIGURED, 5),
                OptionalInt.empty(),
                OptionalLong.empty(),
                RouterFacts.UNKNOWN,
                1);
    }
}
