package io.lastmile.deploy.bench;

/// One line of the table. `ratio` says how many times better ours is than the peer. A goal of 0 is
/// none.
public record BenchRow(
        String row, String unit, double ours, double peer, double ratio, double goal, boolean met) {
    /// Of rates: more is better, and `ours / peer` must reach the goal.
    public static BenchRow rate(String row, String unit, Pair values, double goal) {
        double ratio = values.ours() / values.peer();
        return new BenchRow(row, unit, values.ours(), values.peer(), ratio, goal, ratio >= goal);
    }

    /// Of costs: less is better, and `peer / ours` must reach the goal.
    public static BenchRow cost(String row, String unit, Pair values, double goal) {
        double ratio = values.peer() / values.ours();
        return new BenchRow(row, unit, values.ours(), values.peer(), ratio, goal, ratio >= goal);
    }

    /// Of limits: ours must not pass `goal`, whatever the peer does.
    public static BenchRow limit(String row, String unit, Pair values, double goal) {
        double ratio = values.peer() / values.ours();
        return new BenchRow(
                row, unit, values.ours(), values.peer(), ratio, goal, values.ours() <= goal);
    }

    /// Two measurements of the same thing. Where there is no peer it is `NaN`.
    public record Pair(double ours, double peer) {}
}
