package io.lastmile.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.deploy.bench.BenchRow.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    @Test
    void ratesMustReachTheirGoalAndLimitsMustKeepIt() {
        assertThat(BenchRow.rate("a", "rows/s", new Pair(200, 100), 2).met()).isTrue();
        assertThat(BenchRow.rate("a", "rows/s", new Pair(199, 100), 2).met()).isFalse();
        assertThat(BenchRow.cost("a", "CPU s", new Pair(1, 3), 3).ratio()).isEqualTo(3);
        assertThat(BenchRow.limit("a", "bytes", new Pair(16, 900), 16).met()).isTrue();
        assertThat(BenchRow.limit("a", "bytes", new Pair(17, 900), 16).met()).isFalse();
    }

    @Test
    void jsonHasTheNamesThatAreAgreedAndNullForWhatIsNotThere() {
        List<BenchRow> rows =
                List.of(
                        BenchRow.rate("a \"b\"", "rows/s", new Pair(3, 2), 0),
                        BenchRow.limit("c", "ms", new Pair(2, Double.NaN), 5));
        assertThat(BenchReport.json(rows))
                .isEqualTo(
                        """
                        [
                        {"row": "a \\"b\\"", "unit": "rows/s", "ours": 3.0, "peer": 2.0,\
                         "ratio": 1.5, "goal": null, "met": true},
                        {"row": "c", "unit": "ms", "ours": 2.0, "peer": null,\
                         "ratio": null, "goal": 5.0, "met": true}
                        ]
                        """);
    }

    @Test
    void theTableMarksWhatIsNotMet() {
        String table =
                BenchReport.table(
                        List.of(
                                BenchRow.rate("good", "rows/s", new Pair(12_345, 2), 1),
                                BenchRow.rate("bad", "rows/s", new Pair(1, 2), 1)));
        assertThat(table.lines().toList())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("good") && line.contains("12,345"))
                .anyMatch(line -> line.startsWith("bad") && line.endsWith("NOT MET"));
    }

    @Test
    void theRowsAddUpToWhatTheyPromise() {
        for (PrintedRows.Shape shape : PrintedRows.Shape.values()) {
            PrintedRows printed = new PrintedRows(shape, 500);
            byte[] bytes = printed.bytes(".tag=1");
            BareScan scan = new BareScan();
            scan.start();
            assertThat(scan.scan(bytes, bytes.length)).isEqualTo(bytes.length);
            assertThat(scan.done()).isTrue();
            assertThat(scan.sum()).isEqualTo(printed.sum());
            try (OurDecoder ours = new OurDecoder(bytes)) {
                assertThat(ours.sum()).isEqualTo(printed.sum());
            }
        }
    }
}
