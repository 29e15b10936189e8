package io.lastmile.collector.routeros;

/// The user at the router. `legacyLogin` permits the challenge form of RouterOS before 6.43;
/// without it a router that asks for it is refused, because whoever plays an old router has by then
/// been sent the password and would get another try at it (routeros.md 1.5).
public record Credentials(String username, String password, boolean legacyLogin) {
    @Override
    public String toString() {
        return "credentials of " + username;
    }
}
