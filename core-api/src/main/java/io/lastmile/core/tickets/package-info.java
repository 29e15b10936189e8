/// Complaints and their clock: types, queues, targets in business minutes, the conversation with
/// its notes and pictures, and every action as a row. Owns `core.ticket` and the tables that begin
/// with its name, `core.office_hours`, `core.holiday` and `core.canned_reply`. Emits
/// `TicketOpened`, `TicketReplied`, `TicketAssigned`, `TicketResolved`, `TicketReopened`,
/// `TicketClosed`, `TicketMerged`, `TicketWarned` and `TicketBreached`; hears `TicketReplied` for
/// tickets that were merged into another one.
@NullMarked
package io.lastmile.core.tickets;

import org.jspecify.annotations.NullMarked;
