package io.lastmile.core.network;

import io.lastmile.core.plans.Pair;
import io.lastmile.core.plans.RateLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A router's wanted state as a script to read before it is run: profiles, then each line. Lines
/// without a known password leave the router's as it is.
final class RouterScript {
    private static final String HEAD =
            """
            # What Lastmile wants of this router. Read it, then import it at the router:
            #   /import file-name=lastmile.rsc
            # It may run any number of times: what is there is set, what is missing is added.
            # Nothing is removed. Where Lastmile manages the router you need no script.
            """;

    private final Writer writer;
    private final Map<Integer, String> passwords;
    private final StringBuilder script = new StringBuilder();

    /// Given to profiles that are made; empty gives none.
    record Writer(String localAddress, String pool) {}

    private RouterScript(Writer writer, Map<Integer, String> passwords) {
        this.writer = writer;
        this.passwords = passwords;
    }

    static String of(
            List<RouterProfiles.Wanted> profiles,
            List<Intent> lines,
            Writer writer,
            Map<Integer, String> passwords) {
        return new RouterScript(writer, passwords).write(profiles, lines);
    }

    private String write(List<RouterProfiles.Wanted> profiles, List<Intent> lines) {
        script.append(HEAD);
        says("Profiles: " + profiles.size() + ". Lines: " + lines.size() + ".");
        profiles.forEach(this::profile);
        lines.forEach(this::line);
        return script.toString();
    }

    private void profile(RouterProfiles.Wanted profile) {
        if (!profile.conflict().isEmpty()) {
            says("Left out, its lines want different speeds: " + profile.name());
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("rate-limit", profile.rateLimit());
        if (profile.kind() == ServiceKind.HOTSPOT) {
            add(ScriptBlock.named("/ip hotspot user profile", profile.name(), values));
            return;
        }
        put(values, "local-address", writer.localAddress());
        put(values, "remote-address", writer.pool());
        add(ScriptBlock.named("/ppp profile", profile.name(), values));
    }

    private void line(Intent line) {
        switch (line.kind()) {
            case PPPOE -> secret(line);
            case STATIC -> queue(line);
            case HOTSPOT -> hotspotUser(line);
            case DHCP -> lease(line);
        }
    }

    private void secret(Intent line) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("service", "pppoe");
        put(values, "profile", line.walled() ? WalledGarden.PROFILE : line.profile());
        put(values, "password", passwords.getOrDefault(line.line(), ""));
        put(values, "remote-address", line.address());
        put(values, "caller-id", line.mac());
        values.put("disabled", disabled(line));
        add(ScriptBlock.named("/ppp secret", line.name(), values));
    }

    private void hotspotUser(Intent line) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "profile", line.profile());
        put(values, "password", passwords.getOrDefault(line.line(), ""));
        put(values, "address", line.address());
        put(values, "mac-address", line.mac());
        values.put("disabled", disabled(line));
        add(ScriptBlock.named("/ip hotspot user", line.name(), values));
    }

    private void queue(Intent line) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "target", line.address());
        limits(values, line.enabled() ? line.rateLimit() : Wishes.SHUT_RATE);
        values.put("disabled", "no");
        add(ScriptBlock.named("/queue simple", line.name(), values));
        listed(line);
    }

    private void lease(Intent line) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "address", line.address());
        put(values, "rate-limit", line.rateLimit());
        values.put("block-access", disabled(line));
        values.put("comment", line.name());
        add(new ScriptBlock("/ip dhcp-server lease", Map.of("mac-address", line.mac()), values));
        listed(line);
    }

    /// A fixed address is cut by a list, which the walled garden's rules know.
    private void listed(Intent line) {
        if (!line.open()) {
            Map<String, String> key = new LinkedHashMap<>();
            key.put("list", line.walled() ? WalledGarden.LIST : WalledGarden.BLOCKED_LIST);
            key.put("address", line.address());
            add(new ScriptBlock("/ip firewall address-list", key, Map.of("comment", line.name())));
        }
    }

    private static void limits(Map<String, String> values, String text) {
        PlanGuesses.limit(text).ifPresent(limit -> limits(values, limit));
    }

    private static void limits(Map<String, String> values, RateLimit limit) {
        values.put("max-limit", pair(limit.rate()));
        limit.burst()
                .ifPresent(burst -> {
                    values.put("burst-limit", pair(burst.rate()));
                    values.put("burst-threshold", pair(burst.threshold()));
                    values.put(
                            "burst-time",
                            burst.seconds().up() + "s/" + burst.seconds().down() + "s");
                });
        values.put("priority", limit.priority() + "/" + limit.priority());
    }

    private static String pair(Pair pair) {
        return pair.up() + "/" + pair.down();
    }

    private static String disabled(Intent line) {
        return line.enabled() ? "no" : "yes";
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    private void says(String text) {
        script.append(ScriptText.comment(text));
    }

    private void add(ScriptBlock block) {
        script.append(block.text());
    }
}
