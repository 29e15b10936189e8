package io.lastmile.core.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Locale;

/// An enum's constant as the API writes it: `COUNTER_RESET` is `counter-reset`.
public final class EnumNames extends StdSerializer<Enum<?>> {
    private static final long serialVersionUID = 1;

    EnumNames() {
        super(Enum.class, false);
    }

    /// The constant of such a word. Throws `IllegalArgumentException` if there is none.
    public static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public void serialize(Enum<?> constant, JsonGenerator to, SerializerProvider provider)
            throws IOException {
        to.writeString(Fields.nameOf(constant));
    }
}
