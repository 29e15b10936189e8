package io.lastmile.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.NavigableSet;
import java.util.TreeSet;

/// One life of a counter as the simulator knows it.
record TrueLife(Ledger.Key key, boolean live, JsonNode node) {
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
    BigInteger reportedDown() {
        return node.get("reportedTotal").get(0).bigIntegerValue();
    }

    BigInteger reportedUp() {
        return node.get("reportedTotal").get(1).bigIntegerValue();
    }

    /// The bytes that readings prove which a committed poll carried: a poll belongs to the reading
    /// that was given out last before it ended.
    BigInteger committedDown(TreeSet<Long> polls) {
        BigInteger finished = BigInteger.ZERO;
        BigInteger committed = BigInteger.ZERO;
        BigInteger previous = BigInteger.ZERO;
        int segment = 0;
        JsonNode readings = node.get("readings");
        for (int i = 0; i < readings.size(); i++) {
            JsonNode reading = readings.get(i);
            if (reading.get(3).asInt() != segment) {
                segment = reading.get(3).asInt();
                finished = finished.add(previous);
            }
            previous = reading.get(1).bigIntegerValue();
            long from = reading.get(0).asLong();
            long to = i + 1 < readings.size() ? readings.get(i + 1).get(0).asLong() : endMillis();
            NavigableSet<Long> within = polls.subSet(from, true, to, false);
            if (!within.isEmpty()) {
                committed = finished.add(previous);
            }
        }
        return committed;
    }

    private long endMillis() {
        return node.has("endMillis") ? node.get("endMillis").asLong() : Long.MAX_VALUE;
    }
}
