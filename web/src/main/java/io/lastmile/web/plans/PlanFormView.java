package io.lastmile.web.plans;

import io.lastmile.web.TypedForm;
import java.util.List;

/// The form of a plan. `id` is empty for a new one; with `checked` it was read without fault and
/// shows what saving would change.
public record PlanFormView(
        String title, String id, TypedForm form, boolean checked, List<PlanView.Diff> diffs) {
    public PlanFormView {
        diffs = List.copyOf(diffs);
    }

    public String action() {
        return id.isEmpty() ? "/plans/new" : "/plans/" + id + "/edit";
    }

    public String back() {
        return id.isEmpty() ? "/plans" : "/plans/" + id;
    }

    public List<Integer> steps() {
        return List.of(0, 1, 2);
    }
}
