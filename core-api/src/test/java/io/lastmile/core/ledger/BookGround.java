package io.lastmile.core.ledger;

import io.lastmile.core.CoreConfig;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Books with some customers, for the room's tests.
final class BookGround implements AutoCloseable {
    static final Page.Request ALL = new Page.Request(Page.LIMIT_MAX, Optional.empty());

    final TestApi api = TestApi.start();

    /// The room for itself: what those above promise of their documents is theirs to test.
    final LedgerStores stores =
            new LedgerRoom(
                            api.core.platform(),
                            api.core.customers().parts().customers(),
                            CoreConfig.defaults().zone())
                    .stores();

    final List<Integer> customers;

    BookGround(int customers) {
        this.customers = IntStream.range(0, customers).mapToObj(this::customer).toList();
    }

    private int customer(int at) {
        return Integer.parseInt(
                api.value(
                        """
                        insert into core.customer (name, name_bn, mobile, email, gender, father,
                            mother, spouse, district, upazila, union_name, address, postcode,
                            place, created, changed, changed_by)
                        values ('Customer %d', '', '+8801712345678', '', '', '', '', '', 'Dhaka',
                                '', '', '', '', '', now(), now(), 'test')
                        returning id
                        """
                                .formatted(at)));
    }

    <T> T within(Supplier<T> work) {
        return Actor.system("test").call(() -> api.core.database().transact(work));
    }

    LocalDate today() {
        return stores.ledger().today();
    }

    Posted post(Posting posting) {
        return within(() -> stores.ledger().post(posting));
    }

    CustomerBalance balance(int customer) {
        return within(() -> stores.books().balance(customer));
    }

    /// The document of billing.md C.7's first row.
    static Posting invoice(int customer, long id, LocalDate day, Money net, Money vat) {
        return new Posting(
                new Source("invoice", id, "issued"),
                day,
                "Invoice " + id,
                List.of(
                        Entry.debit(AccountKind.RECEIVABLE, customer, net.plus(vat)),
                        Entry.credit(Account.of(AccountKind.REVENUE_INTERNET), net),
                        Entry.credit(Account.of(AccountKind.VAT_PAYABLE), vat)));
    }

    /// What was paid by a gateway, and how much of it went ahead.
    static Posting payment(int customer, long id, LocalDate day, Money due, Money ahead) {
        var clearing = new Account(AccountKind.GATEWAY_CLEARING, "sandbox");
        return new Posting(
                new Source("payment", id, "credited"),
                day,
                "Payment " + id,
                List.of(
                        Entry.debit(clearing, due.plus(ahead)),
                        Entry.credit(AccountKind.RECEIVABLE, customer, due),
                        Entry.credit(AccountKind.ADVANCE, customer, ahead)));
    }

    @Override
    public void close() {
        api.close();
    }
}
