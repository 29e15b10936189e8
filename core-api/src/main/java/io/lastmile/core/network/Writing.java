package io.lastmile.core.network;

import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.collector.routeros.Trap;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends edits until all are out or the pass has asked enough. What the router refuses is told by
/// line; a batch with a bad row is halved until that row stands alone. A failure of the connection
/// ends it: nobody knows what the router did, the next pass will see.
final class Writing {
    /// A router that says so often that rows exist which it did not show has not shown all.
    private static final int EXISTING_MAX = 3;

    private final RouterTalk talk;
    private final MeterRegistry meters;
    private final Map<Integer, String> refusals = new HashMap<>();
    private final Set<Integer> sent = new HashSet<>();
    private int left;
    private int existing;

    Writing(RouterTalk talk, MeterRegistry meters, int requestsMax) {
        this.talk = talk;
        this.meters = meters;
        this.left = requestsMax;
    }

    void send(List<Batches.Piece> pieces) {
        for (List<Batches.Piece> batch : Batches.of(pieces)) {
            boolean adds = batch.getFirst().edit() instanceof Edit.Add;
            if (left <= 0) {
                return;
            }
            if (!adds || existing < EXISTING_MAX) {
                batch.forEach(piece -> sent.add(piece.line()));
                send(Batches.joined(batch), batch);
            }
        }
    }

    private void send(Edit edit, List<Batches.Piece> batch) {
        left--;
        try {
            talk.run(edit);
            meters.counter("lastmile.core.network.edits", "kind", kind(edit)).increment();
        } catch (RouterException e) {
            refused(e, batch);
        }
    }

    private void refused(RouterException e, List<Batches.Piece> batch) {
        if (!(e.failure() instanceof RouterFailure.Trapped trapped)) {
            throw e;
        }
        if (trapped.kind() == Trap.Kind.ALREADY_EXISTS) {
            existing++;
        }
        if (batch.size() == 1 || trapped.kind() == Trap.Kind.NOT_PERMITTED) {
            meters.counter("lastmile.core.network.refusals").increment();
            batch.forEach(piece -> refusals.put(piece.line(), trapped.text()));
            return;
        }
        int half = batch.size() / 2;
        send(Batches.joined(batch.subList(0, half)), batch.subList(0, half));
        List<Batches.Piece> rest = batch.subList(half, batch.size());
        send(Batches.joined(rest), rest);
    }

    /// Whether anything went out for this line.
    boolean sent(int line) {
        return sent.contains(line);
    }

    Optional<String> refusal(int line) {
        return Optional.ofNullable(refusals.get(line));
    }

    /// Whether the pass had to stop before all was out.
    boolean exhausted() {
        return left <= 0;
    }

    private static String kind(Edit edit) {
        return switch (edit) {
            case Edit.Add _ -> "add";
            case Edit.Set _ -> "set";
            case Edit.Remove _ -> "remove";
        };
    }
}
