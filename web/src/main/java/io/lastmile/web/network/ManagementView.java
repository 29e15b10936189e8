package io.lastmile.web.network;

import io.lastmile.web.TypedForm;
import java.util.List;

/// How a router is managed: its writing user, imports, scripts.
public record ManagementView(
        int router,
        String name,
        boolean managed,
        TypedForm form,
        List<Made> imports,
        boolean garden,
        Rules rules,
        List<Step> steps) {
    /// Whether the walled garden's rules stand; `says` is empty while nobody looked.
    public record Rules(boolean stand, String says) {}

    /// A step of the writing user's test.
    public record Step(String name, boolean ok, String says) {}

    /// An import that was made before.
    public record Made(long id, String says, boolean committed) {}

    public ManagementView {
        imports = List.copyOf(imports);
        steps = List.copyOf(steps);
    }
}
