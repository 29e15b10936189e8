package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.LineName;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.poller.Condition.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineConditionsTest {
    private static final Condition REST = new Condition(Kind.IMPLAUSIBLE_DELTA, 7);

    /// What stands, with its evidence, as a database would have it.
    private final Map<Condition, Map<String, String>> open = new LinkedHashMap<>();

    private final Reporter reporter = new Reporter(this::write, new SimpleMeterRegistry());
    private final LineConditions lines = new LineConditions(Kind.IMPLAUSIBLE_DELTA, 7, reporter);

    LineConditionsTest() {
        reporter.routers(Set.of(7));
    }

    private List<ConditionChange> write(Findings findings) {
        for (ConditionChange change : findings.changes()) {
            if (change.open()) {
                open.put(change.condition(), change.evidence());
            } else {
                open.remove(change.condition());
            }
        }
        return List.of();
    }

    private static LineName line(int number) {
        return new LineName(Source.PPP_INTERFACE, "user" + number);
    }

    private static Condition of(int number) {
        return new Condition(Kind.IMPLAUSIBLE_DELTA, 7, Optional.of(line(number)));
    }

    private void stand(int number, long until) {
        lines.stand(line(number), until, 1, Map.of("name", "user" + number));
    }

    @Test
    void eachLineHasItsOwn() {
        stand(1, 100);
        stand(2, 100);
        reporter.flush();

        assertThat(open).containsOnlyKeys(of(1), of(2));
        assertThat(open.get(of(2))).containsEntry("name", "user2");
    }

    @Test
    void moreLinesThanAPersonReadsAreCounted() {
        for (int number = 0; number < 500; number++) {
            stand(number, 100);
        }
        reporter.flush();

        assertThat(open).hasSize(LineConditions.LINES_MAX + 1);
        assertThat(open.get(REST))
                .containsEntry("lines", "" + (500 - LineConditions.LINES_MAX))
                .containsEntry("finding", "lines");
    }

    @Test
    void theCountOfTheRestIsKeptUpToDate() {
        for (int number = 0; number <= LineConditions.LINES_MAX; number++) {
            stand(number, 100);
        }
        reporter.flush();
        assertThat(open.get(REST)).containsEntry("lines", "1");

        stand(500, 100);
        for (int beat = 0; beat < Reporter.EVIDENCE_BEATS; beat++) {
            reporter.flush();
        }
        assertThat(open.get(REST)).containsEntry("lines", "2");
    }

    @Test
    void whatIsNotFoundAgainEnds() {
        for (int number = 0; number <= LineConditions.LINES_MAX; number++) {
            stand(number, 100);
        }
        stand(3, 200);
        lines.expire(150, 2);
        reporter.flush();
        assertThat(open).containsOnlyKeys(of(3));

        lines.expire(201, 3);
        reporter.flush();
        assertThat(open).isEmpty();
    }

    @Test
    void whatIsWellEndsAtOnce() {
        for (int number = 0; number <= LineConditions.LINES_MAX; number++) {
            stand(number, 100);
        }
        lines.end(line(1), 2);
        lines.end(line(LineConditions.LINES_MAX), 2);
        lines.end(line(999), 2);
        reporter.flush();

        assertThat(open).hasSize(LineConditions.LINES_MAX - 1).doesNotContainKeys(of(1), REST);
    }

    @Test
    void whatAnEarlierRunLeftToTheRouterIsEnded() {
        open.put(REST, Map.of());
        lines.expire(0, 1);
        reporter.flush();

        assertThat(open).isEmpty();
    }
}
