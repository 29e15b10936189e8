package io.lastmile.core.notifications;

import java.time.Instant;

/// Something that stands in the app for its reader alone; `path` is where it leads.
public record Notice(
        long id,
        String cause,
        String title,
        String text,
        String path,
        Instant time,
        boolean read) {}
