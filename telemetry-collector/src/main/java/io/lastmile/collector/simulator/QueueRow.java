package io.lastmile.collector.simulator;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of `/queue/simple`; without a [StaticQueue] behind it, a dynamic one.
final class QueueRow implements Row {
    private static final int PACKET_BYTES = 600;

    private final Router router;
    private final Session session;
    private final @Nullable StaticQueue configured;
    private final Counter counter;
    private final long now;
    private List<QueueRow> children = List.of();
    private @Nullable Reading reading;

    QueueRow(Router router, Session session, @Nullable StaticQueue configured, long now) {
        this.router = router;
        this.session = session;
        this.configured = configured;
        this.counter = session.queue().orElseThrow();
        this.now = now;
    }

    void children(List<QueueRow> rows) {
        children = rows;
    }

    /// Worked out once, and only for who asks.
    private Reading reading() {
        if (reading == null) {
            reading = counter.reading(now);
        }
        return reading;
    }

    Optional<StaticQueue> configured() {
        return Optional.ofNullable(configured);
    }

    @Override
    public long id() {
        return counter.id();
    }

    @Override
    public String name() {
        return counter.name();
    }

    @Override
    public long revision() {
        return configured == null ? 0 : configured.revision();
    }

    @Override
    public Optional<Given> given() {
        return children.isEmpty() ? Optional.of(new Given(counter, reading())) : Optional.empty();
    }

    @Override
    public void read(String property, Cell cell) {
        switch (property) {
            case ".id" -> cell.id(id());
            case "name" -> cell.text(name());
            case "target" -> cell.text(configured == null ? name() : configured.target());
            case "parent" ->
                    cell.text(configured == null ? StaticQueue.NO_PARENT : configured.parent());
            case "packet-marks" -> cell.text("");
            case "priority" -> cell.text("8/8");
            case "queue" -> cell.text("default-small/default-small");
            case "limit-at", "burst-limit", "burst-threshold", "dropped" -> cell.pair(0, 0);
            case "queued-bytes", "queued-packets" -> cell.pair(0, 0);
            case "max-limit" -> cell.text(limit().rateLimit());
            case "burst-time" -> cell.text("0s/0s");
            case "bucket-size" -> cell.text("0.1/0.1");
            case "bytes" -> cell.pair(bytes().up(), bytes().down());
            case "packets" -> cell.pair(bytes().up() / PACKET_BYTES, bytes().down() / PACKET_BYTES);
            case "rate" -> cell.text(session.speed(now).rateLimit());
            case "total-bytes", "total-packets", "total-rate" -> cell.number(0);
            case "invalid" -> cell.flag(false);
            case "dynamic" -> cell.flag(configured == null);
            case "disabled" -> cell.flag(configured != null && configured.disabled());
            case "comment" -> {
                if (configured != null) {
                    router.comment(configured.comment()).ifPresent(cell::text);
                }
            }
            default -> {}
        }
    }

    /// A parent sees the sum; what FastTrack leads past a queue it does not see.
    private Bytes bytes() {
        Bytes sum = Bytes.NONE;
        for (QueueRow child : children) {
            sum = sum.plus(child.bytes());
        }
        return children.isEmpty() ? seen(reading().bytes()) : sum;
    }

    private Bytes seen(Bytes bytes) {
        if (router.faults().has(Fault.QUEUES_SWAPPED)) {
            return new Bytes(bytes.up(), bytes.down());
        }
        long past = router.faults().value(Fault.FASTTRACK, 0);
        long part = 100 - Math.clamp(past, 0, 100);
        return past == 0 ? bytes : new Bytes(bytes.down() / 100 * part, bytes.up() / 100 * part);
    }

    private Rates limit() {
        return configured == null ? session.rates() : configured.limit();
    }
}
