package io.lastmile.collector.simulator;

import java.util.List;

/// Plausible names for customers and their plans, drawn by seed.
final class People {
    private static final List<String> GIVEN =
            List.of(
                    "Abdul",
                    "Arif",
                    "Ashraf",
                    "Farhana",
                    "Fatema",
                    "Habib",
                    "Hasan",
                    "Imran",
                    "Jahanara",
                    "Kamal",
                    "Karim",
                    "Khaleda",
                    "Mahmud",
                    "Mamun",
                    "Mariam",
                    "Mehedi",
                    "Mizan",
                    "Nasrin",
                    "Nazmul",
                    "Nusrat",
                    "Rafiq",
                    "Rahima",
                    "Rashed",
                    "Rokeya",
                    "Sabbir",
                    "Sadia",
                    "Salma",
                    "Shafiq",
                    "Shamima",
                    "Sharmin",
                    "Shirin",
                    "Sohel",
                    "Sumaiya",
                    "Tahmina",
                    "Tanvir",
                    "Tariq",
                    "Tasnim",
                    "Yasmin",
                    "Zahid",
                    "Zakir");
    private static final List<String> FAMILY =
            List.of(
                    "Ahmed",
                    "Akter",
                    "Alam",
                    "Ali",
                    "Barua",
                    "Begum",
                    "Bhuiyan",
                    "Biswas",
                    "Chowdhury",
                    "Das",
                    "Ghosh",
                    "Haque",
                    "Hossain",
                    "Islam",
                    "Kabir",
                    "Khan",
                    "Khatun",
                    "Mia",
                    "Mollah",
                    "Mondal",
                    "Paul",
                    "Rahman",
                    "Roy",
                    "Saha",
                    "Sarkar",
                    "Sheikh",
                    "Siddique",
                    "Sikder",
                    "Sultana",
                    "Talukder",
                    "Uddin",
                    "Zaman");
    private static final List<String> TRADE =
            List.of(
                    "Garments Ltd",
                    "Pharmacy",
                    "Cold Storage",
                    "Textiles",
                    "Diagnostic Centre",
                    "School",
                    "Traders",
                    "Computers",
                    "Rice Mill",
                    "Printing Press");

    /// What is sold, the cheap ones more often; upload is half of download at home.
    private static final List<Plan> HOME =
            List.of(
                    new Plan("home-10m", new Rates(10_000_000, 5_000_000)),
                    new Plan("home-15m", new Rates(15_000_000, 8_000_000)),
                    new Plan("home-20m", new Rates(20_000_000, 10_000_000)),
                    new Plan("home-30m", new Rates(30_000_000, 15_000_000)),
                    new Plan("home-40m", new Rates(40_000_000, 20_000_000)),
                    new Plan("home-60m", new Rates(60_000_000, 30_000_000)),
                    new Plan("home-100m", new Rates(100_000_000, 50_000_000)));

    private static final Plan CORPORATE = new Plan("corporate", new Rates(50_000_000, 50_000_000));

    /// A name of a PPP profile and the speed it enforces.
    record Plan(String profile, Rates rates) {}

    private People() {}

    static List<Plan> plans() {
        return HOME;
    }

    static Plan plan(long seed) {
        double luck = Dice.unit(seed, 31);
        return HOME.get((int) (luck * luck * HOME.size()));
    }

    static Plan corporatePlan() {
        return CORPORATE;
    }

    static String person(long seed) {
        return pick(GIVEN, seed, 32) + " " + pick(FAMILY, seed, 33);
    }

    static String company(long seed) {
        return pick(FAMILY, seed, 34) + " " + pick(TRADE, seed, 35);
    }

    /// A customer's own router; the first three bytes are a vendor's.
    static String mac(long seed) {
        long tail = Dice.roll(seed, 36);
        String vendor = pick(List.of("50:C7:BF", "B0:BE:76", "C4:E9:84", "D8:07:B6"), seed, 37);
        return "%s:%02X:%02X:%02X"
                .formatted(vendor, tail & 0xFF, tail >>> 8 & 0xFF, tail >>> 16 & 0xFF);
    }

    private static String pick(List<String> words, long seed, long question) {
        return words.get(Dice.below(words.size(), seed, question));
    }
}
