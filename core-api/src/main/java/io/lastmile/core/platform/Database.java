package io.lastmile.core.platform;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;

/// One transaction per unit of work, on one connection that the thread's scope carries. `DbClient`
/// rides on that connection, so that a store needs to know nothing of it; outside of a unit of work
/// it refuses. A unit within a unit joins it.
///
/// The first statement of a transaction takes the application's role, names the actor (`app.*`),
/// which row-level security and the audit read, and bounds every statement. Without an actor a
/// transaction sees no row. A serialization failure or a deadlock repeats the whole unit, so a unit
/// may only touch the database.
public final class Database {
    static final int TRIES_MAX = 4;

    private static final String BEGIN =
            """
            select set_config('role', 'lastmile_app', true), set_config('app.role', ?, true),
                   set_config('app.login', ?, true), set_config('app.account', ?, true),
                   set_config('app.customer', ?, true), set_config('app.reseller', ?, true),
                   set_config('app.address', ?, true), set_config('app.now', ?, true),
                   set_config('statement_timeout', ?, true)
            """;
    static final Duration STATEMENT_MAX = Duration.ofSeconds(15);
    private static final long PAUSE_NANOS = 10_000_000;
    private static final Set<String> REPEATABLE = Set.of("40001", "40P01");
    private static final ScopedValue<Connection> CONNECTION = ScopedValue.newInstance();
    private static final ScopedValue<Actor> ACTOR = ScopedValue.newInstance();

    private final DataSource source;
    private final DbClient client;
    private final Counter retries;

    private final Clock clock;

    /// `source` gives connections of the login that `Schema.settle` returned.
    public Database(DataSource source, MeterRegistry meters, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.retries = meters.counter("lastmile.core.transaction.retries");
        this.client = JdbcClientBuilder.create().connectionPool(Database::lent).build();
    }

    /// For stores: executes on the connection of the current unit of work.
    public DbClient client() {
        return client;
    }

    /// A connection of its own, for LISTEN; nothing on it has an actor.
    Connection connection() throws SQLException {
        return source.getConnection();
    }

    /// Whether this thread is within a unit of work.
    public boolean busy() {
        return working();
    }

    /// The same, for what must not hold a connection while it works.
    static boolean working() {
        return CONNECTION.isBound();
    }

    /// Runs `work` in one read-write transaction, again if the database asks for it.
    public <T> T transact(Supplier<T> work) {
        return CONNECTION.isBound() ? within(work) : repeat(work, false);
    }

    /// Runs `work` in one read-only transaction.
    public <T> T read(Supplier<T> work) {
        return CONNECTION.isBound() ? within(work) : repeat(work, true);
    }

    /// One unit of work has one actor: row-level security would show another the first one's rows.
    private static <T> T within(Supplier<T> work) {
        Actor begun = ACTOR.get();
        if (!begun.equals(Actor.current())) {
            throw new IllegalStateException(
                    "unit of work: entered by %s (expected: %s, who began it)"
                            .formatted(Actor.current().login(), begun.login()));
        }
        return work.get();
    }

    /// Runs a part of a unit of work that may fail without the rest: what it wrote is taken back,
    /// and its failure is told. What the database wants repeated repeats the whole unit.
    public Optional<RuntimeException> attempt(Runnable part) {
        if (!CONNECTION.isBound()) {
            throw new IllegalStateException("no transaction (expected: a part of one)");
        }
        Connection connection = CONNECTION.get();
        try {
            Savepoint begun = connection.setSavepoint();
            try {
                part.run();
                connection.releaseSavepoint(begun);
                return Optional.empty();
            } catch (RuntimeException e) {
                if (sqlState(e).map(REPEATABLE::contains).orElse(false)) {
                    throw e;
                }
                connection.rollback(begun);
                return Optional.of(e);
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        }
    }

    private <T> T repeat(Supplier<T> work, boolean readOnly) {
        for (int tries = 1; ; tries++) {
            try {
                return once(work, readOnly);
            } catch (RuntimeException e) {
                if (tries >= TRIES_MAX || !sqlState(e).map(REPEATABLE::contains).orElse(false)) {
                    throw sqlState(e).filter(Database::gone).isPresent()
                            ? new DatabaseUnavailable(e)
                            : e;
                }
                retries.increment();
                LockSupport.parkNanos(
                        tries * ThreadLocalRandom.current().nextLong(PAUSE_NANOS, 3 * PAUSE_NANOS));
            }
        }
    }

    /// Whether a SQLState says that the connection broke or the server goes (classes 08 and 57P).
    private static boolean gone(String state) {
        return state.startsWith("08") || state.startsWith("57P");
    }

    private <T> T once(Supplier<T> work, boolean readOnly) {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            try {
                begin(connection);
                T result =
                        ScopedValue.where(CONNECTION, connection)
                                .where(ACTOR, Actor.current())
                                .call(work::get);
                connection.commit();
                return result;
            } catch (RuntimeException | SQLException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        }
    }

    private void begin(Connection connection) throws SQLException {
        Actor actor = Actor.current();
        Actor.Who who = actor.who();
        List<String> settings =
                List.of(
                        actor.role().word(),
                        who.login(),
                        "" + who.account(),
                        "" + who.customer(),
                        "" + who.reseller(),
                        actor.address(),
                        clock.instant().toString(),
                        "" + STATEMENT_MAX.toMillis());
        try (var statement = connection.prepareStatement(BEGIN)) {
            for (int i = 0; i < settings.size(); i++) {
                statement.setString(i + 1, settings.get(i));
            }
            statement.execute();
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static Connection lent() {
        if (!CONNECTION.isBound()) {
            throw new IllegalStateException("no transaction (expected: Database.transact or read)");
        }
        return LentConnection.of(CONNECTION.get());
    }

    /// The SQLState behind a failure, if the database caused it.
    static Optional<String> sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                return Optional.of(e.getSQLState());
            }
        }
        return Optional.empty();
    }
}
