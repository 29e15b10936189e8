package io.lastmile.core.tickets;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a customer may send by itself. Its units of work wait for each other here, so that a limit
/// holds for many at once; call it before a ticket's row is locked.
final class OwnLimits {
    static final int OPENED_HOUR_MAX = 5;
    static final int OPENED_DAY_MAX = 12;
    static final int REPLIES_HOUR_MAX = 30;
    static final int PICTURES_HOUR_MAX = 40;

    /// As they were drawn anew, of all complaints that are kept: some 600 photos.
    static final long PICTURE_BYTES_MAX = 200_000_000;

    static final Duration RATING_PAUSE = Duration.ofMinutes(1);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final TicketStores stores;
    private final MeterRegistry meters;

    OwnLimits(TicketStores stores, MeterRegistry meters) {
        this.stores = stores;
        this.meters = meters;
    }

    Optional<Filed> opening(int customer) {
        stores.tickets().alone(customer);
        if (stores.tickets().openedSince(customer, ago(HOUR)) >= OPENED_HOUR_MAX) {
            return tooMany("complaints", OPENED_HOUR_MAX, HOUR);
        }
        return stores.tickets().openedSince(customer, ago(DAY)) >= OPENED_DAY_MAX
                ? tooMany("complaints", OPENED_DAY_MAX, DAY)
                : Optional.empty();
    }

    Optional<Filed> reply(int customer) {
        stores.tickets().alone(customer);
        return stores.messages().saidSince(customer, ago(HOUR)) >= REPLIES_HOUR_MAX
                ? tooMany("messages", REPLIES_HOUR_MAX, HOUR)
                : Optional.empty();
    }

    /// After `reply` or `opening` of the same unit of work.
    Optional<Filed> pictures(int customer, List<TicketDesk.Attached> more) {
        if (more.isEmpty()) {
            return Optional.empty();
        }
        if (stores.messages().picturesSince(customer, ago(HOUR)).count() + more.size()
                > PICTURES_HOUR_MAX) {
            return tooMany("pictures", PICTURES_HOUR_MAX, HOUR);
        }
        long bytes = more.stream().mapToLong(picture -> picture.bytes().length).sum();
        boolean full =
                stores.messages().picturesSince(customer, Instant.EPOCH).bytes() + bytes
                        > PICTURE_BYTES_MAX;
        return full ? refused("picture bytes", new Filed.Full()) : Optional.empty();
    }

    Optional<Filed> rating(Ticket ticket) {
        boolean soon = ticket.times().changed().isAfter(ago(RATING_PAUSE));
        return ticket.rating().isPresent() && soon
                ? tooMany("ratings", 1, RATING_PAUSE)
                : Optional.empty();
    }

    private Instant ago(Duration span) {
        return stores.clock().instant().minus(span);
    }

    private Optional<Filed> tooMany(String what, int most, Duration span) {
        return refused(what, new Filed.TooMany(what, most, span));
    }

    private Optional<Filed> refused(String what, Filed refusal) {
        meters.counter("lastmile.core.tickets.limited", "what", what).increment();
        return Optional.of(refusal);
    }
}
