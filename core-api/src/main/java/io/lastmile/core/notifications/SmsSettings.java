package io.lastmile.core.notifications;

import io.lastmile.core.platform.Fields;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// How an SMS leaves: not at all, into the log of this program only, or by a gateway of the web.
/// `perSecond` bounds each instance of the program.
public record SmsSettings(Way way, Gateway gateway, int perSecond) {
    public enum Way {
        OFF,
        LOG,
        HTTP
    }

    /// Digits as the gateway wants them: `8801712345678` or `01712345678`.
    public enum Digits {
        INTERNATIONAL,
        NATIONAL
    }

    public enum Method {
        GET,
        POST
    }

    /// A request to the gateway. `{to}`, `{text}`, `{sender}` and `{secret}` stand for what they
    /// say, each encoded for the place where it stands. An answer is a success if it has a status
    /// of 2xx, matches `success` (empty: anything) and does not match `failure` (empty: nothing).
    public record Gateway(
            Method method,
            String url,
            List<Header> headers,
            String body,
            String sender,
            Digits digits,
            String success,
            String failure) {
        public Gateway {
            headers = List.copyOf(headers);
        }
    }

    /// One header of the request.
    public record Header(String name, String value) {}

    static final List<String> VARIABLES = List.of("to", "text", "sender", "secret");
    static final int PATTERN_LENGTH_MAX = 300;
    private static final int URL_LENGTH_MAX = 1_000;
    private static final int BODY_LENGTH_MAX = 4_000;
    private static final int HEADERS_MAX = 20;
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]{1,60}):[ \\t]*(.{0,500})");
    private static final int PER_SECOND_MAX = 1_000;
    private static final int PER_SECOND = 10;

    static SmsSettings read(Fields fields) {
        Way way = fields.choice("way", Way.OFF);
        Gateway gateway =
                new Gateway(
                        fields.choice("method", Method.POST),
                        url(fields, way == Way.HTTP),
                        headers(fields),
                        templated(fields, "body", BODY_LENGTH_MAX),
                        fields.text("sender", 20, ""),
                        fields.choice("digits", Digits.INTERNATIONAL),
                        pattern(fields, "success"),
                        pattern(fields, "failure"));
        return new SmsSettings(
                way, gateway, (int) fields.number("perSecond", 1, PER_SECOND_MAX, PER_SECOND));
    }

    /// As it is stored, and as a form shows it.
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("way", Fields.nameOf(way));
        texts.put("method", Fields.nameOf(gateway.method()));
        texts.put("url", gateway.url());
        texts.put(
                "headers",
                String.join(
                        "\n",
                        gateway.headers().stream().map(h -> h.name() + ": " + h.value()).toList()));
        texts.put("body", gateway.body());
        texts.put("sender", gateway.sender());
        texts.put("digits", Fields.nameOf(gateway.digits()));
        texts.put("success", gateway.success());
        texts.put("failure", gateway.failure());
        texts.put("perSecond", "" + perSecond);
        return texts;
    }

    private static String url(Fields fields, boolean needed) {
        String url = templated(fields, "url", URL_LENGTH_MAX);
        if (url.isEmpty()) {
            if (needed) {
                fields.refuse("url", "nothing", "the address of the gateway");
            }
            return url;
        }
        try {
            URI uri = URI.create(url.replaceAll("\\{[A-Za-z]+}", "x"));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean fixedHost = uri.getHost() != null && !before(url, uri).contains("{");
            if (web && fixedHost) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as any other text that is no such address.
        }
        fields.refuse("url", url, "http://host/... or https://host/..., no variable in the host");
        return url;
    }

    /// What stands before path and query: there no variable may be.
    private static String before(String url, URI uri) {
        int host = uri.getScheme().length() + 3;
        int end = host;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(0, end);
    }

    private static List<Header> headers(Fields fields) {
        String text = templated(fields, "headers", BODY_LENGTH_MAX);
        List<Header> headers =
                text.lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> header(fields, line.strip()))
                        .flatMap(Optional::stream)
                        .toList();
        if (headers.size() > HEADERS_MAX) {
            fields.refuse("headers", headers.size() + " lines", "at most " + HEADERS_MAX);
        }
        return headers;
    }

    private static Optional<Header> header(Fields fields, String line) {
        var matcher = HEADER.matcher(line);
        if (!matcher.matches()) {
            fields.refuse("headers", line, "lines like Authorization: Bearer {secret}");
            return Optional.empty();
        }
        try {
            // The client keeps some headers for itself and takes no line breaks.
            var _ = HttpRequest.newBuilder().header(matcher.group(1), matcher.group(2).strip());
        } catch (IllegalArgumentException e) {
            fields.refuse("headers", line, "a header that may be set, in Latin letters");
            return Optional.empty();
        }
        return Optional.of(new Header(matcher.group(1), matcher.group(2).strip()));
    }

    private static String templated(Fields fields, String name, int lengthMax) {
        String text = fields.lines(name, lengthMax);
        new TemplateText(text)
                .unknown(VARIABLES)
                .ifPresent(unknown ->
                        fields.refuse(
                                name,
                                "{" + unknown + "}",
                                "only {" + String.join("}, {", VARIABLES) + "}"));
        return text;
    }

    private static String pattern(Fields fields, String name) {
        String text = fields.text(name, PATTERN_LENGTH_MAX, "");
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            fields.refuse(name, text, "a regular expression: " + e.getDescription());
            return "";
        }
        return text;
    }
}
