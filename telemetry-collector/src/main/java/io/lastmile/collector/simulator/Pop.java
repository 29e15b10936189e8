package io.lastmile.collector.simulator;

import java.util.List;

/// A point of presence: where a router stands and what its customers' names begin with.
record Pop(String area, String prefix) {
    private static final List<Pop> PLACES =
            List.of(
                    new Pop("Mirpur-10", "mir"),
                    new Pop("Savar", "sav"),
                    new Pop("Gazipur", "gaz"),
                    new Pop("Dhanmondi", "dha"),
                    new Pop("Uttara", "utt"),
                    new Pop("Badda", "bad"),
                    new Pop("Mohammadpur", "moh"),
                    new Pop("Tongi", "ton"),
                    new Pop("Banani", "ban"),
                    new Pop("Motijheel", "mot"),
                    new Pop("Jatrabari", "jat"),
                    new Pop("Khilgaon", "khi"),
                    new Pop("Rampura", "ram"),
                    new Pop("Farmgate", "far"),
                    new Pop("Keraniganj", "ker"),
                    new Pop("Narayanganj", "nar"),
                    new Pop("Cumilla", "cum"),
                    new Pop("Chattogram", "ctg"),
                    new Pop("Sylhet", "syl"),
                    new Pop("Khulna", "khu"),
                    new Pop("Rajshahi", "raj"),
                    new Pop("Bogura", "bog"),
                    new Pop("Barishal", "bar"),
                    new Pop("Mymensingh", "mym"),
                    new Pop("Rangpur", "ran"));

    /// The n-th router's place; a place's second router has `2` in its names.
    static Pop of(int router) {
        Pop place = PLACES.get(router % PLACES.size());
        int round = router / PLACES.size();
        return round == 0
                ? place
                : new Pop(place.area + " " + (round + 1), place.prefix + (round + 1) + "-");
    }

    String routerName() {
        return area.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    }
}
