package io.lastmile.core.customers;

import io.lastmile.core.platform.Fields;
import java.time.LocalDate;
import java.util.List;

/// A customer as somebody wants it to be; reseller 0 is none.
public record CustomerDraft(Person person, Place place, List<String> tags, int reseller) {
    static final int TAGS_MAX = 20;
    static final int TAG_LENGTH_MAX = 40;

    public CustomerDraft {
        tags = List.copyOf(tags);
    }

    public static CustomerDraft read(Fields fields, LocalDate today) {
        return new CustomerDraft(
                Person.read(fields, today),
                Place.read(fields),
                fields.texts("tags", TAGS_MAX, TAG_LENGTH_MAX).stream()
                        .distinct()
                        .sorted()
                        .toList(),
                (int) fields.number("reseller", 1, Integer.MAX_VALUE, 0));
    }
}
