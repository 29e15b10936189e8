package io.lastmile.core.network;

import java.util.List;
import java.util.Map;

/// Something to be done to a router.
sealed interface Edit {
    RouterMenu menu();

    record Add(RouterMenu menu, Map<Property, String> values) implements Edit {
        public Add {
            values = Map.copyOf(values);
        }
    }

    record Set(RouterMenu menu, List<String> ids, Map<Property, String> values) implements Edit {
        public Set {
            ids = List.copyOf(ids);
            values = Map.copyOf(values);
        }
    }

    record Remove(RouterMenu menu, List<String> ids) implements Edit {
        public Remove {
            ids = List.copyOf(ids);
        }
    }
}
