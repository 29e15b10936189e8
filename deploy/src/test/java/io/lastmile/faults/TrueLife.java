package io.lastmile.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// One life of a counter as the simulator knows it.
record TrueLife(Ledger.Key key, boolean live, JsonNode node) {
    /// A reading as the router gave it out at `time` (milliseconds since 1970), when it had been up
    /// for `uptime`. `segment` counts the resets of the counter before it.
    record Reading(long time, long uptime, Moved bytes, int segment) {}

    static TrueLife of(JsonNode node) {
        int source = node.get("table").asText().contains("queue") ? 2 : 1;
        long rosId = Long.parseLong(node.get("id").asText().substring(1), 16);
        Ledger.Key key =
                new Ledger.Key(
                        node.get("router").asText(), source, rosId, node.get("name").asText());
        return new TrueLife(key, !node.has("endMillis"), node);
    }

    /// The dynamic queue of a PPP session shows the same bytes again and is no source of its own.
    boolean counts() {
        return key.source() == 1 || !key.name().startsWith("<");
    }

    /// Every byte that this life's readings prove, over resets of its counter.
    Moved reported() {
        return bytes(node.get("reportedTotal"), 0);
    }

    long startMillis() {
        return node.get("startMillis").asLong();
    }

    List<Reading> readings() {
        long boot = node.get("bootMillis").asLong();
        List<Reading> readings = new ArrayList<>();
        for (JsonNode each : node.get("readings")) {
            long time = each.get(0).asLong();
            readings.add(new Reading(time, time - boot, bytes(each, 1), each.get(3).asInt()));
        }
        return readings;
    }

    private static Moved bytes(JsonNode numbers, int first) {
        BigInteger down = numbers.get(first).bigIntegerValue();
        return new Moved(down, numbers.get(first + 1).bigIntegerValue());
    }
}
