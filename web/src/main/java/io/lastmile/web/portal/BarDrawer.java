package io.lastmile.web.portal;

import io.lastmile.core.portal.PortalUsage;
import io.lastmile.core.portal.Span;
import io.lastmile.core.usage.Volume;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Draws volumes as bars. All slots of the span are there, also those that lie ahead; the share of
/// a fair usage limit is drawn where bars are days.
final class BarDrawer {
    private static final double FILLED = 0.66;

    private final PortalWords words;
    private final Texts texts;

    BarDrawer(PortalWords words, Texts texts) {
        this.words = words;
        this.texts = texts;
    }

    /// `share` is bytes of a day, 0 for none; `split` shows up and down apart.
    Bars draw(PortalUsage usage, long share, boolean split, Instant now) {
        int slots = slots(usage);
        List<Volume> volumes = usage.volumes();
        long most = volumes.stream().mapToLong(Volume::total).max().orElse(0);
        long whole = Math.max(most, share);
        List<Bars.Bar> bars = new ArrayList<>();
        for (int i = 0; i < volumes.size() && i < slots; i++) {
            bars.add(bar(usage, i, slots, new Scale(whole, split, now)));
        }
        int limitY = share > 0 ? Bars.GROUND - Bars.height(share, whole) : 0;
        String limit = share > 0 ? texts.of("portal.share", "volume", words.volume(share)) : "";
        return new Bars(bars, sentence(usage), limitY, limit);
    }

    private record Scale(long whole, boolean split, Instant now) {}

    private static int slots(PortalUsage usage) {
        return usage.span() == Span.DAY
                ? 24
                : (int) (usage.end().toEpochDay() - usage.first().toEpochDay());
    }

    private Bars.Bar bar(PortalUsage usage, int at, int slots, Scale scale) {
        Volume volume = usage.volumes().get(at);
        double slot = (double) Bars.WIDTH / slots;
        int width = (int) Math.max(3, Math.round(slot * FILLED));
        long down = scale.split() ? volume.down() : volume.total();
        return new Bars.Bar(
                (int) Math.round(slot * at + (slot - width) / 2),
                width,
                volume.known() ? Bars.height(down, scale.whole()) : 0,
                volume.known() && scale.split() ? Bars.height(volume.up(), scale.whole()) : 0,
                !volume.known(),
                volume.to().isAfter(scale.now()),
                title(usage, volume),
                labelled(usage, at, slots) ? words.slot(usage, volume.from()) : "");
    }

    private String title(PortalUsage usage, Volume volume) {
        String amount = volume.known() ? words.volume(volume.total()) : texts.of("portal.no-data");
        return words.stretch(usage, volume.from()) + ": " + amount;
    }

    private static boolean labelled(PortalUsage usage, int at, int slots) {
        return switch (usage.span()) {
            case DAY -> at % 6 == 0;
            case WEEK -> true;
            case FORTNIGHT -> (slots - 1 - at) % 3 == 0;
            case MONTH -> at == 0 || (at + 1) % 5 == 0;
        };
    }

    /// What the picture says: the most, and what is missing.
    private String sentence(PortalUsage usage) {
        Optional<Volume> most =
                usage.volumes().stream()
                        .filter(Volume::known)
                        .max(Comparator.comparingLong(Volume::total));
        long gaps = usage.volumes().stream().filter(volume -> !volume.known()).count();
        String much =
                most.map(volume ->
                                texts.of(
                                        "portal.chart-says",
                                        "range",
                                        words.range(usage),
                                        "volume",
                                        words.volume(volume.total()),
                                        "when",
                                        words.stretch(usage, volume.from())))
                        .orElse(texts.of("portal.chart-empty", "range", words.range(usage)));
        return gaps == 0 ? much : much + " " + texts.count("portal.gaps", gaps);
    }

    /// A limit's share of one day of the month that `day` lies in.
    static long share(long limitBytes, LocalDate day) {
        return limitBytes / day.lengthOfMonth();
    }
}
