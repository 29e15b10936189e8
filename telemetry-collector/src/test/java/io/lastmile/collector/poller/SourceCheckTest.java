package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.LineName;
import io.lastmile.collector.pipeline.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceCheckTest {
    private static final long MB = 1_000_000;
    private static final LineName KARIM = new LineName(Source.PPP_INTERFACE, "karim");

    private final SourceCheck check = new SourceCheck();
    private final PppAddresses sessions = new PppAddresses();
    private long nanos;

    private List<SourceCheck.Finding> check(long down, long up, QueueListing.Queue... queues) {
        var ports = new CounterTable(Source.PPP_INTERFACE, 1);
        ports.add(7, "<pppoe-karim>", down * MB, up * MB);
        nanos += 300_000_000_000L;
        return check.check(ports, List.of(queues), sessions, nanos);
    }

    private static QueueListing.Queue dynamic(long down, long up) {
        return new QueueListing.Queue(3, "<pppoe-karim>", down * MB, up * MB);
    }

    @Test
    void countersThatAgreeAreFoundWell() {
        assertThat(check(1_000, 100, dynamic(900, 90))).isEmpty();

        assertThat(check(1_500, 150, dynamic(1_380, 138)))
                .singleElement()
                .satisfies(found -> assertThat(found.evidence()).isEmpty())
                .extracting(SourceCheck.Finding::line)
                .isEqualTo(KARIM);
    }

    @Test
    void anInterfaceFarAboveItsQueueGoesPastIt() {
        check(1_000, 100, dynamic(900, 90));

        assertThat(evidence(check(1_500, 150, dynamic(1_100, 110))))
                .containsEntry("finding", "bypass")
                .containsEntry("interfaceDownBytes", "500000000")
                .containsEntry("queueDownBytes", "200000000")
                .containsEntry("interfaceUpBytes", "50000000")
                .containsEntry("queueUpBytes", "20000000")
                .containsEntry("seconds", "300");
    }

    @Test
    void exactlyTwiceIsTolerated() {
        check(1_000, 100, dynamic(900, 90));
        assertThat(check(1_500, 150, dynamic(1_150, 115)).getFirst().evidence()).isEmpty();
    }

    @Test
    void oneDirectionPastTheQueueIsEnough() {
        check(1_000, 100, dynamic(900, 90));
        assertThat(evidence(check(1_500, 150, dynamic(900, 140))))
                .containsEntry("finding", "bypass");
    }

    @Test
    void directionsTheWrongWayRoundAreTold() {
        check(1_000, 100, dynamic(90, 900));
        assertThat(evidence(check(1_500, 150, dynamic(140, 1_390))))
                .containsEntry("finding", "swapped");
    }

    @Test
    void directionsThatMovedAlikeCannotBeToldApart() {
        check(1_000, 1_000, dynamic(900, 900));
        assertThat(check(1_500, 1_400, dynamic(1_300, 1_400)).getFirst().evidence()).isEmpty();
    }

    @Test
    void aQueueOnTheSessionsAddressIsHeldAgainstItToo() {
        var active = new ActiveSessions();
        active.add(new ActiveSessions.Active("karim", 1_000, "10.0.0.5", "", ""));
        sessions.heard(active, 0);
        check(1_000, 100, new QueueListing.Queue(9, "10.0.0.5/32", 0, 0));

        assertThat(evidence(check(1_500, 150, new QueueListing.Queue(9, "10.0.0.5/32", MB, MB))))
                .containsEntry("finding", "bypass");
    }

    @Test
    void severalQueuesOfASessionCountTogether() {
        var first = new QueueListing.Queue(9, "<pppoe-karim>", 0, 0);
        check(1_000, 100, dynamic(0, 0), first);

        var second = new QueueListing.Queue(9, "<pppoe-karim>", 250 * MB, 25 * MB);
        assertThat(check(1_500, 150, dynamic(250, 25), second).getFirst().evidence()).isEmpty();
    }

    @Test
    void whatBeganAgainOrHardlyMovedIsNotJudged() {
        check(1_000, 100, dynamic(900, 90));
        assertThat(check(1_500, 150, dynamic(10, 1))).isEmpty();
        assertThat(check(1_500, 150, dynamic(10, 1))).isEmpty();
        assertThat(check(2_500, 250, new QueueListing.Queue(4, "<pppoe-karim>", 0, 0))).isEmpty();
    }

    @Test
    void isDueEverySoManyListings() {
        int due = 0;
        for (int listing = 0; listing < 3 * SourceCheck.EVERY_LISTINGS; listing++) {
            due += check.isDue() ? 1 : 0;
        }
        assertThat(due).isEqualTo(3);
    }

    private static Map<String, String> evidence(List<SourceCheck.Finding> found) {
        return found.getFirst().evidence().orElseThrow();
    }
}
