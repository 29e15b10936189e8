package io.lastmile.core.lines;

/// The collector's tables by name; `code` is what both schemas store.
public enum SourceName {
    PPP(1),
    QUEUE(2);

    private final int code;

    SourceName(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static SourceName of(long code) {
        return code == 2 ? QUEUE : PPP;
    }
}
