package io.lastmile.collector.simulator;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The faults of one router that are switched on. Safe for many threads.
final class Faults {
    private record Setting(long value, boolean once) {}

    private final Map<Fault, Setting> settings = new ConcurrentHashMap<>();

    void set(Fault fault, long value) {
        settings.put(fault, new Setting(value, false));
    }

    /// Gone after it has struck once.
    void once(Fault fault, long value) {
        settings.put(fault, new Setting(value, true));
    }

    void clear(Fault fault) {
        settings.remove(fault);
    }

    Set<Fault> active() {
        return Set.copyOf(settings.keySet());
    }

    boolean has(Fault fault) {
        return settings.containsKey(fault);
    }

    long value(Fault fault, long otherwise) {
        Setting setting = settings.get(fault);
        return setting == null ? otherwise : setting.value();
    }

    /// To be called where a fault strikes: true while it is on, and for one caller if set once.
    boolean strikes(Fault fault) {
        Setting setting = settings.get(fault);
        if (setting == null) {
            return false;
        }
        return !setting.once() || settings.remove(fault, setting);
    }
}
