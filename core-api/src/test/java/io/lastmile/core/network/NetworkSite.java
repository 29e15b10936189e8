package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Query;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.Asked;
import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A simulated router on a socket, its lines in a real database, and the room that reconciles them.
final class NetworkSite implements AutoCloseable {
    static final int ROUTER = 1;
    static final Page.Request ALL = new Page.Request(200, Optional.empty());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Field PROFILE = Field.of("profile");

    final TestApi api = TestApi.start();
    final Fleet fleet;
    final SimulatedRouter router;
    final NetworkStores stores;
    private final Transport transport = Transport.start(1, "operator");
    private RouterClient operator;

    NetworkSite(int lines) {
        fleet =
                Fleet.start(
                        FleetConfig.quiet(1, lines, 7, Clock.systemUTC())
                                .withRedial(Duration.ofMillis(300)));
        router = fleet.routers().getFirst();
        stores = api.core.network().stores();
        api.sql(
                """
                insert into core.router
                    (name, host, port, tls, username, secret, created, changed, changed_by)
                values ('r1', '127.0.0.1', %d, false, 'lastmile', '\\x00', now(), now(), 'test')
                """
                        .formatted(router.port()));
        operator = client("admin", "lastmile-writes");
        runGardenScript();
    }

    /// What the walled garden's script does at the router.
    private void runGardenScript() {
        GardenRule.FILTERS.forEach(rule -> router.addFirewallRule(rule.written()));
    }

    /// The id of a rule of the walled garden.
    String rule(String name) {
        return operator.rows(
                        Command.of("/ip/firewall/filter/print")
                                .where(
                                        Query.equal(
                                                Property.COMMENT.field(), GardenRule.MARK + name)))
                .getFirst()
                .text(Field.ID);
    }

    /// After the router dropped everybody.
    void reconnect() {
        operator = client("admin", "lastmile-writes");
    }

    private RouterClient client(String user, String password) {
        return RouterClient.open(
                new RouterConfig(
                        new RouterAddress("127.0.0.1", router.port()),
                        new Security.Plain(),
                        new Credentials(user, password, false)),
                transport,
                _ -> {});
    }

    /// Every line of the simulator is a line of ours with a plan of its profile; the plan has the
    /// profile's speed.
    void settleLines() {
        users().stream().map(this::profileOf).distinct().forEach(this::addPlan);
        for (DemoLine line : router.lines()) {
            api.sql(
                    """
                    insert into core.line
                        (router, source, name, plan, created, changed, changed_by)
                    select 1, %d, '%s',
                           (select plan from core.plan_version where profile = '%s' limit 1),
                           now(), now(), 'test'
                    """
                            .formatted(
                                    line.queue() ? 2 : 1,
                                    line.name(),
                                    line.queue() ? "" : profileOf(line.name())));
        }
        within(() -> stores.intents().settle(all(), "test"));
    }

    /// Names of PPPoE users.
    List<String> users() {
        return router.lines().stream().filter(line -> !line.queue()).map(DemoLine::name).toList();
    }

    private void addPlan(String profile) {
        var added = api.post("/api/plans", plan(profile, profileRate(profile)));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    }

    private static String plan(String profile, String limit) {
        return """
        {"name": "%s", "rateLimit": "%s", "profile": "%s", "price": 50000, "why": "test"}
        """
                .formatted(profile, limit, profile);
    }

    /// The plan of this profile gets another speed from now on, as staff does it.
    void changeSpeed(String profile, String limit) {
        api.clock.move(Duration.ofMinutes(1));
        String id =
                api.value(
                        "select plan from core.plan_version where profile = '%s' limit 1"
                                .formatted(profile));
        int version = TestApi.json(api.get("/api/plans/" + id)).path("version").asInt();
        var changed = api.put("/api/plans/" + id, version, plan(profile, limit));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        api.core.platform().outbox().drain();
    }

    List<Integer> all() {
        return within(() ->
                api.core
                        .database()
                        .client()
                        .execute()
                        .createQuery("select id from core.line order by id")
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList());
    }

    int line(String name) {
        return Integer.parseInt(api.value("select id from core.line where name = '" + name + "'"));
    }

    void manage() {
        manage(new WriterDraft("admin", "lastmile-writes"));
    }

    void manage(WriterDraft draft) {
        within(() -> {
            long version = stores.writers().find(ROUTER).map(Writer::version).orElse(0L);
            return stores.writers().put(ROUTER, version, draft).orRefuse();
        });
    }

    void start() {
        api.core.network().start();
    }

    <T> T within(Supplier<T> work) {
        return Actor.system("test").call(() -> api.core.database().transact(work));
    }

    void hold(String name, HoldReason reason) {
        within(() ->
                stores.holds()
                        .place(HoldRun.of(line(name), reason, "test", Optional.empty()))
                        .placedOrRefuse());
    }

