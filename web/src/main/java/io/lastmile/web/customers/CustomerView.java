package io.lastmile.web.customers;

import java.util.List;

/// Customer 360. `older` is where the next page of events begins, empty at the last. `revealed` is
/// an identity's whole number where it was just asked for.
public record CustomerView(
        CustomerLine head,
        long version,
        List<Fact> facts,
        List<Service> services,
        List<Identity> identities,
        List<Document> documents,
        List<Contact> contacts,
        List<Consent> consents,
        String erasure,
        List<Event> events,
        String older,
        List<Complaint> tickets,
        String revealed) {
    /// `code` values are copied by people and keep their Latin digits.
    public record Fact(String name, String value, boolean code) {}

    /// A line and what it is sold as; `nameId` is 0 until a router reports it.
    public record Service(int line, String name, String plan, int planId, int nameId) {}

    public record Identity(String kind, String name, String lastFour, String added) {}

    /// A picture that is kept; looking at it is another request.
    public record Document(long id, String kind, String name, String added) {}

    public record Contact(long id, String name, String relation, String reach) {}

    /// `known` is false where nobody asked yet.
    public record Consent(String purpose, String name, boolean known, boolean given, String when) {}

    public record Event(String time, String what, String words, String by) {}

    public record Complaint(int id, String number, String subject, String state, String time) {}

    public CustomerView {
        tickets = List.copyOf(tickets);
        facts = List.copyOf(facts);
        services = List.copyOf(services);
        identities = List.copyOf(identities);
        documents = List.copyOf(documents);
        contacts = List.copyOf(contacts);
        consents = List.copyOf(consents);
        events = List.copyOf(events);
    }

    public boolean hasPhoto() {
        return documents.stream().anyMatch(document -> document.kind().equals("photo"));
    }
}
