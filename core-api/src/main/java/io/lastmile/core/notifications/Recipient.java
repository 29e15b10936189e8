package io.lastmile.core.notifications;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.identity.Account;
import java.util.Optional;

/// Somebody who is told something. `mobile` is `+880...`; what is empty does not reach them.
record Recipient(
        Optional<Integer> account,
        Optional<Integer> customer,
        String name,
        String mobile,
        String email) {
    static Recipient of(Customer customer) {
        return new Recipient(
                Optional.empty(),
                Optional.of(customer.id()),
                customer.person().name(),
                customer.person().mobile(),
                customer.person().email());
    }

    static Recipient of(Account account) {
        return new Recipient(
                Optional.of(account.id()),
                Optional.empty(),
                account.name(),
                account.phone().filter(phone -> phone.startsWith("+880")).orElse(""),
                account.email().orElse(""));
    }

    String address(Channel channel) {
        return switch (channel) {
            case IN_APP -> "";
            case SMS -> mobile;
            case EMAIL -> email;
        };
    }

    boolean reachable(Channel channel) {
        return channel == Channel.IN_APP || !address(channel).isEmpty();
    }
}
