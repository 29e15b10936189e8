package io.lastmile.core.papers;

import io.lastmile.core.documents.Press;
import io.lastmile.core.identity.Patience;
import io.lastmile.core.notifications.PaperLinks;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.settings.Settings.Language;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/// Papers for who has a link to one, without a login: that paper and no other, until the link's
/// last day. Wrong, old and made-up links are answered alike, and an address that tries them waits
/// longer and longer.
public final class Opening implements PaperLinks {
    private static final Actor READER = Actor.system("paper link");

    /// A paper as a file.
    public record File(String name, byte[] pdf) {}

    /// What it asks.
    record Parts(
            Database database,
            Numbers numbers,
            LinkCodes codes,
            PaperDesk desk,
            Supplier<Press> press) {}

    private final Parts parts;
    private final Patience patience;
    private final Clock clock;
    private final ZoneId zone;

    Opening(Parts parts, Clock clock, ZoneId zone) {
        this.parts = parts;
        this.patience = new Patience(clock);
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public String path(String number, LocalDate until, String language) {
        Language wanted = language.equals("bn") ? Language.BN : Language.EN;
        return "/paper/" + number + "/" + parts.codes().of(number, until, wanted);
    }

    /// Nothing for a link that is none, whatever is wrong with it.
    public Optional<File> find(String number, String code, String address) {
        patience.admit(address)
                .ifPresent(left -> {
                    throw Verifying.wait(left);
                });
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        Optional<File> found =
                parts.codes()
                        .read(number, code, today)
                        .flatMap(language -> READER.call(() -> print(number, language)));
        found.ifPresent(_ -> patience.succeeded(address));
        return found;
    }

    private Optional<File> print(String number, Language language) {
        return parts.database()
                .read(() -> parts.numbers().place(number))
                .map(place -> {
                    Printout printout = parts.desk().print(place, language);
                    return new File(printout.name(), parts.press().get().print(printout.paper()));
                });
    }
}
