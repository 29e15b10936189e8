package io.lastmile.web.plans;

import io.lastmile.web.TypedForm;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The form of a plan. `id` is empty for a new one; `planned` says what comes anyway; a `preview`
/// is there once it was read without fault, and shows what saving would change.
public record PlanFormView(
        String title,
        String id,
        TypedForm form,
        List<PlanView.Planned> planned,
        Optional<Preview> preview) {
    private static final int STEPS_MIN = 3;
    static final int STEPS_MAX = 5;

    /// `when` the draft begins; `replaced` says what will not come, `then` what still will.
    public record Preview(
            String when, List<PlanView.Diff> diffs, List<String> replaced, List<Then> then) {
        public Preview {
            diffs = List.copyOf(diffs);
            replaced = List.copyOf(replaced);
            then = List.copyOf(then);
        }
    }

    /// A planned version that stays, and what it changes when its time comes.
    public record Then(String says, List<PlanView.Diff> diffs) {
        public Then {
            diffs = List.copyOf(diffs);
        }
    }

    public PlanFormView {
        planned = List.copyOf(planned);
    }

    public String action() {
        return id.isEmpty() ? "/plans/new" : "/plans/" + id + "/edit";
    }

    public String back() {
        return id.isEmpty() ? "/plans" : "/plans/" + id;
    }

    /// As many rows as have something in them and an empty one.
    public List<Integer> steps() {
        int used =
                IntStream.range(0, STEPS_MAX)
                        .filter(this::isUsed)
                        .map(step -> step + 1)
                        .max()
                        .orElse(0);
        int rows = Math.clamp(used + 1, STEPS_MIN, STEPS_MAX);
        return IntStream.range(0, rows).boxed().toList();
    }

    private boolean isUsed(int step) {
        String name = "allowance.steps." + step;
        return !form.value(name + ".limitBytes").isBlank()
                || !form.value(name + ".rateLimit").isBlank();
    }
}
