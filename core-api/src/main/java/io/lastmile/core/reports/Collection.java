package io.lastmile.core.reports;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Money that came in over some days, into which till, bank or gateway; `taken` is what turned out
/// to be none, on the day on which it did.
public record Collection(LocalDate from, LocalDate to, List<Item> items) {
    /// Of one account, on one day or all of them.
    public record Item(LocalDate day, Account into, Sums sums) {}

    public record Sums(long receipts, Money amount, Money taken, Money net) {
        static final Sums NONE = new Sums(0, Money.ZERO, Money.ZERO, Money.ZERO);

        Sums plus(Sums other) {
            return new Sums(
                    receipts + other.receipts,
                    amount.plus(other.amount),
                    taken.plus(other.taken),
                    net.plus(other.net));
        }
    }

    public Collection {
        items = List.copyOf(items);
    }

    public Sums total() {
        return items.stream().map(Item::sums).reduce(Sums.NONE, Sums::plus);
    }

    /// In the order of days.
    public Map<LocalDate, Sums> days() {
        return by(Item::day);
    }

    /// In the order of their names.
    public Map<String, Sums> accounts() {
        return by(item -> (item.into().kind().word() + " " + item.into().name()).strip());
    }

    private <K extends Comparable<? super K>> Map<K, Sums> by(Function<Item, K> key) {
        return items.stream()
                .collect(
                        Collectors.toMap(
                                key, Item::sums, Sums::plus, () -> new TreeMap<K, Sums>()));
    }
}
