package io.lastmile.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Serves `/a/...` from memory: brotli or gzip as made by the asset build, for ever cacheable since
/// a name holds its content's hash. The files are a few hundred kilobytes in all.
final class Assets {
    private static final String FOREVER = "public, max-age=31536000, immutable";

    /// Headers that mean nothing for a file and would cost as much as many a file itself.
    private static final List<HeaderName> PAGES_ONLY =
            Stream.of(
                            "Content-Security-Policy",
                            "X-Frame-Options",
                            "Referrer-Policy",
                            "Cross-Origin-Opener-Policy",
                            "Permissions-Policy")
                    .map(HeaderNames::create)
                    .toList();

    private static final Map<String, String> TYPES =
            Map.of(
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "txt", "text/plain; charset=utf-8");

    /// One encoding of a file; `name` is empty for the bytes as they are.
    private record Encoding(String name, byte[] bytes, String etag) {}

    private record Asset(String type, Encoding plain, Encoding[] packed) {}

    private final Map<String, Asset> assets = new HashMap<>();

    Assets(AssetManifest manifest) {
        manifest.urls().values().forEach(url -> assets.put(url, read(url)));
    }

    void serve(ServerRequest request, ServerResponse response) {
        Asset asset = assets.get(request.path().absolute().path());
        if (asset == null) {
            throw Problem.notFound("asset", request.path().absolute().path()).refusal();
        }
        Encoding encoding = encoding(asset, header(request, HeaderNames.ACCEPT_ENCODING));
        PAGES_ONLY.forEach(response.headers()::remove);
        response.header(HeaderNames.CACHE_CONTROL, FOREVER);
        response.header(HeaderNames.ETAG, encoding.etag());
        response.header(HeaderNames.VARY, "Accept-Encoding");
        if (matches(header(request, HeaderNames.IF_NONE_MATCH), encoding.etag())) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, asset.type());
        if (!encoding.name().isEmpty()) {
            response.header(HeaderNames.CONTENT_ENCODING, encoding.name());
        }
        response.send(encoding.bytes());
    }

    private static String header(ServerRequest request, HeaderName name) {
        return request.headers().contains(name)
                ? String.join(",", request.headers().get(name).allValues())
                : "";
    }

    private static Encoding encoding(Asset asset, String accepted) {
        return Arrays.stream(asset.packed())
                .filter(packed -> accepts(accepted, packed.name()))
                .findFirst()
                .orElse(asset.plain());
    }

    static boolean accepts(ServerRequest request, String encoding) {
        return accepts(header(request, HeaderNames.ACCEPT_ENCODING), encoding);
    }

    /// RFC 9110, 12.5.3: named and not refused by `q=0`. A bare `*` is left to the plain file.
    static boolean accepts(String header, String encoding) {
        for (String part : header.split(",", -1)) {
            String[] pieces = part.strip().split("\\s*;\\s*");
            if (pieces[0].equalsIgnoreCase(encoding)) {
                return pieces.length < 2 || !pieces[1].matches("q\\s*=\\s*0(\\.0*)?");
            }
        }
        return false;
    }

    static boolean matches(String ifNoneMatch, String etag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    private static Asset read(String url) {
        String name = url.substring(1);
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
        if (type.isEmpty()) {
            throw new IllegalStateException("asset " + url + " has no known content type");
        }
        String hash = url.replaceAll(".*\\.([0-9a-f]+)\\.\\w+$", "$1");
        Encoding plain = packed(name, "", hash).orElseThrow();
        var packed =
                Stream.of("br", "gzip")
                        .flatMap(encoding -> packed(name, encoding, hash).stream())
                        .toArray(Encoding[]::new);
        return new Asset(type, plain, packed);
    }

    private static Optional<Encoding> packed(String name, String encoding, String hash) {
        String suffix =
                switch (encoding) {
                    case "br" -> ".br";
                    case "gzip" -> ".gz";
                    default -> "";
                };
        String resource = AssetManifest.FOLDER + name + suffix;
        try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(
                            new Encoding(encoding, in.readAllBytes(), "\"" + hash + suffix + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
