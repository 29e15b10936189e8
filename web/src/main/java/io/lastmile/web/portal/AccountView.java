package io.lastmile.web.portal;

import io.lastmile.core.portal.PortalAccount;
import java.util.List;

/// The account page in the reader's words.
public record AccountView(
        PortalAccount account,
        String name,
        List<Hours> hours,
        List<Consent> consents,
        List<Browser> browsers) {
    /// Some days, and when somebody answers then.
    public record Hours(String days, String times) {}

    /// A purpose, what it means and whether it is agreed to.
    public record Consent(String purpose, String name, String says, boolean given) {}

    /// A telephone or computer that is logged in.
    public record Browser(long id, String name, String seen, boolean current) {}

    public AccountView {
        hours = List.copyOf(hours);
        consents = List.copyOf(consents);
        browsers = List.copyOf(browsers);
    }
}
