package io.lastmile.web.customers;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.MobileNumber;
import io.lastmile.core.customers.Person;
import io.lastmile.core.customers.Place;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.PlainText;
import io.lastmile.web.TypedForm;
import java.util.HashMap;
import java.util.Map;

/// Between a customer and what stands in the inputs of its form.
final class CustomerTyped {
    private CustomerTyped() {}

    static Map<String, String> of(Customer customer) {
        Map<String, String> values = new HashMap<>();
        Person person = customer.person();
        Place place = customer.place();
        values.put("version", "" + customer.version());
        values.put("name", person.name());
        values.put("nameBn", person.nameBn());
        values.put("mobile", MobileNumber.dialled(person.mobile()));
        values.put("email", person.email());
        values.put("born", person.born().map(Object::toString).orElse(""));
        values.put("gender", person.gender().map(Fields::nameOf).orElse(""));
        values.put("father", person.father());
        values.put("mother", person.mother());
        values.put("spouse", person.spouse());
        values.put("bin", person.bin());
        values.put("district", place.district());
        values.put("upazila", place.upazila());
        values.put("union", place.union());
        values.put("address", place.address());
        values.put("postcode", place.postcode());
        place.gps()
                .ifPresent(gps -> {
                    values.put("latitude", gps.latitude().toPlainString());
                    values.put("longitude", gps.longitude().toPlainString());
                });
        values.put("tags", String.join(", ", customer.tags()));
        values.put("reseller", customer.reseller().map(Object::toString).orElse(""));
        return values;
    }

    /// Figures may be typed in Bangla digits.
    static Fields fields(TypedForm form) {
        Map<String, String> values = new HashMap<>(form.typed());
        values.remove("version");
        for (String name : new String[] {"postcode", "latitude", "longitude"}) {
            values.computeIfPresent(name, (_, text) -> PlainText.latinDigits(text));
        }
        return TypedForm.of(values).fields(Map.of());
    }
}