    void lift(String name, HoldReason reason) {
        within(() -> stores.holds().lift(line(name), reason, "test"));
    }

    void endpoint(String name, Endpoint endpoint) {
        int line = line(name);
        within(() -> {
            stores.endpoints().put(line, endpoint, "test");
            return line;
        });
    }

    void password(String name, String password) {
        int line = line(name);
        within(() -> {
            stores.passwords().put(Map.of(line, password), "test");
            return line;
        });
    }

    void addLine(String name, String profile) {
        addUnsettledLine(name, profile);
        settle(name);
    }

    /// Whoever needs an endpoint settles it with that.
    void addUnsettledLine(String name, String profile) {
        api.sql(
                """
                insert into core.line (router, name, plan, created, changed, changed_by)
                select 1, '%s', plan, now(), now(), 'test'
                from core.plan_version where profile = '%s' limit 1
                """
                        .formatted(name, profile));
    }

    void removeLine(String name) {
        int line = line(name);
        api.sql("update core.line set removed = now() where id = " + line);
        within(() -> stores.intents().settle(List.of(line), "test"));
    }

    void rename(String from, String to) {
        api.sql("update core.line set name = '%s' where name = '%s'".formatted(to, from));
        settle(to);
    }

    private void settle(String name) {
        int line = line(name);
        within(() -> stores.intents().settle(List.of(line), "test"));
    }

    String state(String name) {
        return api.value("select state from core.line_sync where line = " + line(name));
    }

    String error(String name) {
        return api.value("select last_error from core.line_sync where line = " + line(name));
    }

    List<String> queues() {
        return router.lines().stream().filter(DemoLine::queue).map(DemoLine::name).toList();
    }

    String queue(String name, String property) {
        return row("/queue/simple", name).map(row -> row.text(Field.of(property))).orElse("none");
    }

    List<String> listed(String list) {
        Field address = Field.of("address");
        return operator
                .rows(
                        Command.of("/ip/firewall/address-list/print")
                                .where(Query.equal(Field.of("list"), list)))
                .stream()
                .map(row -> row.text(address))
                .toList();
    }

    String lease(String mac, String property) {
        return operator
                .rows(
                        Command.of("/ip/dhcp-server/lease/print")
                                .where(Query.equal(Field.of("mac-address"), mac)))
                .stream()
                .map(row -> row.text(Field.of(property)))
                .findFirst()
                .orElse("none");
    }

    List<Sentence> hotspotUsers() {
        return operator.rows(Command.of("/ip/hotspot/active/print"));
    }

    /// What somebody types at the router himself.
    void type(String path, String key, Map<String, String> values) {
        Command command = Command.of(path).with(Field.ID, key);
        for (Map.Entry<String, String> value : values.entrySet()) {
            command = command.with(Field.of(value.getKey()), value.getValue());
        }
        operator.run(command);
    }

    RouterClient operator() {
        return operator;
    }

    Optional<Sentence> row(String menu, String name) {
        return operator
                .rows(Command.of(menu + "/print").where(Query.equal(Field.NAME, name)))
                .stream()
                .findFirst();
    }

    String secret(String name, String property) {
        return row("/ppp/secret", name).map(row -> row.text(Field.of(property))).orElse("none");
    }

    String profileRate(String name) {
        return row("/ppp/profile", name)
                .map(row -> row.text(Field.of("rate-limit")))
                .orElse("none");
    }

    String sessionId(String name) {
        return row("/ppp/active", name).map(row -> row.text(Field.ID)).orElse("none");
    }

    String profileOf(String name) {
        return secret(name, PROFILE.name());
    }

    long outOfStep() {
        return Long.parseLong(
                api.value(
                        """
                        select (select count(*) from core.line_sync
                                where state <> 'applied' or kick <> '')
                               + (select count(*) from core.router_profile
                                  where state <> 'applied')
                               + (select count(*) from core.line_remnant where done is null)
                        """));
    }

    void awaitInStep() {
        await("in step", () -> outOfStep() == 0);
    }

    /// Everything is held against the router once more.
    void compare() {
        api.sql("update core.router_turn set asked = clock_timestamp(), retry_at = null");
        await(
                "compared",
                () -> api.value("select compared >= asked from core.router_turn").equals("t"));
    }

    long edits() {
        return router.asked().stream().filter(Asked::edits).count();
    }

    void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(
                            "%s; lines: %s; router: %s",
                            what,
                            api.value(
                                    """
                                    select string_agg(line || ' ' || state || ' ' || last_error
                                        || ' ' || coalesce(actual::text, '') || kick, '; ')
                                    from (select line, state, last_error, actual, kick
                                          from core.line_sync
                                          where state <> 'applied' or kick <> ''
                                          limit 10) as y
                                    """),
                            api.value("select row(t.*)::text from core.router_turn as t"))
                    .isLessThan(until);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        operator.close();
        transport.close();
        api.close();
        fleet.close();
    }
}
