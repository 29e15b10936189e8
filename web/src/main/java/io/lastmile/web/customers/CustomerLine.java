package io.lastmile.web.customers;

import java.util.List;

/// A customer in the list; `otherName` is the name in the other script.
public record CustomerLine(
        int id,
        String number,
        String name,
        String otherName,
        String mobile,
        String place,
        List<String> tags,
        boolean closed) {
    public CustomerLine {
        tags = List.copyOf(tags);
    }
}
