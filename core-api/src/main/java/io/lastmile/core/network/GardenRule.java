package io.lastmile.core.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A rule of the walled garden in `/ip/firewall/filter`, known by its comment. The script writes
/// them, and a router whose rules are not exactly these holds nobody by them.
record GardenRule(String name, Map<String, String> values) {
    static final String MARK = "lastmile walled garden: ";

    /// In their order: what is allowed, then nothing more.
    static final List<GardenRule> FILTERS =
            List.of(
                    new GardenRule(
                            "switched off",
                            inOrder(
                                    "chain", "forward",
                                    "src-address-list", WalledGarden.BLOCKED_LIST,
                                    "action", "drop")),
                    new GardenRule(
                            "allowed hosts",
                            inOrder(
                                    "chain",
                                    "forward",
                                    "src-address-list",
                                    WalledGarden.LIST,
                                    "dst-address-list",
                                    WalledGarden.ALLOWED_LIST,
                                    "action",
                                    "accept")),
                    new GardenRule(
                            "web is refused, not left waiting",
                            inOrder(
                                    "chain", "forward",
                                    "src-address-list", WalledGarden.LIST,
                                    "protocol", "tcp",
                                    "action", "reject",
                                    "reject-with", "tcp-reset")),
                    new GardenRule(
                            "the rest",
                            inOrder(
                                    "chain", "forward",
                                    "src-address-list", WalledGarden.LIST,
                                    "action", "drop")));

    /// What a rule's print says besides what it matches and does. Anything else narrows the rule:
    /// then it does not hold everybody.
    private static final Set<String> BESIDES =
            Set.of("bytes", "packets", "log", "log-prefix", "comment", ".id", ".nextid", ".tag");

    static Map<String, String> inOrder(String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return values;
    }

    String comment() {
        return MARK + name;
    }

    /// With its comment, as it is added.
    Map<String, String> written() {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("comment", comment());
        return all;
    }

    /// Whether a row of the router, with all that it says, is this rule and works.
    boolean isMetBy(Map<String, String> row) {
        Map<String, String> says = new LinkedHashMap<>(row);
        says.keySet().removeAll(BESIDES);
        says.values().removeIf(value -> value.isEmpty() || value.equals("false"));
        return says.equals(values);
    }
}
