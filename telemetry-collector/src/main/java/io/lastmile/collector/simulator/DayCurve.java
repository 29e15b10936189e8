package io.lastmile.collector.simulator;

/// How a day's bytes lie in the day. Kept as a binary tree: node 1 is the day, node n has the
/// children 2n and 2n+1, and `left(n)` is the part of n's bytes that falls in its first half.
enum DayCurve {
    /// People at home: low before dawn, a peak after dinner.
    HOME(5, 3, 2, 1, 1, 1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 7, 7, 8, 10, 12, 14, 15, 14, 10),
    /// Shops and offices.
    OFFICE(1, 1, 1, 1, 1, 1, 1, 2, 5, 10, 14, 15, 14, 10, 12, 14, 14, 13, 9, 6, 4, 2, 1, 1),
    /// Gamers and downloads.
    NIGHT(16, 15, 12, 9, 5, 3, 1, 1, 1, 1, 2, 3, 3, 4, 4, 4, 5, 5, 6, 7, 9, 12, 15, 17);

    /// Finest block that the curve itself shapes: a day / 512 = 168.75 s.
    static final int LEVELS = 9;

    private static final int BLOCKS = 1 << LEVELS;

    private final double[] left = new double[BLOCKS];

    DayCurve(int... hours) {
        double[] weight = new double[2 * BLOCKS];
        for (int block = 0; block < BLOCKS; block++) {
            double hour = (block + 0.5) * 24 / BLOCKS;
            int before = Math.floorMod((int) Math.floor(hour - 0.5), 24);
            double part = Math.floorMod((int) Math.round((hour - 0.5) * 1000), 1000) / 1000.0;
            weight[BLOCKS + block] = hours[before] * (1 - part) + hours[(before + 1) % 24] * part;
        }
        for (int node = BLOCKS - 1; node > 0; node--) {
            weight[node] = weight[2 * node] + weight[2 * node + 1];
            left[node] = weight[2 * node] / weight[node];
        }
    }

    double left(int node) {
        return node < BLOCKS ? left[node] : 0.5;
    }
}
