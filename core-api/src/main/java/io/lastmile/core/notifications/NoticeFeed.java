package io.lastmile.core.notifications;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Standing;
import io.lastmile.core.platform.Wake;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Notices as they come, by server-sent events. One look at the table a second, and after each
/// notification of the database, wakes the streams; each then reads its own rows. The id of an
/// event is the notice's: who reconnects with it misses none, because notices are written by one
/// listener and become visible in the order of their ids.
final class NoticeFeed implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(15);
    static final int STREAMS_MAX = 2_000;
    static final int STREAMS_OF_ONE_MAX = 8;
    private static final int ROWS_MAX = 50;
    private static final Actor WATCH = Actor.system("notices");

    private final Database database;
    private final Notices notices;
    private final Wake wake;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Actor.Who, Deque<Place>> places = new HashMap<>();
    private long newest;
    private boolean closed;

    NoticeFeed(Database database, Notices notices, MeterRegistry meters) {
        this.database = database;
        this.notices = notices;
        this.wake = new Wake(database, "core_notice", this::look);
        meters.gauge("lastmile.core.notices.streams", open);
    }

    void start() {
        wake.start();
    }

    private void look() {
        long now = WATCH.call(() -> database.read(notices::newest));
        tell(now);
    }

    private synchronized void tell(long now) {
        if (now > newest) {
            newest = now;
            notifyAll();
        }
    }

    /// A stream's right to go on. A page that was left is noticed only at the next beat, so who has
    /// too many loses the oldest.
    static final class Place {
        private boolean lost;
    }

    /// None if the house is full; who has one must `leave` it.
    synchronized Optional<Place> enter(Actor.Who who) {
        if (open.get() >= STREAMS_MAX) {
            return Optional.empty();
        }
        Deque<Place> mine = places.computeIfAbsent(who, _ -> new ArrayDeque<>());
        if (mine.size() >= STREAMS_OF_ONE_MAX) {
            mine.removeFirst().lost = true;
            notifyAll();
        }
        var place = new Place();
        mine.addLast(place);
        open.incrementAndGet();
        return Optional.of(place);
    }

    synchronized void leave(Actor.Who who, Place place) {
        open.decrementAndGet();
        Deque<Place> mine = places.getOrDefault(who, new ArrayDeque<>());
        mine.remove(place);
        if (mine.isEmpty()) {
            places.remove(who);
        }
    }

    /// Writes until the client goes, the login ends or the house closes. `after` is the client's
    /// last notice; a negative one is none, and it hears only of what comes.
    void run(long after, Standing standing, Place place, OutputStream to) throws IOException {
        long last = after < 0 ? database.read(() -> newestOwn()) : after;
        write(to, "retry: 3000\n\n" + unread(last));
        while (goesOn(place) && standing.holds()) {
            long seen = last;
            long mark = mark();
            List<Notice> fresh = database.read(() -> notices.after(seen, ROWS_MAX));
            for (Notice notice : fresh) {
                write(to, event("notice", notice.id(), Json.bytes(notice)));
                last = notice.id();
            }
            if (fresh.isEmpty()) {
                write(to, ": beat\n\n");
                await(mark, place);
            } else {
                write(to, unread(last));
            }
        }
    }

    private long newestOwn() {
        var newestFirst = new io.lastmile.core.platform.Page.Request(1, Optional.empty());
        return notices.page(newestFirst).items().stream()
                .mapToLong(Notice::id)
                .findFirst()
                .orElse(0);
    }

    private String unread(long last) {
        int unread = database.read(notices::unread);
        return event("unread", last, Json.bytes(Map.of("unread", unread)));
    }

    private synchronized long mark() {
        return newest;
    }

    /// Until something came after `mark`, which was asked for before the table was read: what came
    /// in between is not slept over.
    private synchronized void await(long mark, Place place) {
        long until = System.nanoTime() + BEAT.toNanos();
        try {
            while (!closed && !place.lost && newest <= mark && System.nanoTime() < until) {
                TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            place.lost = true;
        }
    }

    private synchronized boolean goesOn(Place place) {
        return !closed && !place.lost;
    }

    private static String event(String name, long id, byte[] json) {
        return "event: %s\nid: %d\ndata: %s\n\n"
                .formatted(name, id, new String(json, StandardCharsets.UTF_8));
    }

    private static void write(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    @Override
    public void close() {
        wake.close();
        end();
    }

    private synchronized void end() {
        closed = true;
        notifyAll();
    }
}
