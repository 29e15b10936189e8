package io.lastmile.web.customers;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.Districts;
import io.lastmile.core.customers.Documents;
import io.lastmile.core.customers.Happening;
import io.lastmile.core.customers.Identities;
import io.lastmile.core.customers.MobileNumber;
import io.lastmile.core.customers.Person;
import io.lastmile.core.customers.Place;
import io.lastmile.core.customers.Records;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.tickets.TicketLine;
import io.lastmile.web.Texts;
import io.lastmile.web.customers.CustomerView.Consent;
import io.lastmile.web.customers.CustomerView.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Customers in the reader's words.
final class CustomerWords {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm", Locale.ROOT);

    private final Texts texts;
    private final boolean bangla;

    CustomerWords(Texts texts, boolean bangla) {
        this.texts = texts;
        this.bangla = bangla;
    }

    CustomerLine line(Customer customer) {
        Person person = customer.person();
        boolean own = bangla && !person.nameBn().isEmpty();
        return new CustomerLine(
                customer.id(),
                customer.number(),
                own ? person.nameBn() : person.name(),
                own ? person.name() : person.nameBn(),
                MobileNumber.dialled(person.mobile()),
                place(customer.place()),
                customer.tags(),
                customer.closed().isPresent());
    }

    String place(Place place) {
        String district =
                Districts.find(place.district())
                        .map(d -> bangla ? d.nameBn() : d.name())
                        .orElse("");
        return Stream.of(place.union(), place.upazila(), district)
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    List<Fact> facts(Customer customer) {
        Person person = customer.person();
        Place place = customer.place();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("number", customer.number(), true));
        facts.add(fact("mobile", MobileNumber.dialled(person.mobile()), true));
        facts.add(fact("email", person.email(), true));
        facts.add(fact("address", place.address(), false));
        facts.add(fact("place", place(place), false));
        facts.add(fact("postcode", place.postcode(), true));
        facts.add(fact("gps", gps(place), true));
        facts.add(fact("born", person.born().map(this::day).orElse(""), false));
        facts.add(fact("gender", person.gender().map(this::gender).orElse(""), false));
        facts.add(fact("father", person.father(), false));
        facts.add(fact("mother", person.mother(), false));
        facts.add(fact("spouse", person.spouse(), false));
        facts.add(fact("bin", person.bin(), false));
        facts.add(fact("since", day(customer.created().atZone(DHAKA).toLocalDate()), false));
        return facts.stream().filter(fact -> !fact.value().isEmpty()).toList();
    }

    private static String gps(Place place) {
        return place.gps()
                .map(gps -> gps.latitude().toPlainString() + ", " + gps.longitude().toPlainString())
                .orElse("");
    }

    private String gender(Enum<?> gender) {
        return texts.of("gender." + Fields.nameOf(gender));
    }

    private Fact fact(String field, String value, boolean code) {
        return new Fact(texts.of("customer.field." + field), value, code);
    }

    CustomerView.Identity identity(Identities.Identity identity) {
        String kind = Fields.nameOf(identity.kind());
        return new CustomerView.Identity(
                kind,
                texts.of("identity." + kind),
                "•••• " + identity.lastFour(),
                texts.of(
                        "customer.added",
                        "time",
                        moment(identity.added()),
                        "by",
                        identity.addedBy()));
    }

    CustomerView.Document document(Documents.Document document) {
        String kind = Fields.nameOf(document.kind());
        return new CustomerView.Document(
                document.id(),
                kind,
                texts.of("document." + kind),
                texts.of(
                        "customer.added",
                        "time",
                        moment(document.added()),
                        "by",
                        document.addedBy()));
    }

    CustomerView.Contact contact(Records.Contact contact) {
        String reach =
                Stream.of(MobileNumber.dialled(contact.mobile()), contact.email())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" · "));
        return new CustomerView.Contact(contact.id(), contact.name(), contact.relation(), reach);
    }

    /// Every purpose, asked for or not.
    List<Consent> consents(List<Records.Consent> kept) {
        List<Consent> all = new ArrayList<>();
        for (Records.Purpose purpose : Records.Purpose.values()) {
            String word = Fields.nameOf(purpose);
            Consent none = new Consent(word, texts.of("consent." + word), false, false, "");
            all.add(
                    kept.stream()
                            .filter(consent -> consent.purpose() == purpose)
                            .findFirst()
                            .map(consent ->
                                    new Consent(
                                            word,
                                            none.name(),
                                            true,
                                            consent.given(),
                                            moment(consent.time())))
                            .orElse(none));
        }
        return all;
    }

    CustomerView.Complaint complaint(TicketLine ticket) {
        return new CustomerView.Complaint(
                ticket.id(),
                ticket.number(),
                ticket.subject(),
                texts.of("ticket.state." + Fields.nameOf(ticket.state())),
                moment(ticket.opened()));
    }

    CustomerView.Event event(Happening happening) {
        String key = "happening." + happening.kind();
        String what = texts.knows(key) ? texts.of(key) : happening.kind();
        String words =
                switch (happening.kind()) {
                    case "customer.update" ->
                            happening.words().stream()
                                    .map(this::column)
                                    .distinct()
                                    .collect(Collectors.joining(", "));
                    case "alarm.fired" -> happening.words().get(bangla ? 1 : 0);
                    default -> String.join(" · ", happening.words());
                };
        return new CustomerView.Event(moment(happening.time()), what, words, happening.by());
    }

    /// A column as the form calls it.
    private String column(String column) {
        String key =
                "customer.field."
                        + switch (column) {
                            case "name_bn" -> "nameBn";
                            case "union_name" -> "union";
                            case "latitude", "longitude" -> "gps";
                            default -> column;
                        };
        return texts.knows(key) ? texts.of(key) : column;
    }

    String erasure(Records.Erasure erasure) {
        return texts.of(
                "customer.erasure-open",
                "time",
                moment(erasure.requested()),
                "by",
                erasure.requestedBy());
    }

    private String day(LocalDate date) {
        return texts.format().digits(DAY.format(date));
    }

    String moment(Instant time) {
        return texts.format().digits(MOMENT.format(time.atZone(DHAKA)));
    }
}
