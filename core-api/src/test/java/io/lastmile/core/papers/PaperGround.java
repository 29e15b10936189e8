package io.lastmile.core.papers;

import io.lastmile.core.TestApi;
import io.lastmile.core.billing.CreditDraft;
import io.lastmile.core.billing.CreditReason;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.LineDraft;
import io.lastmile.core.billing.LineKind;
import io.lastmile.core.billing.Received;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Role;
import io.lastmile.core.subscriptions.Origin;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;

/// An ISP on 23 Nov 2026 that charges duty and VAT and has two customers.
public final class PaperGround implements AutoCloseable {
    public static final LocalDate TODAY = LocalDate.parse("2026-11-23");
    public static final Origin PAYMENT = new Origin("payment", 1);

    public final TestApi api = TestApi.start();

    public PaperGround() {
        api.clock.set(Instant.parse("2026-11-23T06:05:00Z"));
        api.core.notifications().keepInLog("https://isp.example");
        api.sql(
                """
                update core.billing_setting set seller = 'Padma Fibre Network Ltd.',
                    seller_bn = 'পদ্মা ফাইবার নেটওয়ার্ক লিমিটেড',
                    address = 'House 5, Road 2, Dhanmondi, Dhaka 1205',
                    address_bn = 'বাড়ি ৫, সড়ক ২, ধানমন্ডি, ঢাকা ১২০৫', bin = '001234567-0101',
                    challan = true;
                insert into core.tax_rule (code, kind, rate, base, service_class, from_day, made,
                    made_by)
                values ('SD10', 'sd', 0.1, 'net', 'other', '2000-01-01', now(), 'test'),
                       ('VAT5', 'vat', 0.05, 'net-and-sd', 'other', '2000-01-01', now(), 'test');
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (7, 'Mohammad Rafiqul Islam', 'মোহাম্মদ রফিকুল ইসলাম', '+8801712345678',
                        'rafiq@example.com', '', '', '', '', 'Dhaka', '', '',
                        'House 12, Road 7, Uttara', '', '', now(), now(), 'test'),
                       (8, 'Karim', '', '+8801812345678', '', '', '', '', '', 'Dhaka', '', '', '',
                        '', '', now(), now(), 'test')
                """);
    }

    public <T> T work(Supplier<T> work) {
        return Actor.system("test").call(() -> api.core.database().transact(work));
    }

    public static LineDraft line(String en, String bn, long poisha, long discount) {
        return new LineDraft(
                LineKind.ONE_OFF,
                new LineDraft.Says(en, bn, 1),
                AccountKind.REVENUE_OTHER,
                "other",
                Optional.empty(),
                new Money(discount),
                new Money(poisha),
                Map.of("rule", "by-hand"));
    }

    /// 1,234.00 and a discounted 100.00, of customer 7.
    public long invoice() {
        return invoice(
                7,
                line("Router, dual band", "রাউটার, ডুয়েল ব্যান্ড", 123_400, 0),
                line("Public IPv4 address", "পাবলিক IPv4 ঠিকানা", 10_000, 5_000));
    }

    public long invoice(int customer, LineDraft... lines) {
        return work(() -> {
            long id = api.core.billing().invoices().draft(customer, List.of(lines)).idOrRefuse();
            return api.core.billing().invoices().finalise(id, 1).idOrRefuse();
        });
    }

    public void voided(long invoice) {
        work(() -> api.core.billing().invoices().makeVoid(invoice, "Charged twice").idOrRefuse());
    }

    public long credit(long invoice, int line, long poisha) {
        return work(() -> {
            var desk = api.core.billing().credits();
            return desk.credit(
                            new CreditDraft(
                                    invoice,
                                    CreditReason.OUTAGE,
                                    desk.byHand(),
                                    Map.of(line, new Money(poisha)),
                                    "No link for two days"))
                    .idOrRefuse();
        });
    }

    /// In cash from customer 7.
    public long pay(long poisha) {
        return pay(Actor.system("test"), poisha);
    }

    long pay(Actor taker, long poisha) {
        var till = new Account(AccountKind.CASH_IN_HAND, "rahim");
        var incoming =
                new Incoming(
                        PAYMENT,
                        7,
                        new Money(poisha),
                        till,
                        TODAY,
                        Optional.empty(),
                        Optional.empty());
        Supplier<Received> receive = () -> api.core.billing().money().receive(incoming);
        Received received = taker.call(() -> api.core.database().transact(receive));
        return ((Received.Done) received).receipt().id();
    }

    /// Somebody of the ISP's who takes cash.
    Actor collector(String login, String name) {
        int id =
                Integer.parseInt(
                        api.value(
                                """
                                insert into core.account
                                    (login, name, role, created, changed, changed_by)
                                values ('%s', '%s', 'support', now(), now(), 'test') returning id
                                """
                                        .formatted(login, name)));
        return new Actor(
                Role.SUPPORT,
                new Actor.Who(login, id, 0, 0),
                Permissions.of(Role.SUPPORT),
                "127.0.0.1");
    }

    public void undo() {
        LocalDate today = LocalDate.ofInstant(api.clock.instant(), ZoneId.of("Asia/Dhaka"));
        work(() -> api.core.billing().money().undo(PAYMENT, today, "bounced").idOrRefuse());
    }

    byte[] pdf(String path) {
        try {
            HttpResponse<byte[]> answer =
                    api.http.send(api.request(path).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a reader of PDF finds, each blank as one.
    String said(String path) {
        try (var document = Loader.loadPDF(pdf(path))) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
