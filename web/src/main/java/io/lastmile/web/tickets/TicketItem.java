package io.lastmile.web.tickets;

/// A ticket in a list. `due` is empty where no clock runs; `tone` is `good`, `late` or `bad`, and
/// `icon` says the same without colour.
public record TicketItem(
        int id,
        String number,
        String subject,
        int customer,
        String customerName,
        String queue,
        String type,
        String state,
        String priority,
        boolean pressing,
        String assignee,
        String said,
        boolean awaitsUs,
        Due due) {
    public record Due(String words, String tone, String icon) {
        static final Due NONE = new Due("", "", "");
    }
}
