package io.lastmile.web.lines;

import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.network.Endpoint;
import io.lastmile.core.network.ServiceKind;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.PlainText;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Between a line and what stands in the inputs of its form. `ip`, `mac` and `profile` are its
/// endpoint's; the form's `address` is where the customer lives.
final class LineTyped {
    private static final Map<String, BigDecimal> SCALES =
            Map.of("rateBps", BigDecimal.valueOf(1_000_000));
    private static final List<String> OF_LINE =
            List.of("router", "name", "label", "address", "area", "rateBps", "plan");

    private LineTyped() {}

    static TypedForm of(Line line, Optional<Endpoint> endpoint, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("version", "" + line.version());
        values.put("router", line.router().map(Object::toString).orElse(""));
        values.put("name", line.name());
        values.put("label", line.label());
        values.put("address", line.address());
        values.put("area", line.area());
        values.put("rateBps", line.rateBps().map(LineTyped::mega).orElse(""));
        values.put("plan", line.plan().map(Object::toString).orElse(""));
        boolean queue = line.source() == SourceName.QUEUE;
        values.put("kind", endpoint.map(e -> e.kind().word()).orElse(queue ? "static" : "pppoe"));
        values.put("ip", endpoint.map(Endpoint::address).orElse(""));
        values.put("mac", endpoint.map(Endpoint::mac).orElse(""));
        values.put("profile", endpoint.map(Endpoint::profile).orElse(""));
        return TypedForm.of(values);
    }

    private static String mega(long bps) {
        return BigDecimal.valueOf(bps, 6).stripTrailingZeros().toPlainString();
    }

    static long version(TypedForm form) {
        String version = form.value("version");
        return version.matches("[0-9]{1,9}") ? Long.parseLong(version) : 0;
    }

    /// The line's own fields, as the API calls them.
    static Fields line(TypedForm form, int customer) {
        Map<String, String> values = new HashMap<>();
        OF_LINE.forEach(name -> values.put(name, form.value(name).strip()));
        values.put("customer", customer == 0 ? "" : "" + customer);
        boolean queue = List.of("static", "dhcp").contains(form.value("kind"));
        values.put("source", queue ? "queue" : "ppp");
        return TypedForm.of(values).fields(SCALES);
    }

    /// How it gets online; refused by the form's names. A queue whose customer's address nobody
    /// knows says nothing more than that it is one; once it was `known` it is needed.
    static Endpoint endpoint(TypedForm form, boolean known) {
        if (!known
                && form.is("kind", "static")
                && (form.value("ip") + form.value("mac")).isBlank()) {
            return new Endpoint(ServiceKind.STATIC, "", "", "");
        }
        Map<String, String> values = new HashMap<>();
        values.put("kind", form.value("kind"));
        values.put("address", PlainText.latinDigits(form.value("ip")).strip());
        values.put("mac", form.value("mac").strip());
        values.put("profile", form.value("profile").strip());
        Fields fields = TypedForm.of(values).fields(Map.of());
        try {
            Endpoint endpoint = Endpoint.read(fields);
            fields.done();
            return endpoint;
        } catch (Refusal refusal) {
            throw Problem.invalid(
                            refusal.problem().faults().stream().map(LineTyped::renamed).toList())
                    .refusal();
        }
    }

    private static Fault renamed(Fault fault) {
        return fault.field().equals("address")
                ? new Fault("ip", fault.found(), fault.expected())
                : fault;
    }

    /// Whether an endpoint says more than the line itself.
    static boolean says(Endpoint endpoint) {
        return switch (endpoint.kind()) {
            case PPPOE -> !(endpoint.address() + endpoint.mac() + endpoint.profile()).isEmpty();
            case STATIC -> !endpoint.address().isEmpty();
            case HOTSPOT, DHCP -> true;
        };
    }
}
