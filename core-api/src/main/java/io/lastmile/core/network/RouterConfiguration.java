package io.lastmile.core.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a router has of its customers at one moment, in the router's order. `absent` are tables
/// that this router does not have or does not let its user read, with the router's words.
record RouterConfiguration(
        List<Found> rows, Map<String, FoundProfile> profiles, Map<String, String> absent) {
    private static final String TWICE = "The router has this name twice.";

    RouterConfiguration {
        rows = List.copyOf(rows);
        profiles = Map.copyOf(profiles);
        absent = Map.copyOf(absent);
    }

    static RouterConfiguration of(
            List<Found> rows, List<FoundProfile> profiles, Map<String, String> absent) {
        Set<String> seen = new HashSet<>();
        List<Found> single =
                rows.stream()
                        .map(row ->
                                seen.add(row.kind().source() + " " + row.name())
                                        ? row
                                        : row.troubled(TWICE))
                        .toList();
        Map<String, FoundProfile> byName =
                profiles.stream()
                        .collect(
                                Collectors.toMap(
                                        FoundProfile::name,
                                        Function.identity(),
                                        (first, second) -> first));
        return new RouterConfiguration(single, byName, absent);
    }

    /// The limit that holds for a row: its own, else its profile's.
    String rateLimit(Found row) {
        return row.rateLimit().isEmpty()
                ? Optional.ofNullable(profiles.get(row.profile()))
                        .map(FoundProfile::rateLimit)
                        .orElse("")
                : row.rateLimit();
    }

    /// Changes with every value that a report shows or a password that it keeps. Holds passwords in
    /// a form that can be tried out, so it is only stored sealed.
    byte[] digest() {
        MessageDigest digest = sha256();
        rows.forEach(row -> add(digest, row));
        profiles.values().stream()
                .map(profile -> profile.name() + "\0" + profile.rateLimit())
                .sorted()
                .forEach(text -> add(digest, text));
        absent.keySet().stream().sorted().forEach(text -> add(digest, text));
        return digest.digest();
    }

    private static void add(MessageDigest digest, Found row) {
        List.of(
                        row.kind().name(),
                        row.name(),
                        row.password().map(text -> "p" + text).orElse(""),
                        row.profile(),
                        row.rateLimit(),
                        row.service(),
                        "" + row.disabled(),
                        row.address(),
                        row.callerId(),
                        row.comment(),
                        row.trouble().orElse(""))
                .forEach(text -> add(digest, text));
    }

    /// With its length first, so that two texts never look like one.
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
