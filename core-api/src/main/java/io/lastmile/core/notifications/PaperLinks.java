package io.lastmile.core.notifications;

import java.time.LocalDate;

/// Where somebody opens a paper without a login; room papers, which is above, says so.
@FunctionalInterface
public interface PaperLinks {
    /// A path below the site's address, good until the end of a day, in `en` or `bn`.
    String path(String number, LocalDate until, String language);
}
