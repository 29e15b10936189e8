package io.lastmile.core.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TicketStateTest {
    /// The whole machine, written down a second time.
    private static final Map<TicketState, Set<TicketState>> MOVES =
            Map.of(
                    TicketState.NEW,
                    EnumSet.of(
                            TicketState.OPEN,
                            TicketState.WAITING_CUSTOMER,
                            TicketState.WAITING_THIRD,
                            TicketState.RESOLVED),
                    TicketState.OPEN,
                    EnumSet.of(
                            TicketState.WAITING_CUSTOMER,
                            TicketState.WAITING_THIRD,
                            TicketState.RESOLVED),
                    TicketState.WAITING_CUSTOMER,
                    EnumSet.of(TicketState.OPEN, TicketState.WAITING_THIRD, TicketState.RESOLVED),
                    TicketState.WAITING_THIRD,
                    EnumSet.of(
                            TicketState.OPEN, TicketState.WAITING_CUSTOMER, TicketState.RESOLVED),
                    TicketState.RESOLVED,
                    EnumSet.of(TicketState.OPEN, TicketState.CLOSED),
                    TicketState.CLOSED,
                    EnumSet.of(TicketState.OPEN),
                    TicketState.MERGED,
                    EnumSet.noneOf(TicketState.class));

    @Test
    void eachStateAllowsItsMovesAndNoOther() {
        for (TicketState from : TicketState.values()) {
            for (TicketState to : TicketState.values()) {
                assertThat(from.allows(to))
                        .as(from + " to " + to)
                        .isEqualTo(MOVES.getOrDefault(from, Set.of()).contains(to));
            }
        }
    }

    @Test
    void wordsComeBack() {
        for (TicketState state : TicketState.values()) {
            assertThat(TicketState.of(state.word())).isEqualTo(state);
        }
    }
}
