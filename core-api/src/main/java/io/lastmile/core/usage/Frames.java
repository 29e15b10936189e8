package io.lastmile.core.usage;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.lastmile.collector.live.LineHistory;
import io.lastmile.collector.live.LineState;
import io.lastmile.collector.live.Live;
import io.lastmile.collector.live.Snapshot;
import io.lastmile.collector.live.Totals;
import io.lastmile.core.lines.Directory;
import io.lastmile.core.lines.Directory.Entry;
import java.util.List;
import java.util.Optional;

/// The stream's JSON, written by hand because it is most of what the product sends: rates are
/// integers in kbit/s, columns instead of objects, histories one character per point.
final class Frames {
    static final int HISTORY_POINTS = 60;

    private static final String DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int STEPS = DIGITS.length() - 1;

    /// Every third second of the totals is enough for a graph of a quarter of an hour.
    private static final int TOTALS_STRIDE = 3;

    private final Live live;
    private final Directory directory;

    Frames(Live live, Directory directory) {
        this.live = live;
        this.directory = directory;
    }

    /// The network's totals after `afterMillis`.
    String totals(long afterMillis) {
        List<Totals> all = live.totals();
        var t = new StringBuilder("{\"t\":[");
        var down = new StringBuilder("],\"down\":[");
        var up = new StringBuilder("],\"up\":[");
        var online = new StringBuilder("],\"online\":[");
        boolean first = true;
        for (int i = (all.size() - 1) % TOTALS_STRIDE; i < all.size(); i += TOTALS_STRIDE) {
            if (i >= 0 && all.get(i).timeMicros() / 1000 > afterMillis) {
                String comma = first ? "" : ",";
                first = false;
                t.append(comma).append(all.get(i).timeMicros() / 1000);
                rate(down.append(comma), all.get(i).downBps());
                rate(up.append(comma), all.get(i).upBps());
                online.append(comma).append(all.get(i).online());
            }
        }
        return t.append(down).append(up).append(online).append("]}").toString();
    }

    /// The window's names in order and, described, those that are not in `known`.
    String window(int from, Rows rows, int[] known) {
        int[] names = rows.names();
        var json = new StringBuilder("{\"from\":").append(from).append(",\"matching\":");
        json.append(rows.matching()).append(",\"ids\":[");
        for (int i = 0; i < names.length; i++) {
            json.append(i == 0 ? "" : ",").append(names[i]);
        }
        json.append("],\"rows\":[");
        Snapshot snapshot = live.snapshot();
        boolean first = true;
        for (int name : names) {
            Entry entry = directory.entries().get(name);
            if (entry != null && !contains(known, name)) {
                json.append(first ? "" : ",");
                row(json, entry, snapshot);
                first = false;
            }
        }
        return json.append("]}").toString();
    }

    private void row(StringBuilder json, Entry entry, Snapshot snapshot) {
        json.append("{\"id\":").append(entry.id()).append(",\"line\":").append(entry.line());
        json.append(",\"router\":").append(entry.router()).append(",\"name\":");
        text(json, entry.name());
        text(json.append(",\"label\":"), entry.label());
        text(json.append(",\"area\":"), entry.area());
        int row = snapshot.rowOf(entry.id());
        if (row >= 0 && snapshot.sinceMicros(row) > 0) {
            boolean gone = snapshot.state(row) == LineState.GONE;
            json.append(gone ? ",\"droppedAt\":" : ",\"since\":");
            json.append(snapshot.sinceMicros(row) / 1000);
        }
        history(json, live.history(entry.id()));
        json.append('}');
    }

    private static void history(StringBuilder json, Optional<LineHistory> history) {
        if (history.isEmpty()) {
            return;
        }
        float[] down = history.get().downSteps(HISTORY_POINTS);
        float[] up = history.get().upSteps(HISTORY_POINTS);
        float peak = Math.max(greatest(down), greatest(up));
        json.append(",\"peak\":").append((long) Math.ceil(peak / 1000));
        points(json.append(",\"down\":\""), down, peak);
        points(json.append("\",\"up\":\""), up, peak);
        json.append('"');
    }

    private static float greatest(float[] points) {
        float greatest = 0;
        for (float point : points) {
            greatest = Float.isNaN(point) ? greatest : Math.max(greatest, point);
        }
        return greatest;
    }

    private static void points(StringBuilder json, float[] points, float peak) {
        for (float point : points) {
            int step = peak > 0 ? Math.round(point / peak * STEPS) : 0;
            json.append(Float.isNaN(point) ? '.' : DIGITS.charAt(Math.clamp(step, 0, STEPS)));
        }
    }

    /// One second of a window: rates, a letter of state per row, the network's totals.
    String rates(int[] names, Pulse pulse) {
        Snapshot snapshot = live.snapshot();
        var json = new StringBuilder("{\"t\":").append(pulse.totals().timeMicros() / 1000);
        json.append(",\"down\":[");
        var up = new StringBuilder("],\"up\":[");
        var state = new StringBuilder("],\"state\":\"");
        for (int i = 0; i < names.length; i++) {
            int row = snapshot.rowOf(names[i]);
            String comma = i == 0 ? "" : ",";
            rate(json.append(comma), row < 0 ? Live.UNKNOWN : snapshot.downBps(row));
            rate(up.append(comma), row < 0 ? Live.UNKNOWN : snapshot.upBps(row));
            state.append(row < 0 ? 'g' : letter(snapshot.state(row)));
        }
        json.append(up).append(state).append("\",\"totals\":");
        return pulse.append(json).append('}').toString();
    }

    private static char letter(LineState state) {
        return switch (state) {
            case ONLINE -> 'o';
            case IDLE -> 'i';
            case GONE -> 'g';
            case UNKNOWN -> 'u';
        };
    }

    static void rate(StringBuilder json, long bps) {
        if (bps == Live.UNKNOWN) {
            json.append("null");
        } else {
            json.append((bps + 500) / 1000);
        }
    }

    private static void text(StringBuilder json, String text) {
        json.append('"').append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
    }

    private static boolean contains(int[] names, int name) {
        for (int known : names) {
            if (known == name) {
                return true;
            }
        }
        return false;
    }
}
