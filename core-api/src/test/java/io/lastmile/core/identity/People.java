package io.lastmile.core.identity;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Role;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Arranges accounts and browsers for tests of this room.
final class People {
    private final TestApi api;

    People(TestApi api) {
        this.api = api;
    }

    /// An account with the test's password, without a second factor; its id.
    int account(Role role, String login) {
        api.sql(
                """
                insert into core.account (login, name, role, created, changed, changed_by)
                values ('%s', '%s', '%s', now(), now(), 'test')
                """
                        .formatted(login, login, role.word()),
                """
                insert into core.password (id, hash, changed)
                select account.id, password.hash, now()
                from core.account, core.password join core.account as owner using (id)
                where account.login = '%s' and owner.login = 'operator'
                """
                        .formatted(login));
        return Integer.parseInt(
                api.value("select id from core.account where login = '%s'".formatted(login)));
    }

    /// The cookie of a session that is open already.
    String session(int account) {
        return session("staff", "account", "" + account, "null");
    }

    String customerSession(int customer) {
        return session("customer", "customer", "" + customer, "'01712345678'");
    }

    private String session(String kind, String column, String id, String mobile) {
        String token = Token.random().text();
        api.sql(
                """
                insert into core.session (token_hash, kind, %s, mobile, created, seen, idle_until,
                    expires, address, agent)
                values (sha256('%s'), '%s', %s, %s, '%s', '%s', 'infinity', 'infinity', '', '')
                """
                        .formatted(
                                column,
                                token,
                                kind,
                                id,
                                mobile,
                                api.clock.instant(),
                                api.clock.instant()));
        return "lastmile=" + token;
    }

    HttpResponse<String> form(String path, Map<String, String> fields, String... headers) {
        String body =
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest.Builder request =
                api.anonymous(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return api.send(request);
    }

    HttpResponse<String> login(String login, String password) {
        return form("/login", Map.of("username", login, "password", password));
    }

    HttpResponse<String> as(String cookie, String method, String path, String json) {
        return api.send(
                api.anonymous(path)
                        .header("Cookie", cookie)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"1\"")
                        .method(
                                method,
                                json.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(json)));
    }

    int me(String cookie) {
        return as(cookie, "GET", "/api/me", "").statusCode();
    }

    static Optional<String> location(HttpResponse<?> response) {
        return response.headers().firstValue("location");
    }

    /// `name=value` of the cookie that an answer sets.
    static String cookie(HttpResponse<?> response) {
        return response.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
