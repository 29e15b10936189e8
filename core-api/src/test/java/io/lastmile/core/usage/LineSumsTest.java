package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.usage.LineSums.Ranked;
import io.lastmile.core.usage.LineSums.Share;
import io.lastmile.core.usage.Talkers.By;
import io.lastmile.core.usage.Talkers.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineSumsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final int ALL = LineSums.HOUR + LineSums.DAY + LineSums.CYCLE;

    private final LineSums sums = new LineSums(Periods.at(NOW, ZoneId.of("Asia/Dhaka")), 0, NOW);

    private List<Ranked> top(Period period, By by, int count) {
        return sums.top(period, by, count, _ -> true);
    }

    @Test
    void theTailIsTakenAnewAndWhatIsRolledUpStays() {
        sums.take(List.of(new Share(7, ALL, 10, 1)), List.of(new Share(7, ALL, 5, 0)), 1, NOW);
        assertThat(top(Period.HOUR, By.DOWN, 9)).containsExactly(new Ranked(7, 15, 1));
        sums.take(List.of(new Share(7, ALL, 5, 0)), List.of(new Share(7, ALL, 2, 0)), 2, NOW);
        assertThat(top(Period.CYCLE, By.DOWN, 9)).containsExactly(new Ranked(7, 17, 1));
        assertThat(sums.batch()).isEqualTo(2);
    }

    @Test
    void eachShareCountsWhereItBelongs() {
        sums.take(
                List.of(
                        new Share(1, LineSums.CYCLE, 100, 0),
                        new Share(1, LineSums.DAY + LineSums.CYCLE, 10, 0),
                        new Share(1, LineSums.HOUR, 1, 0)),
                List.of(),
                1,
                NOW);
        assertThat(top(Period.HOUR, By.DOWN, 1)).containsExactly(new Ranked(1, 1, 0));
        assertThat(top(Period.TODAY, By.DOWN, 1)).containsExactly(new Ranked(1, 10, 0));
        assertThat(top(Period.CYCLE, By.DOWN, 1)).containsExactly(new Ranked(1, 110, 0));
    }

    @Test
    void equalLinesAreInOrderOfTheirIdsAndSilentOnesLeftOut() {
        List<Share> shares = new ArrayList<>();
        IntStream.rangeClosed(1, 5_000)
                .map(i -> 5_001 - i)
                .forEach(line -> shares.add(new Share(line, ALL, line % 3, 0)));
        sums.take(shares, List.of(), 1, NOW);
        assertThat(top(Period.HOUR, By.DOWN, 3)).extracting(Ranked::line).containsExactly(2, 5, 8);
        assertThat(top(Period.HOUR, By.DOWN, 5_000)).hasSize(3_334);
        assertThat(sums.top(Period.HOUR, By.DOWN, 1, line -> line > 4_990))
                .containsExactly(new Ranked(4_991, 2, 0));
        assertThat(top(Period.HOUR, By.UP, 1)).extracting(Ranked::line).containsExactly(1);
    }

    @Test
    void garbledCountersEndAtTheGreatestNumberAndStillSort() {
        sums.take(
                List.of(
                        new Share(1, ALL, Long.MAX_VALUE, 5),
                        new Share(1, ALL, 9, 0),
                        new Share(2, ALL, Long.MAX_VALUE, Long.MAX_VALUE),
                        new Share(3, ALL, 4, 4)),
                List.of(new Share(1, ALL, 9, 0)),
                1,
                NOW);
        assertThat(top(Period.HOUR, By.TOTAL, 3))
                .containsExactly(
                        new Ranked(2, Long.MAX_VALUE, Long.MAX_VALUE),
                        new Ranked(1, Long.MAX_VALUE, 5),
                        new Ranked(3, 4, 4));
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        List<Share> shares =
                IntStream.rangeClosed(1, LineSums.LINES_MAX + 2)
                        .mapToObj(line -> new Share(line, ALL, line, 0))
                        .toList();
        assertThat(sums.take(shares, List.of(), 1, NOW)).isEqualTo(2);
        assertThat(sums.size()).isEqualTo(LineSums.LINES_MAX);
        assertThat(top(Period.HOUR, By.DOWN, 1).getFirst().line()).isEqualTo(LineSums.LINES_MAX);
    }
}
