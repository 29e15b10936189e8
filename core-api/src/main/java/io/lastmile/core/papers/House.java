package io.lastmile.core.papers;

import io.lastmile.core.notifications.NotificationRoom;
import io.lastmile.core.settings.SettingRoom;
import io.lastmile.core.settings.Settings.Language;

/// What the ISP calls itself and where its pages are, for papers.
record House(SettingRoom settings, NotificationRoom messages) {
    private static final String PRODUCT = "Lastmile";

    String name(Language language) {
        String brand = settings.current().brand().in(language == Language.BN);
        return brand.isEmpty() ? PRODUCT : brand;
    }

    String site() {
        return messages.site();
    }

    /// What a reader without a choice of their own gets.
    Language language() {
        return settings.current().language();
    }
}
