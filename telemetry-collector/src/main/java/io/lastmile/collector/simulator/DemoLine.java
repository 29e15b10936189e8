package io.lastmile.collector.simulator;

/// A customer whom the demo can seed: `name` is what the router calls the line (a PPPoE user or a
/// simple queue), `label` the customer's name, `router` the router's name. Speeds in bit/s, the
/// customer's direction. `queue` tells a static-queue customer from a PPPoE one.
public record DemoLine(
        String name,
        String label,
        String area,
        String router,
        long downBps,
        long upBps,
        boolean queue) {}
