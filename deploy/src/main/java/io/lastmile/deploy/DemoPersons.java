package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.customers.Gender;
import io.lastmile.core.customers.Person;
import io.lastmile.core.customers.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Plausible customers for simulated lines, a pure function of seed and line.
final class DemoPersons {
    private static final Set<String> WOMEN =
            Set.of(
                    "Farhana",
                    "Fatema",
                    "Jahanara",
                    "Khaleda",
                    "Mariam",
                    "Nasrin",
                    "Nusrat",
                    "Rahima",
                    "Rokeya",
                    "Sadia",
                    "Salma",
                    "Shamima",
                    "Sharmin",
                    "Shirin",
                    "Sumaiya",
                    "Tahmina",
                    "Tasnim",
                    "Yasmin");
    private static final double SPREAD_DEGREES = 0.012;

    private record Spot(String district, String upazila, String postcode, double lat, double lon) {}

    private final long seed;
    private final Properties bangla = names();
    private final Map<String, Spot> spots = spots();

    DemoPersons(long seed) {
        this.seed = seed;
    }

    long seed() {
        return seed;
    }

    CustomerDraft customer(DemoLine line) {
        Random dice = new Random(seed * 31 + line.name().hashCode());
        return new CustomerDraft(
                person(line, dice),
                place(line, dice),
                line.queue()
                        ? List.of("corporate")
                        : dice.nextInt(40) == 0 ? List.of("vip") : List.of(),
                0);
    }

    private Person person(DemoLine line, Random dice) {
        String given = line.label().split(" ")[0];
        boolean company = line.queue();
        String mobile = "+8801%d%08d".formatted(3 + dice.nextInt(7), dice.nextInt(100_000_000));
        return new Person(
                line.label(),
                inBangla(line.label()),
                mobile,
                dice.nextInt(3) == 0 ? line.name().toLowerCase(Locale.ROOT) + "@example.com" : "",
                company
                        ? Optional.empty()
                        : Optional.of(
                                LocalDate.of(
                                        1955 + dice.nextInt(48),
                                        1 + dice.nextInt(12),
                                        1 + dice.nextInt(28))),
                company
                        ? Optional.empty()
                        : Optional.of(WOMEN.contains(given) ? Gender.FEMALE : Gender.MALE),
                "",
                "",
                "",
                company ? "000%s-0101".formatted(mobile.substring(mobile.length() - 6)) : "");
    }

    private Place place(DemoLine line, Random dice) {
        Spot spot =
                spots.entrySet().stream()
                        .filter(entry -> line.area().startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> new CannotStart("no demo place " + line.area()));
        var gps =
                new Place.Gps(
                        degrees(spot.lat() + dice.nextGaussian() * SPREAD_DEGREES),
                        degrees(spot.lon() + dice.nextGaussian() * SPREAD_DEGREES));
        return new Place(
                spot.district(),
                spot.upazila(),
                "Ward " + (1 + dice.nextInt(30)),
                "House %d, Road %d".formatted(1 + dice.nextInt(120), 1 + dice.nextInt(28)),
                spot.postcode(),
                Optional.of(gps));
    }

    private static BigDecimal degrees(double degrees) {
        return BigDecimal.valueOf(degrees).setScale(6, RoundingMode.HALF_UP);
    }

    private String inBangla(String name) {
        return Stream.of(name.split(" "))
                .map(word -> bangla.getProperty(word, word))
                .collect(Collectors.joining(" "));
    }

    private static Properties names() {
        Properties names = new Properties();
        try (var reader = new InputStreamReader(open("names.properties"), StandardCharsets.UTF_8)) {
            names.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("names.properties", e);
        }
        return names;
    }

    /// Lines of `area|district|upazila|postcode|latitude|longitude`.
    private static Map<String, Spot> spots() {
        Map<String, Spot> spots = new LinkedHashMap<>();
        try (InputStream in = open("places.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                String[] p = line.split("[|]");
                spots.put(
                        p[0],
                        new Spot(
                                p[1],
                                p[2],
                                p[3],
                                Double.parseDouble(p[4]),
                                Double.parseDouble(p[5])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("places.txt", e);
        }
        return spots;
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(DemoPersons.class.getResourceAsStream("/demo/" + name), name);
    }
}
