package io.lastmile.core.network;

import java.util.List;
import java.util.Map;

/// A router's side of the walled garden as a script to read before it is run: whoever is suspended
/// gets the profile, its addresses come from a pool of their own and stand in an address list; from
/// there only name servers, the portal and the payment hosts can be reached, and plain HTTP lands
/// at the portal. All rules carry one comment, by which they are found again.
final class WalledGardenScript {
    private static final String HEAD =
            """
            # Walled garden of Lastmile. Read it, then import it at the router:
            #   /import file-name=lastmile-walled-garden.rsc
            # It may run any number of times: what is there is set, what is missing is added.
            # Nothing of yours is removed. Rules are found by their comment: keep it.
            #
            # FastTrack: packets of a fasttracked connection pass no filter. If this router has a
            # fasttrack rule, it must leave out these addresses. The last lines look for one and
            # warn in the log; put this into your rule (both directions):
            #   src-address-list=!%1$s dst-address-list=!%1$s
            """;

    private static final String FASTTRACK =
            """
            :foreach rule in=[/ip firewall filter find where action=fasttrack-connection and \
            disabled=no] do={
                :local from [/ip firewall filter get $rule src-address-list]
                :if ($from != "!%1$s") do={
                    :log warning "lastmile: a fasttrack rule does not leave out the list %1$s"
                    :put "WARNING: a fasttrack rule does not leave out the list %1$s"
                }
            }
            """;

    private final GardenSettings settings;
    private final StringBuilder script = new StringBuilder();

    private WalledGardenScript(GardenSettings settings) {
        this.settings = settings;
    }

    static String of(GardenSettings settings) {
        return new WalledGardenScript(settings).write();
    }

    private String write() {
        script.append(HEAD.formatted(WalledGarden.LIST));
        says("Addresses of those who are walled in.");
        add(ScriptBlock.named("/ip pool", WalledGarden.POOL, Map.of("ranges", settings.ranges())));
        says("Their profile. The router puts each session's address into the list by itself.");
        add(
                ScriptBlock.named(
                        "/ppp profile",
                        WalledGarden.PROFILE,
                        inOrder(
                                "local-address",
                                settings.localAddress(),
                                "remote-address",
                                WalledGarden.POOL,
                                "address-list",
                                WalledGarden.LIST,
                                "rate-limit",
                                "1M/1M",
                                "only-one",
                                "yes")));
        says("Where they may go: the portal and who takes payments. Names are looked up again.");
        allowed(settings.portalAddress());
        allowed(settings.portalHost());
        settings.hosts().forEach(this::allowed);
        redirects();
        filters();
        says("FastTrack would let them pass.");
        script.append(FASTTRACK.formatted(WalledGarden.LIST));
        return script.toString();
    }

    private void allowed(String host) {
        add(
                new ScriptBlock(
                        "/ip firewall address-list",
                        inOrder("list", WalledGarden.ALLOWED_LIST, "address", host),
                        Map.of("comment", GardenRule.MARK + "allowed")));
    }

    private void redirects() {
        says("Names are answered here; plain HTTP lands at the portal.");
        for (String protocol : List.of("udp", "tcp")) {
            rule(
                    "/ip firewall nat",
                    "names over " + protocol,
                    inOrder(
                            "chain", "dstnat",
                            "src-address-list", WalledGarden.LIST,
                            "protocol", protocol,
                            "dst-port", "53",
                            "action", "redirect",
                            "to-ports", "53"));
        }
        rule(
                "/ip firewall nat",
                "http to the portal",
                inOrder(
                        "chain",
                        "dstnat",
                        "src-address-list",
                        WalledGarden.LIST,
                        "dst-address-list",
                        "!" + WalledGarden.ALLOWED_LIST,
                        "protocol",
                        "tcp",
                        "dst-port",
                        "80",
                        "action",
                        "dst-nat",
                        "to-addresses",
                        settings.portalAddress(),
                        "to-ports",
                        "" + settings.portalPort()));
    }

    private void filters() {
        says("What is allowed, then nothing more. Move these above your own accept rules.");
        GardenRule.FILTERS.forEach(rule -> rule("/ip firewall filter", rule.name(), rule.values()));
    }

    private void rule(String menu, String name, Map<String, String> values) {
        add(new ScriptBlock(menu, Map.of("comment", GardenRule.MARK + name), values));
    }

    private void says(String comment) {
        script.append('\n').append(ScriptText.comment(comment));
    }

    private void add(ScriptBlock block) {
        script.append(block.text());
    }

    private static Map<String, String> inOrder(String... pairs) {
        return GardenRule.inOrder(pairs);
    }
}
