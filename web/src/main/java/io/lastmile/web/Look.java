package io.lastmile.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How this person wants pages to look, from cookies, so that the first paint is already right.
/// `theme` is empty where it follows the system.
public record Look(Language language, String theme, boolean hideNames, boolean singleKeys) {
    public enum Language {
        EN,
        BN;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final Duration REMEMBERED = Duration.ofDays(365);

    static final String LANGUAGE = "lm-language";
    static final String THEME = "lm-theme";
    static final String NAMES = "lm-names";
    static final String KEYS = "lm-keys";

    public static Look of(ServerRequest request) {
        Map<String, String> cookies = cookies(request);
        String theme = cookies.getOrDefault(THEME, "");
        return new Look(
                "bn".equals(cookies.get(LANGUAGE)) ? Language.BN : Language.EN,
                theme.equals("dark") || theme.equals("light") ? theme : "",
                "hidden".equals(cookies.get(NAMES)),
                !"off".equals(cookies.get(KEYS)));
    }

    /// Whether `value` is one that `of` understands.
    static boolean knows(String choice, String value) {
        return switch (choice) {
            case "language" -> value.equals("en") || value.equals("bn");
            case "theme" -> value.equals("dark") || value.equals("light");
            default -> false;
        };
    }

    static SetCookie cookie(String choice, String value) {
        return SetCookie.builder("lm-" + choice, value)
                .path("/")
                .maxAge(REMEMBERED)
                .sameSite(SetCookie.SameSite.LAX)
                .build();
    }

    /// A path of this site; `//host` and `/\\host` are other sites to a browser.
    public static String local(String path) {
        boolean own = path.startsWith("/") && !path.startsWith("//") && !path.contains("\\");
        return own ? path : "/";
    }

    private static Map<String, String> cookies(ServerRequest request) {
        var found = new HashMap<String, String>();
        if (request.headers().contains(HeaderNames.COOKIE)) {
            for (String line : request.headers().get(HeaderNames.COOKIE).allValues()) {
                for (String pair : line.split(";")) {
                    int equals = pair.indexOf('=');
                    if (equals > 0) {
                        found.put(
                                pair.substring(0, equals).strip(),
                                pair.substring(equals + 1).strip());
                    }
                }
            }
        }
        return found;
    }
}
