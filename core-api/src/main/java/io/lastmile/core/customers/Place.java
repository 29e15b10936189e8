package io.lastmile.core.customers;

import io.lastmile.core.platform.Fields;
import java.math.BigDecimal;
import java.util.Optional;

/// Where a customer lives: district by its code, the rest as people write it; degrees or nothing.
public record Place(
        String district,
        String upazila,
        String union,
        String address,
        String postcode,
        Optional<Gps> gps) {
    private static final int NAME_LENGTH_MAX = 100;
    private static final int ADDRESS_LENGTH_MAX = 300;

    /// Degrees, with six decimals at most.
    public record Gps(BigDecimal latitude, BigDecimal longitude) {}

    static Place read(Fields fields) {
        return new Place(
                district(fields),
                fields.text("upazila", NAME_LENGTH_MAX, ""),
                fields.text("union", NAME_LENGTH_MAX, ""),
                fields.text("address", ADDRESS_LENGTH_MAX, ""),
                postcode(fields),
                gps(fields));
    }

    /// What search finds of the district, in both scripts.
    String words() {
        return Districts.find(district)
                .map(d -> String.join(" ", d.name(), d.nameBn(), d.division(), d.divisionBn()))
                .orElse("");
    }

    private static String district(Fields fields) {
        String text = fields.text("district", NAME_LENGTH_MAX, "");
        Optional<District> found = Districts.named(text);
        if (!text.isEmpty() && found.isEmpty()) {
            fields.refuse("district", text, "one of the 64 districts");
        }
        return found.map(District::code).orElse("");
    }

    private static String postcode(Fields fields) {
        String text = fields.text("postcode", 10, "");
        if (!text.matches("([0-9]{4})?")) {
            fields.refuse("postcode", text, "four digits");
        }
        return text;
    }

    private static Optional<Gps> gps(Fields fields) {
        Optional<BigDecimal> latitude =
                fields.optionalDecimal("latitude", new BigDecimal("20.3"), new BigDecimal("26.8"));
        Optional<BigDecimal> longitude =
                fields.optionalDecimal("longitude", new BigDecimal("87.9"), new BigDecimal("92.8"));
        if (latitude.isPresent() != longitude.isPresent()) {
            fields.refuse(
                    latitude.isPresent() ? "longitude" : "latitude",
                    "nothing",
                    "both degrees or none");
            return Optional.empty();
        }
        return latitude.map(degrees -> new Gps(degrees, longitude.orElseThrow()));
    }
}
