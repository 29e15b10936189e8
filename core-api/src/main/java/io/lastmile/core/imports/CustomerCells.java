package io.lastmile.core.imports;

import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.customers.Districts;
import io.lastmile.core.customers.Person;
import io.lastmile.core.customers.Place;
import io.lastmile.core.platform.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A customer as the cells of a row, by field; empty ones are absent.
final class CustomerCells {
    static final List<Column> COLUMNS =
            List.of(
                    Column.of(
                            "number",
                            "customer_number",
                            "customer id",
                            "গ্রাহক নম্বর",
                            "client id"),
                    Column.of("name", "name", "customer name", "full name", "নাম", "গ্রাহকের নাম"),
                    Column.of("nameBn", "name_bn", "bangla name", "বাংলা নাম", "নাম (বাংলা)"),
                    Column.of(
                            "mobile",
                            "mobile",
                            "mobile no",
                            "mobile number",
                            "phone",
                            "phone number",
                            "contact",
                            "cell",
                            "মোবাইল",
                            "মোবাইল নম্বর",
                            "ফোন"),
                    Column.of("email", "email", "e-mail", "mail", "ইমেইল", "ই-মেইল"),
                    Column.of("born", "born", "date of birth", "dob", "birth date", "জন্ম তারিখ"),
                    Column.of("gender", "gender", "sex", "লিঙ্গ"),
                    Column.of(
                            "father",
                            "father",
                            "father name",
                            "father's name",
                            "পিতা",
                            "পিতার নাম"),
                    Column.of(
                            "mother",
                            "mother",
                            "mother name",
                            "mother's name",
                            "মাতা",
                            "মাতার নাম"),
                    Column.of("spouse", "spouse", "husband", "wife", "স্বামী/স্ত্রী"),
                    Column.of("bin", "bin", "vat bin", "বিআইএন"),
                    Column.of("district", "district", "zila", "zilla", "জেলা"),
                    Column.of("upazila", "upazila", "thana", "উপজেলা", "থানা"),
                    Column.of("union", "union", "ward", "ইউনিয়ন", "ওয়ার্ড"),
                    Column.of("address", "address", "house and road", "ঠিকানা"),
                    Column.of("postcode", "postcode", "post code", "zip", "পোস্ট কোড"),
                    Column.of("latitude", "latitude", "lat", "অক্ষাংশ"),
                    Column.of("longitude", "longitude", "lon", "lng", "দ্রাঘিমাংশ"),
                    Column.of("tags", "tags", "tag", "ট্যাগ"),
                    Column.taken(
                            "nid",
                            "nid",
                            "nid no",
                            "nid number",
                            "national id",
                            "জাতীয় পরিচয়পত্র",
                            "এনআইডি"),
                    Column.shown("nid_last_four"),
                    Column.shown("since"),
                    Column.shown("closed"));

    private CustomerCells() {}

    static Map<String, String> of(CustomerDraft draft) {
        Map<String, String> cells = new HashMap<>();
        Person person = draft.person();
        Place place = draft.place();
        cells.put("name", person.name());
        cells.put("nameBn", person.nameBn());
        cells.put("mobile", person.mobile().replaceFirst("^[+]88", ""));
        cells.put("email", person.email());
        cells.put("born", person.born().map(Object::toString).orElse(""));
        cells.put("gender", person.gender().map(Fields::nameOf).orElse(""));
        cells.put("father", person.father());
        cells.put("mother", person.mother());
        cells.put("spouse", person.spouse());
        cells.put("bin", person.bin());
        cells.put("district", Districts.find(place.district()).map(d -> d.name()).orElse(""));
        cells.put("upazila", place.upazila());
        cells.put("union", place.union());
        cells.put("address", place.address());
        cells.put("postcode", place.postcode());
        place.gps()
                .ifPresent(gps -> {
                    cells.put("latitude", gps.latitude().stripTrailingZeros().toPlainString());
                    cells.put("longitude", gps.longitude().stripTrailingZeros().toPlainString());
                });
        cells.put("tags", String.join(", ", draft.tags()));
        cells.values().removeIf(String::isEmpty);
        return cells;
    }
}
