package io.lastmile.core.identity;

import io.helidon.security.AuthenticationResponse;
import io.helidon.security.Principal;
import io.helidon.security.ProviderRequest;
import io.helidon.security.Role;
import io.helidon.security.SecurityEnvironment;
import io.helidon.security.Subject;
import io.helidon.security.spi.AuthenticationProvider;
import java.util.List;
import java.util.Optional;

/// Helidon-security's view of our sessions and Basic credentials.
final class OperatorProvider implements AuthenticationProvider {
    static final String ROLE = "operator";

    private final Credentials credentials;

    OperatorProvider(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public AuthenticationResponse authenticate(ProviderRequest request) {
        SecurityEnvironment environment = request.env();
        Optional<String> login = credentials.session(header(environment, "Cookie"));
        if (login.isEmpty()) {
            String address = environment.abacAttribute(IdentityGuard.ADDRESS).orElse("").toString();
            login = credentials.basic(header(environment, "Authorization"), address);
        }
        return login.map(name -> AuthenticationResponse.success(subject(name)))
                .orElseGet(AuthenticationResponse::abstain);
    }

    private static Subject subject(String login) {
        return Subject.builder()
                .principal(Principal.create(login))
                .addGrant(Role.create(ROLE))
                .build();
    }

    private static List<String> header(SecurityEnvironment environment, String name) {
        return environment.headers().getOrDefault(name, List.of());
    }
}
