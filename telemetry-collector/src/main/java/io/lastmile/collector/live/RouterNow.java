package io.lastmile.collector.live;

/// One router's part of the network now. Rates are `Live.UNKNOWN` while it does not answer;
/// `polledMicros` is the time of its last good poll, `intervalMillis` the interval it is polled at.
public record RouterNow(
        int router,
        boolean answering,
        long downBps,
        long upBps,
        int sessions,
        int unknown,
        long polledMicros,
        int intervalMillis,
        int answerMillis) {}
