package io.lastmile.core.billing;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.platform.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// What stands on a paper beside its lines and sums, as it was when it was issued: later changes of
/// names, addresses and rates do not touch it (billing.md C.6). `at` is the date and time that a
/// tax invoice (Mushak 6.3) wants.
public record Printed(Seller seller, Buyer buyer, List<TaxSum> taxes, Instant at) {
    /// Who sells; `challan` says that the paper is a tax invoice.
    public record Seller(
            String name,
            String nameBn,
            String address,
            String addressBn,
            String bin,
            boolean challan) {}

    /// Who buys; `bin` is empty for who has none.
    public record Buyer(
            String number, String name, String nameBn, String mobile, String address, String bin) {
        public static Buyer of(Customer customer) {
            return new Buyer(
                    customer.number(),
                    customer.person().name(),
                    customer.person().nameBn(),
                    customer.person().mobile(),
                    customer.place().address(),
                    customer.person().bin());
        }
    }

    /// A tax of the document: its rate, what it was taken of and what it came to.
    public record TaxSum(
            String code,
            TaxRule.Kind kind,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal rate,
            Money taxable,
            Money tax) {
        static TaxSum of(Taxed.Sum sum) {
            return new TaxSum(
                    sum.rule().code(),
                    sum.rule().kind(),
                    sum.rule().rate(),
                    sum.taxable(),
                    sum.tax());
        }
    }

    public Printed {
        taxes = List.copyOf(taxes);
    }
}
