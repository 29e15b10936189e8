package io.lastmile.core.papers;

import io.lastmile.core.documents.Press;
import java.util.Optional;
import java.util.function.Supplier;

/// One press for all. It reads the fonts, which a server that prints nothing can do without.
final class SharedPress implements Supplier<Press> {
    private Optional<Press> press = Optional.empty();

    @Override
    public synchronized Press get() {
        Press found = press.orElseGet(Press::new);
        press = Optional.of(found);
        return found;
    }
}
