package io.lastmile.collector.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// From the name of a dynamic interface to the PPP user behind it (routeros.md, 1.11).
///
/// `<pppoe-karim>` is karim. `<pppoe-karim-1>` is the second session of karim or the first of
/// `karim-1`; only `/ppp/active` can tell. A name without brackets is a binding that the operator
/// named; it is taken as it stands.
public final class PppNames {
    private static final Pattern DYNAMIC = Pattern.compile("<[a-z0-9]+-(.+)>", Pattern.DOTALL);
    private static final Pattern SECOND = Pattern.compile("(.+)-[0-9]{1,3}", Pattern.DOTALL);

    private PppNames() {}

    /// `ifName` and the user are raw names; without `/ppp/active` a second session is its own user.
    public static String user(String ifName, Optional<ActiveSessions> active) {
        Matcher dynamic = DYNAMIC.matcher(ifName);
        if (!dynamic.matches()) {
            return ifName;
        }
        String user = dynamic.group(1);
        Matcher second = SECOND.matcher(user);
        boolean isSecond =
                second.matches()
                        && active.isPresent()
                        && !active.get().knows(user)
                        && active.get().knows(second.group(1));
        return isSecond ? second.group(1) : user;
    }
}
