package io.lastmile.core.identity;

import io.helidon.http.SetCookie;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The cookie that carries a session's token. Where the way is encrypted its name begins with
/// `__Host-`: a browser then takes it from this host alone, and no neighbour domain can plant one.
final class SessionCookie {
    private static final String PLAIN = "lastmile";
    private static final String SECURE = "__Host-lastmile";
    private static final int TOKEN_LENGTH_MAX = 100;

    private SessionCookie() {}

    static Optional<Token> token(List<String> cookieHeaders, boolean secure) {
        String begins = (secure ? SECURE : PLAIN) + "=";
        return cookieHeaders.stream()
                .flatMap(header -> List.of(header.split(";")).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(begins))
                .map(pair -> pair.substring(begins.length()))
                .filter(text -> !text.isEmpty() && text.length() <= TOKEN_LENGTH_MAX)
                .findFirst()
                .map(Token::new);
    }

    static SetCookie of(Token token, Duration life, boolean secure) {
        return builder(token.text(), secure).maxAge(life).build();
    }

    static SetCookie gone(boolean secure) {
        return builder("", secure).maxAge(Duration.ZERO).build();
    }

    private static SetCookie.Builder builder(String text, boolean secure) {
        return SetCookie.builder(secure ? SECURE : PLAIN, text)
                .httpOnly(true)
                .secure(secure)
                .sameSite(SetCookie.SameSite.LAX)
                .path("/");
    }
}
