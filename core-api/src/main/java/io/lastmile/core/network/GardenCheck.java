package io.lastmile.core.network;

import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.collector.routeros.Trap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads whether the walled garden's rules stand at a router.
final class GardenCheck {
    private final RouterTalk talk;

    GardenCheck(RouterTalk talk) {
        this.talk = talk;
    }

    /// What is not as the script writes it, in words; empty text if all of it stands. Nothing at
    /// all if the router did not say: then what was seen before counts.
    Optional<String> missing(boolean stood) {
        Optional<String> first = read();
        // A listing that broke off must not throw out everybody who is walled in.
        return stood && first.filter(text -> !text.isEmpty()).isPresent() ? read() : first;
    }

    private Optional<String> read() {
        try {
            List<String> missing = new ArrayList<>(rules());
            profile().ifPresent(missing::add);
            return Optional.of(String.join(", ", missing));
        } catch (RouterException e) {
            if (!(e.failure() instanceof RouterFailure.Trapped trapped)) {
                throw e;
            }
            boolean last =
                    trapped.kind() == Trap.Kind.NOT_PERMITTED
                            || trapped.kind() == Trap.Kind.NO_SUCH_COMMAND;
            return last ? Optional.of(trapped.text()) : Optional.empty();
        }
    }

    private List<String> rules() {
        List<Map<String, String>> rows =
                talk.texts(
                        "/ip/firewall/filter",
                        Property.COMMENT,
                        GardenRule.FILTERS.stream().map(GardenRule::comment).toList());
        return GardenRule.FILTERS.stream()
                .filter(rule -> !stands(rule, rows))
                .map(GardenRule::name)
                .toList();
    }

    private static boolean stands(GardenRule rule, List<Map<String, String>> rows) {
        return rows.stream()
                .filter(row -> rule.comment().equals(row.get("comment")))
                .anyMatch(rule::isMetBy);
    }

    /// Sessions get into the list by their profile alone; we make one that is not there.
    private Optional<String> profile() {
        return talk.texts("/ppp/profile", Property.NAME, List.of(WalledGarden.PROFILE)).stream()
                .filter(row -> !WalledGarden.LIST.equals(row.get("address-list")))
                .findFirst()
                .map(_ -> "address-list of the profile " + WalledGarden.PROFILE);
    }
}
