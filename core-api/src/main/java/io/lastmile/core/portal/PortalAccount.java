package io.lastmile.core.portal;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.MobileNumber;
import io.lastmile.core.customers.Person;
import io.lastmile.core.customers.Records;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What we keep of a customer, as they see it themselves. Numbers and addresses by which they are
/// reached are masked: a telephone that was left open tells nobody more than it must.
public record PortalAccount(
        String number,
        String name,
        String nameBn,
        String mobile,
        String email,
        String address,
        List<Contact> contacts,
        List<Agreement> consents) {
    private static final String DOTS = "••••";

    public record Contact(String name, String relation, String mobile, String email) {}

    /// Whether data may be used for a purpose; not asked yet is not given.
    public record Agreement(Records.Purpose purpose, boolean given) {}

    public PortalAccount {
        contacts = List.copyOf(contacts);
        consents = List.copyOf(consents);
    }

    static PortalAccount of(
            Customer customer, List<Records.Contact> contacts, List<Records.Consent> consents) {
        Person person = customer.person();
        return new PortalAccount(
                customer.number(),
                person.name(),
                person.nameBn(),
                mobile(person.mobile()),
                email(person.email()),
                address(customer),
                contacts.stream().map(PortalAccount::contact).toList(),
                Stream.of(Records.Purpose.values())
                        .map(purpose -> new Agreement(purpose, given(consents, purpose)))
                        .toList());
    }

    private static boolean given(List<Records.Consent> consents, Records.Purpose purpose) {
        return consents.stream().anyMatch(c -> c.purpose() == purpose && c.given());
    }

    private static Contact contact(Records.Contact contact) {
        return new Contact(
                contact.name(),
                contact.relation(),
                mobile(contact.mobile()),
                email(contact.email()));
    }

    private static String address(Customer customer) {
        return Stream.of(
                        customer.place().address(),
                        customer.place().union(),
                        customer.place().upazila())
                .filter(part -> !part.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// `017••••5678`: enough to know one's own.
    static String mobile(String stored) {
        String digits = MobileNumber.dialled(stored).replace("-", "");
        return digits.length() < 8
                ? digits
                : digits.substring(0, 3) + DOTS + digits.substring(digits.length() - 4);
    }

    static String email(String email) {
        int at = email.indexOf('@');
        return at < 1 ? email : email.charAt(0) + DOTS + email.substring(at);
    }
}
