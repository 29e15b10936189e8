package io.lastmile.web.notifications;

/// A row of the log in the reader's words. `mood` is the pill's: good, late, bad or nothing.
public record MessageLine(
        long id,
        String time,
        String who,
        String address,
        String customer,
        String cause,
        String channel,
        String text,
        String state,
        String mood,
        String note,
        boolean retry) {}
