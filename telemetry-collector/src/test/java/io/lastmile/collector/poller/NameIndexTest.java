package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.routeros.Demand;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Limits;
import io.lastmile.collector.routeros.ProtocolViolation;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.SentenceHandler;
import io.lastmile.collector.routeros.SentenceReader;
import io.lastmile.collector.routeros.SentenceWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameIndexTest {
    private final NameIndex index = new NameIndex();

    @Test
    void givesTheSameObjectForTheSameName() {
        String first = list(26, "<pppoe-karim>");
        assertThat(index.hasFresh()).isTrue();
        String second = list(26, "<pppoe-karim>");

        assertThat(second).isSameAs(first).isEqualTo("<pppoe-karim>");
        assertThat(index.hasFresh()).isFalse();
    }

    @Test
    void anotherNameUnderAnIdIsNew() {
        list(26, "<pppoe-karim>");

        assertThat(list(26, "<pppoe-rahima>")).isEqualTo("<pppoe-rahima>");
        assertThat(index.hasFresh()).isTrue();
    }

    @Test
    void anIdThatWasAwayForOneListingIsNewAgain() {
        list(26, "a");
        list(27, "b");
        list(26, "a");

        assertThat(index.hasFresh()).isTrue();
    }

    @Test
    void aListingThatWasCutOffMakesNothingKnown() {
        index.begin();
        index.name(26, row("a"));
        list(26, "a");

        assertThat(index.hasFresh()).isTrue();
    }

    @Test
    void anyHistoryOfIdsAndNamesIsToldRightlyAndStaysSmall() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<Long, String> before = new HashMap<>();
        for (int listing = 0; listing < 200; listing++) {
            Map<Long, String> now = new HashMap<>();
            boolean fresh = false;
            index.begin();
            for (int row = random.nextInt(500); row > 0; row--) {
                long id = random.nextInt(800) * 0x1_0000_0000L;
                String name = now.computeIfAbsent(id, _ -> "user" + random.nextInt(2));
                fresh |= !name.equals(before.get(id));
                assertThat(index.name(id, row(name))).as("seed %d", seed).isEqualTo(name);
            }
            assertThat(index.hasFresh()).as("seed %d", seed).isEqualTo(fresh);
            index.complete();
            assertThat(index.size()).as("seed %d", seed).isLessThanOrEqualTo(800);
            before = now;
        }
    }

    @Test
    void namesThatAreGoneAreLetGo() {
        index.begin();
        for (int id = 0; id < 10_000; id++) {
            index.name(id, row("user" + id));
        }
        index.complete();
        list(3, "user3");

        assertThat(index.size()).isEqualTo(1);
        assertThat(index.hasFresh()).isFalse();
    }

    private String list(long id, String name) {
        index.begin();
        String given = index.name(id, row(name));
        index.complete();
        return given;
    }

    static Sentence row(String name) {
        ByteBuf bytes = Unpooled.buffer();
        new SentenceWriter(bytes).word("!re").attribute(Field.NAME, name).end();
        List<Sentence> rows = new ArrayList<>();
        var channel = new EmbeddedChannel(new SentenceReader(Limits.STANDARD, new Keep(rows)));
        channel.writeInbound(bytes);
        channel.finishAndReleaseAll();
        return rows.getFirst();
    }

    private record Keep(List<Sentence> rows) implements SentenceHandler {
        @Override
        public Demand sentence(Sentence sentence) {
            rows.add(sentence.copy());
            return Demand.MORE;
        }

        @Override
        public void violated(ProtocolViolation violation) {
            throw new AssertionError(violation);
        }
    }
}
