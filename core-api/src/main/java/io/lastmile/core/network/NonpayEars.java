package io.lastmile.core.network;

import io.lastmile.core.dunning.Dossier;
import io.lastmile.core.dunning.NonpayBegan;
import io.lastmile.core.dunning.NonpayEnded;
import io.lastmile.core.dunning.Nonpays;
import io.lastmile.core.platform.Listener;
import java.util.List;
import java.util.Optional;

/// Cuts off and sets free whom room dunning says. Two listeners, so that who paid never waits
/// behind who did not: an end may be heard before the beginning that it followed, or both at once.
/// So an event only says whose line to look at; it is held as that room has it once nobody else may
/// change its holds.
final class NonpayEars {
    private static final String WHY = "paid or spared";

    private final Nonpays nonpays;
    private final Holds holds;

    NonpayEars(Nonpays nonpays, Holds holds) {
        this.nonpays = nonpays;
        this.holds = holds;
    }

    Listener releases() {
        return new Listener("network-releases")
                .on(NonpayEnded.class, heard -> settle(heard.event().services()));
    }

    Listener suspensions() {
        return new Listener("network-suspensions")
                .on(NonpayBegan.class, heard -> settle(heard.event().services()));
    }

    private void settle(List<Dossier.Who> services) {
        List<Integer> lines = services.stream().map(Dossier.Who::line).distinct().toList();
        holds.lock(lines);
        List<Integer> off = nonpays.openLines(lines);
        List<Integer> on = lines.stream().filter(line -> !off.contains(line)).toList();
        if (!on.isEmpty()) {
            holds.lift(on, HoldReason.NONPAY, WHY);
        }
        if (!off.isEmpty()) {
            place(off, Optional.empty());
        }
    }

    /// Dunning has a mass guard of its own, and a person who answered it.
    private void place(List<Integer> lines, Optional<Integer> agreed) {
        var run = new HoldRun(lines, HoldReason.NONPAY, "", Optional.empty(), agreed);
        switch (holds.place(run)) {
            case Holding.Placed _ -> {}
            case Holding.TooMany many when agreed.isEmpty() ->
                    place(lines, Optional.of(many.wouldSuspend()));
            case Holding.TooMany many ->
                    throw new IllegalStateException(
                            "suspensions: %d (expected: %s)"
                                    .formatted(many.wouldSuspend(), agreed));
            case Holding.Missing missing -> placeWithout(lines, missing.line());
        }
    }

    /// A line that was removed meanwhile is off anyway.
    private void placeWithout(List<Integer> lines, int removed) {
        List<Integer> rest = lines.stream().filter(line -> line != removed).toList();
        if (!rest.isEmpty()) {
            place(rest, Optional.empty());
        }
    }
}
