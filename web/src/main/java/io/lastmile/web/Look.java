package io.lastmile.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How this person wants pages to look, from cookies, so that the first paint is already right.
/// `theme` is empty where it follows the system; `latin` writes figures as 123 in Bangla too.
public record Look(
        Language language, String theme, boolean hideNames, boolean singleKeys, boolean latin) {
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
    static final String DIGITS = "lm-digits";

    /// `usual` is for whoever has not chosen a language.
    static Look of(ServerRequest request, Language usual) {
        Map<String, String> cookies = cookies(request);
        String theme = cookies.getOrDefault(THEME, "");
        return new Look(
                language(cookies.getOrDefault(LANGUAGE, ""), usual),
                theme.equals("dark") || theme.equals("light") ? theme : "",
                "hidden".equals(cookies.get(NAMES)),
                !"off".equals(cookies.get(KEYS)),
                "latin".equals(cookies.get(DIGITS)));
    }

    private static Language language(String chosen, Language usual) {
        return switch (chosen) {
            case "bn" -> Language.BN;
            case "en" -> Language.EN;
            default -> usual;
        };
    }

    /// Whether `value` is one that `of` understands.
    static boolean knows(String choice, String value) {
        return switch (choice) {
            case "language" -> value.equals("en") || value.equals("bn");
            case "theme" -> Set.of("dark", "light", "system").contains(value);
            case "digits" -> value.equals("own") || value.equals("latin");
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
