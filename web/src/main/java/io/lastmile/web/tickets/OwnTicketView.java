package io.lastmile.web.tickets;

import java.util.List;

/// A ticket as its customer sees it. `tone` is a class of the portal's states.
public record OwnTicketView(
        int id,
        String number,
        String subject,
        String type,
        String state,
        String tone,
        String icon,
        String says,
        String when,
        boolean takesReplies,
        boolean over,
        int stars,
        List<Said> said) {
    public record Said(boolean mine, String time, String text, List<Long> pictures) {
        public Said {
            pictures = List.copyOf(pictures);
        }
    }

    public OwnTicketView {
        said = List.copyOf(said);
    }
}
