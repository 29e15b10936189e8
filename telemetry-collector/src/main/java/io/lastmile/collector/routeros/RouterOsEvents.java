package io.lastmile.collector.routeros;

/// Where the client's counters go; called on event loops, so be quick.
@FunctionalInterface
public interface RouterOsEvents {
    void happened(RouterEvent event);
}
