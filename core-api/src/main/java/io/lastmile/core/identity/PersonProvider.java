package io.lastmile.core.identity;

import io.helidon.security.AuthenticationResponse;
import io.helidon.security.Grant;
import io.helidon.security.Principal;
import io.helidon.security.ProviderRequest;
import io.helidon.security.Role;
import io.helidon.security.SecurityEnvironment;
import io.helidon.security.Subject;
import io.helidon.security.spi.AuthenticationProvider;
import io.lastmile.core.platform.Actor;
import java.util.List;
import java.util.Optional;

/// Helidon-security's view of our sessions and API keys: who it is, the role, and each permission
/// as a grant. A key, if one is sent, is all that counts.
final class PersonProvider implements AuthenticationProvider {
    static final String KNOWN = "known";
    static final String PERMISSION = "permission";

    private final Credentials credentials;

    PersonProvider(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public AuthenticationResponse authenticate(ProviderRequest request) {
        SecurityEnvironment environment = request.env();
        String address = environment.abacAttribute(IdentityGuard.ADDRESS).orElse("").toString();
        boolean secure =
                environment
                        .abacAttribute(IdentityGuard.SECURE)
                        .filter(Boolean.TRUE::equals)
                        .isPresent();
        Optional<Token> key =
                Credentials.bearer(header(environment, "Authorization").stream().findFirst());
        Optional<Credentials.Known> known =
                key.isPresent()
                        ? credentials.key(key.get(), address)
                        : SessionCookie.token(header(environment, "Cookie"), secure)
                                .flatMap(token -> credentials.session(token, address));
        return known.map(who -> AuthenticationResponse.success(subject(who)))
                .orElseGet(AuthenticationResponse::abstain);
    }

    private static Subject subject(Credentials.Known known) {
        Actor actor = known.actor();
        Subject.Builder subject =
                Subject.builder()
                        .principal(
                                Principal.builder()
                                        .name(actor.login())
                                        .addAttribute(KNOWN, known)
                                        .build())
                        .addGrant(Role.create(actor.role().word()));
        actor.permissions()
                .forEach(permission ->
                        subject.addGrant(
                                Grant.builder().type(PERMISSION).name(permission.name()).build()));
        return subject.build();
    }

    private static List<String> header(SecurityEnvironment environment, String name) {
        return environment.headers().getOrDefault(name, List.of());
    }
}
