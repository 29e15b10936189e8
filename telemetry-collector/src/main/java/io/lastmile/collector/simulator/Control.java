package io.lastmile.collector.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Commands for a fleet in a process of its own: one line of words in, one line of JSON out. `*` is
/// every router; names may hold bytes as `%E9`.
///
/// ```
/// routers                       lines                     truth [router]
/// fault ROUTER FAULT [n] [once] clear ROUTER [FAULT]      reboot ROUTER
/// reconnect ROUTER USER         reset ROUTER NAME         second ROUTER USER
/// disconnect ROUTER PERCENT     drop ROUTER               add ROUTER NAME
/// grow ROUTER ENTRIES           clock                     advance SECONDS
/// freeze                        thaw                      stop
/// ```
final class Control {
    private final Fleet fleet;
    private final MovableClock clock;
    private final Runnable stop;

    Control(Fleet fleet, MovableClock clock, Runnable stop) {
        this.fleet = fleet;
        this.clock = clock;
        this.stop = stop;
    }

    /// Never throws for what a line says.
    String answer(String line) {
        List<String> words = List.of(line.trim().split("\\s+"));
        try {
            return Json.text(done(words));
        } catch (IllegalArgumentException e) {
            return Json.text(Json.object("error", String.valueOf(e.getMessage())));
        }
    }

    private Object done(List<String> words) {
        return switch (words.getFirst()) {
            case "routers" -> fleet.routers().stream().map(Json::router).toList();
            case "lines" -> fleet.lines().map(Json::line).toList();
            case "truth" -> truth(words);
            case "clock" -> Json.object("millis", clock.millis());
            case "advance" -> moved(() -> clock.advance(Duration.ofSeconds(number(words, 1))));
            case "freeze" -> moved(clock::freeze);
            case "thaw" -> moved(clock::thaw);
            case "stop" -> moved(stop);
            case "fault" -> each(words, router -> fault(router, words));
            case "clear" -> each(words, router -> clear(router, words));
            case "reboot" -> each(words, SimulatedRouter::reboot);
            case "drop" -> each(words, SimulatedRouter::dropConnections);
            case "grow" -> each(words, router -> router.growAddressList((int) number(words, 2)));
            case "disconnect" -> each(words, router -> router.disconnect(number(words, 2) / 100.0));
            case "reconnect" -> named(words, SimulatedRouter::reconnect);
            case "reset" -> named(words, SimulatedRouter::resetCounters);
            case "second" -> named(words, SimulatedRouter::secondSession);
            case "add" -> named(words, SimulatedRouter::addLine);
            default ->
                    throw new IllegalArgumentException(
                            "command: " + words.getFirst() + " (expected: one of Control's)");
        };
    }

    private interface OnName {
        boolean apply(SimulatedRouter router, String name);
    }

    private Object named(List<String> words, OnName action) {
        String name = raw(word(words, 2));
        List<String> missed = new ArrayList<>();
        for (SimulatedRouter router : routers(word(words, 1))) {
            if (!action.apply(router, name)) {
                missed.add(router.name());
            }
        }
        if (!missed.isEmpty()) {
            throw new IllegalArgumentException("name: " + name + " not so at " + missed);
        }
        return ok();
    }

    /// Raw bytes; `%0A` is a newline.
    private static String raw(String word) {
        return URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    }

    private Object truth(List<String> words) {
        List<SimulatedRouter> routers = words.size() > 1 ? routers(words.get(1)) : fleet.routers();
        return routers.stream().flatMap(router -> router.truth().stream()).map(Json::life).toList();
    }

    private static void fault(SimulatedRouter router, List<String> words) {
        Fault fault = Fault.of(word(words, 2));
        boolean once = words.getLast().equals("once");
        boolean valued = words.size() > (once ? 4 : 3);
        long value = valued ? number(words, 3) : 0;
        if (once) {
            router.once(fault, value);
        } else {
            router.set(fault, value);
        }
    }

    private static void clear(SimulatedRouter router, List<String> words) {
        Optional<Fault> one =
                words.size() > 2 ? Optional.of(Fault.of(words.get(2))) : Optional.empty();
        one.map(List::of).orElseGet(() -> List.copyOf(router.faults())).forEach(router::clear);
    }

    private Object each(List<String> words, Consumer<SimulatedRouter> action) {
        routers(word(words, 1)).forEach(action);
        return ok();
    }

    private static Object moved(Runnable action) {
        action.run();
        return ok();
    }

    private static Map<String, Object> ok() {
        return Json.object("ok", true);
    }

    private List<SimulatedRouter> routers(String name) {
        if (name.equals("*")) {
            return fleet.routers();
        }
        return List.of(
                fleet.router(name)
                        .orElseThrow(() -> new IllegalArgumentException("router: " + name)));
    }

    private static long number(List<String> words, int index) {
        return Long.parseLong(word(words, index));
    }

    private static String word(List<String> words, int index) {
        if (index >= words.size()) {
            throw new IllegalArgumentException(
                    "words: " + words.size() + " (expected: > " + index + ")");
        }
        return words.get(index);
    }
}
