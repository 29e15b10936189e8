package io.lastmile.core.notifications;

import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The wishes of whoever is logged in, and of customers for staff who look after them.
public final class WishBook {
    private static final int WORDS_MAX = 100;
    private static final int WORD_LENGTH_MAX = 60;

    /// One box of the table: a fixed one is always ticked.
    public record Box(String cause, String channel, String word, boolean wanted, boolean fixed) {}

    public record Shown(String language, List<Box> boxes) {}

    private final Database database;
    private final Readers readers;
    private final CustomerParts customers;

    WishBook(Database database, Readers readers, CustomerParts customers) {
        this.database = database;
        this.customers = customers;
        this.readers = readers;
    }

    public Shown shown() {
        return shown(who());
    }

    /// A customer's, for staff.
    public Shown shown(int customer) {
        return shown(need(customer));
    }

    private Shown shown(Readers.Who who) {
        Wishes wishes = database.read(() -> readers.wishes(who));
        List<Box> boxes = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            if (cause.audience() == audience(who)) {
                for (Channel channel : cause.channels()) {
                    boxes.add(
                            new Box(
                                    cause.word(),
                                    channel.word(),
                                    Wishes.word(cause, channel),
                                    wishes.wants(cause, channel),
                                    cause.secret()));
                }
            }
        }
        return new Shown(wishes.language(), boxes);
    }

    /// `wants` is all that is wanted; what is not in it is not.
    public void save(Fields fields) {
        save(who(), fields);
    }

    /// The same for a customer, who said so to staff; the audit has who wrote it down.
    public void save(int customer, Fields fields) {
        save(need(customer), fields);
    }

    private void save(Readers.Who who, Fields fields) {
        List<String> wants = fields.texts("wants", WORDS_MAX, WORD_LENGTH_MAX);
        String language = fields.text("language", 2, who.language());
        fields.done();
        save(who, wants, language);
    }

    /// The same, read already.
    public void save(List<String> wants, String language) {
        save(who(), wants, language);
    }

    /// The same for a customer.
    public void save(int customer, List<String> wants, String language) {
        save(need(customer), wants, language);
    }

    private void save(Readers.Who who, List<String> wants, String language) {
        if (!TemplateBook.LANGUAGES.contains(language)) {
            throw Problem.invalid("language", language, "en or bn").refusal();
        }
        Set<String> wanted = new HashSet<>();
        Set<String> unwanted = new HashSet<>();
        Set<String> known = new HashSet<>();
        for (Box box : shown(who).boxes()) {
            boolean usual = Cause.of(box.cause()).usual(Channel.of(box.channel()));
            known.add(box.word());
            if (!box.fixed() && usual != wants.contains(box.word())) {
                (usual ? unwanted : wanted).add(box.word());
            }
        }
        wants.stream()
                .filter(word -> !known.contains(word))
                .sorted()
                .findFirst()
                .ifPresent(word -> {
                    throw Problem.invalid("wants", word, "words of /api/message-wishes").refusal();
                });
        var wishes = new Wishes(language, wanted, unwanted);
        database.transact(() -> {
            readers.save(who, wishes);
            return wishes;
        });
    }

    private static Readers.Who who() {
        Actor.Who who = Actor.current().who();
        return new Readers.Who(who.account(), who.customer());
    }

    /// Who may not see a customer is told that there is none.
    private Readers.Who need(int customer) {
        return Readers.Who.customer(database.read(() -> customers.need(customer).id()));
    }

    private static Cause.Audience audience(Readers.Who who) {
        return who.customer() > 0 ? Cause.Audience.CUSTOMERS : Cause.Audience.STAFF;
    }
}
