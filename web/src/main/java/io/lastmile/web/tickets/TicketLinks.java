package io.lastmile.web.tickets;

import io.lastmile.core.alarms.Alarm;
import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.Lines;
import io.lastmile.core.platform.Page;
import io.lastmile.web.Texts;
import io.lastmile.web.tickets.TicketView.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a ticket may be linked to: its customer's lines and the alarms that are open, besides what
/// it names already.
public record TicketLinks(List<Option> lines, List<Option> alarms) {
    /// The newest; an outage that swallowed others is one.
    private static final int ALARMS_MAX = 50;

    public TicketLinks {
        lines = List.copyOf(lines);
        alarms = List.copyOf(alarms);
    }

    /// Where they are looked up.
    record Sources(Lines lines, Alarms alarms, Texts texts) {
        /// `line` and `alarm` are what is chosen now; customer 0 is none.
        TicketLinks of(int customer, String line, String alarm) {
            return new TicketLinks(lines(customer, line), alarms(alarm));
        }

        private List<Option> lines(int customer, String chosen) {
            List<Option> all = new ArrayList<>();
            lines.ofCustomer(customer).forEach(line -> all.add(option(line)));
            if (!has(all, chosen) && chosen.matches("[0-9]{1,9}")) {
                lines.find(Integer.parseInt(chosen)).ifPresent(line -> all.add(option(line)));
            }
            return all;
        }

        private static Option option(Line line) {
            String label = line.label().isEmpty() ? "" : " · " + line.label();
            return new Option("" + line.id(), line.name() + label);
        }

        private List<Option> alarms(String chosen) {
            List<Option> all = new ArrayList<>();
            var newest = new Page.Request(ALARMS_MAX, Optional.empty());
            alarms.page(Alarms.Filter.open(), newest)
                    .items()
                    .forEach(alarm -> all.add(option(alarm)));
            if (!has(all, chosen) && chosen.matches("[0-9]{1,18}")) {
                alarms.find(Long.parseLong(chosen)).ifPresent(alarm -> all.add(option(alarm)));
            }
            return all;
        }

        private Option option(Alarm alarm) {
            String title = texts.bangla() ? alarm.title().bn() : alarm.title().en();
            return new Option("" + alarm.id(), title);
        }

        private static boolean has(List<Option> options, String value) {
            return options.stream().anyMatch(option -> option.value().equals(value));
        }
    }
}
