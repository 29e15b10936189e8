package io.lastmile.web.portal;

import io.lastmile.web.BdFormat.Figure;
import io.lastmile.web.subscriptions.SubscriptionView;
import java.util.List;
import java.util.Optional;

/// The home page in the reader's words.
public record HomeView(
        List<LineCard> lines,
        List<SubscriptionView.Row> services,
        List<String> notices,
        List<TicketLink> tickets,
        Optional<UsageCard> usage) {
    /// A complaint that is not settled.
    public record TicketLink(String number, String subject, String path) {}

    /// A line; `state` is a word of the style sheet as well.
    public record LineCard(
            int id,
            String title,
            String state,
            String icon,
            String stateWords,
            Optional<Figure> down,
            Optional<Figure> up,
            String says) {}

    /// What the chosen line used. `of` is empty without a fair usage limit, `percent` how much of
    /// it is gone.
    public record UsageCard(
            int line,
            String title,
            String month,
            Figure total,
            String of,
            int percent,
            boolean over,
            Optional<Bars> bars) {}

    public HomeView {
        lines = List.copyOf(lines);
        services = List.copyOf(services);
        notices = List.copyOf(notices);
        tickets = List.copyOf(tickets);
    }
}
