package io.lastmile.web.imports;

import java.util.List;

/// A file in words. `state` is `waits`, `refused`, `same`, `committed` or `expired`.
public record FileView(
        long id,
        String name,
        String hash,
        String made,
        String state,
        String says,
        List<Count> counts) {
    /// Rows with one outcome.
    public record Count(String name, String rows) {}

    /// A place in the file and what is to be said of it; `weight` is a word of the API.
    public record Row(String row, String column, String found, String expected, String weight) {}

    public FileView {
        counts = List.copyOf(counts);
    }

    public boolean waits() {
        return state.equals("waits");
    }
}
