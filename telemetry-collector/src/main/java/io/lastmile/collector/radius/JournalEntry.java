package io.lastmile.collector.radius;

/// One packet of the journal. `number` counts from 0 without gaps and is never given out twice: who
/// keeps the last one beside what it wrote, in one transaction, replays exactly once.
public record JournalEntry(long number, long receivedMillis, int router, byte[] datagram) {
    /// What the packet says.
    public AccountingRecord said() {
        try {
            return AccountingPacket.said(datagram);
        } catch (BadPacket e) {
            throw new IllegalStateException("journal entry " + number + ": " + e.getMessage(), e);
        }
    }
}
