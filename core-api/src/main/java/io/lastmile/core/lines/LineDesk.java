package io.lastmile.core.lines;

/// Adds, changes and removes lines for pages: the id, or a refusal that says what was in the way.
/// Call it within a unit of work, and tell the directory once that is done.
public final class LineDesk {
    private final Lines lines;

    LineDesk(Lines lines) {
        this.lines = lines;
    }

    public int add(LineDraft draft) {
        return lines.add(draft).idOrRefuse("line", draft.name());
    }

    public int change(int id, long version, LineDraft draft) {
        return lines.change(id, version, draft).idOrRefuse("line", id);
    }

    public int remove(int id, long version) {
        return lines.remove(id, version).idOrRefuse("line", id);
    }
}
