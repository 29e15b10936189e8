package io.lastmile.core.identity;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Looks after accounts. Nobody gives, changes or ends what they do not hold themselves; nobody
/// shuts themselves out, and one owner always remains.
final class Staff {
    /// How long an invitation and a reset that a colleague hands over are good.
    static final Duration INVITATION = Duration.ofDays(3);

    static final Duration RESET = Duration.ofMinutes(30);

    /// A link by which a person sets the password; shown once.
    record Link(Account account, String path) {}

    /// What became of a change.
    sealed interface Outcome<T> {
        record Done<T>(T value) implements Outcome<T> {}

        record Refused<T>(Problem problem) implements Outcome<T> {}

        default T orRefuse() {
            return switch (this) {
                case Done<T> done -> done.value();
                case Refused<T> refused -> throw refused.problem().refusal();
            };
        }
    }

    private final Database database;
    private final Stores stores;
    private final SecondFactor secondFactor;

    Staff(Database database, Stores stores, SecondFactor secondFactor) {
        this.database = database;
        this.stores = stores;
        this.secondFactor = secondFactor;
    }

    Outcome<Link> create(AccountDraft draft) {
        return database.transact(() -> {
            if (!Permissions.reaches(Actor.current(), draft.role())) {
                return beyond(draft.role());
            }
            Optional<Fault> taken = stores.accounts().taken(0, draft);
            return taken.isPresent()
                    ? refused(Problem.conflict(taken.get()))
                    : done(link(stores.accounts().add(draft), INVITATION));
        });
    }

    Outcome<Account> change(int id, long version, AccountDraft draft) {
        return reached(
                id,
                account -> {
                    long now = account.changed().version();
                    Optional<Fault> taken = stores.accounts().taken(id, draft);
                    if (now != version) {
                        return refused(Problem.stale(now));
                    } else if (!Permissions.reaches(Actor.current(), draft.role())) {
                        return beyond(draft.role());
                    } else if (draft.role() != account.role() && own(id)) {
                        return inTheWay("role", "your own", "another person's");
                    } else if (draft.role() != account.role() && isLastOwner(account)) {
                        return lastOwner();
                    } else if (taken.isPresent()) {
                        return refused(Problem.conflict(taken.get()));
                    }
                    stores.accounts().change(id, draft);
                    return done(find(id));
                });
    }

    /// Ends all sessions; API keys of a disabled account are dead while it is.
    Outcome<Account> disable(int id, String why) {
        return reached(
                id,
                account -> {
                    if (own(id)) {
                        return inTheWay("account", "your own", "another person's");
                    } else if (isLastOwner(account)) {
                        return lastOwner();
                    }
                    stores.accounts().disable(id, why);
                    stores.sessions().endAll(id, 0, 0);
                    return done(find(id));
                });
    }

    Outcome<Account> enable(int id) {
        return reached(
                id,
                _ -> {
                    stores.accounts().enable(id);
                    return done(find(id));
                });
    }

    /// The former password, all sessions and all API keys end now; the link sets a new one.
    Outcome<Link> resetPassword(int id) {
        return reached(
                id,
                _ -> {
                    stores.hashes().remove(id);
                    stores.resets().useAll(id);
                    stores.sessions().endAll(id, 0, 0);
                    stores.keys().revokeAll(id);
                    return done(link(id, RESET));
                });
    }

    /// For who lost both the telephone and the recovery codes: it is set up anew at the next login.
    Outcome<Account> resetSecondFactor(int id) {
        return reached(
                id,
                _ -> {
                    secondFactor.remove(id);
                    stores.sessions().endAll(id, 0, 0);
                    return done(find(id));
                });
    }

    /// The account if it exists and the actor may look after it; it and all owners are locked, in
    /// one order, so that two owners cannot end each other at the same moment.
    private <T> Outcome<T> reached(int id, Function<Account, Outcome<T>> work) {
        return database.transact(() -> {
            stores.accounts().ownersLocked();
            if (stores.accounts().lock(id).isEmpty()) {
                return refused(Problem.notFound("account", id));
            }
            Account account = find(id);
            return Permissions.reaches(Actor.current(), account.role())
                    ? work.apply(account)
                    : beyond(account.role());
        });
    }

    private Link link(int id, Duration life) {
        Token token = stores.resets().add(id, life);
        return new Link(find(id), "/password/reset?token=" + token.text());
    }

    private Account find(int id) {
        return stores.accounts().find(id).orElseThrow();
    }

    private static boolean own(int id) {
        return Actor.current().who().account() == id;
    }

    private boolean isLastOwner(Account account) {
        return account.role() == Role.OWNER
                && stores.accounts().ownersLocked().equals(List.of(account.id()));
    }

    private static <T> Outcome<T> done(T value) {
        return new Outcome.Done<>(value);
    }

    private static <T> Outcome<T> refused(Problem problem) {
        return new Outcome.Refused<>(problem);
    }

    private static <T> Outcome<T> inTheWay(String field, String found, String expected) {
        return refused(Problem.conflict(new Fault(field, found, expected)));
    }

    private static <T> Outcome<T> lastOwner() {
        return inTheWay("account", "the last owner", "one of several owners");
    }

    private static <T> Outcome<T> beyond(Role role) {
        return refused(
                Problem.of(
                        403,
                        "beyond",
                        "More than you may",
                        "role: %s (expected: one whose permissions you hold yourself)"
                                .formatted(role.word())));
    }
}
