package io.lastmile.collector.radius;

/// A checked packet on its way to the journal.
public record Received(long receivedMillis, int router, byte[] datagram) {
    JournalEntry numbered(long number) {
        return new JournalEntry(number, receivedMillis, router, datagram);
    }
}
