package io.lastmile.web;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The content security policy of every page. Nothing inline runs but an import map and the style
/// sheets that pages carry, allowed by the hash of their text; no string becomes a script or markup
/// outside Lit's own policy.
final class Csp {
    private Csp() {}

    static String policy(AssetManifest manifest) {
        String maps =
                manifest.importMaps().values().stream()
                        .map(map -> " '" + map.hash() + "'")
                        .sorted()
                        .collect(Collectors.joining());
        String styles =
                Stream.of(manifest.critical(), manifest.portal(), manifest.walled())
                        .map(style -> " '" + style.hash() + "'")
                        .collect(Collectors.joining());
        return String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self'" + maps,
                "style-src 'self'" + styles,
                "img-src 'self' data: blob:",
                "connect-src 'self'",
                "font-src 'self'",
                "worker-src 'self'",
                "manifest-src 'self'",
                "object-src 'none'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                "form-action 'self'",
                "require-trusted-types-for 'script'",
                "trusted-types lit-html app");
    }
}
