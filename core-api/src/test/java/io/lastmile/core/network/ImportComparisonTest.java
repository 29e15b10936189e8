package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ImportComparisonTest {
    @Test
    void saysForEachRowHowItStands() {
        List<ImportRow> rows =
                compare(
                        List.of(
                                secret("new", "p", "home"), secret("same", "p", "home"),
                                secret("other", "p", "home"), secret("plain", "p", "home")),
                        List.of(
                                line(1, "same", Optional.of(managed("home", "p"))),
                                line(2, "other", Optional.of(managed("away", "q"))),
                                line(3, "plain", Optional.empty()),
                                line(4, "gone", Optional.of(managed("home", "p"))),
                                line(5, "watched", Optional.empty())));

        assertThat(rows)
                .extracting(row -> row.found().name(), ImportRow::verdict)
                .containsExactly(
                        tuple("new", Verdict.NEW),
                        tuple("same", Verdict.MATCHES),
                        tuple("other", Verdict.DIFFERS),
                        tuple("plain", Verdict.DIFFERS),
                        tuple("gone", Verdict.ONLY_OURS));
        assertThat(rows.get(2).differences())
                .containsExactly(
                        new Difference("profile", "away", "home"),
                        new Difference("password", "", ""));
        assertThat(rows.get(3).differences())
                .containsExactly(new Difference("managed", "false", "true"));
    }

    @Test
    void namesThatDifferByCaseAreTwoLines() {
        List<ImportRow> rows =
                compare(
                        List.of(secret("Rahim", "p", "home"), secret("rahim", "p", "home")),
                        List.of(line(1, "rahim", Optional.of(managed("home", "p")))));
        assertThat(rows)
                .extracting(ImportRow::verdict)
                .containsExactly(Verdict.NEW, Verdict.MATCHES);
    }

    @Test
    void aNameThatTheRouterHasTwiceIsTakenOnce() {
        List<ImportRow> rows =
                compare(
                        List.of(secret("rahim", "p", "home"), secret("rahim", "q", "home")),
                        List.of());
        assertThat(rows)
                .extracting(ImportRow::verdict)
                .containsExactly(Verdict.NEW, Verdict.UNREADABLE);
        assertThat(rows.get(1).found().password()).isEmpty();
    }

    @Test
    void whatTheRouterDoesNotTellIsNoDifference() {
        List<ImportRow> rows =
                compare(
                        List.of(secret("rahim", "", "home")),
                        List.of(line(1, "rahim", Optional.of(managed("home", "p")))));
        assertThat(rows.getFirst().verdict()).isEqualTo(Verdict.MATCHES);
    }

    @Test
    void hintsAreReadOutOfWhatOperatorsWrite() {
        assertThat(hints("rahim", "Rahim Uddin, 01712-345678").mobile()).contains("+8801712345678");
        assertThat(hints("rahim", "Rahim Uddin, 01712-345678").name()).contains("rahim uddin");
        assertThat(hints("8801712345678", "").mobile()).contains("+8801712345678");
        assertThat(hints("c100123", "").number()).contains("C100123");
        assertThat(hints("x", "ref 90171234567899").mobile()).isEmpty();
        assertThat(hints("x", "due").name()).contains("due");
        assertThat(hints("x", "17").name()).isEmpty();
    }

    @Test
    void whatTwoCustomersShareProvesNothing() {
        var guesses =
                new CustomerGuesses(
                        List.of(
                                known(1, "+8801712345678", "rahim uddin"),
                                known(2, "+8801712345678", "karim")));
        assertThat(guesses.of(hints("x", "01712345678"))).isEmpty();
        assertThat(guesses.of(hints("x", "Rahim  Uddin 01712345678"))).isEmpty();
        assertThat(guesses.of(hints("x", "Rahim  Uddin (house 4)")))
                .map(CustomerGuess::by)
                .contains(CustomerGuess.By.NAME);
        assertThat(guesses.of(hints("x", "Rahim Uddin C100002")))
                .map(CustomerGuess::customer)
                .contains(2);
    }

    @Test
    void theDigestChangesWithEveryValueAndPassword() {
        byte[] before = configuration(List.of(secret("a", "p", "home"))).digest();
        assertThat(configuration(List.of(secret("a", "p", "home"))).digest()).isEqualTo(before);
        assertThat(configuration(List.of(secret("a", "q", "home"))).digest()).isNotEqualTo(before);
        assertThat(configuration(List.of(secret("a", "p", "away"))).digest()).isNotEqualTo(before);
        assertThat(configuration(List.of()).digest()).isNotEqualTo(before);
    }

    @Test
    void noTextOfARowShowsItsPassword() {
        assertThat(secret("a", "hush-hush", "home").toString()).doesNotContain("hush-hush");
        assertThat(managed("home", "hush-hush").toString()).doesNotContain("hush-hush");
        ImportRow row = compare(List.of(secret("a", "hush-hush", "home")), List.of()).getFirst();
        assertThat(row.toString()).doesNotContain("hush-hush");
        assertThat(ImportLine.Body.of(row).toString()).doesNotContain("hush-hush");
    }

    private static List<ImportRow> compare(List<Found> found, List<OurLine> ours) {
        return new ImportComparison(
                        configuration(found),
                        ours,
                        new PlanGuesses(List.of()),
                        new CustomerGuesses(List.of()))
                .rows();
    }

    private static RouterConfiguration configuration(List<Found> found) {
        return RouterConfiguration.of(
                found, List.of(new FoundProfile("home", "10M/10M")), Map.of());
    }

    private static Found secret(String name, String password, String profile) {
        return new Found(
                FoundKind.SECRET,
                name,
                Optional.of(password).filter(text -> !text.isEmpty()),
                profile,
                "",
                "pppoe",
                false,
                "",
                "",
                "",
                Optional.empty());
    }

    private static OurLine line(int id, String name, Optional<OurLine.Managed> managed) {
        return new OurLine(
                id, "1", FoundKind.SECRET, name, Optional.empty(), Optional.empty(), managed);
    }

    private static OurLine.Managed managed(String profile, String password) {
        return new OurLine.Managed(profile, "10M/10M", true, "", "", Optional.of(password));
    }

    private static CustomerHints hints(String name, String comment) {
        return CustomerHints.of(
                new Found(
                        FoundKind.SECRET,
                        name,
                        Optional.empty(),
                        "",
                        "",
                        "",
                        false,
                        "",
                        "",
                        comment,
                        Optional.empty()));
    }

    private static CustomerGuesses.Known known(int id, String mobile, String name) {
        return new CustomerGuesses.Known(id, "C10000" + id, mobile, name, name);
    }
}
