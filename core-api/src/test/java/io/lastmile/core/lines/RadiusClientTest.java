package io.lastmile.core.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RadiusClientTest {
    private static final String PATH = "/api/routers/7/radius";

    private TestApi api;

    @BeforeEach
    void start() {
        api = TestApi.start();
        for (int id : new int[] {7, 8}) {
            api.sql(
                    """
                    insert into core.router (id, name, host, port, tls, username, secret, created,
                        changed, changed_by)
                    overriding system value
                    values (%1$d, 'mirpur-%1$d', '127.0.0.%1$d', 8728, false, 'reads', '', now(),
                            now(), 'test')
                    """
                            .formatted(id));
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aSecretGoesInAndNeverComesOut() {
        assertThat(api.get(PATH).statusCode()).isEqualTo(404);
        assertThat(api.put(PATH, 0, "{}").statusCode()).isEqualTo(400);
        var set = api.put(PATH, 0, "{\"secret\": \"hush-hush\"}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.body()).doesNotContain("hush").contains("127.0.0.7", "3799");
        assertThat(api.value("select secret::text from core.pollable_radius where router = 7"))
                .isEqualTo(api.value("select secret::text from core.radius_client"))
                .doesNotContain("68757368");
        assertThat(api.value("select coalesce(string_agg(after::text, ''), '') from core.audit"))
                .doesNotContain("hush");
        assertThat(api.put(PATH, 0, "{}").statusCode()).isEqualTo(412);
        var moved = api.put(PATH, 1, "{\"address\": \"2001:DB8::1\", \"coaPort\": 1700}");
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        assertThat(moved.body()).contains("2001:db8:0:0:0:0:0:1", "1700");
        assertThat(api.delete(PATH, 1).statusCode()).isEqualTo(412);
        assertThat(api.delete(PATH, 2).statusCode()).isEqualTo(204);
        assertThat(api.value("select count(*) from core.pollable_radius")).isEqualTo("0");
    }

    @Test
    void anAddressIsOfOneRouter() {
        assertThat(api.put(PATH, 0, "{\"secret\": \"a\"}").statusCode()).isEqualTo(200);
        String same = "{\"secret\": \"b\", \"address\": \"127.0.0.7\"}";
        var taken = api.put("/api/routers/8/radius", 0, same);
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("127.0.0.7 of mirpur-7");
        var name = api.put("/api/routers/8/radius", 0, "{\"secret\": \"b\", \"address\": \"a.b\"}");
        assertThat(name.statusCode()).isEqualTo(400);
        assertThat(name.body()).contains("an IPv4 or IPv6 address");
        api.sql("update core.router set removed = now() where id = 7");
        assertThat(api.put("/api/routers/8/radius", 0, same).statusCode()).isEqualTo(200);
    }
}
