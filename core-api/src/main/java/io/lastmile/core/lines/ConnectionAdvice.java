package io.lastmile.core.lines;

import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.collector.routeros.Trap;

/// What a failure to connect means and what to do about it.
final class ConnectionAdvice {
    private ConnectionAdvice() {}

    static String of(RouterFailure failure, Connection to) {
        return switch (failure) {
            case RouterFailure.Unreachable f ->
                    "%s port %d does not answer (%s). Is the address right, the service enabled"
                                    .formatted(to.host(), to.port(), f.cause())
                            + " under IP > Services, and does the firewall let this machine in?";
            case RouterFailure.ConnectTimeout _ ->
                    "%s port %d does not answer at all. A firewall may drop the connection, or the"
                                    .formatted(to.host(), to.port())
                            + " router is off.";
            case RouterFailure.TlsFailed f ->
                    "TLS failed (%s). Does api-ssl have a certificate at the router, and is %d its"
                                    .formatted(f.cause(), to.port())
                            + " port?";
            case RouterFailure.Untrusted _ ->
                    "The router shows another certificate than the confirmed one.";
            case RouterFailure.LoginRefused f -> refused(f);
            case RouterFailure.LegacyLoginRefused _ ->
                    "The router asks for the login of RouterOS before 6.43. Permit legacy login if"
                            + " it really is that old, or upgrade it.";
            case RouterFailure.Fatal f -> "The router ended the connection: " + f.reason();
            case RouterFailure.Idle _, RouterFailure.Cancelled _ ->
                    "The router accepted the connection and then said nothing. Is this the API's"
                            + " port and not another service?";
            case RouterFailure.Violated _ ->
                    "Something answers, but it is not the RouterOS API. Is %d the port of %s?"
                            .formatted(to.port(), to.tls() ? "api-ssl" : "api");
            case RouterFailure.Closed _, RouterFailure.ClosedHere _, RouterFailure.Reset _ ->
                    "The router closed the connection. Is this machine's address allowed for the"
                            + " service and for the user?";
            case RouterFailure.Trapped f -> "The router answered: " + f.text();
            case RouterFailure.TooManyRows f -> "More than %d rows.".formatted(f.rowsMax());
            case RouterFailure.TooManyCommands f -> f.text();
            case RouterFailure.HandlerFailed f -> "An answer could not be read: " + f.cause();
        };
    }

    private static String refused(RouterFailure.LoginRefused refused) {
        return refused.kind() == Trap.Kind.WRONG_LOGIN
                ? "The router refused this user name or password. Check both, and that the user's"
                        + " group has the policy api."
                : "The router refused the login: " + refused.message();
    }
}
