package io.lastmile.core.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/// An enum's constant as the API writes it: `COUNTER_RESET` is `counter-reset`.
final class EnumNames extends StdSerializer<Enum<?>> {
    private static final long serialVersionUID = 1;

    EnumNames() {
        super(Enum.class, false);
    }

    @Override
    public void serialize(Enum<?> constant, JsonGenerator to, SerializerProvider provider)
            throws IOException {
        to.writeString(Fields.nameOf(constant));
    }
}
