package io.lastmile.core.identity;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;

/// Whose sessions and keys somebody may see and end: their own, and those of accounts that they
/// look after. Owners are looked after by owners.
final class Wards {
    private final Accounts accounts;

    Wards(Accounts accounts) {
        this.accounts = accounts;
    }

    /// Within a unit of work. Account 0 is a customer's: who has none.
    boolean has(int account) {
        Actor actor = Actor.current();
        if (account == actor.who().account()) {
            return true;
        }
        return actor.may(Permission.USERS_CHANGE)
                && accounts.find(account)
                        .filter(other -> Permissions.reaches(actor, other.role()))
                        .isPresent();
    }

    void require(int account) {
        if (!has(account)) {
            throw Problem.notFound("account", account).refusal();
        }
    }
}
