package io.lastmile.core.customers;

import io.helidon.dbclient.DbStatement;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Customers as rows and back.
final class CustomerRow {
    /// Between the tags of a row; no text of ours holds it.
    private static final String SEPARATOR = "\u001f";

    private CustomerRow() {}

    static Customer customer(Row row) {
        return new Customer(
                row.integer("id"),
                row.number("version"),
                row.text("number"),
                person(row),
                place(row),
                tags(row.text("tags")),
                row.optionalInteger("reseller"),
                row.time("created"),
                row.time("changed"),
                row.text("changed_by"),
                row.optionalTime("closed"));
    }

    private static Person person(Row row) {
        String gender = row.text("gender");
        return new Person(
                row.text("name"),
                row.text("name_bn"),
                row.text("mobile"),
                row.text("email"),
                row.optionalText("born").map(LocalDate::parse),
                gender.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Gender.valueOf(gender.toUpperCase(Locale.ROOT))),
                row.text("father"),
                row.text("mother"),
                row.text("spouse"),
                row.text("bin"));
    }

    private static Place place(Row row) {
        Optional<Place.Gps> gps =
                row.optionalText("latitude")
                        .map(text ->
                                new Place.Gps(
                                        new BigDecimal(text),
                                        new BigDecimal(row.text("longitude"))));
        return new Place(
                row.text("district"),
                row.text("upazila"),
                row.text("union_name"),
                row.text("address"),
                row.text("postcode"),
                gps);
    }

    private static List<String> tags(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }

    static <S extends DbStatement<S>> S write(S statement, CustomerDraft draft) {
        Person person = draft.person();
        Place place = draft.place();
        return statement
                .addParam("name", person.name())
                .addParam("name_bn", person.nameBn())
                .addParam("mobile", person.mobile())
                .addParam("email", person.email())
                .addParam("born", person.born().map(LocalDate::toString).orElse(""))
                .addParam("gender", person.gender().map(Fields::nameOf).orElse(""))
                .addParam("father", person.father())
                .addParam("mother", person.mother())
                .addParam("spouse", person.spouse())
                .addParam("bin", person.bin())
                .addParam("district", place.district())
                .addParam("upazila", place.upazila())
                .addParam("union_name", place.union())
                .addParam("address", place.address())
                .addParam("postcode", place.postcode())
                .addParam("place", place.words())
                .addParam("latitude", degrees(place.gps().map(Place.Gps::latitude)))
                .addParam("longitude", degrees(place.gps().map(Place.Gps::longitude)))
                .addParam("tags", String.join(SEPARATOR, draft.tags()))
                .addParam("reseller", draft.reseller());
    }

    private static String degrees(Optional<BigDecimal> degrees) {
        return degrees.map(BigDecimal::toPlainString).orElse("");
    }
}
