package io.lastmile.core.notifications;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The request that hands an SMS to the gateway, every value encoded for the place where it stands:
/// in the address and a form by percent signs, in JSON and XML by their escapes.
record GatewayRequest(SmsSettings.Gateway gateway, String secret) {
    private static final String TYPE = "Content-Type";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    /// Throws `IllegalArgumentException` for what the client refuses, such as a header of its own.
    HttpRequest of(String mobile, String text, Duration timeout) {
        Map<String, String> values = values(mobile, text);
        String url = filled(gateway.url(), values, GatewayRequest::percent);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(timeout);
        for (SmsSettings.Header header : gateway.headers()) {
            request.header(header.name(), filled(header.value(), values, UnaryOperator.identity()));
        }
        if (gateway.method() == SmsSettings.Method.GET) {
            return request.GET().build();
        }
        String type = type();
        if (named(TYPE).isEmpty()) {
            request.header(TYPE, type + "; charset=utf-8");
        }
        String body = filled(gateway.body(), values, escape(type));
        return request.POST(BodyPublishers.ofString(body)).build();
    }

    private Map<String, String> values(String mobile, String text) {
        Map<String, String> values = new HashMap<>();
        values.put("to", digits(mobile));
        values.put("text", text);
        values.put("sender", gateway.sender());
        values.put("secret", secret);
        return values;
    }

    /// `+8801712345678` as the gateway wants it.
    private String digits(String mobile) {
        return switch (gateway.digits()) {
            case INTERNATIONAL -> mobile.substring(1);
            case NATIONAL -> mobile.substring(3);
        };
    }

    private String type() {
        String given = named(TYPE);
        if (!given.isEmpty()) {
            return given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }
        String body = gateway.body().strip();
        return body.startsWith("{") && body.endsWith("}") && body.contains("\"") ? JSON : FORM;
    }

    private String named(String header) {
        return gateway.headers().stream()
                .filter(known -> known.name().equalsIgnoreCase(header))
                .map(SmsSettings.Header::value)
                .findFirst()
                .orElse("");
    }

    private static UnaryOperator<String> escape(String type) {
        return type.endsWith("json")
                ? GatewayRequest::json
                : type.endsWith("xml")
                        ? GatewayRequest::xml
                        : type.equals(FORM) ? GatewayRequest::percent : UnaryOperator.identity();
    }

    private static String filled(
            String template, Map<String, String> values, UnaryOperator<String> encode) {
        Map<String, String> encoded = new HashMap<>();
        values.forEach((name, value) -> encoded.put(name, encode.apply(value)));
        return new TemplateText(template).filled(encoded);
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String json(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
